"""The sheet of recommendations: those of this report, and what became of those of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from reports.snapshot import Snapshot
from reports.snapshot_advice import FollowUpLine, RecommendationLine
from reports.workbook_cells import Value
from reports.workbook_telling import Column, SheetPlan, Telling
from tracker.domain.texts import N_

Row = RecommendationLine | FollowUpLine


def rows(snapshot: Snapshot) -> Iterator[Row]:
    """Earlier ones first, as in the report."""
    yield from snapshot.follow_up
    yield from snapshot.recommendations


def _raised_in(told: Telling, row: Row) -> Value:
    name = row.raised_in if isinstance(row, FollowUpLine) else told.snapshot.period.name
    return told.speech.text(name).text


COLUMNS = (
    Column(N_("Report"), _raised_in, 12),
    Column(N_("Number"), lambda _t, r: r.number, 9),
    Column(N_("Recommendation"), lambda t, r: t.text(r.text), 70),
    Column(N_("Owner"), lambda t, r: t.text(r.owner), 34),
    Column(N_("Until"), lambda _t, r: r.due_on, 13),
    Column(N_("Status"), lambda t, r: t.speech.word(r.status), 20),
    Column(N_("What became of it"), lambda t, r: t.text(r.remark) if isinstance(r, FollowUpLine) else "", 50),
)

RECOMMENDATIONS = SheetPlan(
    N_("Recommendations"), COLUMNS, rows, 2, N_("What the report recommends, and what became of earlier ones")
)
