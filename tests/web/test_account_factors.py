"""The second factor: who needs one, what it takes, what it refuses, and what happens when it is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.browsing import Browser
from tests.signing_in import PASSWORD, as_if_never_used, code_of, give_app, sign_in
from tests.web.cookies import token
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.factors import Authenticator, RecoveryCode
from tracker.models.people import User
from tracker.services import clock, one_time_codes, second_factors
from tracker.web import identity

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]


def without_app(person: User) -> None:
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == person.id))
    db.session.commit()


def first_step(browser: Browser, person: User) -> str:
    """The password alone. Returns the heading of the page that follows."""
    email = person.email
    browser.open("/sign-in")
    return browser.press("Sign in", {"email": email, "password": PASSWORD}).heading


@pytest.mark.parametrize("name", ["clara", "adam"])
def test_the_password_of_somebody_who_can_do_much_opens_nothing(world: World, visitor: Browser, name: str) -> None:
    assert first_step(visitor, getattr(world, name)) == "Type the code"
    assert visitor.open("/account").heading == "Sign in"
    assert visitor.open("/plans/test-plan").heading == "Sign in"


def test_a_contributor_needs_no_second_factor(world: World, visitor: Browser) -> None:
    first_step(visitor, world.amina)
    assert visitor.open("/account").heading == "My account"


@pytest.mark.parametrize("name", ["clara", "adam"])
def test_without_a_factor_no_page_opens_but_the_one_to_set_it_up(
    app: Flask, world: World, visitor: Browser, name: str
) -> None:
    person = getattr(world, name)
    without_app(person)
    assert first_step(visitor, person) == "Second factor"
    form_token, opened = token(visitor), []
    for rule in app.url_map.iter_rules():
        values = {each: "test-plan" if each == "plan_code" else 1 for each in rule.arguments}
        address = rule.build(values)[1] if rule.build(values) else ""  # type: ignore[index]
        policy = str(app.view_functions[rule.endpoint].__dict__.get("access", "public"))
        if not address or policy.startswith("public") or "before the second factor" in policy:
            continue
        for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
            got = visitor.client.open(
                address, method=method, data={"csrf_token": form_token} if method == "POST" else {}
            )
            if (got.status_code, got.location) != (303, "/account/second-factor"):
                opened.append((method, address, got.status_code))
    assert opened == []


def test_an_app_is_set_up_and_asked_for_ever_after(world: World, visitor: Browser, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    without_app(world.clara)
    first_step(visitor, world.clara)
    visitor.follow("Set up an app")
    letters = re.search(r"Key: ((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", visitor.page.main)
    assert letters, visitor.page.main
    with visitor.client.session_transaction() as kept:
        sealed = kept["new_factor"]
    key = identity.factor_key()
    assert one_time_codes.readable(sealed, key) == letters[1].replace(" ", "")
    visitor.press("Use this app", {"factor_code": "000000"}, status=422)
    page = visitor.press("Use this app", {"factor_code": one_time_codes.code_at(sealed, key, clock.now())})
    assert page.heading == "Your recovery codes"
    assert len(re.findall(r"\b(?:[2-9a-z]{4}-){3}[2-9a-z]{4}\b", page.main)) == 10
    assert visitor.open("/plans/test-plan").heading == "Test plan"
    as_of("2026-03-02T09:01")
    visitor.client.delete_cookie("tracker")
    assert first_step(visitor, world.clara) == "Type the code"
    visitor.press("Continue", {"factor_code": code_of("clara@example.org")})
    assert visitor.open("/account").heading == "My account"


def test_a_code_is_taken_once(world: World, app: Flask, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00:10")
    code = code_of("clara@example.org")
    one, other = Browser(app), Browser(app)
    for browser in (one, other):
        first_step(browser, world.clara)
    one.press("Continue", {"factor_code": code})
    page = other.press("Continue", {"factor_code": code}, status=422)
    assert page.errors() == ["This code is not right, or was used already. Type the newest one."]
    assert other.open("/account").heading == "Sign in"


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 200), (0, 200), (30, 200), (60, 422)])
def test_a_code_stands_for_thirty_seconds_and_its_neighbours(
    world: World, visitor: Browser, as_of: SetClock, seconds: int, status: int
) -> None:
    as_of("2026-03-02T09:00:10")
    first_step(visitor, world.clara)
    visitor.press("Continue", {"factor_code": code_of("clara@example.org", seconds)}, status=status)


def test_five_codes_may_be_tried_for_one_sign_in(world: World, visitor: Browser) -> None:
    first_step(visitor, world.clara)
    for _ in range(4):
        visitor.press("Continue", {"factor_code": "000000"}, status=422)
    assert visitor.press("Continue", {"factor_code": "000000"}).heading == "Sign in"
    assert visitor.open("/sign-in/code").heading == "Sign in"


def test_a_copied_cookie_gives_no_more_codes_to_try(world: World, app: Flask, visitor: Browser) -> None:
    first_step(visitor, world.clara)
    copied = visitor.client.get_cookie("tracker")
    assert copied is not None
    tries = []
    for _ in range(6):
        thief = Browser(app)
        thief.client.set_cookie("tracker", copied.value)
        sent = {"csrf_token": token(visitor), "factor_code": "000000"}
        tries.append(thief.client.post("/sign-in/code", data=sent).status_code)
    assert tries == [422] * 4 + [303, 303]


def test_ten_wrong_codes_of_an_account_within_fifteen_minutes_slow_down(
    world: World, app: Flask, as_of: SetClock
) -> None:
    as_of("2026-03-02T09:00")
    for _ in range(2):
        browser = Browser(app)
        first_step(browser, world.clara)
        for n in range(5):
            browser.press("Continue", {"factor_code": "000000"}, status=422 if n < 4 else 200)
    browser = Browser(app)
    first_step(browser, world.clara)
    browser.press("Continue", {"factor_code": code_of("clara@example.org")}, status=429)
    as_of("2026-03-02T09:16")
    sign_in(browser, world.clara)
    assert browser.open("/account").heading == "My account"


def test_the_step_with_the_code_waits_ten_minutes(world: World, visitor: Browser, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    first_step(visitor, world.clara)
    as_of("2026-03-02T09:10:01")
    assert visitor.press("Continue", {"factor_code": code_of("clara@example.org")}).heading == "Sign in"


def test_a_recovery_code_works_once(world: World, app: Flask) -> None:
    codes = second_factors.new_recovery_codes(world.clara)
    db.session.commit()
    assert len(set(codes)) == 10
    kept = [row.code_hash for row in db.session.query(RecoveryCode)]
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    one, other = Browser(app), Browser(app)
    for browser in (one, other):
        first_step(browser, world.clara)
    one.press("Continue", {"factor_code": codes[0].upper()})
    assert one.open("/account").heading == "My account"
    other.press("Continue", {"factor_code": codes[0]}, status=422)
    assert "9 codes are left" in one.open("/account/second-factor").main


def test_a_recovery_code_is_good_for_its_person_only(world: World, app: Flask) -> None:
    codes = second_factors.new_recovery_codes(world.clara)
    db.session.commit()
    browser = Browser(app)
    first_step(browser, world.daria)
    browser.press("Continue", {"factor_code": codes[0]}, status=422)


def test_a_contributor_may_have_one_too_and_remove_it(world: World, browser_of: Browsers) -> None:
    give_app(world.amina)
    db.session.commit()
    browser = browser_of(world.amina)
    browser.open("/account/second-factor")
    assert "The app is removed." in browser.press("Remove the app").main
    assert not second_factors.has_any(world.amina)


def test_a_coordinator_cannot_go_without(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.clara)
    browser.open("/account/second-factor")
    assert "Remove the app" not in browser.page.main
    answer = browser.client.post("/account/second-factor/app/remove", data={"csrf_token": token(browser)})
    assert answer.status_code == 303
    assert "Your role needs a second factor." in browser.open("/account/second-factor").main
    assert second_factors.has_any(world.clara)


def test_the_secret_of_an_app_is_not_stored_as_it_is(world: World) -> None:
    kept = db.session.query(Authenticator).filter_by(user_id=world.clara.id).one().secret
    assert one_time_codes.readable(kept, identity.factor_key()) not in kept
    assert one_time_codes.counter_of(kept, "a key of somebody else" * 3, "123456", at=clock.now(), after=0) is None


def test_refused_codes_are_on_record_without_the_code(world: World, visitor: Browser) -> None:
    first_step(visitor, world.clara)
    visitor.press("Continue", {"factor_code": "135790"}, status=422)
    entry = db.session.query(AuditEntry).filter_by(act="refuse_code").one()
    assert entry.after == {"user": world.clara.id}


def test_what_was_typed_survives_the_second_step_too(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2024-06-01T09:00")
    browser = browser_of(world.clara)
    browser.open("/plans/test-plan/commitments/new")
    as_of("2024-06-01T10:00")
    typed = {"text-en": "A commitment that took long to write", "code": "C9"}
    browser.press("Save", typed, status=401)
    browser.press("Sign in", {"email": "clara@example.org", "password": PASSWORD})
    as_if_never_used("clara@example.org")
    browser.press("Continue", {"factor_code": code_of("clara@example.org")})
    page = browser.press("Back to the form with my text")
    assert {name: page.value(name) for name in typed} == typed
