"""A coordinator sees who works on the plan, invites people into it, and ends their roles; never more than that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.web.cookies import token
from tests.world import World, english, member
from tracker.domain.vocabulary import Role
from tracker.models.database import db
from tracker.models.people import Membership, User
from tracker.services import clock

Browsers = Callable[[User], Browser]

FARIDA = {"name": "Farida", "email": "farida@example.org", "language": "ru"}


@pytest.fixture
def clara(world: World, browser_of: Browsers) -> Browser:
    return browser_of(world.clara)


def membership_of(email: str, role: Role) -> int:
    found = (
        db.session.query(Membership).join(Membership.user).filter(User.email == email, Membership.role == role).one()
    )
    key = found.id
    db.session.rollback()
    return key


def in_force(email: str) -> list[str]:
    db.session.rollback()
    rows = (
        db.session.query(Membership).join(Membership.user).filter(User.email == email, Membership.archived_at.is_(None))
    )
    found = [each.role.value for each in rows.order_by(Membership.id)]
    db.session.rollback()
    return found


def invite(browser: Browser, role: str, status: int = 200, **more: str) -> None:
    browser.open("/plans/test-plan/people/invite")
    browser.press("Invite and make the link", FARIDA | {"role": role} | more, status=status)


def test_a_coordinator_invites_somebody_into_the_plan(world: World, clara: Browser, visitor: Browser) -> None:
    organisation = str(world.shelter.id)
    db.session.rollback()
    clara.open("/plans/test-plan/people")
    clara.follow("Invite somebody")
    page = clara.press("Invite and make the link", FARIDA | {"role": "contributor", "organisation": organisation})
    assert page.heading == "The link for Farida"
    link = next(e.get("value", "") for e in page.tree.iter("input") if e.get("id") == "link")
    assert visitor.open(link.removeprefix("http://localhost") + "?lang=en").heading == "Choose your password"
    assert "Waits for the link to be used" in clara.open("/plans/test-plan/people").main
    clara.press("New link: Farida")
    visitor.open(link.removeprefix("http://localhost"), status=404)


def test_a_coordinator_cannot_make_coordinators_or_administrators(world: World, clara: Browser) -> None:
    page = clara.open("/plans/test-plan/people/invite")
    roles = [option.get("value") for s in page.tree.iter("select") if s.get("name") == "role" for option in s]
    assert roles == ["", "contributor", "reviewer", "viewer"]
    sent = FARIDA | {"role": "coordinator", "plan": str(world.plan.id), "csrf_token": token(clara)}
    sent |= {"organisation": str(world.shelter.id), "is_administrator": "y"}
    db.session.rollback()
    assert clara.client.post("/plans/test-plan/people/invite", data=sent).status_code == 422
    assert clara.client.post("/plans/test-plan/people/invite", data=sent | {"role": "reviewer"}).status_code == 303
    farida = db.session.query(User).filter_by(email="farida@example.org").one()
    assert not farida.is_administrator
    db.session.rollback()


def test_a_coordinator_cannot_invite_into_another_plan(world: World, clara: Browser) -> None:
    invite(clara, "viewer", status=422, plan=str(world.foreign_plan.id))
    clara.open("/plans/other-plan/people", status=404)
    clara.open("/plans/other-plan/people/invite", status=404)


def test_somebody_with_an_account_gets_the_role_and_no_link(world: World, clara: Browser) -> None:
    invite(clara, "viewer", email="Olga@Example.org", name="Somebody else")
    assert "Olga has an account already" in clara.page.main
    assert in_force("olga@example.org") == ["coordinator", "viewer"]


def test_a_coordinator_ends_a_role_but_not_a_coordinators(world: World, clara: Browser, browser_of: Browsers) -> None:
    amina = browser_of(world.amina)
    clara.open("/plans/test-plan/people")
    clara.press("End the role: Amina")
    assert in_force("amina@example.org") == []
    assert amina.open("/account").heading == "Sign in"
    key = membership_of("daria@example.org", Role.COORDINATOR)
    answer = clara.client.post(f"/plans/test-plan/people/{key}/end", data={"csrf_token": token(clara)})
    assert answer.status_code == 403
    assert in_force("daria@example.org") == ["coordinator"]


def test_a_coordinator_gets_no_link_into_an_account_in_use(world: World, clara: Browser) -> None:
    key = membership_of("amina@example.org", Role.CONTRIBUTOR)
    clara.open("/plans/test-plan/people")
    answer = clara.client.post(f"/plans/test-plan/people/{key}/link", data={"csrf_token": token(clara)})
    assert answer.status_code == 403


@pytest.mark.parametrize("trait", ["administrator", "elsewhere"])
def test_a_coordinator_gets_no_link_into_more_than_the_plan(world: World, clara: Browser, trait: str) -> None:
    invite(clara, "viewer")
    farida = db.session.query(User).filter_by(email="farida@example.org").one()
    if trait == "administrator":
        farida.is_administrator = True
    else:
        member(farida, world.foreign_plan, Role.VIEWER, None)
    db.session.commit()
    clara.open("/plans/test-plan/people")
    clara.press("New link: Farida", status=403)


def test_what_belongs_to_another_plan_is_not_there(world: World, clara: Browser) -> None:
    key = membership_of("olga@example.org", Role.COORDINATOR)
    clara.open("/plans/test-plan/people")
    for act in ("end", "link"):
        answer = clara.client.post(f"/plans/test-plan/people/{key}/{act}", data={"csrf_token": token(clara)})
        assert answer.status_code == 404
    clara.open(f"/plans/test-plan/people/{key}/link", status=404)


@pytest.mark.parametrize(
    ("name", "status"), [("rahima", 403), ("amina", 403), ("viktor", 404), ("olga", 404), ("adam", 404)]
)
def test_only_the_coordinator_sees_the_people_of_a_plan(
    world: World, browser_of: Browsers, name: str, status: int
) -> None:
    browser = browser_of(getattr(world, name))
    browser.open("/plans/test-plan/people", status=status)
    browser.open("/plans/test-plan/people/invite", status=status)


def test_a_coordinator_gives_themselves_no_role(world: World, clara: Browser) -> None:
    """Standing for Shelter, Clara would read what Shelter shows to nobody."""
    organisation = str(world.shelter.id)
    db.session.rollback()
    sent = {"email": "Clara@example.org", "organisation": organisation}
    for role in ("contributor", "reviewer", "viewer"):
        invite(clara, role, status=422, **sent)
    assert clara.page.errors() == ["Nobody gives themselves a role. Ask an administrator."]
    assert in_force("clara@example.org") == ["coordinator"]


def test_a_coordinator_is_not_shown_the_organisations_of_other_countries(world: World, clara: Browser) -> None:
    world.bridge.country, world.donor.country, world.shelter.country = "KG", "", "TJ"
    kept = {str(each.id) for each in (world.ministry, world.bridge, world.donor)}  # Bridge has a role in the plan
    world.donor.name = english("Donor")
    db.session.commit()
    for membership in db.session.query(Membership).filter_by(organisation_id=world.shelter.id):
        membership.archived_at = clock.now()
    db.session.commit()
    page = clara.open("/plans/test-plan/people/invite")
    offered = [o.get("value") for s in page.tree.iter("select") if s.get("name") == "organisation" for o in s]
    assert set(offered) == {"", *kept}
