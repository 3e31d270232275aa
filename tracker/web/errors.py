"""How refusals and faults are answered: one table, one page each, a clear sentence, nothing of the inside."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from tracker import logs
from tracker.domain.errors import AlreadyExists, NotAllowed, NotFound, RuleBroken, Stale, TrackerError, Unavailable
from tracker.domain.texts import N_
from tracker.models.database import release
from tracker.services.outages import Outage, outage
from tracker.web.carrying import may_be_carried
from tracker.web.languages import spoken

STATUS: dict[type[TrackerError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    AlreadyExists: 409,
    Stale: 409,
    RuleBroken: 422,
    Unavailable: 503,
}

# status: (title, what to do)
PAGES = {
    400: (N_("This request could not be understood"), N_("Go back, open the page again and try once more.")),
    403: (N_("Your role does not include this"), N_("Ask the coordinator of the plan if you need it.")),
    404: (N_("There is no such page"), N_("The address may be mistyped, or the page is not open to you.")),
    405: (N_("This address cannot be used in this way"), N_("Go back and use the buttons of the page.")),
    409: (N_("This was changed meanwhile"), N_("Open the page again: it shows the newest state.")),
    413: (
        N_("What you sent is too large"),
        N_("Nothing was stored. Go back: what you typed is still there. Choose a smaller file, or add a link instead."),
    ),
    422: (N_("This cannot be done"), N_("Go back and change what you entered.")),
    429: (N_("Too many tries"), N_("Wait some minutes and try again.")),
    500: (
        N_("Something went wrong on our side"),
        N_("Nothing was stored by half. Try again; if it stays, tell the administrator."),
    ),
    503: (N_("This cannot be had at present"), N_("Nothing is lost. Tell the administrator, and try again later.")),
    507: (
        N_("Nothing can be stored at present"),
        N_("What was stored before can be read. Tell the administrator, and try again later."),
    ),
}
OUTAGES = {
    Outage.FULL: (507, N_("The disk of the server is full. What you sent was not stored, not even a part of it.")),
    Outage.READ_ONLY: (
        507,
        N_("The disk of the server takes nothing. What you sent was not stored, not even a part of it."),
    ),
    Outage.AWAY: (503, N_("The database does not answer. Nothing was stored by half.")),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(TrackerError, answer_refusal)
    app.register_error_handler(StaleDataError, answer_stale)
    app.register_error_handler(CSRFError, answer_csrf)
    app.register_error_handler(SecurityError, answer_foreign_name)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_fault)


def page(status: int, said: str = "") -> tuple[str, int]:
    """The page for a status; `said` is the sentence about this very case."""
    release()
    title, advice = PAGES.get(status, PAGES[400])
    texts = typed() if status != 413 else []
    number = f"{status} · {logs.request_id.get()}" if status >= 500 else status
    shown = {"title": _(title), "said": said, "advice": _(advice), "number": number, "typed": texts}
    return render_template("errors/error.html", **shown), status


def typed() -> list[str]:
    """The sentences of a form that was not taken, so that they can be copied: its own page may be gone by now.

    Only of a form that one of our pages sent; whoever sent it, what is shown is never stored.
    """
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if request.method != "POST" or not is_ours:
        return []
    sent = request.form.items(multi=True)
    return [value for name, value in sent if may_be_carried(name) and len(value.split()) > 1]


def answer_refusal(error: TrackerError) -> tuple[str, int]:
    # What a person may not see answers exactly as what does not exist, whoever says so: without a sentence.
    return page(STATUS[type(error)], "" if isinstance(error, NotFound) else spoken(error.message))


def answer_stale(_error: StaleDataError) -> tuple[str, int]:
    return page(409, _("Somebody else changed this at the same moment. Open it again; your change was not stored."))


def answer_csrf(_error: CSRFError) -> tuple[str, int]:
    return page(400, _("The form had been open too long, or came from another page. Open it again and send it anew."))


def answer_foreign_name(_error: SecurityError) -> Response:
    """To a name that is not this site's: a sentence alone, for no address of a page can be made under it."""
    return Response(_("There is nothing under this name.") + "\n", 400, mimetype="text/plain")


def answer_http(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    said = error.description if status == 409 and error.description else ""
    return page(status, said)


def without_database() -> None:
    """Let the frame of the page ask for nobody and nothing that would have to be read anew."""
    for name in ("sign_in", "plan"):
        g.pop(name, None)
    g.actor = None


def answer_fault(error: Exception) -> tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Log the fault with its trace and tell the person nothing of the inside, only what is missing outside."""
    current_app.logger.error("fault at %s %s", request.method, request.endpoint, exc_info=error)
    found = outage(error)
    status, sentence = OUTAGES[found] if found else (500, "")
    if found is Outage.AWAY:
        without_database()
    answer = page(status, _(sentence) if sentence else "")
    return (*answer, {"Retry-After": "60"}) if found else answer
