"""What waits for a person in each of their plans; the number of queries is the same for any number of plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from tracker.domain.permissions import Action
from tracker.domain.vocabulary import EditionState, PeriodState, Role, SectionState, State
from tracker.models.database import db
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod, StatusReport
from tracker.models.plan import Commitment, Plan
from tracker.models.reporting import Edition, Report, Section
from tracker.models.workshop import DraftRemark, ValidationRound
from tracker.services import clock, plans
from tracker.services.acting import Actor
from tracker.services.statuses import is_asked, voice_of


class Task(StrEnum):
    """What a person can have to do in a plan."""

    MEND = "mend"
    ENTER = "enter"
    REPORT = "report"
    REVIEW = "review"
    CHASE = "chase"
    CONFIRM = "confirm"
    WRITE = "write"
    READ_DRAFT = "read_draft"


@dataclass(frozen=True, slots=True)
class PlanWork:
    """A plan of a person, their roles in it, and how many things wait for them, tasks without any left out."""

    plan: Plan
    roles: tuple[Role, ...]
    tasks: tuple[tuple[Task, int], ...]


Counts = dict[int, int]


def for_person(actor: Actor) -> list[PlanWork]:
    """The plans that a person works on, each with what waits for them there."""
    mine = plans.of_person(actor)
    counts = {task: count(actor, mine) for task, count in COUNTS.items()}
    return [
        PlanWork(
            plan,
            tuple(dict.fromkeys(part.role for part in actor.parts if part.plan_id == plan.id)),
            tuple((task, found[plan.id]) for task, found in counts.items() if found.get(plan.id)),
        )
        for plan in mine
    ]


def _returned(actor: Actor, mine: list[Plan]) -> Counts:
    total: Counts = {}
    for table in (Measurement, StatusReport):
        own = _of_own_organisations(actor, mine, table.plan_id, table.organisation_id)
        for key, number in _counted(table.plan_id, table.state == State.RETURNED, own).items():
            total[key] = total.get(key, 0) + number
    return total


def _to_enter(actor: Actor, mine: list[Plan]) -> Counts:
    """Measurements that are due from the person's organisations in open periods and were not sent, drafts included."""
    own = _of_own_organisations(actor, mine, ReportingPeriod.plan_id, Assignment.organisation_id)
    return _unsent(own, ~_entered(State.RETURNED))


def _to_report(actor: Actor, mine: list[Plan]) -> Counts:
    """Statuses of commitments that are due from the person's organisations in open periods and were not sent."""
    own = {plan.id: actor.reach(plan, Action.REPORT_STATUS).organisation_ids for plan in mine}
    asked = _asked([plan_id for plan_id, organisations in own.items() if organisations])
    entered = _statuses_entered([period.id for period, _commitment in asked])
    total: Counts = {}
    for period, commitment in asked:
        for organisation in {each for each in (commitment.lead, *commitment.supporting) if each is not None}:
            owes = organisation.id in own[period.plan_id] and voice_of(organisation, commitment) is not None
            if owes and (period.id, commitment.id, organisation.id) not in entered:
                total[period.plan_id] = total.get(period.plan_id, 0) + 1
    return total


def _asked(plan_ids: list[int]) -> list[tuple[ReportingPeriod, Commitment]]:
    """The open periods of some plans with each commitment whose status they ask for."""
    periods = db.session.scalars(
        select(ReportingPeriod).where(ReportingPeriod.plan_id.in_(plan_ids), ReportingPeriod.state == PeriodState.OPEN)
    ).all()
    rows = select(Commitment).where(Commitment.plan_id.in_(plan_ids), Commitment.archived_at.is_(None))
    rows = rows.options(joinedload(Commitment.lead), selectinload(Commitment.supporting))
    commitments = db.session.scalars(rows).all()
    return [
        (period, each)
        for period in periods
        for each in commitments
        if each.plan_id == period.plan_id and is_asked(each, period)
    ]


def _statuses_entered(period_ids: list[int]) -> set[tuple[int, int, int]]:
    """What was sent or verified, and what came back, which is another task: period, commitment and organisation."""
    states = (State.SUBMITTED, State.VERIFIED, State.RETURNED)
    columns = (StatusReport.period_id, StatusReport.commitment_id, StatusReport.organisation_id)
    rows = db.session.execute(
        select(*columns).where(StatusReport.period_id.in_(period_ids), StatusReport.state.in_(states))
    )
    return {(period, commitment, organisation) for period, commitment, organisation in rows}


