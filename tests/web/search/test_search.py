"""Searching a plan: grouped, marked, in any script, and over nothing that the person may not see."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.browsing import Browser
from tests.counting import queries
from tests.entries import evidenced, measured, reported
from tests.world import World, english, indicator
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, Kind, SectionKey, State, Use
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Derivative
from tracker.models.people import User
from tracker.models.plan import Commitment
from tracker.models.reporting import Report, Section
from tracker.services import clock, keyring

BrowserOf = Callable[[User], Browser]
PLAN = "/plans/test-plan"


def found(browser: Browser, words: str) -> str:
    return browser.open(f"{PLAN}/search?q={words}").main


def planted(world: World) -> None:
    """One word in every text of Shelter, of Bridge, of the plan's report, and of another plan."""
    trained, period = world.indicators["trained"], world.period_2023
    for who, organisation, name in ((world.amina, world.shelter, "shelter"), (world.bota, world.bridge, "bridge")):
        value = measured(trained, period, organisation, who, narrative=english(f"canary narrative {name}"),
                         source=f"canary source {name}", state=State.VERIFIED)  # fmt: skip
        told = reported(world.commitments[0], period, organisation, who)
        told.note = english(f"canary note {name}")
        evidenced(value, by=who, title=f"canary internal {name}", holder=f"canary holder {name}")
        evidenced(
            value,
            by=who,
            title=f"canary restricted {name}",
            visibility=EvidenceClass.RESTRICTED,
            holder=f"canary holder {name}",
        )
    report = Report(plan_id=world.plan.id, period_id=period.id)
    report.sections.append(Section(key=SectionKey.LESSONS, body=english("canary section")))
    world.indicators["law"].definition = english("canary definition")
    foreign = Commitment(plan_id=world.foreign_plan.id, pillar_id=world.pillars[0].id, code="F1",
                         text=english("canary foreign"))  # fmt: skip
    db.session.add_all([report, foreign])
    db.session.commit()


OF_ALL = ["definition", "internal bridge", "internal shelter", "narrative bridge", "narrative shelter",
          "note bridge", "note shelter"]  # fmt: skip
SEEN = {
    "amina": ["definition", "internal shelter", "narrative shelter", "note shelter", "restricted shelter"],
    "bota": ["definition", "internal bridge", "narrative bridge", "note bridge", "restricted bridge"],
    "rahima": OF_ALL,
    "clara": [*OF_ALL, "section"],
}
EVERYTHING = sorted({word for words in SEEN.values() for word in words} | {"foreign"})


@pytest.mark.parametrize("name", sorted(SEEN))
def test_each_person_finds_what_they_may_see_and_nothing_else(world: World, browser_of: BrowserOf, name: str) -> None:
    planted(world)
    browser = browser_of(getattr(world, name))
    pages = (
        found(browser, "canary") + found(browser, "canary&group=narratives") + found(browser, "canary&group=evidence")
    )
    seen = [word for word in EVERYTHING if f"canary {word}" in pages]
    assert seen == sorted(SEEN[name])


@pytest.mark.parametrize("query", ["canary restricted shelter", "canary holder shelter", "canary note shelter"])
def test_not_even_a_number_tells_what_others_keep(world: World, browser_of: BrowserOf, query: str) -> None:
    planted(world)
    assert "Nothing was found" in found(browser_of(world.bota), query)


def test_people_of_another_plan_and_readers_of_editions_cannot_search(world: World, browser_of: BrowserOf) -> None:
    for who in (world.olga, world.viktor, world.adam):
        browser_of(who).open(f"{PLAN}/search?q=women", status=404)


def test_the_box_stands_in_the_header_and_what_is_found_leads_there(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.clara)
    page = browser.open(PLAN)
    boxes = [e for e in page.tree.iter("input") if e.get("type") == "search"]
    assert [box.get("aria-label") for box in boxes] == ["Search in this plan"]
    page = browser.open(f"{PLAN}/search?q=TRAINED+women")
    assert [mark.text for mark in page.tree.iter("mark")] == ["Women", "trained"]
    assert browser.follow("trained Women trained").heading == "trained Women trained"


