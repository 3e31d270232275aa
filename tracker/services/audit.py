"""The record of acts: each entry carries the hash of the one before, so that a change to any of them shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select, text

from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.services import clock

FIRST = "0" * 64


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 (hex) over everything an entry says and over the hash before it."""
    said = [
        entry.previous,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.plan_id,
        entry.act,
        entry.subject,
        entry.subject_id,
        entry.before,
        entry.after,
        entry.reason,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def head() -> str:
    """The hash of the newest entry; 64 zeros where there is none."""
    return db.session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)) or FIRST


def record(
    act: str,
    subject: Any,
    *,
    actor: User | None,
    plan: Plan | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Add one entry in the running transaction.

    `before` and `after` hold ids, states and hashes, never texts of evidence.
    """
    db.session.flush()
    if db.session.connection().dialect.name == "postgresql":
        # One writer at a time extends the chain; SQLite's write lock does the same.
        db.session.execute(text("SELECT pg_advisory_xact_lock(1325)"))
    entry = AuditEntry(
        at=clock.now(),
        actor_id=actor.id if actor else None,
        plan_id=plan.id if plan else None,
        act=act,
        subject=subject.__tablename__,
        subject_id=subject.id,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
        previous=head(),
    )
    entry.hash = entry_hash(entry)
    db.session.add(entry)
    db.session.flush()
    return entry


def broken() -> Iterator[AuditEntry]:
    """The entries whose hash or link to the one before does not hold, oldest first."""
    previous = FIRST
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)):
        if entry.previous != previous or entry.hash != entry_hash(entry):
            yield entry
        previous = entry.hash
