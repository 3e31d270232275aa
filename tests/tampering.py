"""Somebody who owns the database and takes its guard away before changing the record of acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, text

from tests.conftest import SERVER
from tracker.models.audit import KEPT, AuditEntry
from tracker.models.database import db
from tracker.services import audit, clock

ENTRY = AuditEntry.__table__
TRIGGERS = ("audit_entry_no_update", "audit_entry_no_delete", "audit_entry_no_replace")


@contextmanager
def unguarded() -> Iterator[Connection]:
    """A connection on which the record can be changed; the guard stands again afterwards."""
    with db.engine.begin() as connection:
        if SERVER:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        else:
            for name in TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        if SERVER:
            connection.execute(text("ALTER TABLE audit_entry ENABLE TRIGGER USER"))
        else:
            for statement in KEPT["sqlite"]:
                connection.exec_driver_sql(statement)


def fill(many: int) -> None:
    """A record of that many entries, as the application would have written them."""
    previous, at, rows = audit.FIRST, clock.now(), []
    for number in range(1, many + 1):
        row = AuditEntry(
            at=at + timedelta(seconds=number), act="save", subject="measurement", subject_id=number, before={},
            after={"state": "draft"}, reason="", previous=previous,
        )  # fmt: skip
        row.hash = previous = audit.entry_hash(row)
        rows.append({column.key: getattr(row, column.key) for column in ENTRY.c if column.key != "id"})
    db.session.execute(insert(AuditEntry), rows)
    db.session.commit()


def whole(connection: Connection) -> Sequence[dict[str, Any]]:
    """All entries, oldest first."""
    return [dict(row._mapping) for row in connection.execute(select(ENTRY).order_by(ENTRY.c.id))]


def put_back(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(ENTRY.delete())  # type: ignore[attr-defined]  # it is a table, which its type does not say
    connection.execute(insert(AuditEntry), list(rows))
