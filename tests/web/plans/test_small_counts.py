"""A coordinator says which counts of sensitive indicators are small."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.world import World
from tracker.models.database import db
from tracker.models.people import User

Opens = Callable[[User], Browser]


def test_a_coordinator_sets_the_bound_and_whether_zeros_are_hidden(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan/edit")
    assert page.values(page.forms()[0])["small_count_threshold"] == ["5"]

    clara.press("Save", {"small_count_threshold": "3", "suppress_zeros": "y"})

    db.session.expire_all()
    assert (world.plan.small_count_threshold, world.plan.suppress_zeros) == (3, True)


def test_a_bound_that_hides_next_to_nothing_is_refused(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/edit")

    page = clara.press("Save", {"small_count_threshold": "1"}, status=422)

    assert page.errors() == ["Write a whole number from 3 to 10."]
