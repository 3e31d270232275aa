"""Who is signed in: the one module that knows the library behind sign-in.

The library hashes passwords and marks the browser's cookie session; whether a sign-in still holds is decided by a row
of our own (`tracker.services.people_signed_in`), looked up before anything else in a request. A cookie that was copied
before its owner signed out is therefore worth nothing afterwards.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_principal import Principal
from flask_security import Security
from flask_security.core import RoleMixin
from flask_security.datastore import SQLAlchemyDatastore, UserDatastore
from flask_security.utils import hash_password as library_hash
from flask_security.utils import login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from config import Settings
from tracker.models.database import db
from tracker.models.people import SignIn, User
from tracker.services import people_signed_in
from tracker.services.passwords import LONGEST

TOKEN, OWNER, HALF = "sign_in", "owner", "half"
WITHOUT_PERSON = ("static", "operations.health", "operations.ready")
CHEAP = {"argon2__time_cost": 1, "argon2__memory_cost": 1024, "argon2__parallelism": 1}


class People(SQLAlchemyDatastore, UserDatastore):
    """Our users for the library. What a person may do is in memberships, so it is told of no roles."""

    def __init__(self) -> None:
        SQLAlchemyDatastore.__init__(self, db)  # type: ignore[no-untyped-call]
        UserDatastore.__init__(self, User, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **what: Any) -> User | None:
        return None

    def find_role(self, role: str) -> None:
        return None


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser's session: a form may be open longer than a sign-in
        WTF_CSRF_SSL_STRICT=False,  # would ask for the Referer header, which our pages tell browsers not to send
        SESSION_PROTECTION=None,  # people on mobile networks change their address
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_REGISTERABLE=False,
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},  # salted by itself; no key whose loss would shut everybody out
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=CHEAP if settings.testing else {},
        SECURITY_RESET_PASSWORD_WITHIN=timedelta(hours=1),
        SECURITY_FRESHNESS=timedelta(minutes=15),
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    app.before_request_funcs.setdefault(None, []).insert(0, recognise)
    CSRFProtect(app)
    security = Security(app, People(), register_blueprint=False)
    security.login_manager.user_loader(_person_of)
    security.login_manager.request_loader(lambda _request: None)  # no tokens in headers or addresses
    principal: Principal = security.principal
    principal.skip_static = True


def recognise() -> None:
    """Look up the browser's sign-in, before anything asks who is there."""
    token = None if request.endpoint in WITHOUT_PERSON else session.get(TOKEN)
    if not token:
        return
    g.sign_in = people_signed_in.recognised(token, *limits())
    if g.sign_in is None:
        session.pop(TOKEN)
        session.pop("_user_id", None)


def factor_key() -> str:
    """What seals second factors in this installation."""
    settings: Settings = current_app.extensions["settings"]
    return settings.sealing_key


def limits() -> tuple[timedelta, timedelta]:
    """How long a sign-in holds unused, and how long in all."""
    settings: Settings = current_app.extensions["settings"]
    return timedelta(minutes=settings.idle_minutes), timedelta(minutes=settings.absolute_minutes)


def _person_of(user_id: str) -> User | None:
    """For the library: the user of the cookie session, but only while their sign-in holds."""
    found = g.get("sign_in")
    return found.user if found is not None and found.user.fs_uniquifier == user_id else None


def sign_in_row() -> SignIn | None:
    """The sign-in of this request, while it holds."""
    row: SignIn | None = g.get("sign_in")
    return row


def person() -> User | None:
    """The user who is signed in."""
    row = sign_in_row()
    return row.user if row is not None else None


def owner() -> str:
    """Whose browser session this is or was last, as a word that says nothing to others; empty for a new one."""
    return str(session.get(OWNER, ""))


def has_ended() -> bool:
    """Whether a sign-in of this browser ended without its person signing out."""
    return bool(owner()) and person() is None


def begin(user: User) -> None:
    """Remember that somebody gave the right password and still owes a second factor."""
    session[HALF] = people_signed_in.start_half(user)


def half() -> SignIn | None:
    """The sign-in of this browser that waits for its second factor."""
    token = session.get(HALF)
    return people_signed_in.half(token) if token else None


def sign_in(user: User, *, has_factor: bool = False) -> None:
    """Start a sign-in with a new id; whatever another person left in this browser's session goes."""
    for before in (sign_in_row(), half()):
        if before is not None:
            people_signed_in.end(before)
    session.pop(HALF, None)
    if owner() != user.fs_uniquifier:
        session.clear()
        g.pop("csrf_token", None)
    row, token = people_signed_in.start(user, has_factor=has_factor)
    session[TOKEN], session[OWNER] = token, user.fs_uniquifier
    g.sign_in = row
    g.pop("actor", None)
    g.pop("language", None)
    login_user(user, remember=False, authn_via=["password"])


def is_fresh() -> bool:
    """Whether whoever is signed in showed lately that it is them."""
    row = sign_in_row()
    return row is not None and people_signed_in.is_fresh(row)


def has_factor() -> bool:
    """Whether a second factor was shown in this sign-in."""
    row = sign_in_row()
    return row is not None and row.has_factor


def sign_out() -> None:
    """End this browser's sign-in and forget everything its cookie session holds."""
    row = sign_in_row()
    if row is not None:
        people_signed_in.end(row)
    logout_user()
    session.clear()
    for name in ("sign_in", "actor", "csrf_token"):
        g.pop(name, None)


def hash_password(password: str) -> str:
    """The Argon2id hash of a password that was already checked (`tracker.services.passwords`)."""
    return str(library_hash(_normal(password)))


def verify(password: str, kept: str | None) -> tuple[bool, bool]:
    """Whether it is the password of a kept hash, and whether the hash should be made anew because costs have risen.

    Takes as long for somebody who does not exist and so has no hash.
    """
    if len(password) > LONGEST:
        return False, False
    context = current_app.extensions["security"].pwd_context
    if "hash_of_nobody" not in current_app.extensions:
        current_app.extensions["hash_of_nobody"] = context.hash(secrets.token_urlsafe(32))
    right = bool(context.verify(_normal(password), kept or current_app.extensions["hash_of_nobody"]))
    return right and kept is not None, right and bool(context.needs_update(kept))


def _normal(password: str) -> str:
    return str(current_app.extensions["security"].password_util.normalize(password))
