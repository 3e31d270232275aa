"""Whether a password lets somebody in; it tells the same, and takes as long, for people who do not exist."""

from __future__ import annotations

from flask import abort, current_app, request

from tracker.models.database import db
from tracker.models.people import User
from tracker.services import people, people_attempts, people_signed_in, second_factors
from tracker.web import identity, transaction


def admitted(email: str, password: str) -> User | None:
    """The person whose e-mail and password these are. Answers 429 after too many tries."""
    db.session.rollback()  # tries are counted in a transaction of their own, and no lock is held while a hash is made
    secret = str(current_app.secret_key)
    account = people_attempts.account_key(secret, email)
    net = people_attempts.network_key(secret, request.remote_addr or "")
    attempt = people_attempts.begin(account, net)
    if attempt is None:
        abort(429)
    found = people.by_email(email)
    kept = found.password if found is not None and found.active else None
    db.session.rollback()
    right, outdated = identity.verify(password, kept)
    if not right:
        transaction.afterwards(lambda: _record_refusal(attempt, email))
        return None
    new_hash = identity.hash_password(password) if outdated else None
    people_attempts.succeeded(account, net)
    user = people.by_email(email)
    if user is not None and new_hash:
        user.password = new_hash
    return user


def knows_password(user: User, password: str) -> bool:
    """Whether somebody who is signed in knows their password. Answers 429 after too many tries."""
    account = people_attempts.account_key(str(current_app.secret_key), user.email)
    if people_attempts.too_many_of_account(account):
        abort(429)
    right, _outdated = identity.verify(password, user.password)
    if not right:
        email = user.email
        transaction.afterwards(lambda: _count_refusal(account, email))
    return right


def takes_code(user: User, typed: str, *, half: int | None = None) -> bool | None:
    """Whether a code of somebody's second factor is right; None after too many of one sign-in. 429 after too many.

    `half` is the id of the sign-in that waits for it.
    """
    secret, email = str(current_app.secret_key), user.email
    db.session.rollback()  # tries are counted in transactions of their own, which this one's lock would keep out
    account = people_attempts.account_key(secret, f"{email} second factor")
    net = people_attempts.network_key(secret, request.remote_addr or "")
    if half is not None and not people_signed_in.count_code(half):
        return None
    attempt = people_attempts.begin(account, net)
    if attempt is None:
        abort(429)
    right = second_factors.takes_code(user, typed, key=identity.factor_key())
    if right:
        transaction.afterwards(lambda: people_attempts.succeeded(account, net))
    else:
        transaction.afterwards(lambda: _record_refusal(attempt, email, act="refuse_code"))
    return right


def _count_refusal(account: str, email: str) -> None:
    _record_refusal(people_attempts.note(account).id, email)


def _record_refusal(attempt: int, email: str, act: str = "refuse_sign_in") -> None:
    people_attempts.record_refusal(attempt, people.by_email(email), act=act)
    db.session.commit()
