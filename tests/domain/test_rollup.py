"""Pillars and plans: two means side by side, and how many indicators stand behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.domain.indicators import Number, at, due, indicator, nothing, report, said
from tracker.domain.rollup import Line, rollup
from tracker.domain.series import Coverage, Figure, Observation
from tracker.domain.vocabulary import Kind, NoValue, Rating


def progressed(value: Number) -> Figure:
    return at(2025, indicator(), report(value))


SILENT = at(2025, indicator(), expected=due(2025))
KEPT = at(2025, indicator(baseline=50, target=50), report(50))
NOT_KEPT = at(2025, indicator(baseline=50, target=50), report(49))


def adopted(yes: bool, *, due_on: date = date(2025, 12, 31)) -> Figure:
    one = Observation(period="2025", organisation="alpha", reached=yes, reached_on=date(2025, 3, 1) if yes else None)
    return at(2025, indicator(Kind.MILESTONE, None, 1, due=due_on), one)


def lines(*figures: Figure) -> list[Line]:
    return [Line(f"I{number}", figure) for number, figure in enumerate(figures)]


@pytest.mark.trap("M37")
def test_what_is_missing_counts_as_nothing_in_the_headline_and_is_left_out_beside_it() -> None:
    made = rollup(lines(progressed(80), SILENT))
    assert made.headline == Fraction(2, 5)
    assert made.reported == Fraction(4, 5)
    assert made.coverage == Coverage(1, 2)
    assert made.without_progress == ("I1",)


@pytest.mark.trap("M19")
@pytest.mark.trap("M35")
def test_progress_is_capped_before_it_is_averaged_and_the_roll_up_says_so() -> None:
    made = rollup(lines(progressed(300), progressed(-50)))
    assert made.headline == Fraction(1, 2)
    assert "averaged" in said(made.explanation)


@pytest.mark.trap("M29")
def test_yes_or_no_and_kept_or_not_count_as_all_or_nothing() -> None:
    made = rollup(lines(KEPT, NOT_KEPT, adopted(True), adopted(False)))
    assert made.headline == Fraction(1, 2)
    assert made.coverage == Coverage(4, 4)


def test_weights_are_used_as_declared() -> None:
    made = rollup([Line("A", progressed(100), Decimal(3)), Line("B", progressed(0), Decimal(1))])
    assert made.headline == Fraction(3, 4)
    assert not made.equal_weights


@pytest.mark.trap("M36")
def test_weights_that_add_up_to_nothing_are_taken_as_equal() -> None:
    made = rollup([Line("A", progressed(100), Decimal(0)), Line("B", progressed(50), Decimal(0))])
    assert made.headline == Fraction(3, 4)
    assert made.equal_weights


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        rollup([Line("A", progressed(1), Decimal(-1))])


@pytest.mark.trap("M28")
def test_steps_and_texts_are_listed_and_not_averaged() -> None:
    text = at(2025, indicator(Kind.TEXT, None, None), expected=due(2025))
    step = at(2025, indicator(Kind.ORDINAL, 1, 4), report(2))
    made = rollup(lines(progressed(50), text, step))
    assert made.listed == ("I1", "I2")
    assert made.coverage == Coverage(1, 1)
    assert made.headline == Fraction(1, 2)


def test_not_applicable_leaves_n_and_is_listed() -> None:
    made = rollup(lines(progressed(50), at(2025, indicator(), nothing(NoValue.NOT_APPLICABLE))))
    assert made.coverage == Coverage(1, 1)
    assert made.not_applicable == ("I1",)


def test_milestones_ahead_of_their_date_do_not_lift_the_average() -> None:
    ahead = adopted(True, due_on=date(2026, 6, 30))
    assert ahead.rating is Rating.ACHIEVED
    made = rollup(lines(progressed(50), ahead))
    assert made.headline == Fraction(1, 2)
    assert made.not_due == ("I1",)


def test_an_indicator_without_a_target_stays_in_n() -> None:
    made = rollup(lines(progressed(50), at(2025, indicator(target=None), report(3))))
    assert made.coverage == Coverage(1, 2)
    assert made.headline == Fraction(1, 4)


def test_a_target_that_is_met_counts_in_full_although_the_baseline_is_unknown() -> None:
    unknown = indicator(baseline=None)
    made = rollup(lines(at(2025, unknown, report(100)), at(2025, unknown, report(40))))
    assert made.headline == Fraction(1, 2)
    assert made.coverage == Coverage(1, 2)


def test_nothing_due_makes_no_number() -> None:
    made = rollup([])
    assert made.headline is None
    assert made.reported is None


def test_every_rating_is_counted_in_its_order() -> None:
    made = rollup(lines(progressed(100), SILENT, progressed(100), KEPT))
    assert made.ratings == ((Rating.NO_DATA, 1), (Rating.MAINTAINED, 1), (Rating.ACHIEVED, 2))


def test_the_order_of_the_indicators_changes_nothing() -> None:
    every = lines(progressed(10), SILENT, KEPT, adopted(False))
    assert rollup(every) == rollup(every[::-1])
    assert rollup(every) == rollup([replace(line) for line in every])
