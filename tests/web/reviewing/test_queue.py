"""A reviewer opens the queue and sees what waits."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.browsing import Browser
from tests.counting import queries
from tests.entries import evidenced, measured, reported
from tests.world import World, indicator, member
from tracker.domain.vocabulary import Kind, Role, State
from tracker.models.database import db
from tracker.models.people import User

QUEUE = "/plans/test-plan/review"


def test_an_empty_queue_says_what_will_come(world: World, browser_of: Callable[[User], Browser]) -> None:
    page = browser_of(world.rahima).open(QUEUE)
    assert page.heading == "To review"
    assert "Nothing is waiting" in page.main


def test_a_reviewer_narrows_the_queue_and_the_address_keeps_it(
    world: World, browser_of: Callable[[User], Browser]
) -> None:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, hours_ago=2)
    reported(world.commitments[1], world.period_2023, world.bridge, world.bota)
    browser = browser_of(world.rahima)
    assert "Women trained" in browser.open(QUEUE).main
    page = browser.press("Show", {"kind": "status"})
    assert "Women trained" not in page.main
    assert "Commitment 2" in page.main
    assert page.links()["C2 Commitment 2"].endswith("?kind=status")
    assert "Nothing of this kind" in browser.press("Show", {"pillar": str(world.pillars[0].id)}).main


def test_a_filter_that_names_nothing_of_the_plan_is_left_out(
    world: World, browser_of: Callable[[User], Browser]
) -> None:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    page = browser_of(world.rahima).open(f"{QUEUE}?pillar=9999&organisation=x&kind=nothing&page=-4")
    assert "Women trained" in page.main


def test_ones_own_entry_is_marked_in_the_queue(world: World, browser_of: Callable[[User], Browser]) -> None:
    member(world.rahima, world.plan, Role.CONTRIBUTOR, world.shelter)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.rahima)
    page = browser_of(world.rahima).open(QUEUE)
    assert "Somebody else has to decide" in page.main
    assert "1 thing waits for a decision, of which you can take 0." in page.main


def test_a_long_queue_comes_in_pages(world: World, browser_of: Callable[[User], Browser]) -> None:
    fill(world, 60)
    browser = browser_of(world.rahima)
    assert "Page 1 of 2" in browser.open(QUEUE).main
    assert "Page 2 of 2" in browser.follow("Next page").main


def test_fifty_lines_take_as_many_questions_to_the_database_as_two(
    app: Flask, world: World, browser_of: Callable[[User], Browser]
) -> None:
    browser = browser_of(world.rahima)
    fill(world, 2)
    with queries() as two:
        browser.open(QUEUE)
    fill(world, 48)
    with queries() as fifty:
        page = browser.open(QUEUE)
    assert page.html.count("You can decide") == 50
    assert len(fifty) == len(two)


def fill(world: World, many: int) -> None:
    """That many lines of each kind of thing, by turns."""
    for number in range(many):
        extra = indicator(world.commitments[number % 4], f"x{many}-{number}", "Extra", Kind.STOCK)
        if number % 3 == 0:
            evidenced(
                measured(extra, world.period_2023, world.shelter, world.amina, state=State.VERIFIED), by=world.amina
            )
        else:
            evidenced(measured(extra, world.period_2023, world.shelter, world.amina), by=world.amina)
    db.session.commit()
