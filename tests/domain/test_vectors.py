"""The vectors that were agreed before a line was written: baseline, target, value and what comes out."""

from __future__ import annotations

import pytest

from tests.domain.indicators import Number, at, indicator, parts, printed, report, said
from tracker.domain.vocabulary import Direction, Kind, Rating, TargetSpan

NUMERIC = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK)


@pytest.mark.parametrize("kind", NUMERIC)
@pytest.mark.parametrize(
    ("baseline", "target", "value", "progress", "rating"),
    [
        pytest.param(0, 100, 0, "0.0", Rating.BEHIND, id="nothing yet", marks=pytest.mark.trap("M14")),
        pytest.param(0, 100, 40, "40.0", Rating.BEHIND, id="part of the way"),
        pytest.param(0, 100, 130, "130.0", Rating.ACHIEVED, id="more than promised", marks=pytest.mark.trap("M19")),
        pytest.param(40, 10, 25, "50.0", Rating.BEHIND, id="falling", marks=pytest.mark.trap("M12")),
        pytest.param(40, 10, 50, "-33.3", Rating.REGRESSED, id="the wrong way", marks=pytest.mark.trap("M19")),
        pytest.param(40, 10, 5, "116.7", Rating.ACHIEVED, id="falling further", marks=pytest.mark.trap("M12")),
        pytest.param(12, 0, 3, "75.0", Rating.BEHIND, id="towards none", marks=pytest.mark.trap("M15")),
        pytest.param(12, 0, 0, "100.0", Rating.ACHIEVED, id="none left", marks=pytest.mark.trap("M15")),
        pytest.param(-5, 5, 0, "50.0", Rating.BEHIND, id="from below zero"),
        pytest.param(0, 100, 90, "90.0", Rating.ON_TRACK, id="just enough"),
    ],
)
def test_progress_starts_from_the_baseline(  # noqa: PLR0917 - a vector has as many parts
    kind: Kind, baseline: Number, target: Number, value: Number, progress: str, rating: Rating
) -> None:
    made = at(2025, indicator(kind, baseline, target), report(value))
    assert printed(made)["progress"] == progress
    assert made.rating is rating


@pytest.mark.trap("M13")
@pytest.mark.parametrize(
    ("value", "direction", "rating"),
    [
        (50, None, Rating.MAINTAINED),
        (50, Direction.AT_LEAST, Rating.MAINTAINED),
        (45, Direction.AT_LEAST, Rating.NOT_MAINTAINED),
        (45, Direction.AT_MOST, Rating.MAINTAINED),
        (51, Direction.EXACTLY, Rating.NOT_MAINTAINED),
        (51, None, Rating.NOT_MAINTAINED),
    ],
)
def test_a_target_that_is_the_baseline_is_kept_or_not_and_has_no_percentage(
    value: Number, direction: Direction | None, rating: Rating
) -> None:
    made = at(2025, indicator(Kind.STOCK, 50, 50, direction=direction), report(value))
    assert made.rating is rating
    assert made.progress is None


@pytest.mark.trap("M16")
def test_an_unknown_baseline_is_not_zero() -> None:
    made = at(2025, indicator(Kind.STOCK, None, 100), report(40))
    assert made.progress is None
    assert printed(made)["share_of_target"] == "40.0"
    assert made.rating is Rating.NOT_COMPUTABLE


@pytest.mark.trap("M15")
@pytest.mark.parametrize(("value", "met"), [(3, False), (0, True)])
def test_an_unknown_baseline_and_a_target_of_none_is_met_or_not(value: Number, met: bool) -> None:
    made = at(2025, indicator(Kind.STOCK, None, 0), report(value))
    assert made.met is met
    assert made.progress is None
    assert made.share_of_target is None


def test_a_target_that_is_met_is_achieved_although_the_baseline_is_unknown() -> None:
    assert at(2025, indicator(Kind.STOCK, None, 100), report(100)).rating is Rating.ACHIEVED
    assert at(2025, indicator(Kind.STOCK, None, 10, direction=Direction.AT_MOST), report(9)).rating is Rating.ACHIEVED


def test_without_a_target_there_is_a_value_and_no_progress() -> None:
    made = at(2025, indicator(Kind.STOCK, 20, None), report(30))
    assert made.rating is Rating.NO_TARGET
    assert made.progress is None
    assert printed(made)["value"] == "30"


@pytest.mark.trap("M23")
def test_a_share_changes_by_points() -> None:
    made = at(2025, indicator(Kind.SHARE, 20, 30, precision=1), report(25))
    assert printed(made)["progress"] == "50.0"
    assert printed(made)["change"] == "5.0"
    assert made.in_points


@pytest.mark.trap("M20")
def test_shares_are_joined_by_their_parts() -> None:
    reports = (parts(1, 2, organisation="alpha"), parts(98, 98, organisation="beta"))
    made = at(2025, indicator(Kind.SHARE, 0, 100), *reports)
    assert printed(made)["value"] == "99"
    assert made.numerator == 99
    assert made.denominator == 100


def test_a_limit_has_no_share_of_target_and_is_kept_or_not() -> None:
    limit = at(2025, indicator(Kind.STOCK, None, 10, direction=Direction.AT_MOST), report(12))
    assert (limit.met, limit.share_of_target) == (False, None)
    total = indicator(Kind.FLOW, 0, 10, span=TargetSpan.SINCE_START, direction=Direction.AT_MOST)
    assert (at(2022, total, report(3, 2022)).progress, at(2022, total, report(3, 2022)).met) == (None, True)


def test_what_is_kept_was_not_achieved_in_some_year() -> None:
    assert at(2025, indicator(Kind.STOCK, 50, 50), report(50)).first_achieved is None


def test_a_number_without_end_is_told_with_a_decimal_more_than_it_is_printed() -> None:
    made = at(2025, indicator(Kind.SHARE), parts(1, 3))
    assert printed(made)["value"] == "33"
    assert "1 / 3 × 100 = 33.3." in said(made.explanation)