def _overdue(actor: Actor, mine: list[Plan]) -> Counts:
    """Measurements of any organisation whose due date has passed and that were not sent."""
    whole = _whole_plans(actor, mine, Action.OPEN_PERIOD, ReportingPeriod.plan_id)
    return _unsent(whole, ReportingPeriod.due_on < clock.today())


def _to_review(actor: Actor, mine: list[Plan]) -> Counts:
    """What was sent and is not this person's own."""
    total: Counts = {}
    for table in (Measurement, StatusReport):
        whole = _whole_plans(actor, mine, Action.REVIEW, table.plan_id)
        sent = and_(table.state == State.SUBMITTED, table.author_id != actor.user.id)
        for key, number in _counted(table.plan_id, sent, whole).items():
            total[key] = total.get(key, 0) + number
    return total


def _to_confirm(actor: Actor, mine: list[Plan]) -> Counts:
    whole = _whole_plans(actor, mine, Action.CONFIRM_EDITION, Edition.plan_id)
    asked = and_(Edition.state == EditionState.REQUESTED, Edition.requested_by_id != actor.user.id)
    return _counted(Edition.plan_id, asked, whole)


def _to_write(actor: Actor, mine: list[Plan]) -> Counts:
    """Sections of reports that were given to this person and are not ready."""
    given = and_(Section.assigned_to_id == actor.user.id, Section.state == SectionState.WRITING)
    writable = Report.plan_id.in_([plan.id for plan in mine if actor.may(plan, Action.WRITE_SECTION)])
    rows = select(Report.plan_id, func.count()).join(Section.report).where(given, writable).group_by(Report.plan_id)
    return _as_counts(db.session.execute(rows))


def _to_read(actor: Actor, mine: list[Plan]) -> Counts:
    """Open validation rounds in which this person has not remarked; those who write the report opened them."""
    asked = [p for p in mine if actor.may(p, Action.REMARK_DRAFT) and not actor.may(p, Action.WRITE_REPORT)]
    running = and_(ValidationRound.closed_at.is_(None), ValidationRound.until >= clock.today())
    by_them = exists().where(DraftRemark.round_id == ValidationRound.id, DraftRemark.author_id == actor.user.id)
    return _counted(ValidationRound.plan_id, running, ~by_them, ValidationRound.plan_id.in_([p.id for p in asked]))


COUNTS = {
    Task.MEND: _returned,
    Task.ENTER: _to_enter,
    Task.REPORT: _to_report,
    Task.REVIEW: _to_review,
    Task.CHASE: _overdue,
    Task.CONFIRM: _to_confirm,
    Task.WRITE: _to_write,
    Task.READ_DRAFT: _to_read,
}


def _unsent(*conditions: ColumnElement[bool]) -> Counts:
    rows = db.session.execute(
        select(ReportingPeriod.plan_id, func.count())
        .join(Assignment, Assignment.period_id == ReportingPeriod.id)
        .where(ReportingPeriod.state == PeriodState.OPEN, ~_entered(State.SUBMITTED, State.VERIFIED), *conditions)
        .group_by(ReportingPeriod.plan_id)
    )
    return _as_counts(rows)


def _entered(*states: State) -> ColumnElement[bool]:
    """Whether what an assignment asks for is there in one of these states."""
    return exists().where(
        Measurement.indicator_id == Assignment.indicator_id,
        Measurement.period_id == Assignment.period_id,
        Measurement.organisation_id == Assignment.organisation_id,
        Measurement.state.in_(states),
    )


def _counted(plan_id: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> Counts:
    return _as_counts(db.session.execute(select(plan_id, func.count()).where(*conditions).group_by(plan_id)))


def _as_counts(rows: Iterable[Any]) -> Counts:
    return dict(tuple(row) for row in rows)


def _of_own_organisations(
    actor: Actor, mine: list[Plan], plan_id: InstrumentedAttribute[int], organisation_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """What belongs to an organisation for which the person may enter measurements."""
    pairs = [(plan.id, actor.reach(plan, Action.RECORD_MEASUREMENT).organisation_ids) for plan in mine]
    return or_(false(), *(and_(plan_id == key, organisation_id.in_(own)) for key, own in pairs if own))


def _whole_plans(
    actor: Actor, mine: list[Plan], action: Action, plan_id: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    return plan_id.in_([plan.id for plan in mine if actor.reach(plan, action).everything])
