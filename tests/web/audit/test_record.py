"""A coordinator reads who did what in their plan; an administrator, what concerns the installation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browsing import Browser, Page
from tests.counting import queries
from tests.entries import evidenced, measured
from tests.world import World
from tracker.domain.vocabulary import EvidenceClass, State, Step
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import audit, people_signed_in, reviewing
from tracker.services.acting import actor_for

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]
RECORD = "/plans/test-plan/record"


@pytest.fixture
def decided(world: World, as_of: SetClock) -> int:
    """Rahima returned a value of Amina's on 2 March and verified another on 3 March. Returns the second."""
    rahima = actor_for(world.rahima)
    things = [
        measured(world.indicators[code], world.period_2023, world.shelter, world.amina, state=State.SUBMITTED)
        for code in ("trained", "centres")
    ]
    as_of("2026-03-02T23:30")
    reviewing.decide(rahima, things[0], Step.RETURN, remark="Which region?", version=things[0].version)
    as_of("2026-03-03T00:10")
    reviewing.decide(rahima, things[1], Step.VERIFY, remark="", version=things[1].version)
    db.session.commit()
    return things[1].id


def rows(page: Page) -> list[str]:
    """The lines of the table, each as one text."""
    return [" ".join("".join(row.itertext()).split()) for row in page.tree.iter("tr")][1:]


def test_a_coordinator_reads_acts_in_words_the_newest_first(world: World, browser_of: Browsers, decided: int) -> None:
    browser = browser_of(world.clara)
    browser.open("/plans/test-plan")
    page = browser.follow("Record")
    assert page.heading == "Record of acts"
    first, second = rows(page)
    verified = "Rahima Verified from “Waiting for review” to “Verified” Measurement centres · 2023"
    assert first.startswith(f"3 March 2026, 00:10 UTC {verified}")
    assert "2 March 2026, 23:30 UTC Rahima Returned with a reason" in second
    assert browser.follow("Measurement centres · 2023").heading == "centres Crisis centres"


def test_what_it_is_narrowed_to_stands_in_the_address(world: World, browser_of: Browsers, decided: int) -> None:
    browser = browser_of(world.clara)
    browser.open(RECORD)
    for asked in (
        {"act": "verify"},
        {"since": "2026-03-03"},
        {"person": str(world.rahima.id), "subject": "measurement", "number": str(decided)},
    ):
        browser.open(RECORD)
        page = browser.press("Show", asked)
        assert len(rows(page)) == 1, asked
        assert "Verified" in rows(page)[0]
        assert all(f"{name}={value}" in page.address for name, value in asked.items())
    browser.open(RECORD)
    assert "Returned" in rows(browser.press("Show", {"until": "2026-03-02"}))[0]
    assert "Nothing of this kind" in browser.press("Show", {"act": "verify"}).main
    assert len(rows(browser.follow("Show all"))) == 2


def test_all_acts_on_one_thing_are_one_step_away(world: World, browser_of: Browsers, decided: int) -> None:
    browser = browser_of(world.clara)
    browser.open(RECORD)
    assert len(rows(browser.follow(f"Number {decided}: all acts"))) == 1


def test_an_address_that_asks_nonsense_is_told_so_and_shows_the_rest(
    world: World, browser_of: Browsers, decided: int
) -> None:
    browser = browser_of(world.clara)
    page = browser.open(f"{RECORD}?since=soon&number=x&person=9999&act=fly&subject=moon&page=-7")
    assert page.errors() == ["Write a whole number in digits.", "This is no date. Write it like 2024-03-31."]
    assert len(rows(page)) == 2
    assert browser.open(f"{RECORD}?number=99999999999").errors() == ["There is nothing with this number."]
    assert len(rows(browser.open(f"{RECORD}?until=9999-12-31&page=99999999999999999999"))) == 2


def test_no_other_plan_and_nothing_of_the_installation_shows(world: World, browser_of: Browsers, decided: int) -> None:
    audit.record("change_plan", world.foreign_plan, actor=world.olga, plan=world.foreign_plan)
    db.session.commit()
    ours, theirs = browser_of(world.clara).open(RECORD), browser_of(world.olga).open("/plans/other-plan/record")
    assert "Olga" not in ours.html
    assert "other-plan" not in ours.html
    assert "sign_in" not in ours.html
    assert rows(theirs)[0].startswith("3 March 2026, 00:10 UTC Olga Changed the facts of the plan Plan other-plan")
    assert "Rahima" not in theirs.html


def test_an_administrator_reads_what_concerns_the_installation(
    world: World, browser_of: Browsers, decided: int
) -> None:
    browser = browser_of(world.adam)
    browser.open("/")
    page = browser.follow("Record")
    assert "Signed in" in rows(page)[0]
    assert "Rahima" not in page.main
    assert "Verified" not in page.html


def test_evidence_is_never_called_by_its_title_and_a_restricted_one_leads_nowhere(
    world: World, browser_of: Browsers
) -> None:
    entry = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    for title, visibility in (("Open list", EvidenceClass.INTERNAL), ("Hidden list", EvidenceClass.RESTRICTED)):
        item = evidenced(entry, by=world.amina, title=title, visibility=visibility)
        audit.record("add_evidence", item, actor=world.amina, plan=world.plan)
    db.session.commit()
    page = browser_of(world.clara).open(RECORD)
    assert "list" not in page.main.replace("Open list", "").lower().split()
    assert "Hidden list" not in page.html
    assert "Open list" not in page.html
    assert [url for url in page.links().values() if "/evidence/" in url] == [f"/plans/test-plan/evidence/{item.id - 1}"]


def test_a_long_record_comes_in_pages_and_takes_as_many_questions_as_a_short_one(
    app: Flask, world: World, browser_of: Browsers
) -> None:
    browser = browser_of(world.clara)
    _act(world, 1)
    with queries() as one:
        browser.open(RECORD)
    _act(world, 51)
    with queries() as fifty:
        page = browser.open(RECORD)
    assert (len(rows(page)), len(fifty)) == (50, len(one))
    assert "Page 1 of 3" in page.main
    assert "Page 2 of 3" in browser.follow("Next page").main


def _act(world: World, many: int) -> None:
    """That many acts of each of two kinds, on many things."""
    entries = [
        measured(each, period, world.bridge, world.bota)
        for each in world.indicators.values()
        for period in (world.period_2022, world.period_2023)
        if many > 1
    ] or [measured(world.indicators["seats"], world.period_2022, world.ministry, world.galym)]
    for number in range(many):
        audit.record("save", entries[number % len(entries)], actor=world.amina, plan=world.plan)
        audit.record("change_indicator", world.indicators["seats"], actor=world.clara, plan=world.plan)
    db.session.commit()


def test_who_signed_in_is_recorded_once_for_each_sign_in(world: World, browser_of: Browsers) -> None:
    people_signed_in.start(world.viktor)
    db.session.commit()
    browser = browser_of(world.adam)
    page = browser.open(f"/administration/record?act=sign_in&person={world.viktor.id}")
    assert len(rows(page)) == 1
    assert "Sign-in Viktor" in rows(page)[0]
