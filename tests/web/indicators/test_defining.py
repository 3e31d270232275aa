"""An indicator begins: its kind first, then what that kind needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.entries import measured
from tests.world import World, english
from tracker.domain.vocabulary import Kind, PlaceRule, TimeRule
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.people import User
from tracker.models.plan import Commitment, Outcome

Opens = Callable[[User], Browser]


def newest() -> Indicator:
    db.session.expire_all()
    return db.session.query(Indicator).order_by(Indicator.id.desc()).first()  # type: ignore[return-value]


def begun(browser: Browser, world: World, kind: Kind) -> Browser:
    browser.open(f"/plans/test-plan/indicators/new?commitment={world.commitments[0].id}")
    browser.press("Continue", {"kind": kind.value})
    return browser


def test_the_first_question_explains_each_kind_with_an_example(browser_of: Opens, world: World) -> None:
    page = browser_of(world.clara).open("/plans/test-plan/indicators/new")
    assert "New ones are counted in each period" in page.main
    assert "For instance: women trained in the year." in page.main
    assert page.main.count("For instance:") == len(Kind)


def test_without_a_kind_there_is_a_sentence(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/indicators/new")
    page = clara.press("Continue", status=422)
    assert page.errors() == ["Choose what it measures.", "Choose the kind."]


# What each kind asks for besides code, title, definition, method, source and means of verification.
ASKED = {
    Kind.FLOW: {"unit-en", "decimals", "place_rule"},
    Kind.RUNNING_TOTAL: {"unit-en", "decimals", "place_rule", "contains_baseline"},
    Kind.STOCK: {"unit-en", "decimals", "place_rule"},
    Kind.SHARE: {"unit-en", "decimals", "place_rule", "time_rule"},
    Kind.RATE: {"unit-en", "decimals", "place_rule", "time_rule", "per"},
    Kind.MILESTONE: {"place_rule"},
    Kind.ORDINAL: {"scale-en"},
    Kind.LIST: {"unit-en", "place_rule"},
    Kind.TEXT: set(),
}


@pytest.mark.parametrize("kind", Kind)
def test_a_form_asks_for_what_its_kind_needs_and_no_more(browser_of: Opens, world: World, kind: Kind) -> None:
    clara = begun(browser_of(world.clara), world, kind)
    names = {each.get("name") for form in clara.page.forms() for each in clara.page.controls(form)}
    assert names & set().union(*ASKED.values()) == ASKED[kind]


@pytest.mark.parametrize("kind", Kind)
def test_an_indicator_of_each_kind_is_stored_and_leads_on(browser_of: Opens, world: World, kind: Kind) -> None:
    clara = begun(browser_of(world.clara), world, kind)
    more = {"scale-en": "None\nA person\nA unit"} if kind is Kind.ORDINAL else {}
    page = clara.press("Save and continue", {"code": "new", "title-en": "Something new", **more})
    assert page.heading == ("Who reports it" if kind is Kind.TEXT else "Baseline and targets")
    made = newest()
    assert (made.code, made.kind, made.commitment_id) == ("new", kind, world.commitments[0].id)
    assert made.responsible == [world.ministry], "the lead organisation of the commitment is proposed"


def test_a_share_of_events_adds_both_parts_over_the_periods(browser_of: Opens, world: World) -> None:
    clara = begun(browser_of(world.clara), world, Kind.SHARE)
    clara.press("Save and continue", {"code": "solved", "title-en": "Cases solved", "time_rule": "ratio_of_sums"})
    made = newest()
    assert (made.time_rule, made.place_rule) == (TimeRule.RATIO_OF_SUMS, PlaceRule.RATIO_OF_SUMS)
    assert (made.unit.texts["en"], made.decimals) == ("%", 1)


def test_a_scale_has_the_same_steps_in_each_language(browser_of: Opens, world: World) -> None:
    clara = begun(browser_of(world.clara), world, Kind.ORDINAL)
    typed = {"code": "s", "title-en": "Unit", "scale-en": "None\nA person\nA unit", "scale-ru": "Нет\nЧеловек"}
    page = clara.press("Save and continue", typed, status=422)
    assert page.errors() == ["Write the same number of steps in each language, one a line, or leave a language empty."]
    clara.press("Save and continue", {"scale-ru": "Нет\nЧеловек\nОтдел"})
    assert newest().scale[1] == {"code": "step-2", "label": {"en": "A person", "ru": "Человек"}}


def test_a_scale_of_one_step_is_none(browser_of: Opens, world: World) -> None:
    clara = begun(browser_of(world.clara), world, Kind.ORDINAL)
    page = clara.press("Save and continue", {"code": "s", "title-en": "Unit", "scale-en": "Only"}, status=422)
    assert page.errors() == ["A scale has at least two steps, each named once, from the lowest up."]


def test_steps_with_values_are_reworded_but_not_removed(browser_of: Opens, world: World) -> None:
    unit = world.indicators["unit"]
    measured(unit, world.period_2022, world.shelter, world.amina, None, choice="named")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{unit.id}/edit")
    page = clara.press("Save", {"scale-en": "None\nA unit", "reason": "Shorter"}, status=422)
    assert "Steps can be reworded, not added or removed." in page.errors()[0]
    clara.press("Save", {"scale-en": "None\nOne person\nA unit", "reason": "Clearer"})
    db.session.expire_all()
    assert [step["code"] for step in unit.scale] == ["none", "named", "unit"]


def test_an_indicator_can_measure_an_outcome(browser_of: Opens, world: World) -> None:
    outcome = Outcome(plan_id=world.plan.id, pillar_id=world.pillars[0].id, code="O1", title=english("Women decide"))
    db.session.add(outcome)
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/new?outcome={outcome.id}")
    clara.press("Continue", {"kind": "stock"})
    clara.press("Save and continue", {"code": "o", "title-en": "Women in office"})
    assert (newest().outcome_id, newest().commitment_id) == (outcome.id, None)


def test_a_commitment_of_another_plan_cannot_be_measured_here(browser_of: Opens, world: World) -> None:
    foreign = Commitment(plan_id=world.foreign_plan.id, pillar_id=world.pillars[0].id, code="F", text=english("Theirs"))
    db.session.add(foreign)
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/new/flow?place=commitment:{foreign.id}", status=404)
    clara.open("/plans/test-plan/indicators/new/flow?place=commitment:99999", status=404)
    clara.open(f"/plans/test-plan/indicators/new/nonsense?place=commitment:{world.commitments[0].id}", status=404)


def test_a_changed_method_needs_a_reason_that_stays_on_record(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    seats.method = english("From the list of members")
    db.session.commit()
    measured(seats, world.period_2022, world.shelter, world.amina, "22")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{seats.id}/edit")
    page = clara.press("Save", {"method-en": "From the register"}, status=422)
    assert page.errors() == ["Say why this changes. The reason stays on record and is printed in the next report."]
    assert page.value("method-en") == "From the register"
    clara.press("Save", {"reason": "The list is no longer published"})
    entry = db.session.query(AuditEntry).filter_by(act="change_indicator").one()
    assert entry.before == {"method": {"en": "From the list of members"}}
    assert (entry.after, entry.reason) == ({"method": {"en": "From the register"}}, "The list is no longer published")


def test_a_better_title_needs_no_reason(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{world.indicators['seats'].id}/edit")
    assert clara.press("Save", {"title-en": "Seats of women"}).heading == "seats Seats of women"


def test_the_kind_stays_once_there_are_values(browser_of: Opens, world: World) -> None:
    centres = world.indicators["centres"]
    measured(centres, world.period_2022, world.shelter, world.amina, "22")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{centres.id}/kind")
    page = clara.press("Save", {"kind": "flow"}, status=422)
    assert page.errors() == [
        "Values were already entered for this indicator, so its kind stays. Add a new indicator instead."
    ]


def test_another_kind_empties_baseline_and_targets_and_records_them(browser_of: Opens, world: World) -> None:
    centres = world.indicators["centres"]
    clara = browser_of(world.clara)
    page = clara.open(f"/plans/test-plan/indicators/{centres.id}/kind")
    assert "Baseline and targets will be emptied" in page.main
    clara.press("Save", {"kind": "flow", "reason": "We count new centres"})
    db.session.expire_all()
    assert (centres.kind, centres.time_rule, centres.targets, centres.baseline_value) == (
        Kind.FLOW,
        TimeRule.SUM,
        [],
        None,
    )
    entry = db.session.query(AuditEntry).filter_by(act="change_indicator_kind").one()
    assert (entry.before["baseline_value"], entry.before["targets"]) == ("20", [["2025-12-31", "40"]])


def test_two_coordinators_change_one_indicator_and_nothing_is_lost(browser_of: Opens, world: World) -> None:
    address = f"/plans/test-plan/indicators/{world.indicators['trained'].id}/edit"
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    clara.open(address)
    daria.open(address)
    clara.press("Save", {"title-ru": "Обучены"})
    page = daria.press("Save", {"title-ru": "Женщины обучены"}, status=409)
    assert "Title (Русский)" in page.main
    assert "Обучены" in page.main
    assert page.value("title-ru") == "Женщины обучены"


def test_only_a_coordinator_adds_or_changes_an_indicator(browser_of: Opens, world: World) -> None:
    key = world.indicators["seats"].id
    addresses = ["new", "library", f"{key}/edit", f"{key}/kind", f"{key}/targets", f"{key}/answering"]
    for who, status in ((world.amina, 403), (world.rahima, 403), (world.viktor, 404), (world.olga, 404)):
        browser = browser_of(who)
        for address in addresses:
            browser.open(f"/plans/test-plan/indicators/{address}", status=status)
