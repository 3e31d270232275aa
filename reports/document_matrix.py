"""The annex of the full matrix: the whole plan, pillar by pillar, each indicator over the periods in one row."""

from __future__ import annotations

from dataclasses import dataclass

from reports.printing import Cell, Printing
from reports.snapshot import CommitmentLine, IndicatorLine, PillarPart
from tracker.domain.series import Span

MOST_PERIODS = 6
"""As many as stand beside the rest on a page in landscape; the workbook has all of them."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An indicator with its commitment, or a commitment that has no indicator; `values` in the order of the periods."""

    commitment: CommitmentLine | None
    line: IndicatorLine | None
    values: tuple[Cell | None, ...]


def matrix_periods(pillar: PillarPart) -> tuple[Span, ...]:
    """The periods of the pillar's indicators, the newest ones where there are more than a page can hold."""
    return pillar.periods[-MOST_PERIODS:]


def matrix_rows(pillar: PillarPart, periods: tuple[Span, ...], printing: Printing) -> list[MatrixRow]:
    """Commitment by commitment, then what stands under outcomes; None where an indicator has no such period."""
    rows = []
    for commitment in pillar.commitments:
        own = [line for line in pillar.indicators if line.commitment == commitment.code]
        rows += [MatrixRow(commitment, line, _values(line, periods, printing)) for line in own]
        if not own:
            rows.append(MatrixRow(commitment, None, (None,) * len(periods)))
    known = {commitment.code for commitment in pillar.commitments}
    loose = (line for line in pillar.indicators if line.commitment not in known)
    return rows + [MatrixRow(None, line, _values(line, periods, printing)) for line in loose]


def _values(line: IndicatorLine, periods: tuple[Span, ...], printing: Printing) -> tuple[Cell | None, ...]:
    figures = {figure.period.key: figure for figure in line.series}
    found = (figures.get(period.key) for period in periods)
    return tuple(None if figure is None else printing.value(line, figure) for figure in found)
