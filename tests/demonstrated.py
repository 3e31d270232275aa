"""The demonstration plan, loaded once for all workers into a database and a folder of its own; tests only read it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from config import Settings
from tracker.app import create_app
from tracker.models.database import Base, db
from tracker.services import demonstration
from tracker.services.demonstration import Loaded
from tracker.web.identity import hash_password

SERVER = os.environ.get("TEST_DATABASE_URL", "")
NAME = "tracker_test_demonstration"


@dataclass(frozen=True)
class Demonstration:
    """The application with nothing in it but the plan."""

    app: Flask
    settings: Settings

    def load(self) -> Loaded:
        """Load, or load once more, as the command does."""
        loaded = demonstration.load(self.settings, hash_password=hash_password, tell=lambda _line: None)
        db.session.commit()
        return loaded


def _make_database() -> None:
    maintenance = create_engine(make_url(SERVER), isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {NAME}"))
    maintenance.dispose()


def _address(folder: Path) -> str:
    if not SERVER:
        return f"sqlite:///{folder / 'tracker.sqlite'}"
    return make_url(SERVER).set(database=NAME).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def loaded_demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Demonstration]:
    """Loaded by the first worker that needs it, while the others wait: making the edition takes seconds."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demonstration"
    folder.mkdir(exist_ok=True)
    secret = "known to the tests only, and no longer than they run"
    settings = Settings(instance=folder, database_url=_address(folder), secret_key=secret, testing=True)
    made = Demonstration(create_app(settings), settings)
    with (folder.parent / "demonstration.lock").open("w") as lock, made.app.app_context():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / demonstration.ACCOUNTS).exists():
            if SERVER:
                _make_database()
            Base.metadata.create_all(db.engine)
            made.load()
    yield made
    with made.app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo(loaded_demonstration: Demonstration) -> Iterator[Demonstration]:
    """The demonstration plan, inside an application context."""
    with loaded_demonstration.app.app_context():
        yield loaded_demonstration
        db.session.rollback()
