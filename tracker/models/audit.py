"""Who did what, in a chain that shows tampering; and which forms were already stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import DDL, JSON, ForeignKey, Index, String, Table, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.columns import UtcTime
from tracker.models.database import Base
from tracker.models.people import User


class AuditEntry(Base):
    """One act. Holds ids, states and hashes, never evidence texts or names; `hash` covers the entry and `previous`."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_of_subject", "subject", "subject_id"),)

    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    actor: Mapped[User | None] = relationship()


# The database itself refuses whatever would change the past. On SQLite, INSERT OR REPLACE deletes without asking the
# trigger on DELETE, so inserting over an entry is refused too. Whoever owns the database can take these away: that a
# change was made all the same shows in the chain.
KEPT: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
        """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
        """CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
        WHEN EXISTS (
            SELECT 1 FROM audit_entry WHERE id = NEW.id OR hash = NEW.hash OR previous = NEW.previous
        )
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the record of acts is never changed'; END $$""",
        """CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_kept()""",
    ),
}
for _dialect, _statements in KEPT.items():
    for _statement in _statements:
        _guard = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(cast(Table, AuditEntry.__table__), "after_create", _guard)


class SentForm(Base):
    """A form that was stored: sent again with the same key, it answers as before and stores nothing."""

    __tablename__ = "sent_form"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
