"""How each kind of indicator joins the reports of several periods and organisations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.domain.indicators import (
    YEARS,
    at,
    final,
    indicator,
    parts,
    printed,
    promised,
    quarter,
    report,
    said,
    year,
)
from tracker.domain.figures import figure, series
from tracker.domain.series import Carried, Coverage, Definition, ListItem, Observation, Span
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Kind, PlaceRule, Rating, Standing, TargetSpan, ValueState

SINCE = TargetSpan.SINCE_START


@pytest.mark.trap("M1")
def test_a_flow_is_added_over_time_and_organisations_where_the_target_counts_so() -> None:
    definition = indicator(Kind.FLOW, 5, 100, span=SINCE)
    made = at(2023, definition, report(10, 2022), report(20, 2023), report(7, 2023, "beta"), report(90, 2024))
    assert printed(made)["value"] == "27"
    assert printed(made)["since_start"] == "37"
    assert [span.key for span in made.taken] == ["2022", "2023"]


@pytest.mark.trap("M8")
def test_a_flow_with_a_target_since_the_start_begins_at_zero_and_keeps_its_yearly_baseline_beside() -> None:
    made = at(2022, indicator(Kind.FLOW, 40, 100, span=SINCE), report(50, 2022))
    assert printed(made)["progress"] == "50.0"
    assert made.baseline.value == 40
    assert "Counted from zero" in said(made.explanation)


@pytest.mark.trap("M8")
def test_a_flow_with_a_target_for_the_period_alone_is_compared_with_the_period_alone() -> None:
    made = at(2023, indicator(Kind.FLOW, 40, 100), report(70, 2022), report(70, 2023))
    assert printed(made)["progress"] == "50.0"
    assert made.since_start is None


@pytest.mark.trap("M2")
def test_a_stock_is_latest_over_time_and_added_over_organisations() -> None:
    made = at(2023, indicator(Kind.STOCK), *(report(v, y, o) for v, y, o in STAFF))
    assert printed(made)["value"] == "15"


STAFF = [(9, 2022, "alpha"), (8, 2023, "alpha"), (6, 2022, "beta"), (7, 2023, "beta")]


@pytest.mark.trap("M3")
def test_a_running_total_is_not_added_up_again() -> None:
    made = at(2024, indicator(Kind.RUNNING_TOTAL), report(10, 2022), report(25, 2023), report(40, 2024))
    assert printed(made) == {
        "value": "40", "change": "40", "progress": "40.0", "target": "100", "expected": "75", "previous": "25",
    }  # fmt: skip
    assert made.change_from_previous == 15


@pytest.mark.trap("M3")
def test_a_running_total_that_falls_is_pointed_out_as_a_correction() -> None:
    made = at(2023, indicator(Kind.RUNNING_TOTAL), report(25, 2022), report(20, 2023))
    assert "fell from 25 in 2022 to 20" in said(made.warnings)


@pytest.mark.trap("M4")
def test_running_totals_of_two_organisations_are_added_each_at_its_latest() -> None:
    made = at(2023, indicator(Kind.RUNNING_TOTAL), report(10, 2022), report(25, 2023), report(5, 2022, "beta"))
    assert printed(made)["value"] == "30"
    assert made.carried_from == (Carried("beta", year(2022)),)
    assert made.state is ValueState.PARTIAL


@pytest.mark.trap("M7")
def test_a_running_total_says_whether_it_contains_the_baseline() -> None:
    contains = at(2025, indicator(Kind.RUNNING_TOTAL, 20, 120), report(70))
    begins_at_zero = at(2025, indicator(Kind.RUNNING_TOTAL, 20, 100, contains_baseline=False), report(50))
    assert contains.progress == Fraction(1, 2) == begins_at_zero.progress
    assert contains.change == 50
    assert begins_at_zero.change is None


def test_a_share_at_a_date_takes_the_latest_parts_of_each_organisation() -> None:
    reports = (parts(1, 10, 2022), parts(3, 10, 2023), parts(30, 40, 2023, "beta"))
    assert at(2023, indicator(Kind.SHARE), *reports).value == 66


def test_a_share_of_events_adds_both_parts_over_time() -> None:
    definition = indicator(Kind.SHARE, 50, 100, events=True, span=SINCE)
    made = at(2023, definition, parts(1, 2, 2022), parts(8, 8, 2023))
    assert made.value == 100
    assert made.since_start == 90
    assert printed(made)["progress"] == "80.0"


@pytest.mark.trap("M20")
def test_shares_without_their_parts_are_never_joined() -> None:
    alone = at(2025, indicator(Kind.SHARE), report(40))
    two = at(2025, indicator(Kind.SHARE), report(40), parts(1, 2, organisation="beta"))
    assert alone.value == 40
    assert two.value is None
    assert two.state is ValueState.NOT_COMPUTABLE
    assert two.rating is Rating.NOT_COMPUTABLE


@pytest.mark.trap("M21")
def test_0_of_0_is_neither_0_nor_100_percent() -> None:
    made = at(2025, indicator(Kind.SHARE), parts(0, 0))
    assert made.value is None
    assert made.state is ValueState.NOT_COMPUTABLE
    assert made.reports == Coverage(1, 1)
    assert "0 of 0" in said(made.explanation)


@pytest.mark.trap("M21")
def test_a_numerator_above_its_denominator_is_no_share() -> None:
    made = at(2025, indicator(Kind.SHARE), parts(5, 4))
    assert made.value is None
    assert "above its denominator" in said(made.explanation)


def test_a_rate_is_per_its_scale_and_may_exceed_it() -> None:
    definition = indicator(Kind.RATE, 10, 3, per=Decimal(100_000), precision=1)
    made = at(2025, definition, parts(30, 400_000), parts(20, 600_000, organisation="beta"))
    assert made.value == 5
    assert not made.in_points


def test_a_text_is_printed_beside_its_organisation_and_not_rated() -> None:
    one = Observation(period="2025", organisation="alpha", text=Multilingual({"en": "Talks were held."}))
    made = at(2025, indicator(Kind.TEXT, None, None), one)
    assert made.texts == (("alpha", Multilingual({"en": "Talks were held."})),)
    assert made.rating is Rating.NOT_RATED


def law(title: str, since: int | None, standing: Standing = Standing.IN_FORCE) -> ListItem:
    return ListItem(title, standing, since)


def listed(*items: ListItem, period: int = 2023, organisation: str = "alpha") -> Observation:
    return Observation(period=str(period), organisation=organisation, items=items)


def test_a_list_counts_what_is_in_force_at_the_end_of_the_period_and_prints_all() -> None:
    one = listed(law("Act A", 2020), law("Act B", 2021, Standing.REPEALED), law("Bill C", None, Standing.DRAFT))
    made = at(2023, indicator(Kind.LIST), one, listed(law("act a ", 2020), law("Act D", 2024), organisation="beta"))
    assert made.value == 1
    assert {item.title.strip() for item in made.items} >= {"Act B", "Bill C", "Act D"}


def test_an_empty_list_is_a_zero_and_not_a_gap() -> None:
    made = at(2023, indicator(Kind.LIST), listed())
    assert made.value == 0
    assert made.state is ValueState.VALUE


@pytest.mark.trap("M34")
def test_persons_are_not_added_over_organisations_or_years() -> None:
    definition = indicator(Kind.FLOW, 0, 100, place=PlaceRule.LARGEST, span=SINCE)
    made = at(2023, definition, report(30, 2022), report(20, 2023), report(25, 2023, "beta"))
    assert made.value == 25
    assert made.since_start == 30
    assert made.at_least
    assert "at least" in said(made.explanation)


def test_values_of_several_organisations_that_no_rule_joins_are_left_apart() -> None:
    made = at(2025, indicator(Kind.STOCK, place=PlaceRule.NONE), report(1), report(2, organisation="beta"))
    assert made.state is ValueState.NOT_COMPUTABLE
    assert "listed, not joined" in said(made.explanation)


@pytest.mark.trap("M42")
def test_a_report_takes_the_periods_that_end_by_its_own_end() -> None:
    periods = [*YEARS, *(quarter(2023, n) for n in (1, 2, 3, 4))]
    definition = indicator(Kind.FLOW, 0, 100)
    reports = [report(n, f"2023Q{n}") for n in (1, 2, 3, 4)]
    assert figure(definition, periods, reports, year(2023)).value == 10
    assert figure(definition, periods, reports, quarter(2023, 2)).value == 2
    assert figure(definition, periods, reports, year(2022)).value is None


@pytest.mark.trap("M10")
def test_quarters_inside_a_reported_year_are_not_added_again() -> None:
    periods = [*YEARS, *(quarter(2023, n) for n in (1, 2))]
    reports = [report(50, 2023), report(20, "2023Q1"), report(5, "2023Q2", "beta")]
    made = figure(indicator(Kind.FLOW, 0, 100), periods, reports, year(2023))
    assert made.value == 55
    assert "not added again" in said(made.warnings)


@pytest.mark.trap("M10")
def test_a_target_of_a_period_counts_once_however_many_report_in_it() -> None:
    definition = indicator(Kind.FLOW, 0, 400, span=SINCE, others=(promised(100, 2022), promised(100, 2023)))
    reports = [report(20, year, name) for year in (2022, 2023) for name in ("alpha", "beta", "gamma")]
    made = at(2023, definition, *reports)
    assert (made.period_target or final(0)).value == 100
    assert made.expected == 200
    assert made.since_start == 120


@pytest.mark.trap("M24")
def test_decimals_survive_every_sum() -> None:
    made = at(2025, indicator(Kind.FLOW), report("0.1"), report("0.2", organisation="beta"))
    assert made.value == Fraction(3, 10)


@pytest.mark.trap("M41")
def test_a_short_period_is_not_made_up_to_a_year() -> None:
    short = year(2022).__class__("2022", "2022", date(2022, 8, 1), date(2022, 12, 31))
    definition = indicator(Kind.FLOW, 0, 100)
    first, second = series(definition, [short, year(2023)], [report(10, 2022), report(30, 2023)])
    assert first.value == 10
    assert "covers 5 months" in said(first.warnings)
    assert "others 5" in said(second.warnings)


@pytest.mark.trap("M47")
def test_there_is_one_figure_for_each_period_in_order() -> None:
    made = series(indicator(), YEARS[::-1], [report(1, 2022), report(2, 2022, "beta")])
    assert [one.period.key for one in made] == ["2022", "2023", "2024", "2025"]


@pytest.mark.trap("M49")
def test_a_source_older_than_the_period_is_pointed_out() -> None:
    one = Observation(period="2023", organisation="alpha", value=Decimal(3), source_on=date(2014, 5, 1))
    assert "2014-05-01 is older" in said(at(2023, indicator(), one).warnings)


@pytest.mark.trap("M38")
@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE, Kind.LIST])
def test_one_report_of_one_organisation_is_the_figure_whatever_the_kind(kind: Kind) -> None:
    one = listed(law("Act A", 2020), period=2023) if kind is Kind.LIST else report(1, 2023)
    definition: Definition = indicator(kind)
    assert at(2023, definition, one).value == 1


def test_the_final_target_is_the_last_one_where_none_is_marked() -> None:
    definition = indicator(others=(final(50, on=date(2023, 12, 31)),), target=None)
    assert printed(at(2023, definition, report(25, 2023)))["progress"] == "50.0"


@pytest.mark.trap("M42")
def test_years_before_the_plan_are_not_counted_since_its_start() -> None:
    definition = indicator(Kind.FLOW, 0, 100, span=SINCE)
    made = figure(definition, [year(2021), *YEARS], [report(70, 2021), report(10, 2022)], year(2022))
    assert made.since_start == 10
    assert made.periods == Coverage(1, 1)
    assert made.previous == 70


@pytest.mark.trap("M42")
def test_a_period_that_goes_on_after_the_report_is_not_taken() -> None:
    later = Span("late", "late", date(2023, 7, 1), date(2024, 6, 30))
    made = figure(indicator(), [*YEARS, later], [report(5, 2023), report(90, "late")], year(2023))
    assert made.value == 5


def test_a_long_sum_tells_its_first_and_its_last_term() -> None:
    made = at(2025, indicator(Kind.FLOW), *(report(n, 2025, f"organisation {n:02}") for n in range(1, 21)))
    assert "Sum of 20 reports: 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + … + 20 = 210." in said(made.explanation)
