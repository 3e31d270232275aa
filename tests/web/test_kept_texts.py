"""Something ends while a person writes: their right, a period, a sign-in. What they typed is there to be copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.entering import SOURCED, TITLE, begin, measuring, reporting, stored, stored_status
from tests.web.cookies import leave, token
from tests.world import World
from tracker.domain.vocabulary import PeriodState
from tracker.models.database import db
from tracker.models.measurement import Assignment
from tracker.models.people import Membership, User
from tracker.services import clock

SignIn = Callable[[User], Browser]

TEXT = "Two regions were trained <b>& more</b>."
TYPED = {"has_value": "yes", "value": "12", "narrative-en": TEXT} | SOURCED
SHOWN = "Two regions were trained &lt;b&gt;&amp; more&lt;/b&gt;."


def role_ends(world: World) -> None:
    role = db.session.query(Membership).filter_by(user_id=world.amina.id).one()
    role.archived_at = clock.now()


def nobody_is_asked_any_more(world: World) -> None:
    db.session.query(Assignment).delete()


@pytest.mark.parametrize("change", [role_ends, nobody_is_asked_any_more])
def test_a_text_for_which_the_right_ended_can_be_copied(
    world: World, browser_of: SignIn, change: Callable[[World], None]
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    change(world)
    db.session.commit()
    page = browser.press("Save draft", TYPED, status=404)
    assert SHOWN in page.html
    assert "It is not stored. Copy what you need" in page.main
    assert stored(world) is None


def test_a_text_sent_after_a_sign_out_in_another_tab_can_be_copied(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    form = browser.open(measuring(world, "trained"))
    leave(browser)
    browser.page = form
    page = browser.press("Save draft", TYPED, status=400)
    assert SHOWN in page.html
    assert token(browser) not in page.main


def test_a_form_sent_anew_with_other_words_gives_them_back(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    form = browser.open(measuring(world, "trained"))
    browser.press("Save draft", TYPED)
    browser.page = form
    page = browser.press("Save draft", TYPED | {"narrative-en": "A better sentence."}, status=409)
    assert "A better sentence." in page.html


def test_another_site_cannot_have_its_words_shown_here(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    sent = {"narrative-en": "Call this number now"}
    answer = browser.client.post(measuring(world, "trained"), data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "Call this number" not in answer.get_data(as_text=True)


def test_no_password_comes_back_from_a_form_that_was_not_taken(visitor: Browser) -> None:
    sent = {"email": "amina@example.org", "password": "a long walk over the steppe"}
    answer = visitor.client.post("/sign-in", data=sent)
    assert answer.status_code == 400
    assert "a long walk" not in answer.get_data(as_text=True)


def test_evidence_for_a_period_that_closed_meanwhile_stays_on_its_page(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    page = browser.press("Add evidence", TITLE | {"kind": "link", "url": "https://example.org/"}, status=422)
    assert "is closed" in page.errors()[0]
    assert page.value("title-en") == TITLE["title-en"]


def test_nothing_is_entered_for_an_indicator_that_was_taken_out_meanwhile(world: World, browser_of: SignIn) -> None:
    """It would be stored, and then stand on no list and in no report."""
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    world.indicators["trained"].archived_at = clock.now()
    db.session.commit()
    page = browser.press("Send for review", TYPED, status=422)
    assert "taken out of the plan" in page.errors()[0]
    assert page.value("narrative-en").strip() == TEXT
    assert stored(world) is None


def test_nothing_is_reported_on_a_commitment_that_was_taken_out_meanwhile(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(reporting(world))
    browser.press("Save draft", {"status": "in_progress"})
    version = stored_status(world)
    assert version is not None
    world.commitments[0].archived_at = clock.now()
    db.session.commit()
    page = browser.press("Send for review", {"status": "delayed", "note-en": TEXT}, status=422)
    assert "taken out of the plan" in page.errors()[0]
    assert SHOWN in page.html
