"""Small counts of sensitive indicators are hidden, and a solver that reads every edition cannot work them out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.attacking import Truth, corrected, definition_of, publish, random_truth, recovered, seeded
from tests.domain.indicators import YEARS, at, indicator, parts, quarter, report, said, year
from tracker.domain.disclosure import Printed, hidden
from tracker.domain.figures import series
from tracker.domain.hiding import without
from tracker.domain.series import Definition, Figure, Observation, Span
from tracker.domain.small_counts import Count, Rule
from tracker.domain.vocabulary import Kind, Rating, TargetSpan, ValueState

RULE = Rule()
FLOW = indicator(Kind.FLOW, baseline=0, target=100, span=TargetSpan.SINCE_START)


def flow(*values: int, spans: tuple[Span, ...] = YEARS) -> tuple[Figure, ...]:
    """A flow with one report a period."""
    taken = spans[: len(values)]
    return series(FLOW, taken, [report(n, span.key) for n, span in zip(values, taken, strict=True)])


def printed(figures: tuple[Figure, ...], *earlier: Printed, rule: Rule = RULE) -> tuple[Figure, ...]:
    hides = hidden(figures, (), rule, earlier)
    return tuple(without(each, hides) for each in figures)


def values(figures: tuple[Figure, ...]) -> list[Fraction | None]:
    return [each.value for each in figures]


def sums(figures: tuple[Figure, ...]) -> list[Fraction | None]:
    return [each.since_start for each in figures]


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.STOCK, Kind.RUNNING_TOTAL])
def test_a_solver_recovers_no_small_count_from_an_edition(kind: Kind) -> None:
    for seed in range(12):
        random = seeded(f"{kind} {seed}")
        truth, definition = random_truth(random, kind), definition_of(random, kind)

        edition = publish(truth, definition, RULE)

        assert recovered(truth, [edition], definition, RULE) == [], (seed, truth)


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.STOCK, Kind.RUNNING_TOTAL])
def test_a_solver_that_has_the_edition_before_recovers_no_corrected_count(kind: Kind) -> None:
    """Half of the earlier editions were printed whole, before the indicator became sensitive."""
    for seed in range(12):
        random = seeded(f"earlier {kind} {seed}")
        before, definition = random_truth(random, kind), definition_of(random, kind)
        truth = corrected(random, before)
        first = publish(before, definition, random.choice((Rule(0), RULE)))

        edition = publish(truth, definition, RULE, [first])

        assert recovered(truth, [first, edition], definition, RULE) == [], (seed, truth)


def test_the_solver_does_recover_what_is_hidden_alone() -> None:
    """The attack is worth something: with the sums left in, a single hidden year falls at once."""
    truth = Truth(Kind.FLOW, {(str(y), "shelter", "sex", "women"): n for y, n in ((2022, 20), (2023, 3), (2024, 30))})
    whole, safe = publish(truth, FLOW, Rule(0)), publish(truth, FLOW, RULE)
    careless = tuple(
        replace(each, since_start=raw.since_start) for each, raw in zip(safe.figures, whole.figures, strict=True)
    )

    assert recovered(truth, [replace(safe, figures=careless)], FLOW, RULE)
    assert recovered(truth, [safe], FLOW, RULE) == []


@pytest.mark.trap("M51")
def test_of_twelve_small_cells_none_is_shown_and_zeros_stay() -> None:
    cells = {
        (str(y), who, "age", name): n
        for y in (2022, 2023)
        for who in ("shelter", "bridge")
        for name, n in (("child", 1), ("young", 3), ("adult", 4), ("old", 20), ("unknown", 0))
    }
    truth = Truth(Kind.FLOW, cells)

    edition = publish(truth, FLOW, RULE)

    assert sum(0 < n < 5 for n in cells.values()) == 12
    assert {count.value for count in edition.counts} == {None, Fraction(0)}
    assert values(edition.figures) == [56, 56]
    assert recovered(truth, [edition], FLOW, RULE) == []


@pytest.mark.trap("M51")
def test_counts_from_one_to_four_are_hidden_and_nothing_else() -> None:
    assert values(printed(flow(0, 5, 6, 7))) == [0, 5, 6, 7]
    assert values(printed(flow(1, 4, 5, 0))) == [None, None, 5, 0]
    assert values(printed(flow(1, 4, 5, 0), rule=Rule(3))) == [None, 4, 5, 0]
    assert values(printed(flow(1, 4, 5, 0), rule=Rule(5, zeros=True))) == [None, None, 5, None]


def test_one_hidden_year_takes_the_sums_after_it_along() -> None:
    shown = printed(flow(20, 3, 30, 40))

    assert values(shown) == [20, None, 30, 40]
    assert sums(shown) == [20, None, None, None]
    assert shown[1].state is ValueState.SUPPRESSED
    assert [each.progress for each in shown] == [Fraction(1, 5), None, None, None]
    assert [each.rating for each in shown[1:]] == [Rating.NOT_COMPUTABLE] * 3
    assert shown[2].previous is None
    assert shown[2].change_from_previous is None
    assert "3" not in said(tuple(sentence for each in shown[1:] for sentence in each.explanation))


def test_two_hidden_years_leave_a_sum_only_where_each_may_be_any_small_count() -> None:
    assert sums(printed(flow(20, 2, 3, 30)))[-1] == 55
    assert sums(printed(flow(20, 4, 4, 30)))[-1] is None  # eight can only be four and four
    assert sums(printed(flow(20, 1, 1, 30)))[-1] is None  # two can only be one and one


def test_a_running_total_hides_the_level_a_small_step_above_the_last() -> None:
    total = indicator(Kind.RUNNING_TOTAL)

    figures = series(total, YEARS, [report(n, y) for n, y in ((12, 2022), (14, 2023), (20, 2024), (20, 2025))])

    assert values(printed(figures)) == [12, None, 20, 20]


def test_a_share_is_hidden_with_its_parts_where_the_few_are_on_either_side() -> None:
    share = indicator(Kind.SHARE)
    for above, below in ((3, 100), (97, 100), (0, 4), (2, 3)):
        shown = printed((at(2025, share, parts(above, below)),))[0]
        assert (shown.value, shown.numerator, shown.denominator, shown.progress) == (None, None, None, None)
    assert printed((at(2025, share, parts(50, 100)),))[0].value == 50


def test_a_small_baseline_is_hidden_with_the_progress_that_would_tell_it() -> None:
    figure = at(2025, indicator(Kind.STOCK, baseline=3, target=103), report(53))

    shown = printed((figure,))[0]

    assert (shown.baseline.value, shown.baseline.hidden) == (None, True)
    assert shown.value == 53
    assert (shown.change, shown.progress) == (None, None)


def test_the_terms_of_a_sum_are_left_out_even_if_nothing_is_hidden() -> None:
    figure = at(2025, FLOW, report(3), report(40, organisation="bridge"))

    shown = printed((figure,))[0]

    assert shown.value == 43
    assert "3 + 40" in said(figure.explanation)
    assert "40" not in said(shown.explanation)


def test_a_late_report_of_a_few_is_not_told_by_the_difference_to_the_edition_before() -> None:
    before = printed(flow(20))
    late = series(FLOW, YEARS[:1], [report(20, 2022), report(2, 2022, "bridge")])

    shown = printed(late, Printed(before))

    assert shown[0].value is None
    assert shown[0].since_start is None


def test_what_was_printed_before_it_was_sensitive_does_not_give_the_next_count_away() -> None:
    whole = flow(20, 12)
    corrected_to_few = flow(20, 4)

    shown = printed(corrected_to_few, Printed(whole))

    assert values(shown) == [20, None]
    assert sums(shown)[1] is None


def test_half_a_year_is_not_told_by_the_year_and_the_other_half() -> None:
    first, second, whole_year = quarter(2022, 1), quarter(2022, 2), year(2022)
    quarters = printed(flow(20, 3, spans=(first, second)))
    yearly = series(FLOW, (first, second, whole_year), [report(20, first.key), report(3, second.key)])[-1:]

    assert yearly[0].value == 23
    assert printed(yearly, Printed(quarters))[0].value is None


def test_a_total_beside_tables_that_were_printed_before_is_hidden() -> None:
    def cells(men: int) -> tuple[Count, ...]:
        numbers = (("women", 17), ("men", men))
        return tuple(Count("2022", "alpha", "sex", name, Fraction(n)) for name, n in numbers)

    hides = hidden(flow(21), cells(4), RULE, [Printed(flow(29), cells(12))])

    assert hides.figures == {year(2022)}
    assert hides.tables == {"2022"}


def test_an_organisation_without_a_table_is_not_told_by_the_others() -> None:
    count = Count("2022", "alpha", "sex", "women", Fraction(40))

    assert hidden(flow(43), (count,), RULE).tables == {"2022"}
    assert hidden(flow(50), (count,), RULE).tables == frozenset()


def test_a_level_that_is_carried_is_not_told_by_one_that_is_new() -> None:
    stock = indicator(Kind.STOCK)
    rows: list[Observation] = [report(30, 2022, "shelter"), report(3, 2023, "bridge")]

    shown = printed(series(stock, YEARS[:2], rows))

    assert values(shown) == [30, None]


def test_a_share_with_carried_parts_is_not_told_by_those_that_are_new() -> None:
    share = indicator(Kind.SHARE)
    rows = [parts(30, 100, 2022, "shelter"), parts(3, 60, 2023, "bridge")]

    shown = printed(series(share, YEARS[:2], rows))

    assert [each.numerator for each in shown] == [30, None]


def test_a_table_whose_report_still_counts_a_year_later_is_not_told_by_that_year() -> None:
    numbers = {
        ("2022", "bridge", "sex", "men"): 2,
        ("2022", "shelter", "sex", "women"): 14,
        ("2023", "shelter", "sex", "men"): 30,
        ("2023", "shelter", "sex", "women"): 14,
    }
    truth, stock = Truth(Kind.STOCK, numbers), indicator(Kind.STOCK)

    edition = publish(truth, stock, RULE)

    assert values(edition.figures) == [16, 46]
    assert recovered(truth, [edition], stock, RULE) == []


def test_zeros_are_hidden_too_where_they_would_leave_one_solution() -> None:
    ages = {("2022", "shelter", "age", name): n for name, n in (("child", 1), ("young", 1), ("adult", 3), ("old", 0))}
    truth = Truth(Kind.FLOW, ages)

    edition = publish(truth, FLOW, RULE)

    assert values(edition.figures) == [5]
    assert {count.value for count in edition.counts} == {None}
    assert recovered(truth, [edition], FLOW, RULE) == []


def test_a_target_that_is_a_small_count_is_not_rated_beside_a_hidden_value() -> None:
    few: Definition = indicator(Kind.STOCK, baseline=0, target=3)

    shown = printed(series(few, YEARS[:2], [report(2, 2022), report(9, 2023)]))

    assert [each.rating for each in shown] == [Rating.NOT_COMPUTABLE, Rating.NOT_COMPUTABLE]
    assert shown[1].met is None


def test_words_and_milestones_hide_nothing() -> None:
    reached = Observation(period="2022", organisation="alpha", reached=True)
    figures = series(indicator(Kind.MILESTONE, baseline=0, target=1), YEARS[:1], [reached])

    assert not hidden(figures, (), RULE)
