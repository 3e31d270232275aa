"""What is open in a period, closing it, and opening it again."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from tracker.domain.permissions import Action
from tracker.domain.vocabulary import PeriodState, State
from tracker.models.measurement import Measurement, ReportingPeriod
from tracker.models.plan import Plan
from tracker.services import completeness
from tracker.services.completeness import Gap
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.languages import shown
from tracker.web.periods.forms import ReopenForm, close_form
from tracker.web.periods.views import Answer, blueprint

__all__ = ["Answer", "blueprint"]


@blueprint.route("/<int:period_id>/close", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def close(plan: Plan, period: ReportingPeriod) -> Answer:
    found = completeness.gaps(plan, period) if period.state is PeriodState.OPEN else []
    form = close_form(found)

    def act() -> bool:
        completeness.close(access.the_actor(), plan, period, form.remarks(found))
        return True

    if accepted(form, act):
        flash(_("%(name)s is closed: no more values are taken.", name=shown(period.name).text), "success")
        return redirect(url_for(".show", plan_code=plan.code, period_id=period.id), 303)
    links = {gap.key: _link(plan, gap) for gap in found}
    return form_page("periods/close.html", form, period=period, gaps=found, counts=_counts(found), links=links)


@blueprint.route("/<int:period_id>/reopen", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def reopen(plan: Plan, period: ReportingPeriod) -> Answer:
    form = ReopenForm()

    def act() -> bool:
        completeness.reopen(access.the_actor(), plan, period, reason=form.reason.data or "")
        return True

    if accepted(form, act):
        flash(_("%(name)s is open again.", name=shown(period.name).text), "success")
        return redirect(url_for(".show", plan_code=plan.code, period_id=period.id), 303)
    return form_page("periods/reopen.html", form, period=period)


def _counts(found: Iterable[Gap]) -> dict[State | None, int]:
    states = [gap.state for gap in found]
    order = (None, State.DRAFT, State.RETURNED, State.SUBMITTED)
    return {state: states.count(state) for state in order if state in states}


def _link(plan: Plan, gap: Gap) -> str:
    """Where a coordinator reads what stands there."""
    if isinstance(gap.thing, Measurement):
        return url_for("measurements.show", plan_code=plan.code, measurement_id=gap.thing.id)
    return ""
