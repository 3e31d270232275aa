"""A coordinator says which indicator is never above which, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import CrossCheck
from tracker.models.people import User
from tracker.services import cross_checks

Opens = Callable[[User], Browser]
RULES = "/plans/test-plan/cross-checks"


@pytest.fixture
def clara(world: World, browser_of: Opens) -> Browser:
    return browser_of(world.clara)


def chosen(world: World, lower: str, upper: str) -> dict[str, object]:
    return {"lower": str(world.indicators[lower].id), "upper": str(world.indicators[upper].id)}


def in_use(world: World) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(each.lower.code, each.upper.code) for each in cross_checks.of_plan(world.plan)]


@pytest.mark.trap("M50")
def test_a_rule_is_added_removed_and_added_again(world: World, clara: Browser) -> None:
    clara.open("/plans/test-plan")
    clara.follow("Rules between indicators")
    page = clara.press("Add the rule", chosen(world, "trained", "reached"))
    assert in_use(world) == [("trained", "reached")]
    assert "Women trained" in page.main
    clara.press("Remove: trained, reached")
    assert in_use(world) == []
    clara.press("Add the rule", chosen(world, "trained", "reached"))
    assert in_use(world) == [("trained", "reached")]
    assert len(db.session.scalars(select(CrossCheck)).all()) == 1
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject == "cross_check")).all()
    assert acts == ["add_cross_check", "remove_cross_check", "add_cross_check"]


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [
        ("trained", "trained", "Choose two different indicators."),
        (
            "trained",
            "seats",
            "These two cannot be compared: counts go with counts, shares with shares, rates with rates.",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(world: World, clara: Browser, lower: str, upper: str, told: str) -> None:
    clara.open(RULES)
    page = clara.press("Add the rule", chosen(world, lower, upper), status=422)
    assert page.errors() == [told]
    assert in_use(world) == []


def test_a_rule_that_is_there_is_refused(world: World, clara: Browser) -> None:
    clara.open(RULES)
    clara.press("Add the rule", chosen(world, "trained", "reached"))
    page = clara.press("Add the rule", chosen(world, "trained", "reached"), status=422)
    assert page.errors() == ["This rule is there already."]


def test_an_indicator_of_another_plan_is_none_of_this_one(world: World, clara: Browser) -> None:
    clara.open(RULES)
    page = clara.press("Add the rule", {"lower": "987654", "upper": "987655"}, status=422)
    assert page.errors() == ["Choose an indicator of this plan."]


def test_everybody_who_works_on_the_plan_reads_the_rules_and_only_coordinators_change_them(
    world: World, browser_of: Opens
) -> None:
    amina = browser_of(world.amina)
    assert "Add a rule" not in amina.open(RULES).main
    amina.open(RULES.replace("test-plan", "other-plan"), status=404)
