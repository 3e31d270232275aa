"""Faults of the world outside: a database that is away, a disk that takes nothing; over when the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tracker.models.database import db


@contextmanager
def _at_each(moment: str, act: Any) -> Iterator[None]:
    """Do something at a moment of each connection's life, with new connections at the beginning and at the end."""
    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, moment, act)
    try:
        yield
    finally:
        event.remove(db.engine, moment, act)
        db.session.remove()
        db.engine.dispose()


@contextmanager
def full_disk() -> Iterator[None]:
    """Refuse every write, as SQLite does on a disk without room and with a file that it may not change."""

    def refuse(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA query_only = 1")

    with _at_each("checkout", refuse):
        yield


@contextmanager
def database_away() -> Iterator[None]:
    """No connection can be made, as when the server is stopped or the file's disk is not there."""

    def refuse(dialect: Any, *_: object) -> None:
        raise dialect.loaded_dbapi.OperationalError("nobody answers at /var/lib/secret-place")

    with _at_each("do_connect", refuse):
        yield
