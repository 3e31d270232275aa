"""The page of an indicator: its promise, its official figures for those who lead, the reports that one may see."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.browsing import Browser
from tests.counting import queries
from tests.entering import decide
from tests.entries import evidenced, measured
from tests.world import World, period
from tracker.domain.vocabulary import NoValue, State, Step
from tracker.models.database import db
from tracker.models.people import User

Opens = Callable[[User], Browser]


def test_everybody_who_works_on_the_plan_reads_what_is_promised(browser_of: Opens, world: World) -> None:
    for who in (world.amina, world.rahima, world.clara):
        page = browser_of(who).open(f"/plans/test-plan/indicators/{world.indicators['seats'].id}")
        assert page.heading == "seats Seats held by women"
        assert "20.0 %" in page.main
        assert "30.0 %" in page.main
        assert "31 December 2025 Final target" in page.main


@pytest.mark.trap("M2")
def test_the_rules_over_time_organisations_and_places_stand_apart_in_words(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open(f"/plans/test-plan/indicators/{world.indicators['centres'].id}")
    assert "Over time The latest value counts" in page.main
    assert "When several organisations report Values of the organisations are added" in page.main
    assert "Over places Values of places are parts of the reported total" in page.main
    page = clara.open(f"/plans/test-plan/indicators/{world.indicators['acts'].id}")
    assert "Over places It is not reported by places" in page.main


def test_a_negative_number_is_printed_with_a_real_minus(browser_of: Opens, world: World) -> None:
    centres = world.indicators["centres"]
    centres.baseline_value = Decimal(-20)
    db.session.commit()
    page = browser_of(world.clara).open(f"/plans/test-plan/indicators/{centres.id}")
    assert "−20" in page.main
    assert "-20" not in page.main


def test_a_contributor_sees_the_values_of_the_own_organisation_only(browser_of: Opens, world: World) -> None:
    trained = world.indicators["trained"]
    measured(trained, world.period_2022, world.shelter, world.amina, "17", state=State.VERIFIED)
    measured(trained, world.period_2022, world.bridge, world.bota, "29", state=State.VERIFIED)
    address = f"/plans/test-plan/indicators/{trained.id}"
    amina = browser_of(world.amina).open(address)
    assert "17" in amina.main
    assert "29" not in amina.main
    assert "Official figures" not in amina.main
    clara = browser_of(world.clara).open(address)
    assert "Official figures" in clara.main
    assert "46" in clara.main, "both organisations together"


def test_the_figures_say_how_they_were_computed(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    measured(seats, world.period_2022, world.shelter, world.amina, None, state=State.VERIFIED,
             numerator=Decimal(25), denominator=Decimal(100))  # fmt: skip
    page = browser_of(world.rahima).open(f"/plans/test-plan/indicators/{seats.id}")
    assert "How was this computed?" in page.main
    assert "25.0" in page.main
    assert "50.0" in page.main, "half of the way from 20 to 30"


def test_each_value_stands_with_its_evidence_and_the_decisions_on_it(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    sent = measured(seats, world.period_2022, world.shelter, world.amina, "22")
    evidenced(sent, by=world.amina, title="List of members")
    decide(world, sent, Step.RETURN, "The year is missing")
    address = f"/plans/test-plan/indicators/{seats.id}"
    for who in (world.rahima, world.amina):
        page = browser_of(who).open(address)
        assert "List of members Not yet verified" in page.main
        assert "History of decisions 1" in page.main
        assert "Returned Rahima" in page.main
        assert "The year is missing" in page.main
    bota = browser_of(world.bota).open(address)
    assert "List of members" not in bota.main
    assert "The year is missing" not in bota.main


def test_more_values_cost_the_page_no_more_queries(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    first = measured(seats, world.period_2022, world.shelter, world.amina, "22")
    evidenced(first, by=world.amina)
    decide(world, first, Step.RETURN, "Why?")
    rahima = browser_of(world.rahima)
    rahima.open(f"/plans/test-plan/indicators/{seats.id}")
    with queries() as few:
        rahima.open(f"/plans/test-plan/indicators/{seats.id}")
    for year in range(2010, 2018):
        more = measured(seats, period(world.plan, year), world.shelter, world.amina, "22")
        evidenced(more, by=world.amina)
        decide(world, more, Step.RETURN, "Why?")
    with queries() as many:
        rahima.open(f"/plans/test-plan/indicators/{seats.id}")
    assert len(many) == len(few)


def test_three_values_make_a_trend_with_its_table(browser_of: Opens, world: World) -> None:
    centres = world.indicators["centres"]
    third = period(world.plan, 2024)
    for place, span in enumerate((world.period_2022, world.period_2023, third)):
        measured(centres, span, world.shelter, world.amina, str(22 + place), state=State.VERIFIED)
    page = browser_of(world.clara).open(f"/plans/test-plan/indicators/{centres.id}?lang=ar-XB")
    assert list(page.tree.iter("figure"))
    page = browser_of(world.clara).open(f"/plans/test-plan/indicators/{centres.id}?lang=en")
    assert "Figures as a table" in page.main


def test_a_reason_stands_where_there_is_no_value(browser_of: Opens, world: World) -> None:
    story = world.indicators["rate"]
    measured(story, world.period_2022, world.shelter, world.amina, None, no_value=NoValue.NOT_AVAILABLE)
    page = browser_of(world.clara).open(f"/plans/test-plan/indicators/{story.id}")
    assert "Not available" in page.main


@pytest.mark.parametrize("language", ["ru", "ar-XB"])
@pytest.mark.parametrize("code", ["unit", "law", "acts", "story", "reached"])
def test_each_kind_has_a_page_in_other_languages(browser_of: Opens, world: World, code: str, language: str) -> None:
    page = browser_of(world.clara).open(f"/plans/test-plan/indicators/{world.indicators[code].id}?lang={language}")
    assert code in page.main


def test_an_indicator_of_another_plan_is_not_found(browser_of: Opens, world: World) -> None:
    world.indicators["story"].plan_id = world.foreign_plan.id
    db.session.commit()
    clara = browser_of(world.clara)
    for act in ("", "/edit", "/kind", "/answering"):
        clara.open(f"/plans/test-plan/indicators/{world.indicators['story'].id}{act}", status=404)
    browser_of(world.olga).open(f"/plans/test-plan/indicators/{world.indicators['seats'].id}", status=404)


def test_who_reports_it_is_set_by_the_coordinator(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{seats.id}/answering")
    chosen = [str(world.shelter.id), str(world.bridge.id)]
    page = clara.press("Save", {"responsible": chosen, "frequency": "half_yearly", "weight": "3", "is_sensitive": "y"})
    assert "Bridge" in page.main
    db.session.expire_all()
    assert (seats.weight, seats.is_sensitive, [each.code for each in seats.responsible]) == (
        3,
        True,
        ["shelter", "bridge"],
    )
    clara.open(f"/plans/test-plan/indicators/{seats.id}/answering")
    page = clara.press("Save", {"weight": "-1"}, status=422)
    assert page.errors() == ["Write a whole number from 0 to 100."]
