"""Whether a password lets somebody in; it tells the same, and takes as long, for people who do not exist."""

from __future__ import annotations

from flask import abort, current_app, request

from tracker.models.database import db
from tracker.models.people import User
from tracker.services import people, people_attempts
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


def _count_refusal(account: str, email: str) -> None:
    _record_refusal(people_attempts.note(account).id, email)


def _record_refusal(attempt: int, email: str) -> None:
    people_attempts.record_refusal(attempt, people.by_email(email))
    db.session.commit()
