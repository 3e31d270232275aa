"""A contributor sees what is due from their organisation, enters a value of each kind, sends it, mends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsing import Browser
from tests.world import World
from tracker.domain.vocabulary import State
from tracker.models.people import User
from tracker.services import places

SignIn = Callable[[User], Browser]
SOURCED = {"source": "Register of the ministry", "source_on": "2024-01-15"}


def measuring(world: World, code: str, *, organisation: Any = None, period: Any = None) -> str:
    where, who = period or world.period_2023, organisation or world.shelter
    plan, indicator = world.plan.code, world.indicators[code].id
    return f"/plans/{plan}/periods/{where.id}/indicators/{indicator}/measurement/{who.id}"


def stored(world: World, code: str) -> Any:
    return places.latest(world.period_2023, world.indicators[code], world.shelter.id)


def test_a_contributor_finds_what_is_due(world: World, browser_of: SignIn, as_of: Callable[[str], None]) -> None:
    as_of("2024-02-01T09:00")
    page = browser_of(world.amina).open("/plans/test-plan/work")
    assert "Women trained" in page.main
    assert "Status of a commitment" in page.main
    assert "To enter" in page.main


ENTERED = [
    ("trained", {"has_value": "yes", "value": "120"}, "120 women"),
    ("seats", {"has_value": "yes", "numerator": "42", "denominator": "120"}, "42 of 120 = 35.0 %"),
    ("rate", {"has_value": "yes", "numerator": "12", "denominator": "9 400 000"}, "12 of 9,400,000 = 0.1 per 100,000"),
    ("law", {"has_value": "yes", "reached": "yes", "reached_on": "2023-05-03"}, "Reached on 3 May 2023"),
    ("unit", {"has_value": "yes", "choice": "named"}, "A person named (step 2 of 3)"),
    ("centres", {"has_value": "yes", "value": "0"}, "0"),
    ("reached", {"has_value": "yes", "value": "1,250.0"}, "1,250"),
    (
        "acts",
        {"has_value": "yes", "items-0-title": "Law on equality", "items-0-year": "2009"},
        "1 listed, 1 in force",
    ),
    ("story", {"has_value": "yes", "statement-en": "A focal point in each region."}, "A focal point in each region."),
]


@pytest.mark.parametrize(("code", "fields", "said"), ENTERED, ids=[code for code, _, _ in ENTERED])
def test_each_kind_is_saved_shown_back_and_sent(
    world: World, browser_of: SignIn, code: str, fields: dict[str, str], said: str
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, code))
    page = browser.press("Save draft", fields)
    assert "Saved as a draft" in page.main
    assert f"Stored now: {said}" in page.main
    page = browser.press("Send for review", SOURCED)
    assert "Sent for review" in page.main
    assert stored(world, code).state is State.SUBMITTED
    assert said in browser.open(measuring(world, code)).main
