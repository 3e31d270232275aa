"""The parts of one measurement as a small table: value, share of the known, and what stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
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
from tracker.services.parts import Grid, Series
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


def broken_down(measurement: Measurement) -> list[Table]:
    """The dimensions in which a measurement was reported."""
    return [_table(measurement.indicator, *each) for each in parts.breakdowns(measurement)]


def over_periods(plan: Plan, indicator: Indicator) -> list[Overview]:
    """The official figures of an indicator by its dimensions, the newest period first."""
    return [_overview(indicator, each) for each in parts.of_indicator(plan, indicator)]


def _overview(indicator: Indicator, series: Series) -> Overview:
    rows: list[tuple[Multilingual | None, tuple[str, ...]]] = []
    for place, category in enumerate(series.grid.categories):
        slices = [one.slices[place] if one.slices else None for _at, one in series.periods]
        rows.append((category.name, tuple(_cell(indicator, one) for one in slices)))
    rows.append((None, tuple(_cell(indicator, one.unknown) for _at, one in series.periods)))
    return Overview(
        key=f"over-{series.grid.dimension.code}",
        name=series.grid.dimension.name,
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


def _table(indicator: Indicator, grid: Grid, found: Breakdown) -> Table:
    names = {each.code: each.name for each in grid.categories}
    rows: list[Row] = [(names[one.category], _value(indicator, one), _share(one)) for one in found.slices]
    if found.unknown is not None:
        rows.append((None, _value(indicator, found.unknown), ""))
    return Table(
        key=f"by-{grid.dimension.code}",
        name=grid.dimension.name,
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
