"""The plan's people read the draft and remark on it; each remark is answered before an edition can be requested."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.web.reporting.test_issue import accepted, report_of
from tests.world import World
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.workshop import DraftRemark
from tracker.services import clock, waiting
from tracker.services.acting import actor_for
from tracker.services.waiting import Task

Browsers = Callable[[User], Browser]
AsOf = Callable[[str], None]
DRAFT = "/plans/test-plan/reports/rounds/1/draft"


@pytest.fixture
def clara(world: World, browser_of: Browsers) -> Browser:
    """Clara, who has just opened a validation round of two weeks."""
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Go to the validation")
    until = (clock.today() + timedelta(days=14)).isoformat()
    clara.press("Open a validation round", {"until": until, "note": "Look at pillar 2."})
    return clara


def remarked(amina: Browser, text: str) -> None:
    amina.open(DRAFT)
    amina.press("Send the remark", {"section": "lessons", "text": text})


def test_a_round_needs_a_day_that_is_not_past(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Go to the validation")
    page = clara.press("Open a validation round", {"until": "2020-01-01"}, status=422)
    assert page.errors() == ["Choose a day that is not past."]


def test_a_contributor_finds_the_draft_and_remarks(world: World, browser_of: Browsers, clara: Browser) -> None:
    assert (Task.READ_DRAFT, 1) in waiting.for_person(actor_for(world.amina))[0].tasks
    amina = browser_of(world.amina)
    amina.open("/plans/test-plan/reports/mine")
    link = next(label for label in amina.page.links() if label.startswith("Read the draft and remark until"))
    amina.follow(link)
    assert "Look at pillar 2." in amina.page.main
    assert amina.press("Send the remark", {"section": "lessons"}, status=422).errors()
    amina.press("Send the remark", {"section": "lessons", "text": "The second region is missing."})
    assert "The second region is missing." in amina.page.main
    assert (Task.READ_DRAFT, 1) not in waiting.for_person(actor_for(world.amina))[0].tasks
    bota = browser_of(world.bota)
    assert "second region" not in bota.open(DRAFT).main, "remarks are read by who writes the report"


def test_a_remark_is_answered_and_its_author_reads_the_answer(
    world: World, browser_of: Browsers, clara: Browser
) -> None:
    amina = browser_of(world.amina)
    remarked(amina, "The second region is missing.")
    clara.open(clara.page.url)
    clara.follow("Answer The second region is missing.")
    assert clara.press("Store the answer", {"decision": "accepted"}, status=422).errors()
    clara.press("Store the answer", {"decision": "accepted", "answer": "It is in the table now."})
    assert "It is in the table now." in amina.open(DRAFT).main


def test_no_edition_is_requested_while_a_remark_waits_or_the_round_is_open(
    world: World, browser_of: Browsers, clara: Browser
) -> None:
    remarked(browser_of(world.amina), "The second region is missing.")
    clara.open("/plans/test-plan/reports/1")
    accepted(clara, "Seen.")
    assert "2 findings are open" in clara.page.main
    assert "The second region is missing. This has to be mended." in clara.page.main
    clara.open("/plans/test-plan/reports/1/validation")
    clara.press("Close the round now")
    clara.follow("Answer The second region is missing.")
    clara.press("Store the answer", {"decision": "declined", "answer": "It belongs to the next year."})
    clara.open("/plans/test-plan/reports/1/checks")
    assert "Nothing is open." in clara.page.main


def test_after_the_last_day_nobody_reads_the_draft_or_remarks(
    world: World, browser_of: Browsers, clara: Browser
) -> None:
    db.session.expire_all()
    amina = browser_of(world.amina)
    amina.open(DRAFT)
    clara.press("Close the round now")
    amina.press("Send the remark", {"section": "lessons", "text": "Too late."}, status=404)
    assert db.session.scalars(select(DraftRemark)).all() == []
    browser_of(world.viktor).open(DRAFT, status=404)
