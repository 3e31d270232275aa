"""What is wrong with an indicator or a measurement is said in a sentence at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.domain.indicators import final, indicator, nothing, parts, promised, report, said, year
from tests.domain.test_ratings import ordinal, reached, step
from tracker.domain.checks import hints, problems
from tracker.domain.planning import doubts, faults
from tracker.domain.series import Baseline, Definition, ListItem, Observation
from tracker.domain.vocabulary import Direction, Kind, NoValue, PlaceRule, Standing, TargetSpan, TimeRule

SINCE = TargetSpan.SINCE_START


@pytest.mark.parametrize(
    ("kind", "entered", "field"),
    [
        pytest.param(Kind.FLOW, report(None), "value", id="no value and no reason"),
        pytest.param(Kind.SHARE, report(None), "numerator", id="no share"),
        pytest.param(Kind.SHARE, parts(1, None), "denominator", id="half a share"),
        pytest.param(Kind.SHARE, parts(None, 3), "numerator", id="the other half"),
        pytest.param(Kind.SHARE, parts(5, 4), "numerator", id="more than all", marks=pytest.mark.trap("M21")),
        pytest.param(Kind.SHARE, parts(-1, 4), "numerator", id="less than none"),
        pytest.param(Kind.SHARE, parts(1, -4), "denominator", id="of less than none"),
        pytest.param(Kind.RATE, parts(5, 0), "denominator", id="some of none"),
        pytest.param(Kind.SHARE, report(101), "value", id="a share above all"),
        pytest.param(Kind.RATE, report(-1), "value", id="a rate below none"),
        pytest.param(Kind.SHARE, replace(parts(1, 2), value=Decimal(51)), "value", id="not the share of its parts"),
        pytest.param(Kind.MILESTONE, report(None), "reached", id="neither yes nor no"),
        pytest.param(Kind.MILESTONE, reached(True, 2025), "reached_on", id="reached without a date"),
        pytest.param(Kind.MILESTONE, reached(True, 2025, date(2026, 1, 1)), "reached_on", id="reached in the future"),
        pytest.param(Kind.ORDINAL, report(None), "choice", id="no step"),
        pytest.param(Kind.ORDINAL, step("nowhere"), "choice", id="a step of another scale"),
        pytest.param(Kind.LIST, report(None), "items", id="no list"),
        pytest.param(Kind.TEXT, report(None), "text", id="no text"),
        pytest.param(Kind.FLOW, replace(report(1), reason=NoValue.NOT_DUE), "reason", id="a value and a reason"),
    ],
)
def test_what_cannot_be_sent_is_said_at_its_field(kind: Kind, entered: Observation, field: str) -> None:
    found = problems(indicator(kind), entered, year(2025))
    assert [one.field for one in found] == [field]
    assert said((found[0].message,))


@pytest.mark.parametrize(
    ("definition", "entered"),
    [
        (indicator(Kind.FLOW), report(0)),
        (indicator(Kind.SHARE), parts(0, 0)),
        (indicator(Kind.SHARE), replace(parts(1, 3), value=Decimal("33.3"))),
        (indicator(Kind.RATE), parts(5, 4)),
        (indicator(Kind.MILESTONE), reached(False, 2025)),
        (ordinal(), step("adopted")),
        (indicator(Kind.LIST), Observation(period="2025", organisation="alpha", items=())),
        (indicator(Kind.TEXT), nothing(NoValue.CONFIDENTIAL)),
    ],
)
def test_a_value_of_its_kind_or_a_reason_can_be_sent(definition: Definition, entered: Observation) -> None:
    assert problems(definition, entered, year(2025)) == ()


def test_items_need_a_title_and_no_year_to_come() -> None:
    items = (ListItem(" ", Standing.IN_FORCE), ListItem("Act", Standing.IN_FORCE, 2026))
    entered = Observation(period="2025", organisation="alpha", items=items)
    assert len(problems(indicator(Kind.LIST), entered, year(2025))) == 2


def test_more_decimals_than_are_printed_are_told() -> None:
    assert [one.field for one in hints(indicator(), report("1.25"))] == ["value"]
    assert hints(indicator(precision=2), report("1.25")) == ()


@pytest.mark.parametrize(
    ("definition", "field"),
    [
        pytest.param(replace(indicator(), time_rule=TimeRule.SUM), "time_rule", id="a stock added over time"),
        pytest.param(indicator(place=PlaceRule.ALL), "time_rule", id="a stock that all reach"),
        pytest.param(indicator(Kind.RATE, per=Decimal(0)), "per", id="per nothing"),
        pytest.param(indicator(precision=9), "precision", id="nine decimals"),
        pytest.param(replace(indicator(), on_track=Decimal(2)), "on_track", id="twice the expected"),
        pytest.param(replace(ordinal(), steps=("none", "none")), "steps", id="a step twice"),
        pytest.param(replace(ordinal(), baseline=Baseline(choice="nowhere")), "baseline", id="a step of another scale"),
        pytest.param(replace(ordinal(), baseline=Baseline(Decimal(5))), "baseline", id="a fifth of four steps"),
        pytest.param(indicator(due=date(2030, 1, 1)), "targets", id="a target after the plan"),
        pytest.param(indicator(others=(final(5),)), "targets", id="two final targets"),
        pytest.param(indicator(due=date(2023, 1, 1), others=(promised(5, 2024),)), "targets", id="after the final one"),
        pytest.param(indicator(others=(promised(None, 2023),)), "targets", id="a target without a value"),
        pytest.param(indicator(Kind.SHARE, target=120), "targets", id="a share of 120 %"),
        pytest.param(indicator(Kind.SHARE, baseline=-1), "baseline", id="a share below none"),
        pytest.param(indicator(direction=Direction.AT_MOST), "direction", id="at most above"),
        pytest.param(indicator(baseline=200, direction=Direction.AT_LEAST), "direction", id="at least below"),
        pytest.param(indicator(Kind.FLOW, span=SINCE, direction=Direction.AT_MOST), "direction", id="a limit"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused(definition: Definition, field: str) -> None:
    found = faults(definition)
    assert field in [one.field for one in found]
    assert said(tuple(one.message for one in found))


@pytest.mark.parametrize("kind", Kind)
def test_a_plain_indicator_of_each_kind_has_no_fault(kind: Kind) -> None:
    definition = ordinal() if kind is Kind.ORDINAL else indicator(kind, target=None if kind is Kind.TEXT else 1)
    assert faults(definition) == ()


@pytest.mark.trap("M9")
def test_targets_of_periods_that_do_not_lead_to_the_final_one_are_asked_about() -> None:
    each = (promised(10, 2022), promised(30, 2023))
    assert doubts(indicator(Kind.FLOW, span=SINCE, target=40, others=each)) == ()
    assert doubts(indicator(Kind.FLOW, span=SINCE, target=50, others=each))
    assert doubts(indicator(Kind.STOCK, others=(promised(90, 2025),)))
    assert doubts(indicator(Kind.STOCK, others=each)) == ()
