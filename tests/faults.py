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
    """Not a page more may be written, as on a disk without room."""

    def fill(connection: Any, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with _at_each("checkout", fill):
        yield


@contextmanager
def read_only_disk() -> Iterator[None]:
    """Every write is refused, as SQLite does with a file that it may not change."""

    def refuse(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA query_only = 1")

    with _at_each("checkout", refuse):
        yield


@contextmanager
def database_away() -> Iterator[None]:
    """No connection can be made, as when the server is stopped or the file's disk is not there."""

    def refuse(dialect: Any, *_: object) -> None:
        error = dialect.loaded_dbapi.OperationalError("nobody answers at /var/lib/secret-place")
        if dialect.name == "sqlite":
            error.sqlite_errorname = "SQLITE_CANTOPEN"
        raise error

    with _at_each("do_connect", refuse):
        yield
