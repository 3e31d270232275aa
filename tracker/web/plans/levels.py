"""Pillars and outcomes of a plan: added, changed, archived and restored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import Theme
from tracker.models.plan import Outcome, Pillar, Plan
from tracker.services import levels, tree
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import conflict, version_sent
from tracker.web.fields import key_of
from tracker.web.forms import language_rows, multilingual
from tracker.web.languages import shown
from tracker.web.plans.forms import OutcomeForm, PillarForm, level_form

blueprint = Blueprint("levels", __name__, url_prefix="/plans/<plan_code>")

Answer = str | Response | tuple[str, int]


@blueprint.route("/pillars/new", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def new_pillar(plan: Plan) -> Answer:
    form = level_form(plan, PillarForm, None, code=f"P{len(plan.pillars) + 1}", theme=Theme.CROSS_CUTTING.value)
    made = accepted(form, lambda: levels.add_pillar(access.the_actor(), plan, **_pillar(form)))
    return _back(plan, made) if made else _page(plan, form, None, "pillar")


@blueprint.route("/pillars/<int:pillar_id>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit_pillar(plan: Plan, pillar: Pillar) -> Answer:
    form = level_form(plan, PillarForm, pillar)

    def change() -> Pillar:
        return levels.change_pillar(access.the_actor(), plan, pillar, **_pillar(form), version=version_sent())

    try:
        done = accepted(form, change)
    except Stale:
        stored = level_form(plan, PillarForm, pillar, stored=True)
        return _page(plan, form, pillar, "pillar", clash=conflict(pillar, form, stored))
    return _back(plan, done) if done else _page(plan, form, pillar, "pillar")


@blueprint.route("/outcomes/new", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def new_outcome(plan: Plan) -> Answer:
    form = _outcome_form(plan, None, pillar=request.args.get("pillar", ""))
    made = accepted(form, lambda: levels.add_outcome(access.the_actor(), plan, **_outcome(form)))
    return _back(plan, made) if made else _page(plan, form, None, "outcome")


@blueprint.route("/outcomes/<int:outcome_id>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit_outcome(plan: Plan, outcome: Outcome) -> Answer:
    form = _outcome_form(plan, outcome)

    def change() -> Outcome:
        return levels.change_outcome(access.the_actor(), plan, outcome, **_outcome(form), version=version_sent())

    try:
        done = accepted(form, change)
    except Stale:
        stored = _outcome_form(plan, outcome, stored=True)
        return _page(plan, form, outcome, "outcome", clash=conflict(outcome, form, stored))
    return _back(plan, done) if done else _page(plan, form, outcome, "outcome")


@blueprint.post("/pillars/<int:pillar_id>/archive")
@access.may(Action.EDIT_PLAN)
def archive_pillar(plan: Plan, pillar: Pillar) -> Response:
    return _archive(plan, pillar)


@blueprint.post("/pillars/<int:pillar_id>/restore")
@access.may(Action.EDIT_PLAN)
def restore_pillar(plan: Plan, pillar: Pillar) -> Response:
    return _restore(plan, pillar)


@blueprint.post("/outcomes/<int:outcome_id>/archive")
@access.may(Action.EDIT_PLAN)
def archive_outcome(plan: Plan, outcome: Outcome) -> Response:
    return _archive(plan, outcome)


@blueprint.post("/outcomes/<int:outcome_id>/restore")
@access.may(Action.EDIT_PLAN)
def restore_outcome(plan: Plan, outcome: Outcome) -> Response:
    return _restore(plan, outcome)


def _archive(plan: Plan, thing: Pillar | Outcome) -> Response:
    tree.archive(access.the_actor(), plan, thing)
    flash(_("%(code)s is archived. It can be restored from the foot of this page.", code=thing.code), "success")
    return redirect(url_for("plans.show", plan_code=plan.code), 303)


def _restore(plan: Plan, thing: Pillar | Outcome) -> Response:
    tree.restore(access.the_actor(), plan, thing)
    flash(_("%(code)s is back in the plan.", code=thing.code), "success")
    return redirect(url_for("plans.show", plan_code=plan.code), 303)


def _pillar(form: Any) -> dict[str, Any]:
    theme = Theme(form.theme.data) if form.theme.data else None
    return {"code": form.code.data, "title": multilingual(form.title), "theme": theme}


def _outcome_form(plan: Plan, outcome: Outcome | None, **more: Any) -> Any:
    form = level_form(plan, OutcomeForm, outcome, **more)
    form.pillar.choices = [(str(each.id), f"{each.code} {shown(each.title).text}") for each in levels.pillars(plan)]
    return form


def _outcome(form: Any) -> dict[str, Any]:
    return {"code": form.code.data, "title": multilingual(form.title), "pillar_id": key_of(form.pillar.data) or 0}


def _page(plan: Plan, form: Any, thing: Pillar | Outcome | None, level: str, **more: Any) -> tuple[str, int]:
    return form_page("plans/level.html", form, thing=thing, level=level, languages=language_rows(plan), **more)


def _back(plan: Plan, thing: Pillar | Outcome) -> Response:
    flash(_("The change is stored."), "success")
    anchor = f"{thing.__tablename__}-{thing.id}"
    return redirect(url_for("plans.show", plan_code=plan.code, _anchor=anchor), 303)
