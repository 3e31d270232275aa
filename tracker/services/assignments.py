"""Which organisation answers for which indicator in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import RuleBroken
from tracker.domain.periods import planned_periods
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Frequency, PeriodState, Role
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod
from tracker.models.people import Membership, Organisation
from tracker.models.plan import Plan
from tracker.services import audit, editing, tree
from tracker.services.acting import Actor

Pair = tuple[int, int]
"""(indicator id, organisation id)"""


def assigned(period: ReportingPeriod) -> set[Pair]:
    rows = select(Assignment.indicator_id, Assignment.organisation_id).where(Assignment.period_id == period.id)
    return {(indicator, organisation) for indicator, organisation in db.session.execute(rows)}


def entered(period: ReportingPeriod) -> set[Pair]:
    """What has a measurement already, in whichever state; it cannot be taken from its organisation any more."""
    rows = select(Measurement.indicator_id, Measurement.organisation_id).where(Measurement.period_id == period.id)
    return {(indicator, organisation) for indicator, organisation in db.session.execute(rows)}


def proposed(plan: Plan, period: ReportingPeriod) -> set[Pair]:
    """Who would answer for what: the responsible organisations of each indicator that is due in the period."""
    return {
        (indicator.id, each.id)
        for pillar in tree.tree(plan)
        for indicator in pillar.all_indicators
        if is_due(plan, indicator, period)
        for each in indicator.responsible
        if each.archived_at is None
    }


def is_due(plan: Plan, indicator: Indicator, period: ReportingPeriod) -> bool:
    """Whether the indicator's own rhythm has an end in this period.

    A yearly one is due in a period that holds a whole year of the plan, not in each of its quarters; one that is asked
    for once, in the period of its final target.
    """
    if indicator.frequency is Frequency.ONCE:
        last = max((each.due_on for each in indicator.targets), default=plan.ends_on)
        return period.starts_on <= last <= period.ends_on
    rhythm = planned_periods(plan.starts_on, plan.ends_on, indicator.frequency, year_starts_in=plan.year_starts_month)
    return any(period.starts_on <= each.starts_on and each.ends_on <= period.ends_on for each in rhythm)


def answering_organisations(plan: Plan, period: ReportingPeriod) -> list[Organisation]:
    """Who can answer in the matrix: organisations with a contributor, responsible ones, and those assigned already."""
    keys = {organisation for _indicator, organisation in assigned(period)} | set(contributors(plan))
    keys |= {each.id for pillar in tree.tree(plan) for i in pillar.all_indicators for each in i.responsible}
    return list(db.session.scalars(select(Organisation).where(Organisation.id.in_(keys)).order_by(Organisation.code)))


def contributors(plan: Plan) -> dict[int, int]:
    """How many people can enter figures, by organisation."""
    rows = (
        select(Membership.organisation_id, func.count())
        .where(
            Membership.plan_id == plan.id, Membership.role == Role.CONTRIBUTOR, Membership.archived_at.is_(None),
            Membership.organisation_id.is_not(None),
        )
        .group_by(Membership.organisation_id)
    )  # fmt: skip
    return {key: count for key, count in db.session.execute(rows) if key is not None}


def set_assignments(
    actor: Actor, plan: Plan, period: ReportingPeriod, pairs: Collection[Pair], *, version: int | None
) -> set[Pair]:
    """Say who answers for what. Returns the pairs that stay although they were not chosen: a value is there already."""
    actor.require(plan, Action.OPEN_PERIOD)
    editing.require_in_use(plan)
    editing.require_version(period, version)
    if period.state is PeriodState.LOCKED:
        raise RuleBroken(message(N_("This period is locked: an edition of its report was issued. It stays as it is.")))
    shown = {each.id for pillar in tree.tree(plan) for each in pillar.all_indicators}
    _require_known(plan, period, pairs, shown)
    now = {pair for pair in assigned(period) if pair[0] in shown}
    kept = entered(period) & now
    wanted = set(pairs) | kept
    for row in db.session.scalars(select(Assignment).where(Assignment.period_id == period.id)):
        if (row.indicator_id, row.organisation_id) in now - wanted:
            db.session.delete(row)
    start(period, wanted - now)
    editing.apply(period, {})
    before, after = {"removed": sorted(now - wanted)}, {"added": sorted(wanted - now)}
    audit.record("assign_indicators", period, actor=actor.user, plan=plan, before=before, after=after)
    return kept - set(pairs)


def answering(period: ReportingPeriod) -> Mapping[int, list[Organisation]]:
    """The organisations that answer in a period, by indicator."""
    found: defaultdict[int, list[Organisation]] = defaultdict(list)
    query = select(Assignment).where(Assignment.period_id == period.id).options(joinedload(Assignment.organisation))
    for row in db.session.scalars(query.order_by(Assignment.organisation_id)):
        found[row.indicator_id].append(row.organisation)
    return found


def start(period: ReportingPeriod, pairs: Collection[Pair]) -> None:
    """Add assignments to a period that has none of them yet."""
    for indicator, organisation in sorted(pairs):
        db.session.add(Assignment(period_id=period.id, indicator_id=indicator, organisation_id=organisation))
    db.session.flush()


def _require_known(plan: Plan, period: ReportingPeriod, pairs: Collection[Pair], indicators: Collection[int]) -> None:
    """Refuse indicators and organisations that the matrix of this plan does not show."""
    organisations = {each.id for each in answering_organisations(plan, period)}
    if not all(indicator in indicators and organisation in organisations for indicator, organisation in pairs):
        raise RuleBroken(message(N_("Choose indicators and organisations of this plan only.")))
