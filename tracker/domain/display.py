"""How exact figures are printed: rounded once, half up, and never so that a missed target looks reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain.series import Figure
from tracker.domain.vocabulary import Direction, TargetSpan

PROGRESS_DECIMALS = 1
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Printed:
    """A rounded number and how many decimals it is printed with, on a page and in a workbook's number format."""

    number: Decimal
    decimals: int

    @property
    def number_format(self) -> str:
        """The format of a workbook's cell, for instance `#,##0.0`."""
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The numbers of a Figure as they are printed; `progress`, `share_of_target` and `bar` (0 to 100) in percent."""

    value: Printed | None
    since_start: Printed | None
    baseline: Printed | None
    previous: Printed | None
    change: Printed | None
    change_from_previous: Printed | None
    target: Printed | None
    period_target: Printed | None
    expected: Printed | None
    progress: Printed | None
    share_of_target: Printed | None
    bar: Printed | None


def rounded(value: Fraction | Decimal, decimals: int) -> Decimal:
    """The value rounded half up (a half goes away from zero), with exactly `decimals` decimals and no negative zero."""
    exact = Fraction(value)
    units = (abs(exact.numerator) * 10**decimals * 2 + exact.denominator) // (2 * exact.denominator)
    digits = tuple(map(int, str(units)))
    return Decimal((1 if exact < 0 and units else 0, digits, -decimals))


def is_met(value: Fraction | Decimal, target: Fraction | Decimal, direction: Direction) -> bool:
    """Whether the value is on the target's side; both in the indicator's unit."""
    if direction is Direction.EXACTLY:
        return value == target
    return value >= target if direction is Direction.AT_LEAST else value <= target


def shown_value(
    value: Fraction | Decimal | None,
    precision: int,
    targets: tuple[Fraction | Decimal, ...] = (),
    direction: Direction = Direction.AT_LEAST,
) -> Printed | None:
    """A value at its indicator's precision; decimals are added while rounding would make a missed target look reached.

    Value and target are compared as they would be printed side by side, with the same number of decimals.
    """
    if value is None:
        return None
    decimals = precision
    for target in targets:
        if not is_met(value, target, direction):
            decimals = _decimals_that_show_the_miss(value, target, direction, decimals)
    return Printed(rounded(value, decimals), decimals)


def shown_progress(progress: Fraction | None) -> Printed | None:
    """A ratio in percent with one decimal, more where less than 100 % would print as 100 %."""
    if progress is None:
        return None
    percent = progress * HUNDRED
    decimals = PROGRESS_DECIMALS
    if percent < HUNDRED:
        decimals = _decimals_that_show_the_miss(percent, Fraction(HUNDRED), Direction.AT_LEAST, decimals)
    return Printed(rounded(percent, decimals), decimals)


def shown(figure: Figure) -> Shown:
    """Every number of a figure as it is printed, so that page, workbook and PDF cannot differ."""
    precision = figure.precision
    value, since_start = _shown_values(figure)
    final, due = (None if one is None else one.value for one in (figure.target, figure.period_target))
    beside_value = value.decimals if value else precision
    beside = max([precision, *(one.decimals for one in (value, since_start) if one is not None)])
    return Shown(
        value=value,
        since_start=since_start,
        baseline=shown_value(figure.baseline.value, precision),
        previous=shown_value(figure.previous, precision),
        change=shown_value(figure.change, beside_value),
        change_from_previous=shown_value(figure.change_from_previous, beside_value),
        target=shown_value(final, beside),
        period_target=shown_value(due, beside),
        expected=shown_value(figure.expected, precision),
        progress=shown_progress(figure.progress),
        share_of_target=shown_progress(figure.share_of_target),
        bar=shown_progress(figure.capped),
    )


def _shown_values(figure: Figure) -> tuple[Printed | None, Printed | None]:
    """The value of the period and the one since the start, each beside the targets that cover its span."""
    direction = figure.direction or Direction.AT_LEAST
    alone: list[Fraction | Decimal] = []
    since: list[Fraction | Decimal] = []
    for target in (figure.target, figure.period_target):
        if target is not None and target.value is not None:
            covers_all = figure.since_start is not None and target.span is TargetSpan.SINCE_START
            (since if covers_all else alone).append(target.value)
    return (
        shown_value(figure.value, figure.precision, tuple(alone), direction),
        shown_value(figure.since_start, figure.precision, tuple(since), direction),
    )


def _decimals_that_show_the_miss(
    value: Fraction | Decimal, target: Fraction | Decimal, direction: Direction, decimals: int
) -> int:
    """It ends because a value that misses a target differs from it."""
    while is_met(rounded(value, decimals), rounded(target, decimals), direction):
        decimals += 1
    return decimals
