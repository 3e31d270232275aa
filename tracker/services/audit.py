"""The record of acts: each entry carries the hash of the one before, so that a change to any of them shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text

from tracker.domain import acts
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.services import clock

FIRST = "0" * 64


def entry_hash(entry: Any) -> str:
    """SHA-256 (hex) over everything an entry, or a row of its table, says and over the hash before it."""
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

    `before` and `after` hold ids, states and hashes, never texts of evidence. `subject` None is the installation
    itself. Raises LookupError for an act or a subject without words (tracker.domain.acts): nobody could read it.
    """
    kind = acts.INSTALLATION if subject is None else subject.__tablename__
    if act not in acts.LABELS or kind not in acts.SUBJECTS:
        raise LookupError(f"no words for the act {act} on {kind}")
    _wait_for_the_end()
    entry = AuditEntry(
        at=clock.now(),
        actor_id=actor.id if actor else None,
        plan_id=plan.id if plan else None,
        act=act,
        subject=kind,
        subject_id=None if subject is None else subject.id,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
        previous=head(),
    )
    entry.hash = entry_hash(entry)
    db.session.add(entry)
    db.session.flush()
    return entry


def _wait_for_the_end() -> None:
    """One writer at a time extends the chain, until its transaction ends; SQLite's write lock does the same."""
    db.session.flush()
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(1325)"))
