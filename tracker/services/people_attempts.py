"""Tries to sign in, counted where every worker sees them: too many slow down, and nobody is locked out for good."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import OperationalError

from tracker.models.database import db, short_transaction
from tracker.models.people import SignInAttempt, User
from tracker.models.plan import Plan
from tracker.services import audit, clock

LOG = logging.getLogger(__name__)
WITHIN = timedelta(minutes=15)
OF_AN_ACCOUNT, OF_A_NETWORK = 10, 30


def network(address: str) -> str:
    """The network that stands for an address: itself, or the /64 of an IPv6 address, which one household owns whole."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))


def account_key(secret: str, email: str) -> str:
    return _keyed(secret, "account", email.strip().casefold())


def network_key(secret: str, address: str) -> str:
    return _keyed(secret, "network", network(address))


def _keyed(secret: str, kind: str, value: str) -> str:
    return hmac.new(secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def begin(account: str, net: str) -> int | None:
    """Count a try before its password is looked at, and give its id; None after too many within 15 minutes.

    In a transaction of its own, so that tries at the same moment are counted too: call it before the request's begins.
    """
    now = clock.now()
    since = now - WITHIN
    with short_transaction() as session:
        if session.connection().dialect.name == "postgresql":
            # SQLite's write lock lets one in at a time; here a lock for each account and network does.
            for key in sorted((account, net)):
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(key[:15], 16)})
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < since))
        for who, limit in ((account, OF_AN_ACCOUNT), (net, OF_A_NETWORK)):
            tries = session.scalar(select(func.count()).where(SignInAttempt.who == who, SignInAttempt.at >= since))
            if (tries or 0) >= limit:
                return None
        tried = SignInAttempt(who=account, at=now)
        session.add_all([tried, SignInAttempt(who=net, at=now)])
        session.flush()
        return tried.id


def succeeded(account: str, net: str) -> None:
    """Forget the tries of an account after a right password, and this one of the network; call it as `begin`."""
    with short_transaction() as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.who == account))
        newest = select(SignInAttempt.id).where(SignInAttempt.who == net).order_by(SignInAttempt.id.desc()).limit(1)
        session.execute(delete(SignInAttempt).where(SignInAttempt.id == newest.scalar_subquery()))


def too_many_of_account(account: str) -> bool:
    """Whether the account's passwords were tried too often within 15 minutes; for somebody who is signed in already."""
    since = clock.now() - WITHIN
    tries = db.session.scalar(select(func.count()).where(SignInAttempt.who == account, SignInAttempt.at >= since))
    return (tries or 0) >= OF_AN_ACCOUNT


def note(account: str) -> SignInAttempt:
    """Count a wrong password of somebody who is signed in already."""
    tried = SignInAttempt(who=account, at=clock.now())
    db.session.add(tried)
    db.session.flush()
    return tried


def record_refusal(attempt_id: int, user: User | None, act: str = "refuse_sign_in") -> None:
    """Enter a refused try in the record of acts; `user` is whose account it was, if it is one."""
    attempt = db.session.get(SignInAttempt, attempt_id)
    if attempt is not None:
        audit.record(act, attempt, actor=None, after={"user": user.id if user else None})


def record_refused_access(user: User, plan: Plan | None, asked: Mapping[str, Any]) -> None:
    """Enter that somebody was told that there is no such page, or that it is not for them.

    On a disk that is full or takes nothing it goes to the log instead: the refusal stands all the same.
    """
    try:
        audit.record("refuse_access", None, actor=user, plan=plan, after=asked)
    except OperationalError:
        db.session.rollback()
        LOG.exception("a refusal could not be recorded: %s", asked)
