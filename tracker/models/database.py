"""The database handle, the base of all tables, and how a connection is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

reading: ContextVar[bool] = ContextVar("reading", default=False)
"""True while a request only reads: its transaction then takes no write lock on SQLite."""


class Base(DeclarativeBase):
    """Every table: named constraints and a whole number as its key."""

    metadata = MetaData(naming_convention=NAMES)

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """A row that two people may edit: the mapper counts its versions, and the second to save is told."""

    version: Mapped[int] = mapped_column(nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"version_id_col": cls.version}


db = SQLAlchemy(model_class=Base)


@contextmanager
def short_transaction() -> Iterator[Session]:
    """A write of its own, committed at once; only while the request's own transaction is not open."""
    token = reading.set(False)
    try:
        with Session(db.engine) as session, session.begin():
            yield session
    finally:
        reading.reset(token)


@contextmanager
def only_reading() -> Iterator[None]:
    """A transaction that begins inside only reads, and takes no write lock on SQLite."""
    token = reading.set(True)
    try:
        yield
    finally:
        reading.reset(token)


DatabaseAway = DBAPIError
"""What is raised where the database does not do as it is told, for those who know no SQL."""


def release() -> None:
    """End the session's transaction without a word, also when the database is away and nothing can be told to it."""
    try:
        db.session.rollback()
    except DBAPIError:
        db.session.remove()


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether write-ahead logging may be used: SQLite 3.7.0 to 3.51.2 can corrupt a reset log, save two back-ports."""
    back_ported = (version[:2] == (3, 50) and version[2] >= 7) or (version[:2] == (3, 44) and version[2] >= 6)
    return version >= (3, 51, 3) or back_ported


def journal_mode() -> str:
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"


def sqlite_settings() -> dict[str, str]:
    """What each connection is set to, and what start-up asserts (requirement F3)."""
    return {
        "journal_mode": journal_mode(),
        "synchronous": "2",
        "foreign_keys": "1",
        "busy_timeout": "30000",
        "secure_delete": "1",
        "trusted_schema": "0",
    }


def _configure_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling starts no transaction before a read; ours does, so it is switched off.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    for name, value in sqlite_settings().items():
        cursor.execute(f"PRAGMA {name} = {value}")
        found = str(cursor.execute(f"PRAGMA {name}").fetchone()[0])
        if found != value:
            raise RuntimeError(f"SQLite setting {name} is {found}, not {value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN" if reading.get() else "BEGIN IMMEDIATE")


def prepare(engine: Engine) -> None:
    """Give an engine our settings; does nothing on PostgreSQL, whose defaults are the ones we want."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def settings_in_force() -> dict[str, str]:
    """What a new connection was set to, each setting asserted when it was opened (RuntimeError where one is not).

    Empty on PostgreSQL, whose defaults are the ones we want.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return {}
    return sqlite_settings() | {"transactions": "BEGIN IMMEDIATE for writes"}


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
