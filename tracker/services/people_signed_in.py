"""Sign-ins: one row for each signed-in browser, so that each can be ended from anywhere and at once."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from tracker.domain.errors import NotFound
from tracker.domain.texts import N_, message
from tracker.models.database import db, short_transaction
from tracker.models.people import SignIn, User
from tracker.services import audit, clock

LOG = logging.getLogger(__name__)
SEEN_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """SHA-256 (hex) of a random token: all that is stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def recognised(token: str, idle: timedelta, whole: timedelta) -> SignIn | None:
    """The sign-in with this token while it holds: not ended, used within `idle`, begun within `whole`, person active.

    Notes at most once a minute that it was seen, in a transaction of its own: call it before the request's begins.
    """
    row = db.session.scalar(
        select(SignIn).where(SignIn.token_hash == token_hash(token)).options(joinedload(SignIn.user))
    )
    now = clock.now()
    if row is None or row.ended_at is not None or not row.user.active:
        return None
    if now - row.seen_at > idle or now - row.created_at > whole:
        return None
    if now - row.seen_at >= SEEN_EVERY:
        _note_seen(row)
    return row


def _note_seen(row: SignIn) -> None:
    """On a disk that is full or takes nothing, people can still read; their sign-in then ends a little early."""
    key = row.id
    db.session.rollback()  # a lock of this request's own would keep the second connection out
    seen = update(SignIn).where(SignIn.id == key, SignIn.ended_at.is_(None)).values(seen_at=clock.now())
    try:
        with short_transaction() as session:
            session.execute(seen)
    except OperationalError:
        LOG.exception("the database takes nothing; pages can only be read")


def open_ones(user: User, idle: timedelta, whole: timedelta) -> Sequence[SignIn]:
    """The sign-ins of a person that still hold, the one used last first."""
    now = clock.now()
    return db.session.scalars(
        select(SignIn)
        .where(
            SignIn.user_id == user.id,
            SignIn.ended_at.is_(None),
            SignIn.seen_at >= now - idle,
            SignIn.created_at >= now - whole,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    ).all()


def start(user: User) -> tuple[SignIn, str]:
    """A new sign-in and its token, which is stored nowhere."""
    token, now = new_token(), clock.now()
    row = SignIn(token_hash=token_hash(token), user=user, created_at=now, seen_at=now)
    db.session.add(row)
    audit.record("sign_in", row, actor=user)
    return row, token


def end(row: SignIn) -> None:
    """End a sign-in; an ended one stays as it is."""
    if row.ended_at is None:
        row.ended_at = clock.now()
        audit.record("end_sign_in", row, actor=row.user)


def end_own(user: User, sign_in_id: int) -> None:
    """End one of a person's own sign-ins. Raises NotFound for one of somebody else."""
    row = db.session.scalar(select(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user.id))
    if row is None:
        raise NotFound(message(N_("There is no such sign-in.")))
    end(row)


def end_all(user: User) -> None:
    """End every sign-in of a person, at once."""
    db.session.execute(
        update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None)).values(ended_at=clock.now())
    )
