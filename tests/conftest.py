"""A real application with a real database for each test; a world of one plan and a few named people; their browsers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, g
from sqlalchemy import create_engine, make_url, text

from config import Settings
from tests.browsing import Browser
from tests.demonstrated import demo, loaded_demonstration
from tests.signing_in import sign_in
from tests.world import World, build
from tracker.app import create_app
from tracker.models.database import Base, db
from tracker.models.people import User
from tracker.services import clock

__all__ = ["demo", "loaded_demonstration"]  # fixtures of another file

SERVER = os.environ.get("TEST_DATABASE_URL", "")
FIRST_AGAIN = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
EMPTY = [
    "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    *(f'DELETE FROM "{table.name}"' for table in reversed(Base.metadata.sorted_tables)),  # noqa: S608
    "ALTER TABLE audit_entry ENABLE TRIGGER USER",
    FIRST_AGAIN,
]
"""What empties the tables on PostgreSQL, twenty-five times as fast as TRUNCATE does."""


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def database_url(instance: Path, worker_id: str) -> Iterator[str]:
    """A database of this worker's own: a file, or one made on the server that TEST_DATABASE_URL names."""
    if not SERVER:
        yield f"sqlite:///{instance / 'tracker.sqlite'}"
        return
    address = make_url(SERVER)
    name = f"tracker_test_{worker_id}"
    maintenance = create_engine(address, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    maintenance.dispose()
    yield address.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def settings(instance: Path, database_url: str) -> Settings:
    return Settings(
        instance=instance,
        database_url=database_url,
        secret_key="a key that only the tests know, and no longer than they run",
        factor_key="another key of the tests, with which second factors are sealed",
        pseudo_languages=True,
        testing=True,
    )


def forget_the_last_request() -> None:
    """On a server each request starts with nothing; here they share the application context of the world."""
    for name in list(g):
        g.pop(name)


@pytest.fixture(scope="session")
def prepared_app(settings: Settings) -> Iterator[Flask]:
    """The application with empty tables, once for each worker."""
    app = create_app(settings)
    app.before_request_funcs.setdefault(None, []).insert(0, forget_the_last_request)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()
    if not SERVER:
        shutil.copy(settings.instance / "tracker.sqlite", settings.instance / "empty.sqlite")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(prepared_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application with an empty database and empty folders, as on the first day."""
    with prepared_app.app_context():
        db.session.remove()
        db.engine.dispose()
        if SERVER:
            db.session.connection().exec_driver_sql(";".join(EMPTY))
            db.session.commit()
        else:
            shutil.copy(settings.instance / "empty.sqlite", settings.instance / "tracker.sqlite")
    shutil.rmtree(settings.storage, ignore_errors=True)
    yield prepared_app
    with prepared_app.app_context():
        db.session.remove()


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """One plan with its people, inside an application context."""
    with app.app_context():
        yield build()


@pytest.fixture
def visitor(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def browser_of(app: Flask, world: World) -> Callable[[User], Browser]:
    """Opens a browser and signs a person in, through the page."""

    def opened(person: User) -> Browser:
        browser = Browser(app)
        sign_in(browser, person)
        return browser

    return opened


@pytest.fixture
def as_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock: `as_of("2023-02-01T09:00")`, in UTC."""

    def set_clock(moment: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(moment).replace(tzinfo=UTC))

    return set_clock
