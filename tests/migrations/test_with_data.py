"""Every migration, with the demonstration plan in the tables: nothing is lost or changed, every guard still stands.

The demonstration is loaded at the newest revision and taken down to the first; each step up then meets filled tables.
A kill in the middle leaves the tables as they were before or as they are afterwards.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, inspect, select, table

from config import ROOT, Settings
from tests.conftest import SERVER
from tests.demonstrated import Demonstration, loaded_demonstration
from tests.migrations.test_migrations import empty_database
from tests.migrations.test_record_is_kept import guards
from tracker.app import create_app
from tracker.models.database import db
from tracker.services import backup_database, demonstration, schema
from tracker.web.identity import hash_password

__all__ = ["empty_database", "loaded_demonstration"]  # fixtures of other files

KILLS = int(os.environ.get("MIGRATION_KILLS", "2"))
Rows = dict[str, tuple[int, str]]
REWRITTEN: dict[str, set[str]] = {}
"""Columns (`table.column`) whose values a migration changes on purpose, by its revision."""


@pytest.fixture
def own(settings: Settings, empty_database: str, tmp_path: Path) -> Settings:
    return replace(settings, instance=tmp_path, database_url=empty_database)


@pytest.fixture
def filled(own: Settings, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The demonstration plan in tables of the newest revision."""
    app = create_app(own)
    with app.app_context():
        upgrade()
        if SERVER:
            demonstration.load(own, hash_password=hash_password, tell=lambda _said: None)
            db.session.commit()
        else:
            loaded: Demonstration = request.getfixturevalue("loaded_demonstration")
            _copy_rows(loaded.settings.instance / "tracker.sqlite", own.instance / "tracker.sqlite")
        yield app
        db.session.remove()
        db.engine.dispose()


def _copy_rows(source: Path, target: Path) -> None:
    """The rows that were loaded once for all tests, into tables that migrations made: that spares the loading."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS loaded", [str(source)])
        for name, own in columns().items():
            wanted = ", ".join(f'"{each}"' for each in own)
            connection.execute(f'INSERT INTO main."{name}" ({wanted}) SELECT {wanted} FROM loaded."{name}"')  # noqa: S608


def columns() -> dict[str, list[str]]:
    stored = inspect(db.engine)
    return {
        name: sorted(each["name"] for each in stored.get_columns(name))
        for name in stored.get_table_names()
        if name != "alembic_version"
    }


def contents(of: dict[str, list[str]], *, but: set[str]) -> Rows:
    """The number of rows of each table, and a checksum over these columns of them."""
    found = {}
    with db.engine.connect() as connection:
        for name, kept in of.items():
            stored = table(name, *(column(each) for each in kept if f"{name}.{each}" not in but))
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(stored)))
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def indexes() -> set[tuple[str, str]]:
    stored = inspect(db.engine)
    return {(name, str(one["name"])) for name in stored.get_table_names() for one in stored.get_indexes(name)}


def test_each_migration_keeps_every_row_and_every_guard(filled: Flask) -> None:
    steps = list(reversed(schema.known()))
    whole = indexes()
    downgrade(revision=steps[0])
    for revision in steps[1:]:
        before, rewritten = columns(), REWRITTEN.get(revision, set())
        rows, keepers = contents(before, but=rewritten), guards()
        db.session.rollback()
        upgrade(revision=revision)
        after = columns()
        kept = {name: [each for each in own if each in after.get(name, ())] for name, own in before.items()}
        assert kept == before, f"{revision} drops a column on its way up"
        assert contents(before, but=rewritten) == rows, revision
        assert not keepers or guards() == keepers, revision
        db.session.rollback()
        if not SERVER:
            assert backup_database.faults(Path(str(db.engine.url.database))) == [], revision
    assert sum(count for count, _ in rows.values()) > 1500
    assert len(guards()) == (1 if SERVER else 3)
    db.session.rollback()
    assert indexes() == whole


UP = "import run\nfrom flask_migrate import upgrade\nwith run.app.app_context():\n print('go', flush=True); upgrade()"


def test_a_kill_in_the_middle_leaves_the_old_tables_or_the_new_ones(filled: Flask, own: Settings) -> None:
    first, last = schema.known()[-2], schema.known()[0]
    new = columns()
    downgrade(revision=first)
    old = columns()
    seen = set()
    for _ in range(KILLS):
        db.engine.dispose()
        _upgrade_and_kill(own, random.uniform(0, 1.2))  # noqa: S311 - chance, not secrecy
        standing = schema.standing()
        assert (standing, columns()) in ((first, old), (last, new))
        seen.add(standing)
        if standing == last:
            downgrade(revision=first)
    db.engine.dispose()
    upgrade()
    assert columns() == new
    print(f"{KILLS} kills, found {sorted(map(str, seen))}")  # noqa: T201 - what make soak is asked for


def _upgrade_and_kill(own: Settings, seconds: float) -> None:
    environment = {"INSTANCE_DIR": str(own.instance), "DATABASE_URL": own.database_url, "SECRET_KEY": own.secret_key}
    program = subprocess.Popen(
        [sys.executable, "-c", UP], cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(seconds)
    program.kill()
    program.wait(timeout=10)
    program.stdout.close()
