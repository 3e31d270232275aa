"""Trying passwords: it gets slow, it tells nothing, and it locks nobody out for good."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask

from config import Settings
from tests.browsing import Browser
from tests.signing_in import PASSWORD
from tests.web.cookies import token
from tests.world import World
from tracker.app import create_app
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import SignInAttempt, User
from tracker.services import people_attempts
from tracker.web import identity

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]
WRONG = "wrong but long enough"


def attempt(app: Flask, email: str, password: str, address: str = "192.0.2.1", **headers: str) -> int:
    """The status that a browser at this address gets for an e-mail and a password."""
    browser = Browser(app)
    browser.open("/sign-in")
    sent = {"csrf_token": token(browser), "email": email, "password": password}
    return browser.client.post(
        "/sign-in", data=sent, environ_base={"REMOTE_ADDR": address}, headers=headers
    ).status_code


def test_the_eleventh_try_within_fifteen_minutes_waits(app: Flask, world: World, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    assert [attempt(app, "amina@example.org", WRONG, f"192.0.2.{n}") for n in range(10)] == [422] * 10
    assert attempt(app, "AMINA@example.org ", PASSWORD, "192.0.2.20") == 429
    assert attempt(app, "bota@example.org", PASSWORD, "192.0.2.20") == 303
    as_of("2026-03-02T09:16")
    assert attempt(app, "amina@example.org", PASSWORD) == 303


def test_people_who_do_not_exist_are_counted_too(app: Flask, world: World) -> None:
    tries = [attempt(app, "nobody@example.org", WRONG, f"192.0.2.{n}") for n in range(11)]
    assert tries == [422] * 10 + [429]


def test_a_right_password_forgets_the_wrong_ones_before(app: Flask, world: World) -> None:
    for _ in range(3):
        assert [attempt(app, "amina@example.org", WRONG) for _ in range(4)] == [422] * 4
        assert attempt(app, "amina@example.org", PASSWORD) == 303


def test_one_network_gets_thirty_tries_over_all_accounts(app: Flask, world: World) -> None:
    same_network = [f"2001:db8:0:1::{n:x}" for n in range(1, 31)]
    assert {attempt(app, f"guess{n}@example.org", WRONG, at) for n, at in enumerate(same_network)} == {422}
    assert attempt(app, "amina@example.org", PASSWORD, "2001:db8:0:1:ffff::1") == 429
    assert attempt(app, "amina@example.org", PASSWORD, "2001:db8:0:2::1") == 303


def test_a_forged_header_does_not_make_another_address(app: Flask, world: World) -> None:
    tries = [attempt(app, f"guess{n}@example.org", WRONG, **{"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(31)]
    assert tries == [422] * 30 + [429]


def test_a_limit_says_what_to_do(app: Flask, world: World, visitor: Browser) -> None:
    for _ in range(people_attempts.OF_AN_ACCOUNT):
        attempt(app, "amina@example.org", WRONG)
    visitor.open("/sign-in")
    page = visitor.press("Sign in", {"email": "amina@example.org", "password": PASSWORD}, status=429)
    assert "Wait some minutes" in page.main


def test_refused_tries_are_on_record_without_names_or_passwords(app: Flask, world: World) -> None:
    attempt(app, "amina@example.org", WRONG)
    attempt(app, "nobody@example.org", WRONG)
    entries = db.session.query(AuditEntry).filter_by(act="refuse_sign_in").order_by(AuditEntry.id).all()
    assert [entry.after for entry in entries] == [{"user": world.amina.id}, {"user": None}]
    kept = [row.who for row in db.session.query(SignInAttempt)]
    assert len(kept) == 4
    assert not any("example.org" in who or "192.0.2" in who for who in kept)


def test_a_very_long_password_is_refused_without_being_hashed(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = app.extensions["security"].pwd_context
    monkeypatch.setattr(type(context), "verify", lambda *_: pytest.fail("it was hashed"))
    begin = time.perf_counter()
    assert attempt(app, "amina@example.org", "x" * 100_000) == 422
    assert time.perf_counter() - begin < 1


def test_a_hash_of_lower_cost_is_made_anew_at_the_next_sign_in(app: Flask, world: World) -> None:
    context = app.extensions["security"].pwd_context
    world.amina.password = context.using(argon2__time_cost=2, argon2__memory_cost=512).hash(PASSWORD)
    db.session.commit()
    assert attempt(app, "amina@example.org", PASSWORD) == 303
    db.session.refresh(world.amina)
    assert "m=1024" in str(world.amina.password)
    db.session.rollback()


def test_passwords_are_hashed_with_argon2id_at_full_cost_outside_tests(settings: Settings) -> None:
    real = Settings(instance=settings.instance, database_url="sqlite://", secret_key=settings.secret_key)
    with create_app(real).app_context():
        assert identity.hash_password(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_whoever_is_signed_in_cannot_guess_the_password_either(app: Flask, world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.amina)
    new = {"password": "four words nobody guesses", "password_again": "four words nobody guesses"}
    browser.open("/account/password")
    for _ in range(10):
        page = browser.press("Change the password", {"current_password": WRONG, **new}, status=422)
        assert page.errors() == ["This is not your current password."]
    browser.press("Change the password", {"current_password": PASSWORD, **new}, status=429)
