"""What every page needs: the way around, who is signed in, what the visitor may do, and the words for words."""

from __future__ import annotations

import secrets
from importlib.metadata import version
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _

from tracker.domain.permissions import Action
from tracker.models.plan import Plan
from tracker.services import plans
from tracker.services.acting import Actor
from tracker.web import access, languages
from tracker.web.words import word

Link = tuple[str, str, bool]

FAMILIES = dict.fromkeys(("writing", "checking", "recommending", "validating", "drafts"), "reporting")
"""Features whose pages stand below the same link of the header."""

VERSION = version("nap1325-tracker")


def init_app(app: Flask) -> None:
    app.context_processor(context)
    app.jinja_env.globals.update(form_key=form_key, word=word, can=access.can, Action=Action)


def form_key() -> str:
    """A random word for one rendered form: the same form sent twice is stored once. A refused form keeps its key."""
    return request.form.get("form_key", "")[:64] or secrets.token_urlsafe(16)


def context() -> dict[str, Any]:
    actor = access.current_actor()
    return {
        "actor": actor,
        "plan": g.get("plan"),
        "frame": frame(),
        "navigation": navigation(),
    }


def frame() -> dict[str, Any]:
    """What the frame of a page shows around its content."""
    plan, actor = g.get("plan"), access.current_actor()
    settings = current_app.extensions["settings"]
    return {
        "language": languages.chosen(),
        "direction": languages.direction(languages.chosen()),
        "language_name": languages.NAMES[languages.chosen()],
        "languages": [(code, languages.NAMES[code]) for code in settings.languages],
        "language_url": _address("account.language"),
        "here": request.full_path.rstrip("?"),
        "home_url": _address("home.show"),
        "plan_title": languages.shown(plan.title).text if plan else "",
        "is_demonstration": bool(plan and plan.is_demonstration),
        "account_name": actor.user.name if actor else "",
        "account_links": _account_links(actor) if actor else [],
        "sign_out_url": _address("account.sign_out"),
        "sign_in_url": _address("account.sign_in"),
        "search_url": _search_address(),
        "help_url": _address("help.index"),
        "foot_links": [(_("Public editions"), _address("published.index"))],
        "quick_exit_url": "https://www.weather.com/" if actor else "",
        "version": VERSION,
    }


def _address(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def _search_address() -> str:
    """Where the plan is searched, for those who read it."""
    plan, actor = g.get("plan"), access.current_actor()
    if plan is None or actor is None or not actor.may(plan, Action.READ_PLAN):
        return ""
    return url_for("search.show", plan_code=plan.code)


def _account_links(actor: Actor) -> list[tuple[str, str]]:
    own = [(_("My account"), _address("account.show")), (_("Reminders"), _address("reminders.show"))]
    return [*own, *_other_plans(actor)]


def _other_plans(actor: Actor) -> list[tuple[str, str]]:
    """The further plans of somebody who works in several, so that they change between them without signing out."""
    if len({part.plan_id for part in actor.parts}) < 2:
        return []
    others = [each for each in plans.of_person(actor) if each is not g.get("plan")]
    return [(languages.shown(each.title).text, _first_page(actor, each)) for each in others]


def _first_page(actor: Actor, plan: Plan) -> str:
    endpoint = "plans.show" if actor.may(plan, Action.READ_PLAN) else "editions.index"
    return url_for(endpoint, plan_code=plan.code)


def navigation() -> list[Link]:
    """The links of the header: in a plan those that the person may open, else the list of their plans."""
    plan, actor = g.get("plan"), access.current_actor()
    if actor is None:
        return []
    if plan is None:
        links = [(_("My plans"), "home.show")]
        if actor.user.is_administrator:
            links += [(_("Organisations"), "administration.organisations"), (_("People"), "administration.people")]
            links += [(_("Record"), "audit.installation"), (_("Outbox"), "reminders.outbox")]
        return [(label, _address(endpoint), request.endpoint == endpoint) for label, endpoint in links]
    return [
        (label, url_for(endpoint, plan_code=plan.code), _is_current(endpoint))
        for label, endpoint, action in (
            (_("My work"), "work.show", Action.RECORD_MEASUREMENT),
            (_("To review"), "reviewing.queue", Action.REVIEW),
            (_("Overview"), "overview.show", Action.READ_OVERVIEW),
            (_("Plan"), "plans.show", Action.READ_PLAN),
            (_("Budget"), "money.index", Action.READ_PLAN),
            (_("Periods"), "periods.index", Action.OPEN_PERIOD),
            (_("Report"), *_report(actor, plan)),
            (_("Editions"), "editions.index", Action.READ_EDITION),
            (_("People"), "people.index", Action.INVITE),
            (_("Record"), "audit.index", Action.READ_RECORD),
        )
        if actor.may(plan, action) and endpoint in current_app.view_functions
    ]


def _report(actor: Actor, plan: Plan) -> tuple[str, Action]:
    """Those who write the report see all of it; others what was given to them."""
    if actor.may(plan, Action.WRITE_REPORT):
        return "reporting.index", Action.WRITE_REPORT
    return "writing.mine", Action.WRITE_SECTION


def _is_current(endpoint: str) -> bool:
    here, there = ((each or "").split(".")[0] for each in (request.endpoint, endpoint))
    return FAMILIES.get(here, here) == FAMILIES.get(there, there)
