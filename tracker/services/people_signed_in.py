"""Sign-ins: one row for each signed-in browser, so that each can be ended from anywhere and at once."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from tracker.domain.errors import NotFound
from tracker.domain.texts import N_, message
from tracker.models.database import db, short_transaction
from tracker.models.people import SignIn, User
from tracker.services import audit, clock

LOG = logging.getLogger(__name__)
SEEN_EVERY = timedelta(minutes=1)
HALF_FOR, CODES_PER_SIGN_IN = timedelta(minutes=10), 5
"""How long a sign-in waits for its second factor, and how many codes may be tried meanwhile."""
FRESH_FOR = timedelta(minutes=15)
"""How long ago a person may have shown that it is them where an act weighs much."""


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
    if row is None or row.is_half or row.ended_at is not None or not row.user.active:
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
            SignIn.is_half.is_(False),
            SignIn.seen_at >= now - idle,
            SignIn.created_at >= now - whole,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    ).all()


def start(user: User, *, has_factor: bool = False) -> tuple[SignIn, str]:
    """A new sign-in and its token, which is stored nowhere."""
    row, token = _new(user, has_factor=has_factor, confirmed_at=clock.now())
    audit.record("sign_in", row, actor=user, after={"second_factor": has_factor})
    return row, token


def start_half(user: User) -> str:
    """The token of a sign-in that waits for its second factor and opens nothing before."""
    return _new(user, is_half=True)[1]


def _new(user: User, **more: Any) -> tuple[SignIn, str]:
    token, now = new_token(), clock.now()
    row = SignIn(token_hash=token_hash(token), user=user, created_at=now, seen_at=now, **more)
    db.session.add(row)
    db.session.flush()
    return row, token


def half(token: str) -> SignIn | None:
    """The sign-in with this token while it waits for its second factor, and codes may still be tried."""
    found = db.session.scalar(
        select(SignIn)
        .where(SignIn.token_hash == token_hash(token), SignIn.is_half, SignIn.ended_at.is_(None))
        .where(SignIn.created_at > clock.now() - HALF_FOR, SignIn.codes_tried < CODES_PER_SIGN_IN)
        .options(joinedload(SignIn.user))
    )
    return found if found is not None and found.user.active else None


def count_code(row_id: int) -> bool:
    """Count a try before its code is looked at; False after too many. In a transaction of its own, as in `recognised`.

    So tries at the same moment are counted too.
    """
    more = update(SignIn).where(SignIn.id == row_id, SignIn.codes_tried < CODES_PER_SIGN_IN)
    with short_transaction() as session:
        done = session.execute(more.values(codes_tried=SignIn.codes_tried + 1))
        return isinstance(done, CursorResult) and done.rowcount == 1


def confirm(row: SignIn, *, has_factor: bool) -> None:
    """Note that its person has just shown again that it is them."""
    row.confirmed_at = clock.now()
    row.has_factor = row.has_factor or has_factor
    audit.record("confirm_sign_in", row, actor=row.user, after={"second_factor": has_factor})


def is_fresh(row: SignIn) -> bool:
    """Whether its person showed within the last 15 minutes that it is them."""
    return row.confirmed_at is not None and clock.now() - row.confirmed_at <= FRESH_FOR


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
