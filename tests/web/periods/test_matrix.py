"""Who answers for what: a matrix of indicators and organisations."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.entries import measured
from tests.world import World, organisation
from tracker.domain.vocabulary import OrganisationKind
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.people import Organisation, User
from tracker.services import assignments, clock

Opens = Callable[[User], Browser]


def matrix(browser: Browser, world: World, more: str = "") -> Browser:
    browser.open(f"/plans/test-plan/periods/{world.period_2023.id}/assign{more}")
    return browser


def box(indicator: Indicator, who: Organisation) -> str:
    return f"{indicator.id}:{who.id}"


def answering(world: World, code: str) -> list[str]:
    db.session.expire_all()
    return [each.code for each in assignments.answering(world.period_2023).get(world.indicators[code].id, [])]


def test_a_coordinator_says_who_answers(browser_of: Opens, world: World) -> None:
    clara = matrix(browser_of(world.clara), world)
    ticked = clara.page.values(clara.page.forms()[0])["answers"]
    assert box(world.indicators["seats"], world.shelter) in ticked
    boxes = [box(world.indicators["seats"], world.bridge), box(world.indicators["law"], world.ministry)]
    clara.press("Save", {"answers": boxes})
    assert (answering(world, "seats"), answering(world, "law")) == (["bridge"], ["ministry"])
    assert answering(world, "trained") == []
    entry = db.session.query(AuditEntry).filter_by(act="assign_indicators").one()
    assert [world.indicators["seats"].id, world.bridge.id] in entry.after["added"]


def test_the_responsible_organisations_are_filled_in_on_demand(browser_of: Opens, world: World) -> None:
    world.indicators["law"].responsible = [world.ministry]
    db.session.commit()
    clara = matrix(browser_of(world.clara), world)
    clara.follow("the responsible organisations")
    assert answering(world, "law") == ["shelter"], "looking changes nothing"
    clara.press("Save")
    assert set(answering(world, "law")) == {"shelter", "ministry"}


def test_the_period_before_is_copied_on_demand(browser_of: Opens, world: World) -> None:
    clara = matrix(browser_of(world.clara), world)
    clara.press("Save", {"answers": []})
    matrix(clara, world)
    clara.follow("as in 2022")
    clara.press("Save")
    assert set(answering(world, "trained")) == {"shelter", "bridge"}


def test_who_has_entered_a_value_stays(browser_of: Opens, world: World) -> None:
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, "21")
    clara = matrix(browser_of(world.clara), world)
    page = clara.press("Save", {"answers": []})
    assert "Values are there already, so these assignments stay: seats." in page.text
    assert (answering(world, "seats"), answering(world, "law")) == (["shelter"], [])


def test_what_is_assigned_for_an_archived_indicator_stays(browser_of: Opens, world: World) -> None:
    world.indicators["story"].archived_at = clock.now()
    db.session.commit()
    clara = matrix(browser_of(world.clara), world)
    clara.press("Save", {"answers": []})
    assert (answering(world, "story"), answering(world, "law")) == (["shelter"], [])


def test_a_column_says_that_nobody_can_enter_values_for_it(browser_of: Opens, world: World) -> None:
    world.indicators["seats"].responsible = [organisation("court", "Court", OrganisationKind.GOVERNMENT)]
    db.session.commit()
    page = matrix(browser_of(world.clara), world).page
    assert "Court (nobody can enter values yet)" in page.main


def test_boxes_that_the_page_does_not_have_are_refused(browser_of: Opens, world: World) -> None:
    world.indicators["story"].plan_id = world.foreign_plan.id
    db.session.commit()
    seats = world.indicators["seats"]
    clara = browser_of(world.clara)
    for wrong in (box(world.indicators["story"], world.shelter), box(seats, world.donor), "999:999"):
        page = matrix(clara, world).press("Save", {"answers": [wrong]}, status=422)
        assert page.errors() == ["Choose indicators and organisations of this plan only."]
    matrix(clara, world).press("Save", {"answers": ["nonsense", "1", "a:b"]})
    assert answering(world, "law") == []


def test_two_coordinators_assign_and_the_second_sees_both(browser_of: Opens, world: World) -> None:
    clara, daria = matrix(browser_of(world.clara), world), matrix(browser_of(world.daria), world)
    law = world.indicators["law"]
    clara.press("Save", {"answers": [box(law, world.ministry)]})
    page = daria.press("Save", {"answers": [box(law, world.bridge)]}, status=409)
    assert "law Law adopted" in page.main
    assert page.main.index("Ministry") < page.main.rindex("Bridge")
    assert page.values(page.forms()[0])["answers"] == [box(law, world.bridge)]
    daria.press("Save")
    assert answering(world, "law") == ["bridge"]
