"""What people write, their names, passwords and links reach neither the record of acts nor the logs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.entering import SOURCED, a_file, measuring, newest_evidence, stored
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User

Browsers = Callable[[User], Browser]
CANARY = "canary"
WRITTEN = f"{CANARY}-written\r\n2026-01-01 root: all is well"


def enters_and_adds(world: World, browser: Browser) -> None:
    """Amina saves a value with a story and restricted evidence, and sends both."""
    browser.open(measuring(world, "trained"))
    entry = {"has_value": "yes", "value": "12", "narrative-en": WRITTEN} | SOURCED | {"source": WRITTEN}
    browser.press("Save and add evidence", entry)
    file = a_file(f"{CANARY}-content".encode(), f"{CANARY}-name.csv")
    told = {"title-en": f"{CANARY}-title", "proves-en": f"{CANARY}-proof", "consent": "nobody"}
    browser.press("Add evidence", told | {"visibility": "restricted", "file": file})
    browser.client.get(f"/plans/test-plan/evidence/{newest_evidence().id}/file").close()
    browser.open(measuring(world, "trained"))
    browser.press("Send for review")


def adds_a_person(browser: Browser, visitor: Browser) -> str:
    """Adam adds somebody, who sets a password. Returns the link."""
    browser.open("/administration/people/new")
    person = {"email": f"{CANARY}-mail@example.org", "name": f"{CANARY}-person", "language": "en"}
    page = browser.press("Add and make the link", person)
    link = next(e.get("value", "") for e in page.tree.iter("input") if e.get("id") == "link")
    visitor.open(link.removeprefix("http://localhost"))
    secret = f"{CANARY} sings in the dark mine"
    visitor.press("Set the password and sign in", {"password": secret, "password_again": secret})
    return link


def test_the_record_and_the_logs_hold_nothing_of_what_people_write(
    world: World, browser_of: Browsers, visitor: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    enters_and_adds(world, browser_of(world.amina))
    link = adds_a_person(browser_of(world.adam), visitor)
    stranger = Browser(visitor.app)
    stranger.open("/sign-in")
    stranger.press("Sign in", {"email": "amina@example.org", "password": f"{CANARY}-guess"}, status=422)
    db.session.rollback()
    entries = [
        json.dumps([e.act, e.subject, e.before, e.after, e.reason]) for e in db.session.scalars(select(AuditEntry))
    ]
    assert len(entries) >= 9
    assert stored(world) is not None
    for secret in (CANARY, link.rsplit("/", maxsplit=1)[1], "amina", "example.org"):
        assert [entry for entry in entries if secret in entry.lower()] == [], secret
        assert secret not in caplog.text.lower(), secret
