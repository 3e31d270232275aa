"""What an edition would say now, and what those that are frozen say."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from reports import codec, placing
from reports.changes import changes
from reports.snapshot import Snapshot
from reports.suppress import for_audience
from tracker.domain.small_counts import Rule
from tracker.domain.vocabulary import Audience, EditionState
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Report
from tracker.services import snapshots


def snapshot_of(edition: Edition) -> Snapshot:
    """What the edition says, read back from what was frozen with it."""
    return codec.from_json(edition.snapshot)


def draft(plan: Plan, period: ReportingPeriod, *, edition: int | None = None) -> Snapshot:
    """What an edition would say now: small counts of sensitive indicators hidden, the figures in its prose filled."""
    return finished(unfilled(plan, period, edition=edition), plan, period)


def finished(taken: Snapshot, plan: Plan, period: ReportingPeriod) -> Snapshot:
    """The figures in its prose filled, and what changed since the last issued edition of the period.

    There is nothing to compare where there is none, or where it cannot be read any more.
    """
    told = placing.filled(taken)
    query = select(Edition).join(Edition.report).where(Report.plan_id == plan.id, Report.period_id == period.id)
    query = query.where(Edition.state.in_((EditionState.ISSUED, EditionState.SUPERSEDED)))
    before = db.session.scalar(query.order_by(Edition.number.desc()).limit(1))
    if before is None:
        return told
    try:
        return replace(told, changed_since=before.number, changes=changes(snapshot_of(before), told))
    except codec.UnreadableSnapshot:
        return told


def unfilled(plan: Plan, period: ReportingPeriod, *, edition: int | None = None) -> Snapshot:
    """The same with its prose as it was typed, figures not yet put in.

    Small counts of sensitive indicators are hidden in view of what others printed, before any sentence could tell them.
    """
    taken = snapshots.take(plan, period, edition=edition)
    earlier: list[Snapshot] = []
    if any(line.is_sensitive for line in taken.indicators):
        query = select(Edition).where(Edition.plan_id == plan.id, Edition.state != EditionState.WITHDRAWN)
        earlier = [snapshot_of(each) for each in db.session.scalars(query.order_by(Edition.cut_off, Edition.id))]
    rule = Rule(plan.small_count_threshold, zeros=plan.suppress_zeros)
    return for_audience(taken, Audience.OFFICIAL, rule, earlier)
