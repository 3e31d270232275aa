"""How a person of the tests signs in through the page, with the code of their app where they have one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from tests.browsing import Browser, Page
from tracker.models.database import db
from tracker.models.factors import Authenticator
from tracker.models.people import User
from tracker.services import clock, one_time_codes
from tracker.web import identity

PASSWORD = "a long walk over the steppe"
SEALED: list[str] = []


def give_app(person: User) -> None:
    """An app that makes codes for this person; the same for everybody, since making one is slow on purpose."""
    if not SEALED:
        SEALED.append(one_time_codes.new_secret(identity.factor_key()))
    db.session.add(Authenticator(user_id=person.id, secret=SEALED[0], created_at=clock.now()))
    db.session.flush()


def _app_of(email: str) -> Authenticator:
    return db.session.scalars(select(Authenticator).join(Authenticator.user).where(User.email == email)).one()


def code_of(email: str, seconds: int = 0) -> str:
    """What the person's app shows now, or showed or will show some seconds away from now."""
    sealed = _app_of(email).secret
    db.session.rollback()
    return one_time_codes.code_at(sealed, identity.factor_key(), clock.now() + timedelta(seconds=seconds))


def as_if_never_used(email: str) -> None:
    """Let the code of these seconds be taken again: here people sign in more often than codes change."""
    _app_of(email).last_counter = 0
    db.session.commit()


def sign_in(browser: Browser, person: User, password: str = PASSWORD) -> Page:
    email = person.email
    browser.open("/sign-in")
    page = browser.press("Sign in", {"email": email, "password": password})
    return give_code(browser, email) if page.url == "/sign-in/code" else page


def give_code(browser: Browser, email: str) -> Page:
    """The second step, with the code that the app shows."""
    as_if_never_used(email)
    return browser.press("Continue", {"factor_code": code_of(email)})
