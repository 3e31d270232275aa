"""The parts of one measurement as a small table: value, share of the known, and what stays unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from flask_babel import gettext as _

from tracker.domain.breakdown import COUNTS, Breakdown, Slice
from tracker.domain.display import Printed, shown_value
from tracker.domain.explanation import told
from tracker.domain.series import PERCENT
from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import PlaceRule
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services import parts
from tracker.services.grids import AnyGrid, Crossing
from tracker.services.parts import Series
from tracker.web.crossed import Matrix, matrix
from tracker.web.languages import number
from tracker.web.measured import in_unit

Row = tuple[Multilingual | None, str, str]


@dataclass(frozen=True, slots=True)
class Overview:
    """A dimension of an indicator on a page: categories down (None is the unknown rest), periods across."""

    key: str
    name: Multilingual
    periods: tuple[str | Multilingual, ...]
    rows: tuple[tuple[Multilingual | None, tuple[str, ...]], ...]
    remarks: tuple[tuple[str | Multilingual, tuple[Message, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A dimension on a page: rows of category (None is the unknown rest), value and share; sentences below."""

    key: str
    name: Multilingual
    rows: tuple[Row, ...]
    has_shares: bool
    counts_persons: bool
    remarks: tuple[Message, ...]


def broken_down(measurement: Measurement) -> list[Table | Matrix]:
    """The dimensions in which a measurement was reported, a crossed table before its margins."""
    found = parts.breakdowns(measurement)
    margins = {grid.code: one for grid, one in found}
    tables = [_table(measurement.indicator, *each) for each in found if not isinstance(each[0], Crossing)]
    crossed = [matrix(measurement.indicator, grid, one, margins) for grid, one in found if isinstance(grid, Crossing)]
    return [*crossed, *tables]


def over_periods(plan: Plan, indicator: Indicator) -> list[Overview | Matrix]:
    """The official figures of an indicator by its dimensions, the newest period first; its crossed table on top."""
    found = parts.of_indicator(plan, indicator)
    tables = {at: {each.grid.code: one for each in found for on, one in each.periods if on == at}
              for series in found for at, _one in series.periods}  # fmt: skip
    crossed = [
        replace(matrix(indicator, each.grid, one, tables[at]), period=at.name)
        for each in found
        if isinstance(each.grid, Crossing)
        for at, one in each.periods[:1]
    ]
    return [*crossed, *(_overview(indicator, each) for each in found)]


def _overview(indicator: Indicator, series: Series) -> Overview:
    rows: list[tuple[Multilingual | None, tuple[str, ...]]] = []
    for place, entry in enumerate(series.grid.entries):
        slices = [one.slices[place] if one.slices else None for _at, one in series.periods]
        rows.append((entry.name, tuple(_cell(indicator, one) for one in slices)))
    rows.append((None, tuple(_cell(indicator, one.unknown) for _at, one in series.periods)))
    return Overview(
        key=f"over-{series.grid.code.replace(' ', '-')}",
        name=series.grid.name,
        periods=tuple(at.name for at, _one in series.periods),
        rows=tuple(rows),
        remarks=tuple((at.name, _remarks(one)) for at, one in series.periods),
    )


def _cell(indicator: Indicator, one: Slice | None) -> str:
    if one is None:
        return "–"
    share = _share(one)
    return f"{_value(indicator, one)} ({share})" if share else _value(indicator, one)


def _remarks(found: Breakdown) -> tuple[Message, ...]:
    return ((found.problem,) if found.problem else ()) + found.explanation


def _table(indicator: Indicator, grid: AnyGrid, found: Breakdown) -> Table:
    names = {each.category: each.name for each in grid.entries}
    rows: list[Row] = [(names[one.category], _value(indicator, one), _share(one)) for one in found.slices]
    if found.unknown is not None:
        rows.append((None, _value(indicator, found.unknown), ""))
    return Table(
        key=f"by-{grid.code}",
        name=grid.name,
        rows=tuple(rows),
        has_shares=any(one.share is not None for one in found.slices),
        counts_persons=indicator.place_rule is PlaceRule.LARGEST,
        remarks=_remarks(found),
    )


def _value(indicator: Indicator, one: Slice) -> str:
    if one.numerator is not None and one.denominator is not None:
        pair = {"part": number(told(one.numerator)), "whole": number(told(one.denominator))}
        if one.value is None:
            return _("%(part)s of %(whole)s: not computable", **pair)
        return _("%(part)s of %(whole)s = %(value)s", **pair, value=in_unit(indicator, one.value))
    if one.value is None:
        return _("not given")
    return number(told(one.value, indicator.decimals)) if indicator.kind in COUNTS else in_unit(indicator, one.value)


def _share(one: Slice) -> str:
    printed: Printed | None = shown_value(None if one.share is None else one.share * Fraction(PERCENT), 1)
    return _("%(value)s %%", value=number(printed.number, printed.decimals)) if printed else ""
