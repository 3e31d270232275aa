"""The facts and the state of a plan: changed by its coordinator, seen by its people, by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from tests.browsing import Browser
from tests.world import World, member, plan
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import PlanState, Role
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.services import plans
from tracker.services.acting import actor_for

Opens = Callable[[User], Browser]


def test_a_coordinator_changes_the_facts(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/edit")
    clara.press("Save", {"title-ru": "Проверочный план", "contact": "Office 12", "act_title-en": "Decree 5",
                         "act_date": "2021-12-01", "lead": str(world.shelter.id)})  # fmt: skip
    db.session.expire_all()
    assert world.plan.title.texts == {"en": "Test plan", "ru": "Проверочный план"}
    ours = world.plan
    assert (ours.contact, ours.act_date, ours.lead_id) == ("Office 12", date(2021, 12, 1), world.shelter.id)
    assert "Decree 5" in clara.open("/plans/test-plan/facts").main


def test_the_second_of_two_coordinators_sees_both_texts_and_loses_nothing(browser_of: Opens, world: World) -> None:
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    clara.open("/plans/test-plan/edit")
    daria.open("/plans/test-plan/edit")
    clara.press("Save", {"contact": "Clara's office"})
    page = daria.press("Save", {"contact": "<b>Daria's</b> office"}, status=409)
    assert "Clara saved a change" in page.main
    assert "Contact" in page.main
    assert "Clara's office" in page.main
    assert "<b>Daria's</b> office" in page.main, "shown as typed, not as bold letters"
    assert page.value("contact") == "<b>Daria's</b> office"
    daria.press("Save")
    db.session.expire_all()
    assert world.plan.contact == "<b>Daria's</b> office"


def test_a_text_in_a_language_that_was_taken_out_is_kept(browser_of: Opens, world: World) -> None:
    world.plan.title = Multilingual({"en": "Test plan", "ru": "План"})
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/edit")
    clara.press("Save", {"languages": ["en"]})
    clara.open("/plans/test-plan/edit")
    clara.press("Save", {"title-en": "New title"})
    db.session.expire_all()
    assert world.plan.title.texts == {"en": "New title", "ru": "План"}


def test_dates_that_would_leave_a_period_outside_are_refused(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/edit")
    page = clara.press("Save", {"starts_on": "2022-06-01"}, status=422)
    assert "would then lie outside the plan" in page.errors()[0]


def test_a_plan_can_belong_to_another_one_of_the_person_but_not_to_itself_or_below(world: World) -> None:
    child = plan("city", "City")
    child.parent_id = world.plan.id
    member(world.clara, child, Role.COORDINATOR, world.ministry)
    actor = actor_for(world.clara)
    assert plans.possible_parents(actor, world.plan) == []
    assert plans.possible_parents(actor, child) == [world.plan]


def test_the_public_mark_says_what_it_opens_and_is_on_record(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan/state")
    assert "Everybody can then read and download the issued editions of this plan, without signing in." in page.main
    clara.press("Save", {"is_public": "y"})
    db.session.expire_all()
    assert world.plan.is_public
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "change_plan_state")).one()
    assert (entry.before, entry.after) == ({"is_public": False}, {"is_public": True})


def test_in_an_archived_plan_nothing_changes_until_it_is_taken_out(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/pillars/new")
    daria = browser_of(world.daria)
    daria.open("/plans/test-plan/state")
    daria.press("Save", {"state": "archived"})
    page = clara.press("Save", {"title-en": "Coordination"}, status=422)
    assert page.errors() == ["This plan is archived. Take it out of the archive to change anything in it."]
    assert "Add a commitment" not in clara.open("/plans/test-plan").links()
    assert clara.open("/plans/archived").links()["Test plan"].endswith("/plans/test-plan")
    clara.open("/plans/test-plan/state")
    clara.press("Save", {"state": "active"})
    db.session.expire_all()
    assert world.plan.state is PlanState.ACTIVE


def test_fields_that_the_form_does_not_have_change_nothing(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan/edit")
    sent = page.values(page.forms()[0])
    names = [column.name for column in Plan.__table__.columns if column.name not in sent]
    kept = ("id", "state", "is_public", "is_demonstration", "on_track_percent")
    before = [getattr(world.plan, name) for name in kept]
    assert clara.client.post("/plans/test-plan/edit", data=dict.fromkeys(names, "1") | sent).status_code == 303
    db.session.expire_all()
    assert [getattr(world.plan, name) for name in kept] == before


def test_only_a_coordinator_of_this_plan_changes_it(browser_of: Opens, world: World) -> None:
    for who in (world.amina, world.rahima):
        browser_of(who).open("/plans/test-plan/edit", status=403)
    for who in (world.viktor, world.olga, world.adam):
        browser_of(who).open("/plans/test-plan/edit", status=404)


def test_a_plan_stays_part_of_one_in_which_its_coordinator_has_no_role(browser_of: Opens, world: World) -> None:
    world.plan.parent_id = world.foreign_plan.id
    db.session.commit()
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan/edit")
    assert "Other plan" not in page.html
    clara.press("Save", {"contact": "The office"})
    db.session.expire_all()
    assert (world.plan.contact, world.plan.parent_id) == ("The office", world.foreign_plan.id)
