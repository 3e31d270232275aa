"""What is still open in a period, closing it, and opening it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import PeriodState, State
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import AcceptedGap, Assignment, Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Plan
from tracker.services import assignments, audit, clock, editing, periods, statuses
from tracker.services.acting import Actor
from tracker.services.moving import Moved


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is asked for and not verified; `thing` is its newest revision, None where there is none."""

    subject: Indicator | Commitment
    organisation: Organisation
    thing: Moved | None

    @property
    def state(self) -> State | None:
        return self.thing.state if self.thing is not None else None

    @property
    def title(self) -> Multilingual:
        return self.subject.text if isinstance(self.subject, Commitment) else self.subject.title

    @property
    def key(self) -> str:
        """Names the gap and where it stands: what moves on meanwhile is another gap, to be looked at again."""
        kind = "status" if isinstance(self.subject, Commitment) else "value"
        return f"{kind}-{self.subject.id}-{self.organisation.id}-{self.state or 'none'}"


def gaps(plan: Plan, period: ReportingPeriod) -> list[Gap]:
    """What is not entered, not sent, not verified or returned, in the order of the plan; also corrections under way.

    The same number of queries for any number of gaps.
    """
    return [gap for gap in (*_values(plan, period), *_statuses(plan, period)) if gap.state is not State.VERIFIED]


def accepted(period: ReportingPeriod) -> list[AcceptedGap]:
    """What was open when the period was closed, with the remarks; empty for an open period."""
    rows = db.session.scalars(
        select(AcceptedGap)
        .where(AcceptedGap.period_id == period.id, AcceptedGap.archived_at.is_(None))
        .options(joinedload(AcceptedGap.indicator), joinedload(AcceptedGap.commitment))
        .options(joinedload(AcceptedGap.organisation), joinedload(AcceptedGap.accepted_by))
        .order_by(AcceptedGap.id)
    )
    return list(rows)


def close(actor: Actor, plan: Plan, period: ReportingPeriod, remarks: Mapping[str, str]) -> list[AcceptedGap]:
    """Close a period: nothing in it changes until it is opened again. `remarks` says by gap why it may stay open.

    Raises NotAllowed, and RuleBroken where a gap has no remark or the period is not open.
    """
    _begin(actor, plan, period)
    if period.state is not PeriodState.OPEN:
        raise RuleBroken(message(N_("This period is closed already.")))
    found = gaps(plan, period)
    silent = [gap for gap in found if not remarks.get(gap.key, "").strip()]
    if silent:
        raise RuleBroken(
            message(N_("Something is open without a remark: %(n)s. Say why each may stay open."), n=len(silent))
        )
    rows = [_accepted(actor, period, gap, remarks[gap.key].strip()) for gap in found]
    db.session.add_all(rows)
    period.state = PeriodState.CLOSED
    db.session.flush()
    after = {"state": period.state.value, "gaps": [row.id for row in rows]}
    before = {"state": PeriodState.OPEN.value}
    audit.record("close_period", period, actor=actor.user, plan=plan, before=before, after=after)
    return rows


def reopen(actor: Actor, plan: Plan, period: ReportingPeriod, *, reason: str) -> None:
    """Take values again; the reason stays on record. Raises NotAllowed and RuleBroken."""
    if not reason.strip():
        raise RuleBroken(message(N_("Say why the period is opened again. The reason stays on record.")), "reason")
    _begin(actor, plan, period)
    if period.state is PeriodState.OPEN:
        return
    for row in accepted(period):
        row.archived_at = clock.now()
    before, period.state = {"state": period.state.value}, PeriodState.OPEN
    after = {"state": period.state.value}
    audit.record("reopen_period", period, actor=actor.user, plan=plan, before=before, after=after, reason=reason)


def _begin(actor: Actor, plan: Plan, period: ReportingPeriod) -> None:
    """Whoever enters or decides at this moment is waited for, and then finds the period as it is now."""
    actor.require(plan, Action.OPEN_PERIOD)
    editing.require_in_use(plan)
    db.session.refresh(period, with_for_update={"of": ReportingPeriod})
    periods.require_not_locked(period)


def _accepted(actor: Actor, period: ReportingPeriod, gap: Gap, remark: str) -> AcceptedGap:
    is_status = isinstance(gap.subject, Commitment)
    return AcceptedGap(
        period_id=period.id,
        indicator_id=None if is_status else gap.subject.id,
        commitment_id=gap.subject.id if is_status else None,
        organisation_id=gap.organisation.id,
        state=gap.state,
        remark=remark,
        accepted_by_id=actor.user.id,
        at=clock.now(),
    )


def _values(plan: Plan, period: ReportingPeriod) -> Iterator[Gap]:
    """Each value that is asked for, and each that was entered without being asked for any more."""
    newest = _newest(
        db.session.scalars(
            select(Measurement)
            .where(Measurement.period_id == period.id)
            .options(joinedload(Measurement.indicator), joinedload(Measurement.organisation))
            .order_by(Measurement.revision)
        )
    )
    asked = db.session.scalars(
        select(Assignment)
        .where(Assignment.period_id == period.id)
        .options(joinedload(Assignment.indicator), joinedload(Assignment.organisation))
    )
    places = {(row.indicator_id, row.organisation_id): (row.indicator, row.organisation) for row in asked}
    places |= {key: (row.indicator, row.organisation) for key, row in newest.items()}
    found = [(*place, newest.get(key)) for key, place in places.items() if place[0].archived_at is None]
    for indicator, organisation, thing in sorted(
        found, key=lambda each: (each[0].position, each[0].code, each[1].code)
    ):
        yield Gap(indicator, organisation, thing)


def _statuses(plan: Plan, period: ReportingPeriod) -> Iterator[Gap]:
    """Each status that an organisation with somebody to enter it is asked for, and each that was entered.

    Where nobody can enter, the report says by itself that no report was received.
    """
    newest = _newest(
        db.session.scalars(
            select(StatusReport)
            .where(StatusReport.period_id == period.id)
            .options(joinedload(StatusReport.organisation))
            .order_by(StatusReport.revision)
        )
    )
    entering = assignments.contributors(plan)
    for commitment in _commitments(plan):
        involved = {each.id: each for each in [commitment.lead, *commitment.supporting] if each is not None}
        asked = {
            key: each
            for key, each in involved.items()
            if key in entering and statuses.is_asked(commitment, period) and statuses.voice_of(each, commitment)
        }
        entered = {key[1]: row.organisation for key, row in newest.items() if key[0] == commitment.id}
        for key, organisation in sorted((asked | entered).items()):
            yield Gap(commitment, organisation, newest.get((commitment.id, key)))


def _commitments(plan: Plan) -> Iterable[Commitment]:
    return db.session.scalars(
        select(Commitment)
        .where(Commitment.plan_id == plan.id, Commitment.archived_at.is_(None))
        .options(joinedload(Commitment.lead), selectinload(Commitment.supporting))
        .order_by(Commitment.position, Commitment.code)
    ).all()


def _newest(rows: Iterable[Any]) -> dict[tuple[int, int], Any]:
    """The highest revision of each; rows come by revision."""
    return {
        (row.indicator_id if isinstance(row, Measurement) else row.commitment_id, row.organisation_id): row
        for row in rows
    }
