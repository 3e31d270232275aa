"""The annex of indicator data by dimension: what each organisation reported for each category, never added across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports.language import Speech
from reports.printing import HIDDEN
from reports.snapshot import BreakdownCell, IndicatorLine, Snapshot

MOST_PERIODS = 5
"""As many as stand side by side on a page in landscape; the workbook has all of them."""


class DimensionRow(NamedTuple):
    """One indicator by one dimension; for each period a line for each organisation, empty where nobody reported."""

    line: IndicatorLine
    dimension: str
    values: tuple[tuple[str, ...], ...]


class ByDimension(NamedTuple):
    """The annex: the names of its periods and its rows. A row for each report would cost five times the cells."""

    periods: tuple[str, ...]
    rows: tuple[DimensionRow, ...]


def by_dimension(snapshot: Snapshot, speech: Speech) -> ByDimension:
    """Every broken-down report of the newest periods that the report takes, indicator by indicator, in order."""
    lines = snapshot.indicators
    found = dict.fromkeys(cell.period for line in lines for cell in line.breakdown)
    known = {span.key: speech.text(span.name).text for span in snapshot.periods}
    keys = [key for key in found if key not in known] + [key for key in known if key in found]
    keys = keys[-MOST_PERIODS:]
    rows = tuple(row for line in lines for row in _of_line(snapshot, line, speech, keys))
    return ByDimension(tuple(known.get(key, key) for key in keys), rows)


def _of_line(snapshot: Snapshot, line: IndicatorLine, speech: Speech, keys: list[str]) -> Iterator[DimensionRow]:
    names = {each.key: speech.text(each.name).text for each in snapshot.organisations}
    grouped: dict[str, dict[str, dict[str, list[str]]]] = {}
    for cell in line.breakdown:
        if cell.period in keys:
            told = f"{speech.text(cell.category).text}: {part(cell, speech)}"
            periods = grouped.setdefault(speech.text(cell.dimension).text, {})
            periods.setdefault(cell.period, {}).setdefault(cell.organisation, []).append(told)
    for dimension, periods in grouped.items():
        values = (tuple(_said(names, speech, each) for each in periods.get(key, {}).items()) for key in keys)
        yield DimensionRow(line, dimension, tuple(values))


def _said(names: dict[str, str], speech: Speech, report: tuple[str, list[str]]) -> str:
    """What one organisation reported; what was published before the plan is nobody's."""
    key, parts = report
    return f"{names.get(key, key) if key else speech.gettext('before the plan')} – {'; '.join(parts)}"


def part(cell: BreakdownCell, speech: Speech) -> str:
    """A cell's value, or that it is hidden."""
    return speech.gettext(HIDDEN) if cell.value is None else speech.number(cell.value)
