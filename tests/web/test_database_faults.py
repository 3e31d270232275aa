"""A database that takes nothing or is away: a clear page, what was typed is given back, nothing is stored by half.

When the fault is over everything goes on, without anything being done by hand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import pytest
from sqlalchemy import func, select

from config import Settings
from tests.browsing import Browser
from tests.conftest import SERVER
from tests.entering import measuring
from tests.faults import database_away, full_disk, read_only_disk
from tests.world import World
from tracker.models.database import db
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.services import audit_checking

SignIn = Callable[[User], Browser]
TEXT = "Two regions were trained. " * 180
Fault = Callable[[], AbstractContextManager[None]]


def stored() -> int:
    """How many measurements there are."""
    found = db.session.scalar(select(func.count()).select_from(Measurement)) or 0
    db.session.rollback()
    return found


def test_while_the_database_is_away_every_page_says_so_and_then_all_goes_on(world: World, browser_of: SignIn) -> None:
    browser, address = browser_of(world.amina), measuring(world, "trained")
    browser.open(address)
    with database_away():
        page = browser.press("Save draft", {"narrative-en": TEXT}, status=503)
        assert "The database does not answer. Nothing was stored by half." in page.main
        assert TEXT.strip() in page.html
        assert "secret-place" not in page.html
        assert page.answer.headers["Retry-After"] == "60"
        assert "default-src 'none'" in page.answer.headers["Content-Security-Policy"]
        for path in ("/", "/plans/test-plan/work", "/sign-in", "/published"):
            assert browser.client.get(path).status_code in (200, 503), path
    assert stored() == 0
    browser.open(address)
    browser.press("Save draft", {"narrative-en": TEXT})
    assert stored() == 1
    assert audit_checking.check().broken is None


if not SERVER:  # the disk of a database server is not this application's
    FAULTS: dict[str, tuple[Fault, str]] = {
        "full": (full_disk, "The disk of the server is full"),
        "read-only": (read_only_disk, "The disk of the server takes nothing"),
    }

    @pytest.mark.parametrize("kind", FAULTS)
    def test_pages_can_be_read_and_what_was_typed_comes_back(
        world: World, browser_of: SignIn, as_of: Callable[[str], None], kind: str
    ) -> None:
        fault, sentence = FAULTS[kind]
        as_of("2026-03-02T09:00")
        browser, address = browser_of(world.amina), measuring(world, "trained")
        with fault():
            as_of("2026-03-02T09:02")  # after a minute each page would note that the person is still there
            browser.open("/plans/test-plan/work")
            browser.open(address)
            page = browser.press("Save draft", {"narrative-en": TEXT}, status=507)
        assert sentence in page.main
        assert TEXT.strip() in page.html
        assert browser.client.get(address).status_code == 200
        assert stored() == 0
        browser.open(address)
        browser.press("Save draft", {"narrative-en": TEXT})
        assert stored() == 1
        assert audit_checking.check().broken is None

    @contextmanager
    def locked(settings: Settings) -> Iterator[None]:
        """Another program holds the file, for instance one that copies it."""
        db.session.remove()
        file = settings.database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield

    def test_a_locked_file_is_said_and_waited_for_no_longer_than_it_says(
        world: World, browser_of: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        browser, address = browser_of(world.amina), measuring(world, "trained")
        browser.open(address)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with locked(settings):
            page = browser.press("Save draft", {"narrative-en": TEXT}, status=503)
        assert TEXT.strip() in page.html
        assert stored() == 0
        browser.open(address)
        browser.press("Save draft", {"narrative-en": TEXT})
        assert stored() == 1
