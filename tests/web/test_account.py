"""Signing in and out, as a person does it in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.signing_in import PASSWORD
from tests.web.cookies import cookie_of, is_let_in, leave, token
from tests.world import World
from tracker.models.database import db
from tracker.models.people import SignIn, User
from tracker.web import identity

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]


def test_a_person_signs_in_and_out(world: World, visitor: Browser) -> None:
    visitor.open("/account")
    page = visitor.press("Sign in", {"email": " Amina@Example.org", "password": PASSWORD})
    assert (page.heading, page.url) == ("My account", "/account")
    leave(visitor)
    assert visitor.open("/account").heading == "Sign in"


@pytest.mark.parametrize("target", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "javascript:1"])
def test_nobody_is_led_to_another_site_after_signing_in(world: World, visitor: Browser, target: str) -> None:
    visitor.client.get("/sign-in", query_string={"next": target})
    visitor.open("/sign-in")
    sent = {"csrf_token": token(visitor), "email": "amina@example.org", "password": PASSWORD, "next": target}
    assert visitor.client.post("/sign-in", data=sent).location == "/"


def test_a_break_in_the_address_to_come_back_to_makes_no_header_of_its_own(world: World, visitor: Browser) -> None:
    visitor.open("/sign-in")
    target = "/a\r\nSet-Cookie: mine=1"
    sent = {"csrf_token": token(visitor), "email": "amina@example.org", "password": PASSWORD, "next": target}
    answer = visitor.client.post("/sign-in", data=sent)
    assert answer.location == "/a%20Set-Cookie:%20mine=1"
    assert "mine" not in str(answer.headers.getlist("Set-Cookie"))


def test_the_answer_to_a_wrong_password_does_not_tell_whether_the_person_exists(world: World, visitor: Browser) -> None:
    def answer(email: str) -> str:
        visitor.open("/sign-in")
        page = visitor.press("Sign in", {"email": email, "password": "wrong but long enough"}, status=422)
        secrets = (token(visitor), page.value("form_key"), email)
        html = page.html
        for each in secrets:
            html = html.replace(each, "")
        return html.split("<main")[1]

    world.galym.active = False
    db.session.commit()
    known, unknown, deactivated = map(answer, ("amina@example.org", "nobody@example.org", "galym@example.org"))
    assert known == unknown == deactivated
    assert "The e-mail or the password is not right." in known


def test_a_deactivated_person_cannot_sign_in_with_the_right_password(world: World, visitor: Browser) -> None:
    world.amina.active = False
    db.session.commit()
    visitor.open("/sign-in")
    visitor.press("Sign in", {"email": "amina@example.org", "password": PASSWORD}, status=422)


def test_a_sign_in_does_not_outlive_the_account(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.amina)
    world.amina.active = False
    db.session.commit()
    assert browser.open("/account").heading == "Sign in"


def test_somebody_without_a_password_cannot_sign_in(world: World, visitor: Browser) -> None:
    world.amina.password = None
    db.session.commit()
    visitor.open("/sign-in")
    visitor.press("Sign in", {"email": "amina@example.org", "password": "None"}, status=422)


def test_a_cookie_that_was_copied_before_signing_out_lets_nobody_in(
    app: Flask, world: World, browser_of: Browsers
) -> None:
    browser = browser_of(world.amina)
    copied = cookie_of(browser)
    assert is_let_in(app, copied)
    leave(browser)
    assert not any(is_let_in(app, copied) for _ in range(3))


def test_each_sign_in_has_an_id_of_its_own_and_ends_the_one_before(
    app: Flask, world: World, browser_of: Browsers
) -> None:
    browser = browser_of(world.amina)
    first = cookie_of(browser)
    browser.open("/account")
    sent = {"csrf_token": token(browser), "email": "amina@example.org", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=sent).status_code == 303
    assert browser.open("/account").heading == "My account"
    assert not is_let_in(app, first)


def test_only_the_hash_of_a_sign_in_is_stored(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.amina)
    with browser.client.session_transaction() as kept:
        secret = kept[identity.TOKEN]
    row = db.session.query(SignIn).one()
    assert len(secret) >= 43, "256 bits"
    assert secret not in (row.token_hash, str(row.id))
    assert len(row.token_hash) == 64


def test_a_sign_in_ends_after_thirty_idle_minutes(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.amina)
    as_of("2026-03-02T09:29")
    assert browser.open("/account").heading == "My account"
    as_of("2026-03-02T09:58")
    assert browser.open("/account").heading == "My account"
    as_of("2026-03-02T10:29")
    page = browser.open("/account")
    assert page.heading == "Sign in"
    assert "Your sign-in has ended" in page.main


def test_a_sign_in_ends_after_twelve_hours_however_busy(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T08:00")
    browser = browser_of(world.amina)
    for minutes in range(29, 12 * 60, 29):
        as_of(f"2026-03-02T{8 + minutes // 60:02}:{minutes % 60:02}")
        assert browser.open("/account").heading == "My account"
    as_of("2026-03-02T20:01")
    assert browser.open("/account").heading == "Sign in"


def test_that_a_person_was_seen_is_written_once_a_minute(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    def seen() -> str:
        db.session.rollback()
        moment = db.session.query(SignIn).one().seen_at.strftime("%H:%M:%S")
        db.session.rollback()
        return moment

    as_of("2026-03-02T09:00:00")
    browser = browser_of(world.amina)
    as_of("2026-03-02T09:00:59")
    browser.open("/account")
    assert seen() == "09:00:00"
    as_of("2026-03-02T09:01:00")
    browser.open("/account")
    assert seen() == "09:01:00"


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(world: World, visitor: Browser) -> None:
    answer = visitor.client.get("/sign-in")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language", "/account/password"])
def test_a_form_without_its_token_is_refused(world: World, browser_of: Browsers, path: str) -> None:
    browser = browser_of(world.amina)
    assert browser.client.post(path, data={"email": "amina@example.org", "password": PASSWORD}).status_code == 400
    assert browser.open("/account").heading == "My account"


def test_signing_out_clears_what_the_browser_keeps(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.amina)
    browser.open("/account")
    answer = browser.client.post("/sign-out", data={"csrf_token": token(browser)})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    with browser.client.session_transaction() as kept:
        assert dict(kept) == {}


def test_a_chosen_language_stays_with_the_person_and_the_browser(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.amina)
    browser.open("/account")
    sent = {"csrf_token": token(browser), "language": "ru", "next": "/account"}
    answer = browser.client.post("/language", data=sent)
    assert answer.location == "/account"
    assert browser.client.get_cookie("language") is not None
    assert browser.open("/account").tree.get("lang") == "ru"
    db.session.refresh(world.amina)
    assert world.amina.language == "ru"
    db.session.rollback()


def test_a_language_that_is_not_offered_changes_nothing(world: World, visitor: Browser) -> None:
    visitor.open("/sign-in")
    sent = {"csrf_token": token(visitor), "language": "xx", "next": "//elsewhere.example"}
    answer = visitor.client.post("/language", data=sent)
    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.client.get_cookie("language") is None
