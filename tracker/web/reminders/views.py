"""One's own reminders, the calendar behind its secret address, and the outbox for administrators."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField

from tracker.services import calendars, reminders
from tracker.web import access
from tracker.web.forms import TrackerForm

blueprint = Blueprint("reminders", __name__)

Answer = str | AnyResponse | tuple[str, int]


class WishForm(TrackerForm):
    wants = BooleanField(_l("Send me reminders by mail"), description=_l("At most one a day, and none without reason."))


class StepForm(TrackerForm):
    """Only the token."""


@blueprint.route("/account/reminders", methods=["GET", "POST"])
@access.signed_in
def show() -> Answer:
    actor = access.the_actor()
    form = WishForm(data={"wants": actor.user.wants_reminders})
    if form.validate_on_submit():
        reminders.set_wish(actor, wants=bool(form.wants.data))
        flash(_("The change is stored."), "success")
        return redirect(url_for(".show"), 303)
    page = _page(form)
    return (page, 422) if form.errors else page


@blueprint.route("/account/reminders/calendar", methods=["GET", "POST"])
@access.signed_in
def renew() -> Answer:
    """Make a new address and show it, this once; sent again, the page comes without it."""
    if not StepForm().validate_on_submit():
        return redirect(url_for(".show"), 303)
    word = calendars.renew(access.the_actor())
    return _page(WishForm(None, data={"wants": access.the_actor().user.wants_reminders}), _address(word))


@blueprint.post("/account/reminders/calendar/end")
@access.signed_in
def end() -> Answer:
    if StepForm().validate_on_submit():
        calendars.end(access.the_actor())
        flash(_("The address has ended. Calendars that use it find nothing there any more."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.get("/calendar/<word>.ics")
@access.public
def calendar(word: str) -> Answer:
    found = calendars.feed(word, _base())
    if found is None:
        abort(404)
    answer = Response(found, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="tracker.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/administration/outbox")
@access.administrator
def outbox() -> str:
    settings = current_app.extensions["settings"]
    return render_template("reminders/outbox.html", mails=reminders.outbox(), has_server=bool(settings.smtp_host))


def _page(form: WishForm, address: str = "") -> str:
    user = access.the_actor().user
    settings = current_app.extensions["settings"]
    return render_template(
        "reminders/show.html",
        form=form,
        step_form=StepForm(formdata=None),
        user=user,
        calendar=calendars.current(user),
        address=address,
        has_server=bool(settings.smtp_host),
        last=reminders.last_mail_day(user),
    )


def _base() -> str:
    """The address of this site, as settings or else the request name it."""
    settings = current_app.extensions["settings"]
    return settings.public_url or request.host_url.rstrip("/")


def _address(word: str) -> str:
    return _base() + url_for(".calendar", word=word)
