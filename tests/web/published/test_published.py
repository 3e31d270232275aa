"""What a visitor without an account sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.web.reporting.test_issue import _quick_files, issued
from tests.world import World
from tracker.models.database import db
from tracker.models.people import User

__all__ = ["_quick_files"]


def test_a_visitor_finds_issued_editions_of_public_plans_only(
    world: World, browser_of: Callable[[User], Browser], visitor: Browser
) -> None:
    edition = issued(browser_of, world)
    assert "Nothing is published yet" in visitor.open("/published").main
    visitor.open(f"/published/{edition.id}", status=404)

    world.plan.is_public = True
    db.session.commit()

    visitor.open("/published")
    page = visitor.follow("Report 2023, edition 1")
    assert "Women trained" in page.main
    file = edition.files[0]
    answer = visitor.client.get(f"/published/{edition.id}/files/{file.id}", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert visitor.client.get(f"/published/{edition.id}/files/999").status_code == 404


def test_the_browser_keeps_no_file_of_a_plan_that_is_not_public(
    world: World, browser_of: Callable[[User], Browser]
) -> None:
    edition = issued(browser_of, world)
    viktor = browser_of(world.viktor)
    address = f"/plans/test-plan/editions/{edition.id}/files/{edition.files[0].id}"
    with viktor.client.get(address) as answer:
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("address", ["/plans/test-plan/editions", "/plans/test-plan/reports", "/"])
def test_a_visitor_is_asked_to_sign_in_elsewhere(world: World, visitor: Browser, address: str) -> None:
    assert visitor.open(address).heading == "Sign in"
