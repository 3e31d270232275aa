"""Several people write one report: who writes what, what stands where, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.world import World
from tracker.domain.prose import words
from tracker.domain.report_sections import GUIDANCE
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Section
from tracker.services import drafting, sections, waiting
from tracker.services.acting import actor_for
from tracker.services.waiting import Task

Browsers = Callable[[User], Browser]
REPORTS = "/plans/test-plan/reports"


def begun(browser: Browser) -> Browser:
    """The browser on the page of a report that has just begun."""
    browser.open(REPORTS)
    browser.press("Begin the report 2023")
    return browser


def gave(clara: Browser, section: str, person: User) -> None:
    """Clara gives a section to a person, on the page of who writes what."""
    clara.follow("Say who writes what")
    labels = {"".join(e.itertext()).strip(): e.get("for", "") for e in clara.page.tree.iter("label")}
    clara.press("Store who writes what", {labels[section]: str(person.id)})


def kept(browser: Browser, fields: dict[str, Any]) -> TestResponse:
    """What the script of the open section page sends while somebody writes."""
    form = browser.page.forms()[0]
    sent: dict[str, Any] = {name: values[0] for name, values in browser.page.values(form).items()} | fields
    sent["page"] = sent.pop("form_key")
    target = next(e.get("data-to", "") for e in browser.page.tree.iter("p") if e.get("id") == "keeping")
    return browser.client.post(target, data=sent)


def stored() -> Section:
    db.session.expire_all()
    return db.session.scalars(select(Section)).one()


def test_every_section_stands_in_the_workshop_in_the_order_of_the_report(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    main = clara.page.main
    titles = ["Foreword", "Acronyms", "Summary", "Introduction and method", "Context", "Progress by pillar",
              "Coordination and civil society", "Budget", "Lessons", "Challenges",
              "Follow-up of last year’s recommendations", "Recommendations", "Next steps"]  # fmt: skip
    places = [main.index(title) for title in titles]
    assert places == sorted(places)
    assert len(titles) == len(SectionKey) == len(GUIDANCE)


def test_a_section_says_what_belongs_into_it_and_counts_its_words(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    clara.follow("Lessons")
    assert GUIDANCE[SectionKey.LESSONS] in clara.page.main
    clara.press("Store the section", {"body-en": "Start **early** and ask twice.", "state": "ready"})
    clara.follow("Lessons")
    assert "Words: 5" in clara.page.main
    assert "Last written by Clara" in clara.page.main
    assert "1 of 16 sections are ready or left out" in clara.open(REPORTS + "/1").main


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("- one\n- two", 2), ("Доля женщин — 27,4 %", 3), ("It is {{indicator 1.1 value}} now", 4), ("**", 0)],
)
def test_words_are_counted_as_a_person_would(text: str, count: int) -> None:
    assert words(text) == count


def test_a_section_that_is_left_out_is_not_printed_and_its_text_is_kept(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    clara.follow("Lessons")
    clara.press("Store the section", {"body-en": "Start early.", "state": "left_out"})
    assert "Left out of the report" in clara.page.main
    assert not drafting.draft(world.plan, world.period_2023).section(SectionKey.LESSONS)
    clara.follow("Lessons")
    assert clara.page.value("body-en") == "Start early."


def test_who_was_given_a_section_writes_that_one_and_no_other(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    gave(clara, "Lessons", world.amina)
    amina = browser_of(world.amina)
    assert waiting.for_person(actor_for(world.amina))[0].tasks[-1] == (Task.WRITE, 1)
    amina.open(REPORTS + "/mine")
    amina.follow("Lessons")
    amina.press("Store the section", {"body-en": "We would start earlier.", "state": "ready"})
    assert stored().author_id == world.amina.id
    amina.open(f"{REPORTS}/1/sections/challenges", status=403)
    bota = browser_of(world.bota)
    assert "No section is yours to write" in bota.open(REPORTS + "/mine").main
    bota.open(f"{REPORTS}/1/sections/lessons", status=403)


def test_who_was_given_a_section_cannot_leave_it_out(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    gave(clara, "Lessons", world.amina)
    amina = browser_of(world.amina)
    amina.open(f"{REPORTS}/1/sections/lessons")
    assert "Left out" not in amina.page.main
    section, actor = stored(), actor_for(world.amina)
    sections.write(
        actor, section.report, SectionKey.LESSONS, None, Multilingual({"en": "x"}),
        version=section.version, state=SectionState.LEFT_OUT,
    )  # fmt: skip
    assert section.state is SectionState.WRITING


def test_what_is_typed_is_kept_while_a_person_writes(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    clara.follow("Lessons")
    first = kept(clara, {"body-en": "Start"})
    assert (first.status_code, first.get_json()) == (200, {"version": 1})
    second = kept(clara, {"body-en": "Start early", "version": 1})
    assert second.get_json() == {"version": 2}
    assert stored().body == Multilingual({"en": "Start early"})


def test_a_lost_answer_is_no_conflict_with_oneself(world: World, browser_of: Browsers) -> None:
    """The connection broke after the server stored the text: the page does not know the new version."""
    clara = begun(browser_of(world.clara))
    clara.follow("Lessons")
    kept(clara, {"body-en": "Start"})
    assert kept(clara, {"body-en": "Start early"}).status_code == 200
    clara.press("Store the section", {"body-en": "Start early."})
    assert stored().body == Multilingual({"en": "Start early."})


def test_keeping_does_not_overwrite_what_somebody_else_stored(world: World, browser_of: Browsers) -> None:
    clara, daria = begun(browser_of(world.clara)), browser_of(world.daria)
    clara.follow("Lessons")
    daria.open(clara.page.url)
    kept(clara, {"body-en": "Clara writes"})
    assert kept(daria, {"body-en": "Daria writes"}).status_code == 409
    page = daria.press("Store the section", {"body-en": "Daria writes"}, status=409)
    assert "Clara writes" in page.main
    assert stored().body == Multilingual({"en": "Clara writes"})


def test_the_record_keeps_the_first_saving_of_a_page_and_the_storing(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    clara.follow("Lessons")
    for text in ("S", "Start", "Start early"):
        assert kept(clara, {"body-en": text}).status_code == 200
    clara.press("Store the section", {"body-en": "Start early."})
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "section.write")).all()
    assert [entry.after["lengths"] for entry in entries] == [{"en": 1}, {"en": 12}]


def test_only_the_page_that_saves_while_one_writes_may_ask_for_more(world: World, browser_of: Browsers) -> None:
    clara = begun(browser_of(world.clara))
    assert "connect-src" not in clara.page.answer.headers["Content-Security-Policy"]
    clara.follow("Lessons")
    assert "connect-src 'self';" in clara.page.answer.headers["Content-Security-Policy"]
