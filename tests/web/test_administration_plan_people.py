"""A coordinator sees who works on the plan, invites people into it, and ends their roles; never more than that."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.signing_in import PASSWORD, give_code
from tests.web.cookies import token
from tests.world import World, english, member
from tracker.domain.vocabulary import Role
from tracker.models.database import db
from tracker.models.people import Membership, RoleOffer, User
from tracker.services import clock, people

Browsers = Callable[[User], Browser]

CHOSEN = "four words nobody guesses"
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


def link_on(browser: Browser) -> str:
    """The address that the open page hands over."""
    link = next(e.get("value", "") for e in browser.page.tree.iter("input") if e.get("id") == "link")
    return link.removeprefix("http://localhost")


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
    link = link_on(clara)
    assert visitor.open(link).heading == "Choose your password"
    assert "Invited, and not here yet" in clara.open("/plans/test-plan/people").main
    clara.press("New link: Farida")
    visitor.open(link, status=404)
    visitor.open(link_on(clara) + "?lang=en")
    assert in_force("farida@example.org") == []
    visitor.press("Set the password and sign in", {"password": CHOSEN, "password_again": CHOSEN})
    assert in_force("farida@example.org") == ["contributor"]
    assert visitor.open("/plans/test-plan?lang=en").heading == "Test plan"
    visitor.open(link_on(clara), status=404)


def test_a_coordinator_cannot_make_coordinators_or_administrators(world: World, clara: Browser) -> None:
    page = clara.open("/plans/test-plan/people/invite")
    roles = [option.get("value") for s in page.tree.iter("select") if s.get("name") == "role" for option in s]
    assert roles == ["", "contributor", "reviewer", "viewer"]
    sent = FARIDA | {"role": "coordinator", "plan": str(world.plan.id), "csrf_token": token(clara)}
    sent |= {"organisation": str(world.shelter.id), "is_administrator": "y"}
    db.session.rollback()
    assert clara.client.post("/plans/test-plan/people/invite", data=sent).status_code == 422
    assert clara.client.post("/plans/test-plan/people/invite", data=sent | {"role": "reviewer"}).status_code == 303
    assert [(each.role, each.plan_id) for each in db.session.query(RoleOffer)] == [(Role.REVIEWER, world.plan.id)]
    db.session.rollback()


def test_a_coordinator_cannot_invite_into_another_plan(world: World, clara: Browser) -> None:
    invite(clara, "viewer", status=422, plan=str(world.foreign_plan.id))
    clara.open("/plans/other-plan/people", status=404)
    clara.open("/plans/other-plan/people/invite", status=404)


def page_of(browser: Browser, email: str) -> str:
    """What the coordinator is answered for an e-mail, without the e-mail and what is random."""
    invite(browser, "viewer", email=email)
    random = (email, link_on(browser), token(browser))
    html = browser.page.html
    for each in random:
        html = html.replace(each, "")
    return re.sub(r'(nonce|value|action)="[^"]*"|/offers/\d+', "", html)


def test_an_e_mail_with_an_account_is_answered_like_one_without(
    world: World, clara: Browser, browser_of: Browsers
) -> None:
    olga = browser_of(world.olga)
    assert page_of(clara, "olga@example.org") == page_of(clara, "nobody@example.org")
    assert "Olga" not in clara.open("/plans/test-plan/people").main
    assert in_force("olga@example.org") == ["coordinator"]
    assert olga.open("/account").heading == "My account", "their sign-in goes on"


def test_whoever_has_an_account_takes_the_role_when_they_like(
    world: World, clara: Browser, visitor: Browser, browser_of: Browsers
) -> None:
    elsewhere = browser_of(world.olga)
    invite(clara, "viewer", email="Olga@Example.org", name="Somebody else")
    link = link_on(clara)
    assert visitor.open(link).heading == "Sign in to take the role"
    visitor.follow("Sign in")
    visitor.press("Sign in", {"email": "olga@example.org", "password": PASSWORD})
    assert give_code(visitor, "olga@example.org").heading == "Take the role"
    assert in_force("olga@example.org") == ["coordinator"]
    assert "The role is yours." in visitor.press("Take the role").main
    assert in_force("olga@example.org") == ["coordinator", "viewer"]
    assert elsewhere.open("/account").heading == "Sign in", "whose rights change signs in anew"
    assert db.session.query(User).filter_by(email="olga@example.org").one().name == "Olga"


def test_an_invitation_is_taken_by_nobody_else(world: World, clara: Browser, browser_of: Browsers) -> None:
    invite(clara, "viewer", email="olga@example.org")
    link, amina = link_on(clara), browser_of(world.amina)
    amina.open(link, status=403)
    assert amina.client.post(link, data={"csrf_token": token(amina)}).status_code == 403
    assert browser_of(world.olga).open(link).heading == "Take the role"


def test_an_invitation_ends_with_the_right_to_give_it(world: World, clara: Browser, visitor: Browser) -> None:
    invite(clara, "viewer")
    link = link_on(clara)
    visitor.open(link)
    for membership in db.session.query(Membership).filter_by(user_id=world.clara.id):
        membership.archived_at = clock.now()
    db.session.commit()
    visitor.open(link, status=404)


def test_an_invitation_is_good_for_seven_days(
    world: World, visitor: Browser, browser_of: Browsers, as_of: Callable[[str], None]
) -> None:
    as_of("2026-03-02T09:00")
    clara = browser_of(world.clara)
    invite(clara, "viewer")
    link = link_on(clara)
    as_of("2026-03-09T08:59")
    visitor.open(link)
    as_of("2026-03-09T09:00")
    visitor.open(link, status=404)


def test_a_withdrawn_invitation_is_over(world: World, clara: Browser, visitor: Browser) -> None:
    invite(clara, "viewer")
    link = link_on(clara)
    clara.open("/plans/test-plan/people")
    assert "The invitation is withdrawn." in clara.press("Withdraw: Farida").main
    visitor.open(link, status=404)
    invite(clara, "viewer")


def test_nobody_is_invited_twice_to_the_same(world: World, clara: Browser) -> None:
    invite(clara, "viewer")
    invite(clara, "viewer", status=422)
    assert clara.page.errors() == ["Whoever has this e-mail has this role, or was invited to it."]


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
    farida = people.new_person("farida@example.org", "Farida", "en")
    member(farida, world.plan, Role.VIEWER, None)
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
