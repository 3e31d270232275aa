"""Before what weighs much a person shows again that it is them, and nothing they had begun is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.signing_in import PASSWORD, as_if_never_used, code_of, give_app, sign_in
from tests.web.cookies import token
from tests.web.whole_plan import ours
from tests.world import World
from tracker.models.database import db
from tracker.models.people import SignIn, User
from tracker.services import people_signed_in

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]

WEIGHTY = {
    "clara": (
        "GET {plan}/people/invite",
        "POST {plan}/people/invite",
        "POST {plan}/people/{membership}/end",
        "POST {plan}/people/{membership}/link",
        "POST {plan}/people/offers/{offer}/link",
        "POST {plan}/people/offers/{offer}/withdraw",
        "GET {plan}/reports/{report}/request",
        "POST {plan}/reports/{report}/request",
        "POST {plan}/reports/editions/{edition}/confirm",
        "GET /account/second-factor/app",
        "POST /account/second-factor/app",
        "POST /account/second-factor/app/remove",
        "POST /account/second-factor/codes",
    ),
    "adam": (
        "POST /administration/people/new",
        "POST /administration/people/{person}",
        "POST /administration/people/{person}/roles",
        "POST /administration/people/{person}/roles/{role}/end",
        "POST /administration/people/{person}/deactivate",
        "POST /administration/people/{person}/link",
    ),
}


@pytest.mark.parametrize("name", list(WEIGHTY))
def test_sixteen_minutes_after_signing_in_weighty_acts_ask_again(
    world: World, browser_of: Browsers, as_of: SetClock, name: str
) -> None:
    as_of("2026-03-02T09:00")
    ids, browser = ours(world), browser_of(getattr(world, name))
    as_of("2026-03-02T09:16")
    browser.open("/account")
    form_token, answers = token(browser), {}
    for ask in WEIGHTY[name]:
        method, address = ask.format(plan="/plans/test-plan", **ids).split()
        sent = {"csrf_token": form_token} if method == "POST" else {}
        got = browser.client.open(address, method=method, data=sent)
        asked = got.location if method == "GET" else re.sub(r"\s+", " ", got.text)
        answers[ask] = got.status_code, "/account/confirm" in str(asked)
    assert answers == {ask: (303 if ask.startswith("GET") else 401, True) for ask in WEIGHTY[name]}


def test_within_fifteen_minutes_nobody_is_asked(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.clara)
    as_of("2026-03-02T09:15")
    assert browser.open("/plans/test-plan/people/invite").url == "/plans/test-plan/people/invite"


def test_the_way_goes_on_to_where_the_person_wanted(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.clara)
    as_of("2026-03-02T09:16")
    assert browser.open("/plans/test-plan/people/invite").heading == "Show that it is you"
    page = browser.press("Continue", {"password": PASSWORD, "factor_code": code_of("clara@example.org")})
    assert page.url == "/plans/test-plan/people/invite"
    as_of("2026-03-02T09:31")
    assert browser.open("/plans/test-plan/people/invite").url == "/plans/test-plan/people/invite"


@pytest.fixture
def asked(world: World, browser_of: Browsers, as_of: SetClock) -> Browser:
    """Clara, who signed in sixteen minutes ago, on her way to invite somebody."""
    as_of("2026-03-02T09:00")
    browser = browser_of(world.clara)
    as_of("2026-03-02T09:16")
    browser.open("/plans/test-plan/people/invite")
    return browser


def test_the_code_alone_is_not_enough(world: World, asked: Browser) -> None:
    sent = {"password": "wrong but long enough", "factor_code": code_of("clara@example.org")}
    assert asked.press("Continue", sent, status=422).errors() == ["This is not your password."]
    assert asked.open("/plans/test-plan/people/invite").heading == "Show that it is you"


def test_the_password_alone_is_not_enough(asked: Browser) -> None:
    page = asked.press("Continue", {"password": PASSWORD, "factor_code": "000000"}, status=422)
    assert page.errors() == ["This code is not right, or was used already. Type the newest one."]
    assert asked.open("/plans/test-plan/people/invite").heading == "Show that it is you"


def test_what_was_typed_waits_and_is_sent_by_its_person(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.clara)
    browser.open("/plans/test-plan/people/invite")
    as_of("2026-03-02T09:16")
    typed = {"email": "farida@example.org", "name": "Farida of the valley"}
    browser.press("Invite and make the link", typed, status=401)
    page = browser.press("Continue", {"password": PASSWORD, "factor_code": code_of("clara@example.org")})
    assert page.heading == "Thank you, it is you"
    page = browser.press("Continue", status=422)
    assert {name: page.value(name) for name in typed} == typed


def test_whoever_has_no_second_factor_shows_the_password(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.amina)
    as_of("2026-03-02T09:16")
    assert browser.open("/account/second-factor/app").heading == "Show that it is you"
    assert browser.press("Continue", {"password": PASSWORD}).heading == "Set up an app"


def test_a_factor_set_up_elsewhere_ends_this_sign_in(world: World, browser_of: Browsers) -> None:
    stranger, owner = browser_of(world.amina), browser_of(world.amina)
    give_app(world.amina)
    people_signed_in.end_all(world.amina)
    db.session.commit()
    sign_in(owner, world.amina)
    assert owner.open("/account").heading == "My account"
    assert stranger.open("/account").heading == "Sign in"


def test_that_it_was_them_is_on_record(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.clara)
    as_of("2026-03-02T09:16")
    browser.open("/account/confirm")
    as_if_never_used("clara@example.org")
    browser.press("Continue", {"password": PASSWORD, "factor_code": code_of("clara@example.org")})
    row = db.session.query(SignIn).filter_by(user_id=world.clara.id, ended_at=None).one()
    assert (row.has_factor, str(row.confirmed_at)[:16]) == (True, "2026-03-02 09:16")
