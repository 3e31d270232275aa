"""What looks odd is said with its rule: old sources, the same value again, outliers, one indicator above another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.domain.indicators import Number, indicator, nothing, parts, quarter, report, said, year
from tracker.domain.oddities import Beside, Earlier, may_be_compared, oddities
from tracker.domain.series import Definition, Observation
from tracker.domain.vocabulary import Kind, NoValue


def before(*values: Number, kind: Kind = Kind.STOCK) -> list[Earlier]:
    """What was reported for 2022 and the years after it."""
    rows = [(parts(value, 100, 2022 + n) if kind is Kind.SHARE else report(value, 2022 + n), 2022 + n)
            for n, value in enumerate(values)]  # fmt: skip
    return [Earlier(year(number), row) for row, number in rows]


def told(definition: Definition, now: Observation, *earlier: Earlier, beside: tuple[Beside, ...] = ()) -> str:
    return said(tuple(one.message for one in oddities(definition, now, year(2025), earlier, beside)))


@pytest.mark.trap("M49")
def test_a_source_older_than_the_period_is_told_with_its_date() -> None:
    old = replace(report(1), source_on=date(2014, 1, 1))
    assert told(indicator(), old) == "The source is of 2014-01-01, before the period began."
    assert told(indicator(), replace(old, source_on=date(2025, 1, 1))) == ""


@pytest.mark.trap("M22")
def test_a_share_that_looks_like_a_fraction_is_asked_about() -> None:
    assert (
        told(indicator(Kind.SHARE, precision=2), report("0.45")) == "0.45 means 0.45 %. If you mean 45 %, write that."
    )
    assert told(indicator(Kind.SHARE, precision=2), parts(45, 10_000)) == "", "who gives both parts means it"


def test_the_value_of_the_last_period_is_told_but_nothing_twice_is_not() -> None:
    assert told(indicator(), report(7), *before(6, 7)) == "The value is the same as in 2023: 7."
    assert told(indicator(), report(7), *before(7, 6)) == ""
    assert told(indicator(), report(0), *before(0)) == ""
    assert told(indicator(Kind.SHARE), parts(1, 2), *before(50, kind=Kind.SHARE)) != ""


@pytest.mark.parametrize(
    ("kind", "now", "earlier", "words"),
    [
        (Kind.STOCK, 31, (10, 5), ""),
        (Kind.STOCK, 1000, (120, 100), "more than 3 times the largest earlier value, 120 in 2022"),
        (Kind.FLOW, 12, (120, 100), "less than one part in 3 of the smallest earlier value, 100 in 2023"),
        (Kind.FLOW, 0, (40,), "less than one part in 3"),
        (Kind.STOCK, 7, (2, 1), ""),
        (Kind.STOCK, 500, (), ""),
        (Kind.RUNNING_TOTAL, 500, (10, 20), ""),
        (Kind.RUNNING_TOTAL, 15, (10, 20), "A running total only grows, but 15 is less than the 20 of 2023."),
        (Kind.SHARE, 71, (50, 40), "more than 20 points above the highest earlier value, 50 % in 2022"),
        (Kind.SHARE, 19, (50, 40), "more than 20 points below the lowest earlier value, 40 % in 2023"),
        (Kind.SHARE, 60, (50, 40), ""),
    ],
)
def test_an_outlier_is_told_with_the_rule_that_makes_it_one(
    kind: Kind, now: Number, earlier: tuple[Number, ...], words: str
) -> None:
    observed = parts(now, 100) if kind is Kind.SHARE else report(now)
    found = told(indicator(kind), observed, *before(*earlier, kind=kind))
    assert words in found
    assert bool(found) is bool(words) or (kind, now) == (Kind.STOCK, 31)


def test_a_quarter_is_not_set_beside_a_year() -> None:
    year_before = before(400)
    assert oddities(indicator(Kind.FLOW), report(80, "2025Q1"), quarter(2025, 1), year_before) == ()


@pytest.mark.trap("M50")
def test_one_indicator_that_is_never_above_another_is_told_on_both_sides() -> None:
    cases, cared = Beside("cases", Fraction(40), is_upper=True), Beside("cared", Fraction(50), is_upper=False)
    assert told(indicator(), report(50), beside=(cases,)) == (
        "50 is more than 40, the value of cases. It should never be above it."
    )
    assert told(indicator(), report(40), beside=(cared,)) == (
        "40 is less than 50, the value of cared. It should never be below it."
    )
    assert told(indicator(), report(40), beside=(cases,)) == "", "as many is not more"


def test_a_reason_is_not_odd() -> None:
    assert told(indicator(), nothing(NoValue.NOT_AVAILABLE), *before(7), beside=(Beside("x", Fraction(1), True),)) == ""


def test_only_what_is_of_one_sort_is_compared() -> None:
    hundred, many = Decimal(100), Decimal(100_000)
    assert may_be_compared(Kind.FLOW, Kind.STOCK, scales=(hundred, hundred))
    assert not may_be_compared(Kind.FLOW, Kind.SHARE, scales=(hundred, hundred))
    assert may_be_compared(Kind.RATE, Kind.RATE, scales=(many, many))
    assert not may_be_compared(Kind.RATE, Kind.RATE, scales=(many, hundred))
    assert not may_be_compared(Kind.TEXT, Kind.TEXT, scales=(hundred, hundred))
