"""Baseline and targets: what is kept, what is refused at its field, and what only makes one look again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.browsing import Browser, Page
from tests.entries import measured
from tests.world import World
from tracker.domain.vocabulary import Direction, State, TargetSpan
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.people import User

Opens = Callable[[User], Browser]
Setting = Callable[..., Page]


@pytest.fixture
def setting(browser_of: Opens, world: World) -> Setting:
    """Clara opens the targets of an indicator and sends them."""
    clara = browser_of(world.clara)

    def send(code: str, fields: dict[str, object], status: int = 200) -> Page:
        clara.open(f"/plans/test-plan/indicators/{world.indicators[code].id}/targets")
        return clara.press(
            "Save", {"reason": "Corrected"} | fields if "reason" in clara.page.html else fields, status=status
        )

    return send


def kept(world: World, code: str) -> Indicator:
    db.session.expire_all()
    return world.indicators[code]


def targets(indicator: Indicator) -> list[tuple[date, Decimal, TargetSpan, bool]]:
    return [(each.due_on, each.value, each.span, each.is_final) for each in indicator.targets]


def test_a_flow_has_a_final_target_since_the_start_and_one_for_each_year(setting: Setting, world: World) -> None:
    setting("trained", {"target_2022-12-31": "50", "target_2023-12-31": "100", "target_2024-12-31": "120",
                        "target_2025-12-31": "130"})  # fmt: skip
    assert targets(kept(world, "trained")) == [
        (date(2022, 12, 31), Decimal(50), TargetSpan.PERIOD, False),
        (date(2023, 12, 31), Decimal(100), TargetSpan.PERIOD, False),
        (date(2024, 12, 31), Decimal(120), TargetSpan.PERIOD, False),
        (date(2025, 12, 31), Decimal(130), TargetSpan.PERIOD, False),
        (date(2025, 12, 31), Decimal(400), TargetSpan.SINCE_START, True),
    ]


@pytest.mark.trap("M9")
def test_years_that_do_not_add_up_to_the_final_target_are_a_warning(setting: Setting, world: World) -> None:
    page = setting("trained", {"target_2022-12-31": "50", "target_2023-12-31": "100"})
    assert "The targets of the periods add up to 150, the final target is 400." in page.main
    assert len(kept(world, "trained").targets) == 3, "it is stored all the same"


def test_a_target_outside_the_plan_is_refused_at_its_date(setting: Setting, world: World) -> None:
    page = setting("centres", {"final_on": "2026-01-31"}, status=422)
    assert page.errors() == ["This date lies outside the plan, which runs from 1 January 2022 to 31 December 2025."]
    page = setting("centres", {"extra_on": "2021-06-30", "extra": "21"}, status=422)
    assert "lies outside the plan" in page.errors()[0]
    assert page.value("extra") == "21"
    assert len(kept(world, "centres").targets) == 1


def test_a_target_on_a_date_of_its_own_stays_on_the_form(setting: Setting, world: World) -> None:
    setting("centres", {"extra_on": "2023-06-30", "extra": "25"})
    assert (date(2023, 6, 30), Decimal(25), TargetSpan.PERIOD, False) in targets(kept(world, "centres"))
    setting("centres", {"target_2023-06-30": ""})
    assert len(kept(world, "centres").targets) == 1


def test_a_direction_that_disagrees_with_target_and_baseline_is_an_error(setting: Setting, world: World) -> None:
    page = setting("centres", {"direction": "at_most"}, status=422)
    assert page.errors() == ["The target is above the baseline: choose “at least”, or leave the direction open."]
    page = setting("rate", {"direction": "at_least"}, status=422)
    assert page.errors() == ["The target is below the baseline: choose “at most”, or leave the direction open."]
    setting("rate", {"direction": ""})
    assert kept(world, "rate").direction is None


@pytest.mark.parametrize(("typed", "told"), [
    ("130", "A share lies between 0 and 100."),
    ("-1", "A share lies between 0 and 100."),
    ("thirty", "“thirty” is not a number. If there is none, leave it empty and choose the reason why."),
    ("1e400", "“1e400” is written with an exponent. Write all digits of the number."),
])  # fmt: skip
def test_a_share_that_is_none_is_refused_and_stays_typed(setting: Setting, typed: str, told: str) -> None:
    page = setting("seats", {"final": typed}, status=422)
    assert page.errors() == [told]
    assert page.value("final") == typed


def test_a_number_is_read_as_the_language_of_the_page_writes_it(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{world.indicators['seats'].id}/targets?lang=ru")
    form = next(each for each in clara.page.forms() if "final" in clara.page.values(each))
    sent = {**clara.page.values(form), "final": "30,5", "reason": "Точнее"}
    clara.client.post(f"/plans/test-plan/indicators/{world.indicators['seats'].id}/targets?lang=ru", data=sent)
    assert kept(world, "seats").targets[0].value == Decimal("30.5")


def test_two_parts_make_the_baseline_of_a_share(setting: Setting, world: World) -> None:
    page = setting("seats", {"baseline": "", "numerator": "29", "denominator": "107"})
    seats = kept(world, "seats")
    assert (seats.baseline_numerator, seats.baseline_denominator) == (Decimal(29), Decimal(107))
    assert round(seats.baseline_value or 0, 4) == Decimal("27.1028")
    assert "(29 of 107)" in page.main


@pytest.mark.parametrize(("fields", "told"), [
    ({"numerator": "107", "denominator": "29"}, "The part is larger than the whole. Look whether the two are swapped."),
    ({"numerator": "29"}, "Enter the denominator as well."),
    ({"numerator": "0", "denominator": "0"}, "The denominator of a baseline is above 0."),
    ({"numerator": "29", "denominator": "107", "baseline": "20"},
     "The value is not numerator / denominator. Leave it empty: it is calculated."),
    ({"baseline": "20", "unknown": "y"}, "There is a baseline, and it is said to be unknown. Keep one of the two."),
    ({"baseline": "20", "baseline_on": "2025-12-31"},
     "The baseline has to be older than the last target, 31 December 2025."),
])  # fmt: skip
def test_a_baseline_that_cannot_be_is_refused(setting: Setting, fields: dict[str, str], told: str) -> None:
    page = setting("seats", {"baseline": "", **fields}, status=422)
    assert page.errors() == [told]


def test_an_unknown_baseline_is_not_zero(setting: Setting, world: World) -> None:
    page = setting("centres", {"baseline": "", "unknown": "y"})
    assert "unknown: nobody knows it, and it is not taken as zero" in page.main
    assert (kept(world, "centres").baseline_value, kept(world, "centres").baseline_unknown) == (None, True)


def test_a_zero_is_kept_as_a_zero(setting: Setting, world: World) -> None:
    setting("centres", {"baseline": "0"})
    assert kept(world, "centres").baseline_value == Decimal(0)


def test_a_scale_promises_a_step_and_a_milestone_a_date(setting: Setting, world: World) -> None:
    page = setting("unit", {"baseline": "1", "final": "2", "target_2023-12-31": "2"})
    assert "A person named" in page.main
    assert targets(kept(world, "unit"))[-1] == (date(2025, 12, 31), Decimal(2), TargetSpan.PERIOD, True)
    setting("law", {"final_on": "2024-06-30"})
    assert targets(kept(world, "law")) == [(date(2024, 6, 30), Decimal(1), TargetSpan.PERIOD, True)]


def test_what_is_told_in_words_has_no_targets(browser_of: Opens, world: World) -> None:
    browser_of(world.clara).open(f"/plans/test-plan/indicators/{world.indicators['story'].id}/targets", status=404)


@pytest.mark.trap("M45")
def test_a_changed_target_needs_a_reason_and_leaves_what_stood_there_on_record(setting: Setting, world: World) -> None:
    measured(world.indicators["centres"], world.period_2022, world.shelter, world.amina, "22")
    page = setting("centres", {"final": "35", "reason": ""}, status=422)
    assert page.errors() == ["Say why this changes. The reason stays on record and is printed in the next report."]
    setting("centres", {"final": "35", "reason": "Two centres closed"})
    entry = db.session.query(AuditEntry).filter_by(act="change_targets").one()
    assert (entry.before["targets"][0]["value"], entry.after["targets"][0]["value"]) == ("40", "35")
    assert entry.reason == "Two centres closed"


def test_while_nobody_relies_on_a_target_no_reason_is_asked(setting: Setting, world: World) -> None:
    measured(world.indicators["centres"], world.period_2022, world.shelter, world.amina, "22", state=State.DRAFT)
    setting("centres", {"final": "35"})
    centres = kept(world, "centres")
    assert (centres.targets[0].value, centres.versions) == (Decimal(35), [])


def test_two_coordinators_set_one_target_and_the_second_sees_both(browser_of: Opens, world: World) -> None:
    address = f"/plans/test-plan/indicators/{world.indicators['centres'].id}/targets"
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    clara.open(address)
    daria.open(address)
    clara.press("Save", {"final": "41"})
    page = daria.press("Save", {"final": "42"}, status=409)
    assert "Final target" in page.main
    assert page.value("final") == "42"
    assert "41" in page.main
    daria.press("Save")
    assert kept(world, "centres").targets[0].value == Decimal(42)


def test_to_keep_what_there_is_one_says_the_direction(setting: Setting, world: World) -> None:
    setting("centres", {"final": "20", "direction": "at_least"})
    assert kept(world, "centres").direction is Direction.AT_LEAST
