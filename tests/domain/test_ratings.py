"""The rating of an indicator: the first of a fixed order that holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.domain.indicators import END, Number, at, due, final, indicator, nothing, promised, report, said, year
from tracker.domain.series import Baseline, Definition, Expected, Observation, Target
from tracker.domain.vocabulary import Direction, Kind, NoValue, Rating, TargetSpan

SINCE = TargetSpan.SINCE_START


@pytest.mark.parametrize(
    ("kind", "expected", "reports", "rating"),
    [
        pytest.param(Kind.STOCK, (), (), Rating.NOT_DUE, id="no report is due"),
        pytest.param(Kind.STOCK, due(2025), (nothing(NoValue.NOT_DUE),), Rating.NOT_DUE, id="answered as not due"),
        pytest.param(Kind.STOCK, due(2025), (), Rating.NO_DATA, id="nothing came"),
        pytest.param(Kind.STOCK, due(2025), (nothing(NoValue.NOT_AVAILABLE),), Rating.NO_DATA, id="not available"),
        pytest.param(Kind.STOCK, due(2025), (nothing(NoValue.NOT_APPLICABLE),), Rating.NO_DATA, id="not applicable"),
        pytest.param(Kind.TEXT, due(2025), (), Rating.NO_DATA, id="no text came"),
    ],
)
def test_what_is_not_there_is_not_due_or_no_data(
    kind: Kind, expected: tuple[Expected, ...], reports: tuple[Observation, ...], rating: Rating
) -> None:
    made = at(2025, indicator(kind), *reports, expected=expected)
    assert made.rating is rating
    assert said(made.explanation)


def test_no_data_comes_before_no_target() -> None:
    assert at(2025, indicator(target=None)).rating is Rating.NO_DATA


@pytest.mark.trap("M40")
@pytest.mark.parametrize(
    ("value", "rating"), [(23, Rating.ON_TRACK), (22, Rating.BEHIND), (0, Rating.BEHIND), (-1, Rating.REGRESSED)]
)
def test_without_a_target_of_the_period_a_straight_line_is_assumed_and_said(value: Number, rating: Rating) -> None:
    made = at(2022, indicator(), report(value, 2022))
    assert made.expected == 100 * Fraction(365, 1461)
    assert made.expected_assumed
    assert made.rating is rating
    if rating is not Rating.REGRESSED:
        assert "assumption" in said(made.explanation)


def test_the_line_starts_on_the_date_of_the_baseline() -> None:
    made = at(2022, indicator(measured_on=date(2020, 12, 31)), report(40, 2022))
    assert made.expected == 100 * Fraction(730, 1826)


@pytest.mark.trap("M40")
def test_the_target_of_the_period_is_expected_where_there_is_one() -> None:
    definition = indicator(others=(promised(10, 2022),))
    made = at(2022, definition, report(9, 2022))
    assert (made.expected, made.expected_assumed) == (Fraction(10), False)
    assert made.rating is Rating.ON_TRACK
    assert made.period_target == promised(10, 2022)
    assert at(2022, definition, report("8.9", 2022)).rating is Rating.BEHIND


@pytest.mark.trap("M8")
def test_targets_of_single_periods_are_added_for_a_target_since_the_start() -> None:
    each = tuple(promised(value, on) for value, on in ((10, 2022), (30, 2023)))
    definition = indicator(Kind.FLOW, 0, 100, span=SINCE, others=each)
    made = at(2023, definition, report(10, 2022), report(25, 2023))
    assert made.expected == 40
    assert not made.expected_assumed
    lacking = replace(definition, targets=(each[1], final(100, span=SINCE)))
    assert at(2023, lacking, report(10, 2022), report(25, 2023)).expected_assumed


def test_the_part_that_is_enough_is_a_setting_of_the_plan() -> None:
    strict = replace(indicator(), on_track=indicator().per / 100)
    assert at(2025, strict, report(95)).rating is Rating.BEHIND
    assert at(2025, indicator(), report(95)).rating is Rating.ON_TRACK


@pytest.mark.trap("M39")
def test_a_target_met_ahead_of_its_date_is_achieved_and_one_sees_when() -> None:
    made = at(2023, indicator(), report(100, 2023))
    assert made.rating is Rating.ACHIEVED
    assert made.first_achieved == year(2023)


@pytest.mark.trap("M39")
def test_what_was_met_and_is_no_longer_is_achieved_earlier() -> None:
    made = at(2024, indicator(), report(100, 2022), report(120, 2023), report(80, 2024))
    assert made.rating is Rating.ACHIEVED_EARLIER
    assert made.first_achieved == year(2022)
    assert "met in 2022, not now" in said(made.explanation)


def test_a_carried_value_has_not_met_the_target_once_more() -> None:
    made = at(2024, indicator(), report(100, 2022), report(80, 2024), expected=due(2022, 2023, 2024))
    assert made.rating is Rating.ACHIEVED_EARLIER
    assert at(2023, indicator(), report(100, 2022), expected=due(2022, 2023)).rating is Rating.NO_DATA


@pytest.mark.trap("M37")
@pytest.mark.parametrize(("value", "rating"), [(9, Rating.NOT_COMPUTABLE), (41, Rating.REGRESSED)])
def test_silence_never_makes_a_falling_indicator_look_better(value: Number, rating: Rating) -> None:
    everyone = due(2025, by=("alpha", "beta"))
    made = at(2025, indicator(Kind.FLOW, 40, 10), report(value), expected=everyone)
    assert made.rating is rating
    complete = at(2025, indicator(Kind.FLOW, 40, 10), report(9), report(0, organisation="beta"), expected=everyone)
    assert complete.rating is Rating.ACHIEVED


def test_a_rising_sum_with_gaps_is_rated_on_what_there_is() -> None:
    made = at(2025, indicator(Kind.FLOW), report(100), expected=due(2025, by=("alpha", "beta")))
    assert made.rating is Rating.ACHIEVED
    assert made.at_least


def test_too_much_of_an_exact_target_is_as_far_from_it_as_too_little() -> None:
    parity = indicator(Kind.SHARE, 20, 50, direction=Direction.EXACTLY)
    ratings = [at(2025, parity, report(value)).rating for value in (46, 47, 50, 53, 90)]
    assert ratings == [Rating.BEHIND, Rating.ON_TRACK, Rating.ACHIEVED, Rating.ON_TRACK, Rating.BEHIND]


def milestone(*, due_on: date = date(2023, 12, 31)) -> Definition:
    return indicator(Kind.MILESTONE, None, 1, due=due_on)


def reached(yes: bool, period: int, on: date | None = None, by: str = "alpha") -> Observation:
    return Observation(period=str(period), organisation=by, reached=yes, reached_on=on)


@pytest.mark.trap("M29")
def test_a_milestone_is_reached_or_not_and_has_no_percentage() -> None:
    made = at(2023, milestone(), reached(True, 2023, date(2023, 5, 4)))
    assert (made.rating, made.reached_on, made.progress) == (Rating.ACHIEVED, date(2023, 5, 4), None)
    assert at(2023, milestone(), reached(False, 2023)).rating is Rating.BEHIND


@pytest.mark.trap("M40")
def test_a_milestone_before_its_date_is_not_due_unless_it_is_reached() -> None:
    assert at(2022, milestone(), reached(False, 2022)).rating is Rating.NOT_DUE
    assert at(2022, milestone()).rating is Rating.NOT_DUE
    ahead = at(2022, milestone(), reached(True, 2022, date(2022, 5, 4)))
    assert ahead.rating is Rating.ACHIEVED
    assert not ahead.due


@pytest.mark.trap("M29")
def test_a_law_once_adopted_stands_until_its_repeal_is_reported() -> None:
    adopted = reached(True, 2022, date(2022, 5, 4))
    later = at(2024, milestone(), adopted, expected=due(2022, 2023, 2024))
    assert later.rating is Rating.ACHIEVED
    repealed = at(2024, milestone(), adopted, reached(False, 2024))
    assert repealed.rating is Rating.ACHIEVED_EARLIER
    assert repealed.first_achieved == year(2022)


def test_a_date_after_the_period_has_not_come() -> None:
    assert at(2023, milestone(), reached(True, 2023, date(2024, 2, 1))).rating is Rating.BEHIND


def test_a_milestone_of_several_organisations_is_reached_by_all_of_them() -> None:
    everyone = due(2023, by=("alpha", "beta"))
    one = at(2023, milestone(), reached(True, 2023, date(2023, 1, 2)), expected=everyone)
    assert one.rating is Rating.BEHIND
    assert "1 of 2 organisations" in said(one.explanation)
    second = reached(True, 2023, date(2023, 8, 9), by="beta")
    both = at(2023, milestone(), reached(True, 2023, date(2023, 1, 2)), second, expected=everyone)
    assert (both.rating, both.reached_on) == (Rating.ACHIEVED, date(2023, 8, 9))


STEPS = ("none", "drafted", "adopted", "applied")


def ordinal(*, equal: bool = False) -> Definition:
    target = Target(END, choice="applied", is_final=True)
    scale = replace(indicator(Kind.ORDINAL, None, None), steps=STEPS, equal_steps=equal)
    return replace(scale, baseline=Baseline(choice="drafted"), targets=(target,))


def step(choice: str, period: int = 2025) -> Observation:
    return Observation(period=str(period), organisation="alpha", choice=choice)


@pytest.mark.trap("M27")
@pytest.mark.parametrize(
    ("choice", "rating"),
    [("applied", Rating.ACHIEVED), ("adopted", Rating.BEHIND), ("drafted", Rating.BEHIND), ("none", Rating.REGRESSED)],
)
def test_a_step_is_compared_by_its_place_and_has_no_percentage(choice: str, rating: Rating) -> None:
    made = at(2025, ordinal(), step(choice))
    assert (made.rating, made.choice, made.progress, made.change) == (rating, choice, None, None)


@pytest.mark.trap("M27")
def test_a_scale_of_equal_steps_has_a_percentage() -> None:
    assert at(2025, ordinal(equal=True), step("adopted")).progress == Fraction(1, 2)


@pytest.mark.trap("M27")
def test_steps_of_two_organisations_are_not_averaged() -> None:
    other = replace(step("none"), organisation="beta")
    assert at(2025, ordinal(), step("applied"), other).rating is Rating.NOT_COMPUTABLE


@pytest.mark.trap("M40")
def test_an_ordinal_before_its_date_is_not_due() -> None:
    assert at(2023, ordinal(), step("none", 2023)).rating is Rating.NOT_DUE
