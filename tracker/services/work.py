"""My work: what is due from the organisations of a person, what came back, what waits, what is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.permissions import Action
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import PeriodState, State, Theme
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Outcome, Plan
from tracker.services import clock, moving, places, statuses
from tracker.services.acting import Actor
from tracker.services.moving import Moved

ORDER = (State.RETURNED, None, State.DRAFT, State.SUBMITTED, State.VERIFIED)
"""What a person meets first on the page; None stands for what is due and not begun."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that an organisation is asked for, and how far it is."""

    subject: Indicator | Commitment
    organisation: Organisation
    theme: Theme | None
    thing: Moved | None
    is_overdue: bool

    @property
    def state(self) -> State | None:
        return self.thing.state if self.thing is not None else None

    @property
    def is_status(self) -> bool:
        return isinstance(self.subject, Commitment)

    @property
    def title(self) -> Multilingual:
        return self.subject.text if isinstance(self.subject, Commitment) else self.subject.title

    @property
    def remark(self) -> str:
        """Why it came back, where it did."""
        act = moving.last_remark(self.thing)
        return act.remark if act is not None else ""


@dataclass(frozen=True, slots=True)
class PeriodWork:
    """The tasks of one period, by how far they are."""

    period: ReportingPeriod
    tasks: tuple[Task, ...]

    def groups(self) -> list[tuple[State | None, list[Task]]]:
        """What there is of each state, what needs the person first."""
        found = [(state, [task for task in self.tasks if task.state is state]) for state in ORDER]
        return [(state, tasks) for state, tasks in found if tasks]


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that a person's organisations are asked for in a plan."""

    organisations: tuple[Organisation, ...]
    periods: tuple[PeriodWork, ...]

    def count(self, *states: State | None) -> int:
        return sum(task.state in states for each in self.periods for task in each.tasks)

    def overdue(self, *states: State | None) -> int:
        return sum(task.is_overdue and task.state in states for each in self.periods for task in each.tasks)

    @property
    def total(self) -> int:
        return sum(len(each.tasks) for each in self.periods)


def of_person(actor: Actor, plan: Plan, *, earlier: bool = False) -> Work:
    """The work of the person's organisations in the open periods of a plan, or in those that are no longer open.

    A constant number of queries, however much work there is.
    """
    keys = actor.reach(plan, Action.RECORD_MEASUREMENT).organisation_ids
    periods = _periods(plan, earlier=earlier)
    organisations = _organisations(keys)
    tasks = [*_measurements(periods, organisations), *_statuses(plan, periods, organisations)]
    by_period: dict[int, list[Task]] = defaultdict(list)
    for period_id, task in tasks:
        by_period[period_id].append(task)
    found = (PeriodWork(period, tuple(by_period[period.id])) for period in periods)
    return Work(tuple(organisations.values()), tuple(each for each in found if each.tasks))


def _periods(plan: Plan, *, earlier: bool) -> Sequence[ReportingPeriod]:
    is_open = ReportingPeriod.state == PeriodState.OPEN
    rows = db.session.scalars(
        select(ReportingPeriod)
        .where(ReportingPeriod.plan_id == plan.id, ~is_open if earlier else is_open)
        .order_by(ReportingPeriod.due_on.desc() if earlier else ReportingPeriod.due_on, ReportingPeriod.id)
    )
    return rows.all()


def _organisations(keys: Collection[int]) -> dict[int, Organisation]:
    rows = db.session.scalars(select(Organisation).where(Organisation.id.in_(keys)).order_by(Organisation.code))
    return {row.id: row for row in rows}


def _measurements(
    periods: Sequence[ReportingPeriod], organisations: dict[int, Organisation]
) -> Iterable[tuple[int, Task]]:
    due = {period.id: period.due_on for period in periods}
    asked = db.session.scalars(
        select(Assignment)
        .join(Assignment.indicator)
        .where(Assignment.period_id.in_(due), Assignment.organisation_id.in_(organisations))
        .where(Indicator.archived_at.is_(None))
        .options(joinedload(Assignment.indicator).joinedload(Indicator.commitment).joinedload(Commitment.pillar))
        .options(joinedload(Assignment.indicator).joinedload(Indicator.outcome).joinedload(Outcome.pillar))
        .order_by(Indicator.position, Indicator.code, Assignment.organisation_id)
    ).all()
    stored = _newest(
        db.session.scalars(
            select(Measurement)
            .where(Measurement.period_id.in_(due), Measurement.organisation_id.in_(organisations))
            .options(selectinload(Measurement.reviews))
            .order_by(Measurement.revision)
        )
    )
    for row in asked:
        thing = stored.get((row.period_id, row.indicator_id, row.organisation_id))
        owner = organisations[row.organisation_id]
        task = Task(row.indicator, owner, _theme(row.indicator), thing, _is_overdue(thing, due[row.period_id]))
        yield row.period_id, task


def _statuses(
    plan: Plan, periods: Sequence[ReportingPeriod], organisations: dict[int, Organisation]
) -> Iterable[tuple[int, Task]]:
    commitments = _commitments(plan, organisations)
    stored = _newest(
        db.session.scalars(
            select(StatusReport)
            .where(StatusReport.period_id.in_([period.id for period in periods]))
            .where(StatusReport.organisation_id.in_(organisations))
            .options(selectinload(StatusReport.reviews))
            .order_by(StatusReport.revision)
        )
    )
    for period, commitment, owner in product(periods, commitments, organisations.values()):
        thing = stored.get((period.id, commitment.id, owner.id))
        asked = statuses.is_asked(commitment, period) and statuses.voice_of(owner, commitment) is not None
        if asked or thing is not None:
            late = _is_overdue(thing, period.due_on)
            yield period.id, Task(commitment, owner, commitment.own_theme, thing, late)


def _commitments(plan: Plan, organisations: Collection[int]) -> Sequence[Commitment]:
    """Those that one of the organisations leads or supports."""
    is_supporting = Commitment.supporting.any(Organisation.id.in_(organisations))
    rows = db.session.scalars(
        select(Commitment)
        .where(Commitment.plan_id == plan.id, Commitment.archived_at.is_(None))
        .where(or_(Commitment.lead_id.in_(organisations), is_supporting))
        .options(joinedload(Commitment.pillar), selectinload(Commitment.supporting))
        .order_by(Commitment.position, Commitment.code)
    )
    return rows.all()


def _newest(rows: Iterable[Moved]) -> dict[tuple[int, int, int], Moved]:
    """The highest revision of each; rows come by revision."""
    return {(row.period_id, _subject(row), row.organisation_id): row for row in rows}


def _subject(row: Moved) -> int:
    return row.indicator_id if isinstance(row, Measurement) else row.commitment_id


def _theme(indicator: Indicator) -> Theme | None:
    commitment = indicator.commitment
    return commitment.own_theme if commitment is not None else places.pillar(indicator).theme


def _is_overdue(thing: Moved | None, due_on: date) -> bool:
    """A draft does not clear it, nor does what came back; a correction of what is verified is not late."""
    waits = thing is None or (thing.revision == 1 and thing.state in (State.DRAFT, State.RETURNED))
    return waits and clock.today() > due_on
