"""What a plan's overview tells besides its figures: what is missing and from whom, and who has to act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from reports.snapshot import Snapshot
from tracker.domain.vocabulary import NoValue, State, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Plan
from tracker.services import clock
from tracker.services.snapshots import take


@dataclass(frozen=True, slots=True)
class Owed:
    """A measurement that is due in the period, and where it stands; None where nothing was entered."""

    indicator_id: int
    code: str
    organisation: Organisation
    measurement_id: int | None
    state: State | None
    is_late: bool
    no_value: NoValue | None = None

    @property
    def is_missing(self) -> bool:
        """Whether its organisation has to act: a draft and a returned value are not sent."""
        return self.state not in (State.SUBMITTED, State.VERIFIED)


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation in the period: everything it owes."""

    organisation: Organisation
    owed: tuple[Owed, ...]

    def number(self, *states: State | None) -> int:
        return sum(each.state in states for each in self.owed)

    @property
    def missing(self) -> tuple[Owed, ...]:
        return tuple(each for each in self.owed if each.is_missing)

    @property
    def is_late(self) -> bool:
        return any(each.is_late for each in self.missing)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for reviewers in the whole plan: entries, since which day, and evidence items."""

    entries: int
    since: date | None
    evidence: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan at one period; `indicators` and `commitments` lead from a code to the id of its page."""

    period: ReportingPeriod
    snapshot: Snapshot
    standings: tuple[Standing, ...]
    waiting: Waiting
    indicators: dict[str, int]
    commitments: dict[str, int]

    def owed(self) -> dict[str, list[Owed]]:
        """What is owed in the period, by the code of its indicator."""
        found: dict[str, list[Owed]] = {}
        for standing in self.standings:
            for each in standing.owed:
                found.setdefault(each.code, []).append(each)
        return found

    @property
    def missing(self) -> int:
        return sum(len(each.missing) for each in self.standings)

    @property
    def late(self) -> int:
        return sum(each.is_late for standing in self.standings for each in standing.missing)

    @property
    def returned(self) -> int:
        return sum(each.number(State.RETURNED) for each in self.standings)


def periods(plan: Plan) -> Sequence[ReportingPeriod]:
    """The periods of a plan, the latest first."""
    return db.session.scalars(
        select(ReportingPeriod)
        .where(ReportingPeriod.plan_id == plan.id)
        .order_by(ReportingPeriod.ends_on.desc(), ReportingPeriod.starts_on.desc())
    ).all()


def chosen(found: Sequence[ReportingPeriod], code: str) -> ReportingPeriod | None:
    """The period with this code, else the latest that has begun, else the first; None where there is none."""
    named = (each for each in found if each.code == code)
    begun = (each for each in found if each.starts_on <= clock.today())
    return next(named, None) or next(begun, None) or (found[-1] if found else None)


def show(plan: Plan, period: ReportingPeriod) -> Overview:
    """The overview at a period, in the same number of queries for any size of plan."""
    return Overview(
        period=period,
        snapshot=take(plan, period),
        standings=_standings(owed_in(period)),
        waiting=_waiting(plan),
        indicators=_ids(plan, Indicator),
        commitments=_ids(plan, Commitment),
    )


def _ids(plan: Plan, table: type[Indicator | Commitment]) -> dict[str, int]:
    rows = db.session.execute(select(table.code, table.id).where(table.plan_id == plan.id))
    return {row.code: row.id for row in rows}


def owed_in(period: ReportingPeriod) -> list[Owed]:
    """What every organisation owes in a period, in the order of the indicators."""
    newest, is_over = _newest(period), period.due_on < clock.today()
    assigned = db.session.scalars(
        select(Assignment)
        .join(Assignment.indicator)
        .where(Assignment.period_id == period.id, Indicator.archived_at.is_(None))
        .options(joinedload(Assignment.organisation), joinedload(Assignment.indicator))
        .order_by(Indicator.position, Indicator.code)
    )
    found = []
    for each in assigned:
        row = newest.get((each.indicator_id, each.organisation_id))
        found.append(
            Owed(
                indicator_id=each.indicator_id,
                code=each.indicator.code,
                organisation=each.organisation,
                measurement_id=row.id if row else None,
                state=row.state if row else None,
                is_late=is_over,
                no_value=row.no_value if row else None,
            )
        )
    return found


def _newest(period: ReportingPeriod) -> dict[tuple[int, int], Measurement]:
    """The measurement that stands for each indicator and organisation; a verified one also while it is corrected."""
    found: dict[tuple[int, int], Measurement] = {}
    rows = select(Measurement).where(Measurement.period_id == period.id).order_by(Measurement.revision)
    for row in db.session.scalars(rows):
        key = row.indicator_id, row.organisation_id
        if key not in found or row.state is State.VERIFIED or found[key].state is not State.VERIFIED:
            found[key] = row
    return found


def _standings(owed: Iterable[Owed]) -> tuple[Standing, ...]:
    """One for each organisation; those from whom most is missing come first."""
    by_organisation: dict[Organisation, list[Owed]] = {}
    for each in owed:
        by_organisation.setdefault(each.organisation, []).append(each)
    found = [Standing(organisation, tuple(theirs)) for organisation, theirs in by_organisation.items()]
    return tuple(sorted(found, key=lambda each: (-len(each.missing), each.organisation.code)))


def _waiting(plan: Plan) -> Waiting:
    entries, since = 0, None
    for table in (Measurement, StatusReport):
        number, oldest = db.session.execute(
            select(func.count(), func.min(table.submitted_at)).where(
                table.plan_id == plan.id, table.state == State.SUBMITTED
            )
        ).one()
        entries += number
        since = min(filter(None, (since, oldest)), default=None)
    return Waiting(entries, since.date() if since else None, _unchecked(plan))


def _unchecked(plan: Plan) -> int:
    """Evidence items that nobody has checked, of what was sent or verified; those of a draft wait for nobody."""
    sent = (State.SUBMITTED, State.VERIFIED)
    supporting = (
        select(EvidenceLink.evidence_id)
        .outerjoin(EvidenceLink.measurement)
        .outerjoin(EvidenceLink.status_report)
        .where(EvidenceLink.archived_at.is_(None), Measurement.state.in_(sent) | StatusReport.state.in_(sent))
    )
    found = select(func.count()).where(
        Evidence.plan_id == plan.id,
        Evidence.verification == Verification.UNVERIFIED,
        Evidence.archived_at.is_(None),
        Evidence.id.in_(supporting),
    )
    return db.session.scalar(found) or 0
