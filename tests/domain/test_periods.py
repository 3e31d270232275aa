"""Periods are counted from an anchor, cut to the plan, and named with the time that they cover."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.domain.indicators import YEARS, calm, quarter, year
from tracker.domain.periods import add_months, alike, in_order, partial, planned_periods, taken
from tracker.domain.series import Span
from tracker.domain.vocabulary import Frequency

DAYS = some.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.trap("M43")
@pytest.mark.parametrize(
    ("anchor", "months", "day"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 2, date(2023, 3, 31)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 1, 31), -2, date(2022, 11, 30)),
    ],
)
def test_months_are_counted_from_the_anchor_and_held_at_a_months_end(anchor: date, months: int, day: date) -> None:
    assert add_months(anchor, months) == day


def spans(frequency: Frequency, first: date, last: date, month: int = 1) -> list[tuple[str, date, date]]:
    made = planned_periods(first, last, frequency, year_starts_in=month)
    return [(one.name, one.starts_on, one.ends_on) for one in made]


def test_a_plan_gets_its_years_at_once() -> None:
    assert spans(Frequency.YEARLY, date(2022, 1, 1), date(2023, 12, 31)) == [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ]


@pytest.mark.trap("M43")
def test_a_year_that_starts_in_april_is_named_by_both_its_years() -> None:
    assert spans(Frequency.YEARLY, date(2022, 4, 1), date(2024, 3, 31), 4) == [
        ("2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2023/24", date(2023, 4, 1), date(2024, 3, 31)),
    ]


def test_halves_and_quarters_are_numbered_in_the_years_of_the_plan() -> None:
    halves = spans(Frequency.HALF_YEARLY, date(2022, 7, 1), date(2023, 6, 30), 7)
    quarters = spans(Frequency.QUARTERLY, date(2022, 8, 15), date(2022, 12, 31))
    assert [name for name, _, _ in halves] == ["2022/23 H1", "2022/23 H2"]
    assert quarters == [
        ("2022 Q3", date(2022, 8, 15), date(2022, 9, 30)),
        ("2022 Q4", date(2022, 10, 1), date(2022, 12, 31)),
    ]


@pytest.mark.trap("M41")
def test_a_short_first_year_says_the_months_that_it_covers() -> None:
    short, whole = planned_periods(date(2017, 11, 1), date(2019, 3, 31), Frequency.YEARLY, year_starts_in=4)
    assert short.is_partial
    assert (short.name, short.months) == ("2017/18", 5)
    assert (whole.name, whole.months, whole.is_partial) == ("2018/19", 12, False)


@pytest.mark.trap("M41")
def test_a_period_that_is_no_whole_one_is_known_by_the_others_or_by_its_length() -> None:
    short = Span("2022", "2022", date(2022, 8, 1), date(2022, 12, 31))
    half = Span("2022", "2022", date(2022, 7, 1), date(2022, 12, 31))
    assert partial([short]) == {short}
    assert partial([half]) == frozenset()
    assert partial([half, year(2023), quarter(2023, 1)]) == {half}


def test_what_is_reported_once_has_one_period() -> None:
    assert spans(Frequency.ONCE, date(2022, 3, 1), date(2025, 2, 28)) == [
        ("2022–2025", date(2022, 3, 1), date(2025, 2, 28))
    ]


def test_a_plan_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        planned_periods(date(2023, 1, 1), date(2022, 1, 1), Frequency.YEARLY)


@calm
@given(
    first=DAYS,
    length=some.integers(0, 4000),
    frequency=some.sampled_from(Frequency),
    month=some.integers(1, 12),
)
def test_periods_cover_the_plan_without_gap_or_overlap(
    first: date, length: int, frequency: Frequency, month: int
) -> None:
    last = first + timedelta(days=length)
    made = planned_periods(first, last, frequency, year_starts_in=month)
    assert (made[0].starts_on, made[-1].ends_on) == (first, last)
    for one, following in pairwise(made):
        assert following.starts_on - one.ends_on == timedelta(days=1)
    assert len({one.name for one in made}) == len(made)


@pytest.mark.trap("M42")
def test_a_report_takes_what_ends_by_its_end() -> None:
    assert [span.key for span in taken(YEARS[::-1], year(2023))] == ["2022", "2023"]


def test_a_year_comes_after_the_quarter_that_ends_with_it() -> None:
    assert in_order([year(2023), quarter(2023, 4)]) == (quarter(2023, 4), year(2023))


def test_quarters_stand_beside_quarters_and_years_beside_years() -> None:
    every = [*YEARS, quarter(2023, 1), quarter(2023, 2)]
    assert alike(every, year(2024)) == YEARS
    assert alike(every, quarter(2023, 2)) == (quarter(2023, 1), quarter(2023, 2))
