"""Verifying many entries at once: only what nothing is doubtful about, and never one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.counting import queries
from tests.entries import evidenced, measured, reported
from tests.web.test_access import token
from tests.world import World, indicator, member
from tracker.domain.vocabulary import CommitmentStatus, DataStatus, Kind, NoValue, Role, State, Verification
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import Measurement, Review
from tracker.models.people import User

BrowserOf = Callable[[User], Browser]
MANY = "/plans/test-plan/review/many"


def sure(world: World, code: str = "trained", value: str | None = "12", **more: Any) -> Measurement:
    """A value about which nothing is doubtful: a source of the period, evidence that was checked."""
    facts: dict[str, Any] = {"source": "Register", "source_on": date(2023, 12, 1), **more}
    made = measured(world.indicators[code], world.period_2023, world.shelter, world.amina, value, **facts)
    evidenced(made, by=world.amina, verification=Verification.VERIFIED)
    return made


def boxes(browser: Browser) -> dict[str, str]:
    """What is offered, by the label of its box."""
    found = (e for e in browser.page.tree.iter("input") if e.get("name") == "entries")
    return {str(e.get("aria-label")): str(e.get("value")) for e in found}


def state(thing: Measurement) -> State:
    db.session.expire_all()
    return thing.state


def test_a_reviewer_ticks_entries_and_verifies_them_together(world: World, browser_of: BrowserOf) -> None:
    first, second, third = sure(world), sure(world, "centres"), sure(world, "reached")
    browser = browser_of(world.rahima)
    browser.open("/plans/test-plan/review")
    browser.follow("Verify several at once")
    offered = list(boxes(browser).values())
    assert len(offered) == 3
    page = browser.press("Verify what is ticked", {"entries": offered[:2]})
    assert "2 entries verified." in page.main
    assert Counter(state(each) for each in (first, second, third)) == {State.VERIFIED: 2, State.SUBMITTED: 1}
    reviewers = db.session.scalars(select(Review.reviewer_id)).all()
    assert reviewers == [world.rahima.id] * 2, "a decision of its own for each"
    assert db.session.scalar(select(func.count()).where(AuditEntry.act == "verify")) == 2


def test_nothing_is_ticked_before_a_person_ticks_it_and_all_on_demand(world: World, browser_of: BrowserOf) -> None:
    sure(world), sure(world, "centres")
    browser = browser_of(world.rahima)
    page = browser.open(MANY)
    assert not any("checked" in e.attrib for e in page.tree.iter("input"))
    page = browser.press("Verify what is ticked", status=422)
    assert page.errors() == ["Tick the entries that you want to verify."]
    browser.open(MANY)
    browser.follow("Tick all")
    assert "2 entries verified." in browser.press("Verify what is ticked").main


DOUBTFUL: dict[str, dict[str, Any]] = {
    "an old source": {"source_on": date(2021, 5, 1)},
    "an estimate": {"data_status": DataStatus.ESTIMATED},
    "a reason": {"value": None, "no_value": NoValue.NOT_AVAILABLE},
    "a correction": {"revision": 2, "revision_reason": "Counted twice"},
    "a jump": {"value": "99"},
    "the same value": {"value": "11"},
}


@pytest.mark.parametrize("what", DOUBTFUL)
def test_what_is_doubtful_is_not_offered_and_says_why(world: World, browser_of: BrowserOf, what: str) -> None:
    measured(world.indicators["trained"], world.period_2022, world.shelter, world.amina, "11", state=State.VERIFIED)
    thing = sure(world, **DOUBTFUL[what])
    browser = browser_of(world.rahima)
    browser.open(MANY)
    assert boxes(browser) == {}
    assert "What to look at" in browser.open(f"/plans/test-plan/review/measurements/{thing.id}").main


def test_a_value_close_to_the_last_one_is_offered_with_it(world: World, browser_of: BrowserOf) -> None:
    measured(world.indicators["trained"], world.period_2022, world.shelter, world.amina, "11", state=State.VERIFIED)
    thing = sure(world)
    browser = browser_of(world.rahima)
    assert "11 women" in browser.open(MANY).main
    assert len(boxes(browser)) == 1
    assert "What to look at" not in browser.open(f"/plans/test-plan/review/measurements/{thing.id}").main


def test_unchecked_rejected_or_missing_evidence_keeps_an_entry_out(world: World, browser_of: BrowserOf) -> None:
    evidenced(sure(world), by=world.amina)
    evidenced(sure(world, "centres"), by=world.amina, verification=Verification.REJECTED)
    measured(world.indicators["reached"], world.period_2023, world.shelter, world.amina)
    reported(world.commitments[0], world.period_2023, world.shelter, world.amina, CommitmentStatus.COMPLETED)
    reported(world.commitments[1], world.period_2023, world.shelter, world.amina)
    browser = browser_of(world.rahima)
    browser.open(MANY)
    assert [label.split()[1] for label in boxes(browser)] == ["C2"]


def test_a_box_that_was_never_offered_verifies_nothing(world: World, browser_of: BrowserOf) -> None:
    good, unproven = sure(world), measured(world.indicators["centres"], world.period_2023, world.shelter, world.amina)
    browser = browser_of(world.rahima)
    browser.open(MANY)
    made_up = [f"measurement:{unproven.id}:1", f"measurement:{good.id}:77", "measurement:999999:1", "evidence:1:1", "x"]
    page = browser.press("Verify what is ticked", {"entries": made_up})
    assert "Left as they were" in page.main
    assert state(good) is state(unproven) is State.SUBMITTED


def test_what_somebody_changed_meanwhile_is_left_out_and_named(world: World, browser_of: BrowserOf) -> None:
    first, second = sure(world), sure(world, "centres")
    browser = browser_of(world.rahima)
    browser.open(f"{MANY}?tick=all")
    second.source = "Another register"
    db.session.commit()
    page = browser.press("Verify what is ticked")
    assert "1 entry verified." in page.main
    assert "centres" in page.main
    assert (state(first), state(second)) == (State.VERIFIED, State.SUBMITTED)


def test_forty_bulk_approvals_of_ones_own_entry_at_once_verify_nothing(
    app: Flask, world: World, browser_of: BrowserOf
) -> None:
    member(world.amina, world.plan, Role.REVIEWER, world.shelter)
    own = sure(world)
    browsers = [browser_of(world.amina), browser_of(world.amina)]
    tokens = [token(browser) for browser in browsers]
    name = app.config["SESSION_COOKIE_NAME"]
    cookies = [browser.client.get_cookie(name) for browser in browsers]
    key, ticked = own.id, f"measurement:{own.id}:{own.version}"
    db.session.remove()
    barrier = Barrier(40)

    def send(number: int) -> int:
        cookie = cookies[number % 2]
        assert cookie is not None
        form = {"csrf_token": tokens[number % 2], "entries": ticked}
        client = app.test_client(use_cookies=False)
        barrier.wait(timeout=30)
        return client.post(MANY, data=form, headers={"Cookie": f"{cookie.key}={cookie.value}"}).status_code

    with ThreadPoolExecutor(40) as pool:
        answers = Counter(pool.map(send, range(40)))
    assert answers == {303: 40}
    assert db.session.scalar(select(func.count()).select_from(Review)) == 0
    assert db.session.scalar(select(Measurement.state).where(Measurement.id == key)) is State.SUBMITTED


def test_forty_lines_take_as_many_questions_to_the_database_as_two(world: World, browser_of: BrowserOf) -> None:
    def fill(prefix: str, many: int) -> None:
        for number in range(many):
            world.indicators["x"] = indicator(world.commitments[0], f"{prefix}{number}", "Extra", Kind.STOCK)
            measured(world.indicators["x"], world.period_2022, world.shelter, world.amina, "11", state=State.VERIFIED)
            sure(world, "x")

    browser = browser_of(world.rahima)
    fill("a", 2)
    with queries() as two:
        browser.open(MANY)
    fill("b", 38)
    with queries() as forty:
        browser.open(MANY)
    assert len(boxes(browser)) == 40
    assert len(forty) == len(two)
