"""One's own account: the password, and the browsers one is signed in with."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.signing_in import PASSWORD
from tests.web.cookies import cookie_of, is_let_in, token
from tests.world import World
from tracker.models.database import db
from tracker.models.people import SignIn, User

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]
CHOSEN = "four words nobody guesses"


def test_changing_the_password_ends_every_other_sign_in(world: World, browser_of: Browsers) -> None:
    here, elsewhere = browser_of(world.amina), browser_of(world.amina)
    before = cookie_of(here)
    here.open("/account/password")
    new = {"current_password": PASSWORD, "password": CHOSEN, "password_again": CHOSEN}
    page = here.press("Change the password", new)
    assert "Every other sign-in of yours has ended." in page.main
    assert elsewhere.open("/account").heading == "Sign in"
    assert here.open("/account").heading == "My account"
    assert not is_let_in(here.app, before)


def test_who_changes_the_password_keeps_the_second_factor_that_was_shown(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    clara.open("/account/password")
    clara.press("Change the password", {"current_password": PASSWORD, "password": CHOSEN, "password_again": CHOSEN})
    assert clara.open("/account/second-factor").heading == "Second factor"
    assert clara.open("/plans/test-plan").heading == "Test plan"


def test_a_person_ends_a_sign_in_they_do_not_know(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    stranger = browser_of(world.amina)
    as_of("2026-03-02T09:05")
    here = browser_of(world.amina)
    here.open("/account")
    here.press("End the sign-in of 2 March 2026, 09:00 UTC")
    assert stranger.open("/account").heading == "Sign in"
    assert here.open("/account").heading == "My account"


def test_nobody_ends_the_sign_in_of_somebody_else(world: World, browser_of: Browsers) -> None:
    bota = browser_of(world.bota)
    amina = browser_of(world.amina)
    amina.open("/account")
    key = db.session.query(SignIn.id).filter_by(user_id=world.bota.id).scalar()
    db.session.rollback()
    for each in (key, 99):
        answer = amina.client.post(f"/account/sign-ins/{each}/end", data={"csrf_token": token(amina)})
        assert answer.status_code == 404
    assert bota.open("/account").heading == "My account"
