"""An administrator adds people, gives them roles, hands over links, and shuts people out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.signing_in import PASSWORD, sign_in
from tests.web.cookies import cookie_of, is_let_in, leave, token
from tests.world import World
from tracker.domain.vocabulary import PlanState
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import Membership, User

Browsers = Callable[[User], Browser]

FARIDA = {"name": "Farida", "email": "Farida@Example.org", "language": "en"}
CHOSEN = "four words nobody guesses"


@pytest.fixture
def adam(world: World, browser_of: Browsers) -> Browser:
    return browser_of(world.adam)


def person(email: str) -> User | None:
    db.session.rollback()
    found = db.session.query(User).filter_by(email=email).one_or_none()
    if found is not None:
        db.session.expunge(found)
    db.session.rollback()
    return found


def roles(email: str) -> list[tuple[str, str | None, bool]]:
    """Role, organisation, and whether it is in force."""
    db.session.rollback()
    found = db.session.query(Membership).join(Membership.user).filter(User.email == email).order_by(Membership.id)
    said = [
        (each.role.value, each.organisation.code if each.organisation else None, each.archived_at is None)
        for each in found
    ]
    db.session.rollback()
    return said


def acts() -> list[str]:
    db.session.rollback()
    found = [each.act for each in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    db.session.rollback()
    return found


def id_of(email: str) -> int:
    found = person(email)
    assert found is not None
    return found.id


def test_somebody_new_gets_a_link_and_then_works_in_the_plan(adam: Browser, visitor: Browser, world: World) -> None:
    ids = {"plan": str(world.plan.id), "organisation": str(world.shelter.id)}
    db.session.rollback()
    adam.open("/administration/people")
    adam.follow("Add a person")
    page = adam.press("Add and make the link", FARIDA | ids | {"role": "contributor"})
    assert page.heading == "The link for Farida"
    link = next(e.get("value", "") for e in page.tree.iter("input") if e.get("id") == "link")
    assert link.startswith("http://localhost/invitation/")
    visitor.open(link.removeprefix("http://localhost"))
    visitor.press("Set the password and sign in", {"password": CHOSEN, "password_again": CHOSEN})
    assert "Test plan" in visitor.open("/account").main
    assert roles("farida@example.org") == [("contributor", "shelter", True)]
    assert {"add_person", "give_role", "invite_person", "accept_invitation", "set_password"} <= set(acts())
    assert "cannot be shown any more" in adam.open(page.url).main


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "amina@example.org"}, "There is a person with this e-mail already."),
        ({"email": "not an address"}, "Enter an e-mail such as name@example.org."),
        ({"email": ""}, "Enter the e-mail."),
        ({"name": " "}, "Enter the name."),
        ({"role": "reviewer"}, "Choose the plan."),
        ({"plan": "1"}, "Choose the role."),
        ({"plan": "1", "role": "reviewer"}, "Choose the organisation. Only a viewer may stand for none."),
    ],
)
def test_what_is_wrong_about_somebody_new_is_said_at_its_field(adam: Browser, wrong: dict[str, str], said: str) -> None:
    adam.open("/administration/people/new")
    page = adam.press("Add and make the link", FARIDA | wrong, status=422)
    assert page.errors() == [said]
    assert page.value("language") == "en"
    assert person("farida@example.org") is None


def test_somebody_is_added_without_a_role_where_there_is_one_plan_only(adam: Browser, world: World) -> None:
    world.foreign_plan.state = PlanState.ARCHIVED
    db.session.commit()
    adam.open("/administration/people/new")
    adam.press("Add and make the link", FARIDA)
    assert person("farida@example.org") is not None
    assert roles("farida@example.org") == []


def test_a_role_is_given_and_ended_and_kept(adam: Browser, world: World, browser_of: Browsers) -> None:
    viktor = browser_of(world.viktor)
    key, ids = world.viktor.id, {"plan": str(world.plan.id), "organisation": str(world.donor.id)}
    db.session.rollback()
    adam.open(f"/administration/people/{key}")
    page = adam.press("Give the role", ids | {"role": "reviewer"})
    assert "Viktor has the role." in page.main
    assert viktor.open("/account").heading == "Sign in", "whose rights change signs in anew"
    page = adam.press("Give the role", ids | {"role": "reviewer"}, status=422)
    assert page.errors() == ["This person has this role already."]
    page = adam.press("End: Reviewer, test-plan")
    assert roles("viktor@example.org") == [("viewer", "donor", True), ("reviewer", "donor", False)]
    adam.press("Give the role", ids | {"role": "reviewer"})
    assert roles("viktor@example.org")[1] == ("reviewer", "donor", True)
    assert acts()[-3:] == ["give_role", "end_role", "give_role"]


def test_a_deactivated_person_is_out_at_once_and_can_come_back(
    adam: Browser, world: World, browser_of: Browsers
) -> None:
    amina = browser_of(world.amina)
    adam.open(f"/administration/people/{id_of('amina@example.org')}")
    copied = cookie_of(amina)
    adam.press("Deactivate")
    assert not is_let_in(amina.app, copied)
    adam.press("Reactivate")
    assert not is_let_in(amina.app, copied), "ended sign-ins stay ended"
    amina.open("/sign-in")
    amina.press("Sign in", {"email": "amina@example.org", "password": PASSWORD})
    assert amina.open("/account").heading == "My account"


def test_a_new_link_ends_the_password_and_every_sign_in(adam: Browser, world: World, browser_of: Browsers) -> None:
    amina = browser_of(world.amina)
    adam.open(f"/administration/people/{id_of('amina@example.org')}")
    assert adam.press("Make a new link").heading == "The link for Amina"
    assert amina.open("/account").heading == "Sign in"
    amina.press("Sign in", {"email": "amina@example.org", "password": PASSWORD}, status=422)


def test_an_administrator_signs_a_person_out_everywhere(adam: Browser, world: World, browser_of: Browsers) -> None:
    one, other = browser_of(world.amina), browser_of(world.amina)
    adam.open(f"/administration/people/{id_of('amina@example.org')}")
    assert "signed in with 2 browsers" in adam.page.main
    adam.press("Sign them out everywhere")
    assert {browser.open("/account").heading for browser in (one, other)} == {"Sign in"}
    one.press("Sign in", {"email": "amina@example.org", "password": PASSWORD})
    assert one.open("/account").heading == "My account"
    assert acts()[-2:] == ["end_sign_ins", "sign_in"]


def test_whoever_lost_the_telephone_sets_up_a_new_one(adam: Browser, world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    adam.open(f"/administration/people/{id_of('clara@example.org')}")
    adam.press("Remove the second factor")
    assert clara.open("/account").heading == "Sign in"
    page = clara.press("Sign in", {"email": "clara@example.org", "password": PASSWORD})
    assert page.heading == "Second factor"
    assert "remove_factors" in acts()


def test_nobody_removes_their_own_second_factor_here(adam: Browser, world: World) -> None:
    key = id_of("adam@example.org")
    adam.open(f"/administration/people/{key}")
    answer = adam.client.post(f"/administration/people/{key}/factors/remove", data={"csrf_token": token(adam)})
    assert answer.status_code == 422


def test_an_administrator_cannot_shut_themselves_out(adam: Browser) -> None:
    key = id_of("adam@example.org")
    adam.open(f"/administration/people/{key}")
    for act in ("deactivate", "link"):
        assert (
            adam.client.post(f"/administration/people/{key}/{act}", data={"csrf_token": token(adam)}).status_code == 422
        )
    sent = {"csrf_token": token(adam), "name": "Adam", "language": "en"}
    answer = adam.client.post(f"/administration/people/{key}", data=sent)
    assert answer.status_code == 422
    assert "ask another administrator" in answer.text
    found = person("adam@example.org")
    assert found is not None
    assert (found.active, found.is_administrator, found.password is None) == (True, True, False)


def test_somebody_becomes_administrator_and_is_one_no_more(adam: Browser, world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    key = id_of("clara@example.org")
    adam.open(f"/administration/people/{key}")
    adam.press("Save", {"is_administrator": "y"})
    assert clara.open("/account").heading == "Sign in"
    sign_in(clara, world.clara)
    assert clara.open("/administration/people").heading == "People"
    form, _button = adam._form_with("Save")
    sent = {name: value for name, value in adam.page.values(form).items() if name != "is_administrator"}
    assert adam.client.post(f"/administration/people/{key}", data=sent | {"form_key": "another"}).status_code == 303
    assert clara.open("/administration/people").heading == "Sign in"


def test_people_are_found_by_name_or_e_mail(adam: Browser) -> None:
    page = adam.open("/administration/people?search=AMIN")
    assert "Amina" in page.main
    assert "Bota" not in page.main
    assert "Nobody found" in adam.open("/administration/people?search=%25").main


def test_a_field_that_no_form_has_changes_nothing_about_a_person(adam: Browser) -> None:
    key = id_of("amina@example.org")
    before = person("amina@example.org")
    adam.open(f"/administration/people/{key}")
    more = {"email": "x@example.org", "password": "x", "active": "", "fs_uniquifier": "x", "is_demonstration": "1"}
    sent = {"csrf_token": token(adam), "name": "Amina", "language": "en"} | more
    assert adam.client.post(f"/administration/people/{key}", data=sent).status_code == 303
    after = person("amina@example.org")
    assert before is not None
    assert after is not None
    for name in (*more, "created_at"):
        assert getattr(after, name) == getattr(before, name)


def test_a_form_sent_twice_makes_one_person_and_shows_their_link(adam: Browser) -> None:
    page = adam.open("/administration/people/new")
    sent = FARIDA | {"csrf_token": token(adam), "form_key": page.value("form_key"), "plan": "", "role": ""}
    sent |= {"organisation": ""}
    first, second = (adam.client.post("/administration/people/new", data=sent) for _ in range(2))
    assert first.location == second.location
    assert "/invitation/" in adam.open(str(second.location)).html
    assert acts().count("add_person") == 1


def test_names_stay_out_of_the_record_of_acts(adam: Browser) -> None:
    adam.open("/administration/people/new")
    adam.press("Add and make the link", FARIDA)
    leave(adam)
    db.session.rollback()
    said = [repr((each.before, each.after, each.reason)) for each in db.session.query(AuditEntry)]
    db.session.rollback()
    assert not any("arida" in each for each in said)