def test_cyrillic_is_found_in_any_case_and_in_the_language_it_is_written_in(
    world: World, browser_of: BrowserOf
) -> None:
    world.commitments[2].text = Multilingual({"en": "Crisis centres", "ru": "Кризисные центры и Приёмные"})
    db.session.commit()
    page = browser_of(world.clara).open(f"{PLAN}/search?q=приемн+КРИЗИСН")
    assert "C3 Кризисные центры и Приёмные" in page.main
    assert [mark.text for mark in page.tree.iter("mark")] == ["Кризисн", "Приёмн"]


def test_what_people_typed_is_shown_as_text(world: World, browser_of: BrowserOf) -> None:
    world.commitments[0].text = english("<script>alert(1)</script> rule")
    db.session.commit()
    page = browser_of(world.clara).open(f"{PLAN}/search?q=%3Cscript%3E+rule")
    assert "<script>alert(1)</script> rule" in page.main


def test_many_hits_come_in_pages(world: World, browser_of: BrowserOf) -> None:
    for number in range(45):
        indicator(world.commitments[0], f"m{number}", f"Mediators {number}", Kind.STOCK)
    db.session.commit()
    browser = browser_of(world.clara)
    assert "Indicators 45" in found(browser, "mediators")
    page = browser.follow("All 45: Indicators")
    assert "Page 1 of 3" in page.main
    assert "Page 2 of 3" in browser.follow("Next page").main


def test_more_rows_take_no_more_questions_to_the_database(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.rahima)

    def asked() -> int:
        with queries() as sent:
            found(browser, "extra")
        return len(sent)

    def fill(name: str, many: int) -> None:
        for number in range(many):
            made = indicator(world.commitments[0], f"{name}{number}", "Extra", Kind.STOCK)
            value = measured(made, world.period_2023, world.shelter, world.amina, narrative=english("extra"))
            evidenced(value, by=world.amina, title="extra")

    fill("a", 2)
    few = asked()
    fill("b", 20)
    assert asked() == few


def test_a_search_is_on_record_without_its_words(world: World, browser_of: BrowserOf) -> None:
    found(browser_of(world.amina), "secretword")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "search")).one()
    assert (entry.actor_id, entry.after) == (world.amina.id, {"found": 0})


def test_empty_and_too_short_words_find_nothing_and_say_what_to_do(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.clara)
    for words in ("", "a", "%25", "+++"):
        assert "at least two letters" in found(browser, words)


def filed(app: Flask, world: World, body: str, title: str, **more: Any) -> None:
    """A file of Shelter whose bare text lies sealed beside it, as the intake leaves it."""
    vault = keyring.vault(app.extensions["settings"], world.shelter.id, to_write=True)
    kept = vault.put(io.BytesIO(body.encode()))
    thing = measured(
        world.indicators["centres"], world.period_2023, world.shelter, world.amina, **more.pop("value", {})
    )
    item = evidenced(thing, by=world.amina, title=title, kind=EvidenceKind.FILE, sha256=kept.sha256, **more)
    item.made.append(Derivative(use=Use.TEXT, sha256=kept.sha256, size=kept.size, made_at=clock.now()))
    db.session.commit()


def test_words_inside_public_and_internal_files_are_found_and_of_restricted_ones_never(
    app: Flask, world: World, browser_of: BrowserOf
) -> None:
    filed(app, world, "Участницы курса: Almaty insidecanary", "Open list")
    filed(app, world, "insidecanary hidden", "Closed list", visibility=EvidenceClass.RESTRICTED,
          value={"revision": 2})  # fmt: skip
    for who in (world.amina, world.rahima):
        page = browser_of(who).open(f"{PLAN}/search?q=INSIDECANARY+участницы")
        assert "Open list" in page.main
        assert [mark.text for mark in page.tree.iter("mark")] == ["Участницы", "insidecanary"]
        assert "Closed list" not in found(browser_of(who), "insidecanary")
    assert "Nothing was found" in found(browser_of(world.bota), "insidecanary")
