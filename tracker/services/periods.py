"""Reporting periods: opened one by one or many at once, closed, and opened again for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.domain.defining import OUTSIDE
from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.periods import PlannedPeriod, planned_periods
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import Frequency, PeriodState, State
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod
from tracker.models.plan import Plan
from tracker.services import assignments, audit, editing
from tracker.services.acting import Actor


@dataclass(frozen=True, kw_only=True)
class PeriodFacts:
    """A period to be opened; `code` is short and unique in its plan, `name` is what people read."""

    code: str
    name: Multilingual
    starts_on: date
    ends_on: date
    due_on: date


def of_plan(plan: Plan) -> list[ReportingPeriod]:
    """All periods, newest first."""
    query = select(ReportingPeriod).where(ReportingPeriod.plan_id == plan.id)
    return list(db.session.scalars(query.order_by(ReportingPeriod.ends_on.desc(), ReportingPeriod.starts_on.desc())))


def still_to_open(plan: Plan, frequency: Frequency) -> list[PlannedPeriod]:
    """The plan's periods of one length that are not there yet, from its first month of the year on."""
    there = {(each.starts_on, each.ends_on) for each in of_plan(plan)}
    all_of_it = planned_periods(plan.starts_on, plan.ends_on, frequency, year_starts_in=plan.year_starts_month)
    return [each for each in all_of_it if (each.starts_on, each.ends_on) not in there]


def open_many(actor: Actor, plan: Plan, facts: Iterable[PeriodFacts], *, assign: bool) -> list[ReportingPeriod]:
    """Open periods; with `assign` the responsible organisations of each indicator answer for it from the start."""
    actor.require(plan, Action.OPEN_PERIOD)
    editing.require_in_use(plan)
    opened = []
    for each in facts:
        _require_sense(plan, each)
        period = ReportingPeriod(plan_id=plan.id, **_values(each), state=PeriodState.OPEN)
        db.session.add(period)
        db.session.flush()
        if assign:
            assignments.start(period, assignments.proposed(plan, period))
        after = {name: editing.plain(value) for name, value in _values(each).items()}
        audit.record("open_period", period, actor=actor.user, plan=plan, after=after)
        opened.append(period)
    return opened


def change(
    actor: Actor, plan: Plan, period: ReportingPeriod, *, name: Multilingual, due_on: date, version: int | None
) -> ReportingPeriod:
    """Change the name and the due date; the span stays, for figures were entered for it."""
    actor.require(plan, Action.OPEN_PERIOD)
    editing.require_in_use(plan)
    editing.require_version(period, version)
    require_not_locked(period)
    _require_name_and_due(plan, name, period.ends_on, due_on)
    values = {"name": editing.texts_kept(period.name, name, plan.languages), "due_on": due_on}
    before, after = editing.changed(period, values)
    editing.apply(period, values)
    audit.record("change_period", period, actor=actor.user, plan=plan, before=before, after=after)
    return period


def earlier(plan: Plan, period: ReportingPeriod) -> ReportingPeriod | None:
    """The newest period that ended before this one began."""
    return next((each for each in of_plan(plan) if each.ends_on < period.starts_on), None)


def reasons(period: ReportingPeriod) -> list[AuditEntry]:
    """Each time the period was opened again, with who did it and why, oldest first."""
    query = select(AuditEntry).where(
        AuditEntry.subject == "reporting_period", AuditEntry.subject_id == period.id, AuditEntry.act == "reopen_period"
    )
    return list(db.session.scalars(query.options(joinedload(AuditEntry.actor)).order_by(AuditEntry.id)))


def counts(plan: Plan) -> dict[int, tuple[int, int]]:
    """For each period, how many of the reports that are asked for were sent (drafts and returned ones were not)."""
    asked = (
        select(Assignment.period_id, func.count())
        .join(Assignment.period)
        .join(Assignment.indicator)
        .where(ReportingPeriod.plan_id == plan.id, Indicator.archived_at.is_(None))
        .group_by(Assignment.period_id)
    )
    sent = asked.join(
        Measurement,
        (Measurement.period_id == Assignment.period_id)
        & (Measurement.indicator_id == Assignment.indicator_id)
        & (Measurement.organisation_id == Assignment.organisation_id)
        & (Measurement.revision == 1)
        & Measurement.state.in_((State.SUBMITTED, State.VERIFIED)),
    )
    came = dict(db.session.execute(sent).all())
    return {key: (came.get(key, 0), number) for key, number in db.session.execute(asked)}


def require_not_locked(period: ReportingPeriod) -> None:
    if period.state is PeriodState.LOCKED:
        sentence = N_("This period is locked: an edition of its report was issued. It stays as it is.")
        raise RuleBroken(message(sentence))


def _values(facts: PeriodFacts) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def _require_sense(plan: Plan, facts: PeriodFacts) -> None:
    if facts.ends_on < facts.starts_on:
        raise RuleBroken(message(N_("The end lies before the start.")), "ends_on")
    for field in ("starts_on", "ends_on"):
        if not plan.starts_on <= getattr(facts, field) <= plan.ends_on:
            raise RuleBroken(message(OUTSIDE, start=plan.starts_on, end=plan.ends_on), field)
    _require_name_and_due(plan, facts.name, facts.ends_on, facts.due_on)
    for other in of_plan(plan):
        if other.code.lower() == facts.code.lower():
            raise AlreadyExists(message(N_("There is a period with this short name already.")), "code")
        if (other.starts_on, other.ends_on) == (facts.starts_on, facts.ends_on):
            raise AlreadyExists(message(N_("There is a period with these dates already.")), "starts_on")


def _require_name_and_due(plan: Plan, name: Multilingual, ends_on: date, due_on: date) -> None:
    if plan.default_language not in name.texts:
        raise RuleBroken(message(N_("Enter the name in the plan's default language.")), "name")
    if due_on < ends_on:
        raise RuleBroken(message(N_("Values are due after the period has ended.")), "due_on")
