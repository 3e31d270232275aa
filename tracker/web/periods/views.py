"""Reporting periods: the list, opening, changing."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import Frequency
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services import assignments, completeness, periods, tree
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import conflict, version_sent
from tracker.web.forms import language_rows, multilingual
from tracker.web.periods.forms import OpenManyForm, change_form, period_form

blueprint = Blueprint("periods", __name__, url_prefix="/plans/<plan_code>/periods")

Answer = str | Response | tuple[str, int]


def may_open(plan: Plan) -> bool:
    return access.may_change(plan, Action.OPEN_PERIOD)


@blueprint.get("")
@access.may(Action.READ_PLAN)
def index(plan: Plan) -> Answer:
    counts = periods.counts(plan) if access.can(Action.READ_OVERVIEW) else {}
    return render_template("periods/index.html", periods=periods.of_plan(plan), counts=counts, may_open=may_open(plan))


@blueprint.get("/<int:period_id>")
@access.may(Action.READ_PLAN)
def show(plan: Plan, period: ReportingPeriod) -> Answer:
    return render_template(
        "periods/show.html",
        period=period,
        branches=tree.tree(plan),
        answering=assignments.answering(period),
        count=periods.counts(plan).get(period.id, (0, 0)) if access.can(Action.READ_OVERVIEW) else None,
        reopened=periods.reasons(period) if access.can(Action.READ_OVERVIEW) else [],
        may_open=may_open(plan),
        accepted=completeness.accepted(period) if access.can(Action.READ_OVERVIEW) else [],
    )


@blueprint.route("/new", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def new(plan: Plan) -> Answer:
    form = period_form(plan)
    made = accepted(
        form,
        lambda: periods.open_many(access.the_actor(), plan, [form.facts()], assign=bool(form.assign.data)),
    )
    if not made:
        return form_page("periods/new.html", form, languages=language_rows(plan))
    flash(_("The period is open. Look who answers for what."), "success")
    return redirect(url_for(".assign", plan_code=plan.code, period_id=made[0].id), 303)


@blueprint.route("/open/<frequency>", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def open_many(plan: Plan, frequency: str) -> Answer:
    rhythm = Frequency(frequency) if frequency in RHYTHMS else Frequency.YEARLY
    planned = periods.still_to_open(plan, rhythm)
    form = OpenManyForm(plan, rhythm, planned)
    made = accepted(
        form, lambda: periods.open_many(access.the_actor(), plan, form.facts(), assign=bool(form.assign.data))
    )
    if not made:
        return form_page("periods/open_many.html", form, rhythm=rhythm, rhythms=RHYTHMS, planned=planned)
    flash(ngettext("%(num)s period is open.", "%(num)s periods are open.", len(made)), "success")
    return redirect(url_for(".index", plan_code=plan.code), 303)


RHYTHMS = (Frequency.YEARLY, Frequency.HALF_YEARLY, Frequency.QUARTERLY)


@blueprint.route("/<int:period_id>/edit", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def edit(plan: Plan, period: ReportingPeriod) -> Answer:
    form, clash = change_form(plan, period), None

    def change() -> ReportingPeriod:
        name, due_on = multilingual(form.name), form.due_on.data or period.due_on
        actor = access.the_actor()
        return periods.change(actor, plan, period, name=name, due_on=due_on, version=version_sent())

    try:
        if accepted(form, change):
            flash(_("The change is stored."), "success")
            return redirect(url_for(".show", plan_code=plan.code, period_id=period.id), 303)
    except Stale:
        clash = conflict(period, form, change_form(plan, period, stored=True))
    return form_page("periods/edit.html", form, thing=period, clash=clash, languages=language_rows(plan))
