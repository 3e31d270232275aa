"""The sheet on money: a line for each amount promised or spent, and for each commitment of which none is known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reports.money import is_stated
from reports.snapshot import CommitmentLine, FundingLine, PillarPart, Snapshot, SpendingLine
from reports.workbook_cells import Value
from reports.workbook_telling import Column, SheetPlan, Telling
from tracker.domain.display import Printed
from tracker.domain.texts import N_


class Row(NamedTuple):
    """A commitment with one amount of it, or with none."""

    pillar: PillarPart
    line: CommitmentLine
    funding: FundingLine | None
    spending: SpendingLine | None


def rows(snapshot: Snapshot) -> Iterator[Row]:
    """Nothing where nobody said anything about money; then the workbook has no such sheet."""
    if not is_stated(snapshot):
        return
    for pillar in snapshot.pillars:
        for line in pillar.commitments:
            yield from (Row(pillar, line, each, None) for each in line.funding)
            yield from (Row(pillar, line, None, each) for each in line.spending)
            if not line.funding and not line.spending:
                yield Row(pillar, line, None, None)


def _amount(amount: Decimal) -> Value:
    return Printed(amount, max(0, -int(amount.as_tuple().exponent)))


def _what(told: Telling, row: Row) -> Value:
    if row.funding is not None:
        return told.speech.gettext("Promised")
    return told.speech.gettext("Spent") if row.spending is not None else ""


def _who(told: Telling, row: Row) -> Value:
    if row.spending is not None:
        return told.text(row.spending.organisation)
    if row.funding is None:
        return ""
    return told.text(row.funding.donor) or told.speech.gettext("The state's own budget")


def _source(told: Telling, row: Row) -> Value:
    if row.spending is not None:
        return row.spending.source
    return told.text(row.funding.source) if row.funding is not None else ""


def _one(row: Row) -> FundingLine | SpendingLine | None:
    return row.funding or row.spending


COLUMNS = (
    Column(N_("Pillar"), lambda t, r: f"{r.pillar.code} {t.text(r.pillar.title)}", 26),
    Column(N_("Code"), lambda _t, r: r.line.code, 10),
    Column(N_("Commitment"), lambda t, r: t.text(r.line.text), 50),
    Column(N_("Budget"), lambda t, r: t.speech.word(r.line.budget), 22),
    Column(N_("Promised or spent"), _what, 16),
    Column(N_("Amount"), lambda _t, r: _amount(one.amount) if (one := _one(r)) else None, 20),
    Column(N_("Currency"), lambda _t, r: one.currency if (one := _one(r)) else "", 10),
    Column(N_("Year"), lambda _t, r: r.funding.year if r.funding else None, 8),
    Column(N_("Period"), lambda t, r: t.text(r.spending.period) if r.spending else "", 12),
    Column(N_("Who"), _who, 34),
    Column(N_("Source"), _source, 44),
)

BUDGET = SheetPlan(N_("Budget"), COLUMNS, rows, 3, N_("Money promised and spent, each currency apart"))
