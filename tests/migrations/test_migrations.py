"""The database is made by migrations alone, which go up and down on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, create_engine, inspect, make_url, text

from config import ROOT, Settings
from tests.conftest import SERVER
from tracker.app import create_app
from tracker.models.database import Base, db


@pytest.fixture
def empty_database(tmp_path: Path, worker_id: str) -> Iterator[str]:
    """A database without a single table, as on the day of installation."""
    if not SERVER:
        yield f"sqlite:///{tmp_path / 'tracker.sqlite'}"
        return
    name = f"tracker_migrations_{worker_id}"
    maintenance = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    maintenance.dispose()
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def new_app(settings: Settings, empty_database: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(settings, instance=tmp_path, database_url=empty_database))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_there_is_one_way_up() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    assert len(scripts.get_heads()) == 1


def test_migrations_from_nothing_make_what_the_models_say(new_app: Flask) -> None:
    upgrade()
    assert _differences() == []


def test_migrations_go_down_to_nothing_and_up_again(new_app: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert _differences() == []


def test_each_migration_goes_down_and_up_by_itself(new_app: Flask) -> None:
    revisions = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()]
    for revision in reversed(revisions):
        upgrade(revision=revision)
        downgrade(revision="-1")
        upgrade(revision=revision)
    assert _differences() == []


def _differences() -> list[object]:
    """What alembic would change to bring the tables to the models, named constraints included."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        changes = compare_metadata(context, Base.metadata)
    return [*changes, *_constraints_that_differ()]


def _constraints_that_differ() -> list[tuple[str, str]]:
    """Check constraints, which alembic does not compare."""
    stored = inspect(db.engine)
    wanted = {
        (table.name, str(one.name))
        for table in Base.metadata.sorted_tables
        for one in table.constraints
        if isinstance(one, CheckConstraint) and one.name
    }
    found = {
        (table.name, str(one["name"]))
        for table in Base.metadata.sorted_tables
        for one in stored.get_check_constraints(table.name)
    }
    return sorted(wanted ^ found)
