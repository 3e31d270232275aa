"""One measurement on one page, for those who may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browsing import Browser
from tests.entering import SOURCED, decide, measuring, stored
from tests.world import World
from tracker.domain.vocabulary import Step
from tracker.models.people import User

SignIn = Callable[[User], Browser]


def test_a_measurement_shows_its_value_its_source_and_what_was_decided(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats"))
    typed = {"has_value": "yes", "numerator": "42", "denominator": "120", "narrative-en": "<i>More</i> seats."}
    browser.press("Send for review", typed | SOURCED)
    decide(world, stored(world, "seats"), Step.RETURN, "Say which chamber.")
    browser.open(measuring(world, "seats"))
    browser.press("Send for review", {"narrative-en": "Seats in the lower chamber."})
    decide(world, stored(world, "seats"), Step.VERIFY)
    address = f"/plans/test-plan/measurements/{_stored(world).id}"
    for person in (world.amina, world.rahima, world.clara):
        page = browser_of(person).open(address)
        for text in ("42 of 120 = 35.0 %", "Register of the ministry", "Seats in the lower chamber.", "No evidence"):
            assert text in page.main
        history = page.main[page.main.index("What happened so far") :]
        words = ("Sent for review", "Returned", "Say which chamber.", "Sent for review", "Verified")
        places = [history.index(word) for word in words[:3]]
        assert places == sorted(places)
        assert ("Go to the entry" in page.main) is (person is world.amina)


def test_each_revision_has_its_page_and_names_the_others(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    browser.press("Send for review", {"has_value": "yes", "value": "120"} | SOURCED)
    first = _stored(world, "trained").id
    decide(world, stored(world, "trained"), Step.VERIFY)
    browser.open(measuring(world, "trained"))
    browser.follow("Correct this")
    browser.press("Begin the correction", {"reason": "Counted twice."})
    browser.press("Send for review", {"value": "110"})
    page = browser.open(f"/plans/test-plan/measurements/{first}")
    assert "Revision 1 Verified 120 women" in page.main
    page = browser.follow("Revision 2")
    assert "Reason of the correction: Counted twice." in page.main


def test_last_periods_value_stands_beside_the_question(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained", period=world.period_2022))
    browser.press("Send for review", {"has_value": "yes", "value": "80"} | SOURCED)
    page = browser.open(measuring(world, "trained"))
    assert "80 women (2022, Waiting for review)" in page.main


def test_a_viewer_and_another_organisation_do_not_find_it(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    browser.press("Save draft", {"has_value": "yes", "value": "120"})
    address = f"/plans/test-plan/measurements/{_stored(world, 'trained').id}"
    for person in (world.viktor, world.bota, world.olga):
        browser_of(person).open(address, status=404)


def _stored(world: World, code: str = "seats") -> Any:
    return stored(world, code)
