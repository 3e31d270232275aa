"""How migrations reach the database: through the application, all of them in one transaction.

SQLite changes a table by copying it, and dropping the old one would delete what refers to it; so its foreign keys
rest meanwhile and are checked before the transaction ends.
"""

from __future__ import annotations

from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeDecorator


def run() -> None:
    extension = current_app.extensions["migrate"]
    with extension.db.engine.connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=extension.db.metadata,
                transactional_ddl=True,
                render_item=_plain_type,
                **extension.configure_args,
            )
            with context.begin_transaction():
                context.run_migrations()
                _check(connection)
        finally:
            _foreign_keys(connection, "ON")


def _plain_type(kind: str, item: object, _: object) -> str | Literal[False]:
    """A migration is a record: it names the database's types, not ours, which may change."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    plain, on_sqlite = (item.load_dialect_impl(dialect) for dialect in (DefaultDialect(), SQLiteDialect()))
    variant = "" if repr(plain) == repr(on_sqlite) else f'.with_variant(sa.{on_sqlite!r}, "sqlite")'
    return f"sa.{plain!r}{variant}"


def _foreign_keys(connection: Connection, state: str) -> None:
    """Switch them on the driver itself: within a transaction the switch would do nothing."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {state}")
        cursor.close()


def _check(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(
                f"The migration would leave {len(broken)} rows that refer to nothing; nothing was changed."
            )


run()
