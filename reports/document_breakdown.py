"""The annex of indicator data by dimension: what each organisation reported for each category, never added across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports.language import Speech
from reports.printing import HIDDEN
from reports.snapshot import BreakdownCell, IndicatorLine, Snapshot
from tracker.domain.texts import Multilingual


class DimensionRow(NamedTuple):
    """The parts of one report by one dimension; `organisation` is empty for what was published before the plan."""

    line: IndicatorLine
    period: str
    organisation: str
    dimension: str
    parts: tuple[tuple[str, str], ...]


def dimension_rows(snapshot: Snapshot, speech: Speech) -> list[DimensionRow]:
    """Every broken-down report of the periods that the report takes, indicator by indicator, in order."""
    names = {span.key: span.name for span in snapshot.periods}
    return [row for pillar in snapshot.pillars for line in pillar.indicators for row in _of_line(line, speech, names)]


def _of_line(line: IndicatorLine, speech: Speech, names: dict[str, str | Multilingual]) -> Iterator[DimensionRow]:
    grouped: dict[tuple[str, str, str], list[BreakdownCell]] = {}
    for cell in line.breakdown:
        key = (cell.period, cell.organisation, speech.text(cell.dimension).text)
        grouped.setdefault(key, []).append(cell)
    for (period, organisation, dimension), cells in grouped.items():
        name = names.get(period, period)
        told = name if isinstance(name, str) else speech.text(name).text
        parts = tuple((speech.text(cell.category).text, part(cell, speech)) for cell in cells)
        yield DimensionRow(line, told, organisation, dimension, parts)


def part(cell: BreakdownCell, speech: Speech) -> str:
    """A cell's value, or that it is hidden."""
    return speech.gettext(HIDDEN) if cell.value is None else speech.number(cell.value)
