"""Indicators, periods and reports of a plan from 2022 to 2025, written as short as a test needs them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import settings

from tracker.cli_compute_rows import in_english
from tracker.domain.display import Shown, shown
from tracker.domain.figures import figure
from tracker.domain.rules import default_rules
from tracker.domain.series import (
    PERCENT,
    Baseline,
    Definition,
    Expected,
    Figure,
    Observation,
    Span,
    Target,
)
from tracker.domain.texts import Message
from tracker.domain.vocabulary import Direction, Kind, NoValue, PlaceRule, TargetSpan

START, END = date(2022, 1, 1), date(2025, 12, 31)
Number = str | int | None


def year(number: int) -> Span:
    return Span(str(number), str(number), date(number, 1, 1), date(number, 12, 31))


def quarter(of: int, number: int) -> Span:
    ends = {1: date(of, 3, 31), 2: date(of, 6, 30), 3: date(of, 9, 30), 4: date(of, 12, 31)}[number]
    return Span(f"{of}Q{number}", f"{of} Q{number}", date(of, 3 * number - 2, 1), ends)


calm = settings(deadline=None, database=None)  # a busy machine is no failure
YEARS = tuple(map(year, (2022, 2023, 2024, 2025)))


def number(written: Number) -> Decimal | None:
    return None if written is None else Decimal(written)


def final(value: Number, *, span: TargetSpan = TargetSpan.PERIOD, on: date = END) -> Target:
    return Target(on, number(value), span, is_final=True)


def promised(value: Number, for_year: int, span: TargetSpan = TargetSpan.PERIOD) -> Target:
    """A target on the way, due at the end of a year."""
    return Target(date(for_year, 12, 31), number(value), span)


def indicator(
    kind: Kind = Kind.STOCK,
    baseline: Number = 0,
    target: Number = 100,
    *,
    events: bool = False,
    place: PlaceRule | None = None,
    direction: Direction | None = None,
    span: TargetSpan = TargetSpan.PERIOD,
    due: date = END,
    others: tuple[Target, ...] = (),
    measured_on: date | None = None,
    precision: int = 0,
    per: Decimal = PERCENT,
    contains_baseline: bool = True,
) -> Definition:
    time_rule, place_rule = default_rules(kind, events=events)
    return Definition(
        kind=kind,
        time_rule=time_rule,
        place_rule=place or place_rule,
        plan_start=START,
        plan_end=END,
        direction=direction,
        precision=precision,
        per=per,
        baseline=Baseline(number(baseline), measured_on),
        targets=(*others, final(target, span=span, on=due)) if target is not None else others,
        contains_baseline=contains_baseline,
    )


def report(value: Number, period: int | str = 2025, organisation: str = "alpha", revision: int = 1) -> Observation:
    return Observation(period=str(period), organisation=organisation, value=number(value), revision=revision)


def parts(numerator: Number, denominator: Number, period: int | str = 2025, organisation: str = "alpha") -> Observation:
    return Observation(
        period=str(period), organisation=organisation, numerator=number(numerator), denominator=number(denominator)
    )


def nothing(reason: NoValue, period: int | str = 2025, organisation: str = "alpha") -> Observation:
    return Observation(period=str(period), organisation=organisation, reason=reason)


def due(*periods: int | str, by: tuple[str, ...] = ("alpha",)) -> tuple[Expected, ...]:
    return tuple(Expected(str(period), name) for period in periods for name in by)


def at(
    number: int, definition: Definition, *reports: Observation, expected: tuple[Expected, ...] | None = None
) -> Figure:
    """The figure of a year."""
    return figure(definition, YEARS, reports, year(number), expected=expected)


def printed(made: Figure) -> dict[str, str]:
    """The numbers of a figure as they are printed, without those that are not there."""
    numbers: Shown = shown(made)
    fields = ("value", "since_start", "change", "progress", "share_of_target", "expected", "target", "previous")
    found = {name: getattr(numbers, name) for name in fields}
    return {name: format(one.number, "f") for name, one in found.items() if one is not None}


def said(messages: tuple[Message, ...]) -> str:
    """Sentences in English."""
    return " ".join(in_english(one) for one in messages)
