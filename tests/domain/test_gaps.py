"""What is late, missing, carried or partly there is never taken for a report."""

from __future__ import annotations

import pytest

from tests.domain.indicators import (
    at,
    due,
    indicator,
    nothing,
    parts,
    report,
    said,
    year,
)
from tracker.domain.series import Carried, Coverage
from tracker.domain.vocabulary import Kind, NoValue, Rating, TargetSpan, ValueState

SINCE = TargetSpan.SINCE_START


@pytest.mark.trap("M5")
def test_a_late_report_of_an_early_year_does_not_become_the_latest() -> None:
    made = at(2023, indicator(Kind.STOCK), report(20, 2023), report(10, 2022, revision=7))
    assert made.value == 20


@pytest.mark.trap("M6")
def test_a_carried_value_is_named_and_counts_as_no_data() -> None:
    made = at(2024, indicator(Kind.STOCK), report(60, 2023), expected=due(2022, 2023, 2024))
    assert made.state is ValueState.CARRIED
    assert made.value == 60
    assert made.carried_from == (Carried("alpha", year(2023)),)
    assert made.rating is Rating.NO_DATA
    assert made.progress is None
    assert made.reports == Coverage(0, 1)
    assert "Carried from 2023" in said(made.explanation)


@pytest.mark.trap("M6")
def test_nothing_is_carried_into_the_past() -> None:
    assert at(2022, indicator(Kind.STOCK), report(60, 2023)).state is ValueState.NO_VALUE


@pytest.mark.trap("M6")
@pytest.mark.parametrize("reason", [NoValue.NOT_APPLICABLE, NoValue.CONFIDENTIAL])
def test_an_answer_that_there_is_none_is_not_filled_from_the_year_before(reason: NoValue) -> None:
    made = at(2024, indicator(Kind.STOCK), report(60, 2023), nothing(reason, 2024))
    assert made.state is ValueState.NO_VALUE
    assert made.reason is reason


@pytest.mark.trap("M17")
@pytest.mark.trap("M18")
def test_zero_a_gap_a_reason_and_0_of_0_are_four_things() -> None:
    zero = at(2025, indicator(Kind.FLOW), report(0))
    gap = at(2025, indicator(Kind.FLOW), report(3, 2024))
    reason = at(2025, indicator(Kind.FLOW), nothing(NoValue.NOT_AVAILABLE))
    no_share = at(2025, indicator(Kind.SHARE), parts(0, 0))
    told = [(made.state, made.reason, made.value) for made in (zero, gap, reason, no_share)]
    assert told == [
        (ValueState.VALUE, None, 0),
        (ValueState.NO_VALUE, NoValue.NOT_REPORTED, None),
        (ValueState.NO_VALUE, NoValue.NOT_AVAILABLE, None),
        (ValueState.NOT_COMPUTABLE, None, None),
    ]


@pytest.mark.trap("M17")
def test_a_total_with_gaps_says_how_many_reports_it_stands_on() -> None:
    definition = indicator(Kind.FLOW, 0, 100, span=SINCE)
    reports = (report(10, 2022), report(10, 2024), report(10, 2025))
    made = at(2025, definition, *reports, expected=due(2022, 2023, 2024, 2025))
    assert made.periods == Coverage(3, 4)
    assert "3 of 4 reports are in" in said(made.explanation)
    assert made.at_least


def test_a_partly_reported_sum_is_marked_as_partial() -> None:
    made = at(2025, indicator(Kind.FLOW), report(10), expected=due(2025, by=("alpha", "beta")))
    assert made.state is ValueState.PARTIAL
    assert made.reports == Coverage(1, 2)
    assert [one.organisation for one in made.absent] == ["beta"]
