"""Figures are rounded once, half up, and a missed target never looks reached."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.domain.indicators import at, calm, indicator, printed, promised, report
from tracker.domain.display import Printed, rounded, shown, shown_progress, shown_value
from tracker.domain.vocabulary import Direction, Kind, Rating


@pytest.mark.parametrize(
    ("value", "decimals", "printed_as"),
    [
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.05", 1, "0.1"),
        ("33.35", 1, "33.4"),
        ("-0.04", 1, "0.0"),
        ("7", 2, "7.00"),
    ],
)
def test_a_half_is_rounded_up(value: str, decimals: int, printed_as: str) -> None:
    assert format(rounded(Decimal(value), decimals), "f") == printed_as


@pytest.mark.trap("M25")
@pytest.mark.parametrize(
    ("percent", "printed_as"),
    [
        ("99.94", "99.9"),
        ("99.95", "99.95"),
        ("99.96", "99.96"),
        ("99.9999", "99.9999"),
        ("100", "100.0"),
    ],
)
def test_less_than_the_target_is_never_printed_as_100_percent(percent: str, printed_as: str) -> None:
    made = shown_progress(Fraction(percent) / 100)
    assert made is not None
    assert format(made.number, "f") == printed_as


@pytest.mark.trap("M25")
def test_a_value_gets_decimals_until_one_sees_that_it_misses_the_target() -> None:
    missed = shown_value(Decimal("49.6"), 0, (Decimal(50),))
    assert missed == Printed(Decimal("49.6"), 1)
    assert missed.number_format == "#,##0.0"
    assert shown_value(Decimal("49.4"), 0, (Decimal(50),)) == Printed(Decimal(49), 0)
    assert shown_value(Decimal("50.4"), 0, (Decimal(50),), Direction.AT_MOST) == Printed(Decimal("50.4"), 1)
    assert shown_value(Decimal("50.04"), 1, (Decimal(50),), Direction.EXACTLY) == Printed(Decimal("50.04"), 2)


@pytest.mark.trap("M25")
def test_a_missed_target_looks_missed_in_every_number_of_the_row() -> None:
    made = at(2025, indicator(Kind.STOCK, 0, 100), report("99.96"))
    assert printed(made) == {
        "value": "99.96", "change": "99.96", "progress": "99.96", "target": "100.00", "expected": "100",
    }  # fmt: skip
    assert made.rating is Rating.ON_TRACK


def test_a_missed_target_of_the_period_is_seen_as_well() -> None:
    definition = indicator(Kind.STOCK, 0, 100, others=(promised(50, 2022),))
    made = at(2022, definition, report("49.6", 2022))
    assert printed(made)["value"] == "49.6"


@pytest.mark.trap("M19")
def test_only_bars_hold_progress_between_nothing_and_all() -> None:
    above, below = (shown(at(2025, indicator(), report(value))) for value in (130, -20))
    assert above.progress == Printed(Decimal("130.0"), 1)
    assert above.bar == Printed(Decimal("100.0"), 1)
    assert below.progress == Printed(Decimal("-20.0"), 1)
    assert below.bar == Printed(Decimal("0.0"), 1)


@calm
@given(
    value=some.fractions(min_value=-1000, max_value=1000),
    target=some.fractions(min_value=-1000, max_value=1000),
    precision=some.integers(0, 3),
    direction=some.sampled_from(Direction),
)
def test_whatever_the_numbers_a_miss_looks_like_a_miss(
    value: Fraction, target: Fraction, precision: int, direction: Direction
) -> None:
    made = shown_value(value, precision, (target,), direction)
    assert made is not None
    beside = rounded(target, made.decimals)
    met = {Direction.AT_LEAST: value >= target, Direction.AT_MOST: value <= target, Direction.EXACTLY: value == target}
    looks = {
        Direction.AT_LEAST: made.number >= beside,
        Direction.AT_MOST: made.number <= beside,
        Direction.EXACTLY: made.number == beside,
    }
    assert looks[direction] == met[direction]
    assert abs(Fraction(made.number) - value) <= Fraction(1, 2 * 10**made.decimals)
