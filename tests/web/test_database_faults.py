"""A database that takes nothing, as on a full disk: pages are read, a form is given back, nothing is stored by half."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.conftest import SERVER
from tests.entering import measuring, stored
from tests.faults import full_disk
from tests.world import World
from tracker.models.people import User

SignIn = Callable[[User], Browser]
TEXT = "Two regions were trained."


if not SERVER:  # the disk of a database server is not this application's

    def test_pages_can_be_read_and_what_was_typed_comes_back(
        world: World, browser_of: SignIn, as_of: Callable[[str], None]
    ) -> None:
        as_of("2026-03-02T09:00")
        browser, address = browser_of(world.amina), measuring(world, "trained")
        with full_disk():
            as_of("2026-03-02T09:02")  # after a minute each page would note that the person is still there
            browser.open("/plans/test-plan/work")
            browser.open(address)
            page = browser.press("Save draft", {"narrative-en": TEXT}, status=500)
        assert "Nothing was stored by half" in page.main
        assert TEXT in page.html
        assert browser.client.get(address).status_code == 200
        assert stored(world) is None
