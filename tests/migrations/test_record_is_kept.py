"""A database that was made by migrations refuses what one made from the models refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from config import Settings
from tests.conftest import SERVER
from tests.migrations.test_migrations import empty_database
from tests.tampering import fill
from tracker.app import create_app
from tracker.models.database import db

__all__ = ["empty_database"]  # a fixture of another file

GUARDS = (
    "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE NOT tgisinternal ORDER BY 1"
    if SERVER
    else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
)


def guards() -> list[tuple[str, ...]]:
    return [tuple(" ".join(part.split()) for part in row) for row in db.session.execute(text(GUARDS))]


@pytest.fixture
def migrated(settings: Settings, empty_database: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(settings, instance=tmp_path, database_url=empty_database))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_migrations_and_models_agree_on_the_guards_of_the_record(app: Flask, migrated: Flask) -> None:
    with migrated.app_context():
        by_migrations = guards()
    with app.app_context():
        assert guards() == by_migrations
    assert len(by_migrations) == (1 if SERVER else 3)


def test_a_migrated_database_refuses_to_change_the_record(migrated: Flask) -> None:
    fill(2)
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text("UPDATE audit_entry SET reason = 'another'"))
