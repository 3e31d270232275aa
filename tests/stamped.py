"""Tables that say which migration they stand at, as migrations leave them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from tracker.models.database import db
from tracker.services import schema


def stamp(app: Flask, revision: str) -> None:
    with app.app_context():
        db.session.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
        db.session.execute(text("DELETE FROM alembic_version"))
        db.session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
        db.session.commit()


@pytest.fixture
def stamped(app: Flask) -> Iterator[None]:
    """Tables of this version."""
    stamp(app, schema.known()[0])
    yield
    with app.app_context():
        db.session.rollback()
        db.session.execute(text("DROP TABLE alembic_version"))
        db.session.commit()
