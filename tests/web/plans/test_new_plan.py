"""A plan begins: who may, what is put in place, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from tests.browsing import Browser
from tests.world import World
from tracker.domain.vocabulary import PlanState, Role, Theme
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import Membership, User
from tracker.models.plan import Plan
from tracker.services import loading

Opens = Callable[[User], Browser]

FILLED = {
    "default_language": "ru", "title": "Национальный план", "code": "kg-2026", "country": "KG", "generation": "2",
    "starts_on": "2026-07-01", "ends_on": "2029-06-30", "year_starts_month": "7", "languages": ["en", "kk"],
    "currency": "KGS",
}  # fmt: skip


def made(code: str = "kg-2026") -> Plan:
    db.session.expire_all()
    plan = loading.plan_by_code(code)
    assert plan is not None
    return plan


def test_a_coordinator_begins_a_plan_with_the_four_pillars_and_coordinates_it(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/new")
    page = clara.press("Create the plan", {**FILLED, "organisation": str(world.ministry.id)})
    assert page.url == "/plans/kg-2026"
    assert "with the four pillars in place" in page.text
    plan = made()
    assert [pillar.theme for pillar in plan.pillars] == list(Theme)[:4]
    assert plan.pillars[0].title.texts == {"en": "Participation", "ru": plan.pillars[0].title.texts.get("ru")}
    assert (plan.languages, plan.default_language, plan.state) == (["ru", "en", "kk"], "ru", PlanState.DRAFT)
    assert (plan.starts_on, plan.year_starts_month, plan.lead_id) == (date(2026, 7, 1), 7, world.ministry.id)
    role = db.session.scalars(select(Membership).where(Membership.plan_id == plan.id)).one()
    assert (role.user_id, role.role, role.organisation_id) == (world.clara.id, Role.COORDINATOR, world.ministry.id)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "create_plan")).one()
    assert (entry.actor_id, entry.plan_id, entry.after["code"]) == (world.clara.id, plan.id, "kg-2026")


def test_an_administrator_begins_a_plan_for_any_organisation(browser_of: Opens, world: World) -> None:
    adam = browser_of(world.adam)
    adam.open("/plans/new")
    adam.press("Create the plan", {**FILLED, "organisation": str(world.shelter.id)})
    assert made().lead_id == world.shelter.id


def test_a_coordinator_cannot_begin_a_plan_for_an_organisation_of_others(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/new")
    clara.press("Create the plan", {**FILLED, "organisation": str(world.shelter.id)}, status=422)
    assert loading.plan_by_code("kg-2026") is None


def test_a_contributor_cannot_begin_a_plan(browser_of: Opens, world: World) -> None:
    browser_of(world.amina).open("/plans/new", status=403)


def test_wrong_answers_are_told_at_their_fields_and_nothing_typed_is_lost(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/new")
    page = clara.press(
        "Create the plan", {**FILLED, "code": "Not good", "country": "", "starts_on": "tomorrow"}, status=422
    )
    assert page.errors() == [
        "Use small letters a to z, figures and single hyphens, for instance kz-2022.",
        "Choose the country.",
        "This is no date. Write it like 2024-03-31.",
    ]
    assert (page.value("title"), page.value("code")) == ("Национальный план", "Not good")


def test_a_plan_that_ends_before_it_starts_is_refused_at_the_last_day(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/new")
    page = clara.press("Create the plan", {**FILLED, "ends_on": "2020-01-01"}, status=422)
    assert page.errors() == ["The plan has to end after it starts."]


def test_a_code_that_is_taken_or_stands_in_addresses_is_refused(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    for code in ("other-plan", "new"):
        clara.open("/plans/new")
        page = clara.press("Create the plan", {**FILLED, "code": code}, status=422)
        assert page.errors() == ["This code is taken. Choose another one."]


def test_the_form_sent_twice_begins_one_plan(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open("/plans/new")
    sent = {**page.values(page.forms()[0]), **FILLED, "organisation": str(world.ministry.id)}
    first, again = (clara.client.post("/plans/new", data=sent) for _time in range(2))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    assert db.session.scalar(select(func.count()).where(Plan.code == "kg-2026")) == 1
