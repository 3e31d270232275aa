"""A link that was handed over: it sets a password once, within seven days, for the person it was made for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.web.cookies import leave
from tests.world import World
from tracker.models.database import db
from tracker.models.people import Invitation, User
from tracker.services import people, people_invitations

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]
CHOSEN = "four words nobody guesses"


@pytest.fixture
def token(world: World, as_of: SetClock) -> str:
    """Farida was added on a Monday at nine, and has her link."""
    as_of("2026-03-02T09:00")
    farida = people.add_person(None, email="Farida@Example.org", name="Farida", language="ru")
    made = people_invitations.invite(None, farida)
    db.session.commit()
    return made


def choose(browser: Browser, password: str = CHOSEN, again: str | None = None, status: int = 200) -> list[str]:
    fields = {"password": password, "password_again": password if again is None else again}
    return browser.press("Set the password and sign in", fields, status=status).errors()


def test_the_link_sets_the_password_and_signs_in(visitor: Browser, token: str) -> None:
    page = visitor.open(f"/invitation/{token}?lang=en")
    assert "farida@example.org" in page.main
    choose(visitor)
    assert "Farida" in visitor.open("/account?lang=en").main
    leave(visitor)
    visitor.open("/sign-in?lang=en")
    visitor.press("Sign in", {"email": "farida@example.org", "password": CHOSEN})
    assert visitor.open("/account?lang=en").heading == "My account"


def test_the_link_works_once(visitor: Browser, token: str) -> None:
    visitor.open(f"/invitation/{token}?lang=en")
    choose(visitor)
    leave(visitor)
    assert visitor.open(f"/invitation/{token}?lang=en", status=404).heading == "This link does not work any more"


@pytest.mark.parametrize(("moment", "status"), [("2026-03-09T08:59", 200), ("2026-03-09T09:00", 404)])
def test_the_link_works_for_seven_days(visitor: Browser, token: str, as_of: SetClock, moment: str, status: int) -> None:
    as_of(moment)
    visitor.open(f"/invitation/{token}", status=status)


def test_a_made_up_link_and_a_used_one_look_the_same(visitor: Browser, token: str) -> None:
    visitor.open(f"/invitation/{token}?lang=en")
    choose(visitor)
    leave(visitor)
    used = visitor.open(f"/invitation/{token}?lang=en", status=404)
    assert visitor.open("/invitation/made-up?lang=en", status=404).main == used.main


def test_a_newer_link_ends_the_one_before(visitor: Browser, token: str) -> None:
    farida = people.by_email("farida@example.org")
    assert farida is not None
    newer = people_invitations.invite(None, farida)
    db.session.commit()
    visitor.open(f"/invitation/{token}", status=404)
    visitor.open(f"/invitation/{newer}")


def test_only_the_hash_of_a_link_is_stored(world: World, token: str) -> None:
    row = db.session.query(Invitation).one()
    assert len(token) >= 43, "256 bits"
    assert token not in row.token_hash


def test_somebody_else_who_is_signed_in_does_not_use_the_link_up(
    visitor: Browser, token: str, world: World, browser_of: Browsers
) -> None:
    page = browser_of(world.amina).open(f"/invitation/{token}", status=403)
    assert "signed in as Amina" in page.main
    visitor.open(f"/invitation/{token}")


def test_the_link_of_a_deactivated_person_does_not_work(visitor: Browser, token: str, world: World) -> None:
    farida = people.by_email("farida@example.org")
    assert farida is not None
    farida.active = False
    db.session.commit()
    visitor.open(f"/invitation/{token}", status=404)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", None, "The password is too short: it needs at least 12 characters."),
        ("x" * 200, None, "The password is too long: at most 128 characters."),
        ("password1234", None, "Many people use this password, so it is guessed first. Choose another one."),
        (
            "farida@example.org",
            None,
            "This password is made of words that stand for you or for this site. Choose another one.",
        ),
        (CHOSEN, "something else entirely", "The two passwords are not the same."),
        ("", None, "Enter a password."),
    ],
)
def test_a_bad_password_is_explained_and_the_link_stays_good(
    visitor: Browser, token: str, password: str, again: str | None, said: str
) -> None:
    visitor.open(f"/invitation/{token}?lang=en")
    assert said in choose(visitor, password, again, status=422)
    visitor.open(f"/invitation/{token}?lang=en")


def test_a_link_for_a_lost_password_signs_nobody_in_and_is_good_for_an_hour(
    visitor: Browser, world: World, as_of: SetClock
) -> None:
    as_of("2026-03-02T09:00")
    first = people_invitations.invite(None, world.clara)
    newer = people_invitations.invite(None, world.clara)
    db.session.commit()
    visitor.open(f"/invitation/{first}", status=404)
    as_of("2026-03-02T09:59")
    visitor.open(f"/invitation/{newer}")
    page = visitor.press("Set the password", {"password": CHOSEN, "password_again": CHOSEN})
    assert page.heading == "Sign in"
    assert visitor.open("/account").heading == "Sign in"
    visitor.open("/sign-in")
    assert visitor.press("Sign in", {"email": "clara@example.org", "password": CHOSEN}).heading == "Type the code"
    later = people_invitations.invite(None, world.clara)
    db.session.commit()
    as_of("2026-03-02T11:00")
    visitor.open(f"/invitation/{later}", status=404)
