"""Many reviewers, one entry, the same moment: one decision stands, everybody else is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.entries import measured
from tests.world import World, member
from tracker.domain.vocabulary import Role, State
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import Measurement, Review
from tracker.models.people import User
from tracker.services import audit_checking

MANY = 40


def test_forty_decisions_at_once_leave_one(app: Flask, world: World, browser_of: Callable[[User], Browser]) -> None:
    member(world.clara, world.plan, Role.REVIEWER, world.ministry)
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    key, address = thing.id, f"/plans/test-plan/review/measurements/{thing.id}"
    posts = [post(browser_of(who), address) for who in (world.rahima, world.clara)]
    db.session.remove()
    barrier = Barrier(MANY)

    def send(number: int) -> int:
        cookie, form = posts[number % 2]
        client = app.test_client(use_cookies=False)
        barrier.wait(timeout=30)
        return client.post(address, data=form, headers={"Cookie": cookie}).status_code

    with ThreadPoolExecutor(MANY) as pool:
        answers = Counter(pool.map(send, range(MANY)))
    assert answers == {303: 1, 409: MANY - 1}
    assert db.session.scalar(select(func.count()).select_from(Review)) == 1
    assert db.session.scalar(select(func.count()).where(AuditEntry.act == "verify")) == 1
    assert db.session.scalar(select(Measurement.state).where(Measurement.id == key)) is State.VERIFIED
    assert audit_checking.check().broken is None


def post(browser: Browser, address: str) -> tuple[str, dict[str, str]]:
    """The cookie of a browser and the form that it would send to verify; without the key against sending twice."""
    page = browser.open(address)
    form, button = browser._form_with("Verify")
    sent = {name: values[0] for name, values in page.values(form).items() if name != "form_key"}
    cookie = browser.client.get_cookie(browser.app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}", sent | {str(button.get("name")): str(button.get("value"))}
