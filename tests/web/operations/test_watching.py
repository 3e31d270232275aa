"""A program that watches over the installation: it asks whether it is alive and ready, and learns nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from config import Settings
from tests.browsing import Browser
from tests.faults import database_away
from tests.stamped import stamp, stamped
from tests.world import World
from tracker.models.people import User

__all__ = ["stamped"]  # a fixture of another file
Change = Callable[..., None]


@pytest.fixture
def change(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Change a setting of the running application."""
    return lambda **what: monkeypatch.setitem(app.extensions, "settings", replace(settings, **what))


def asked(visitor: Browser, status: int) -> dict[str, str]:
    answer = visitor.client.get("/ready")
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.get_json()["ready"] is (status == 200)
    told: dict[str, str] = answer.get_json()["checks"]
    return told


def test_an_installation_that_can_work_says_so(visitor: Browser, stamped: None, settings: Settings) -> None:
    (settings.instance / "worker-looked").unlink(missing_ok=True)
    told = asked(visitor, 200)
    assert set(told) == {"database", "tables", "storage", "disk", "queue", "worker"}
    assert {told[name] for name in told if name != "worker"} == {"ok"}
    assert told["worker"] == "silent"  # no worker runs beside these tests
    assert visitor.client.get("/ready").headers["Cache-Control"] == "no-store"


def test_tables_of_another_version_are_told(app: Flask, visitor: Browser, stamped: None) -> None:
    stamp(app, "0001")
    assert asked(visitor, 503)["tables"] == "failed"


def test_a_disk_that_is_nearly_full_is_told(visitor: Browser, stamped: None, change: Change) -> None:
    change(least_free=2**62)
    assert asked(visitor, 503)["disk"] == "failed"


def test_a_storage_that_takes_nothing_is_told(
    visitor: Browser, stamped: None, change: Change, settings: Settings
) -> None:
    (settings.instance / "storage").write_text("this is no folder")
    try:
        assert asked(visitor, 503)["storage"] == "failed"
    finally:
        (settings.instance / "storage").unlink()


def test_without_a_database_it_is_alive_but_not_ready_and_nothing_of_the_inside_is_told(
    app: Flask, world: World, browser_of: Callable[[User], Browser]
) -> None:
    signed_in = browser_of(world.amina)
    with database_away():
        for one in (Browser(app), signed_in):
            assert one.client.get("/health").get_data(as_text=True) == "alive\n"
            assert asked(one, 503)["database"] == "failed"
            assert "secret-place" not in one.client.get("/ready").get_data(as_text=True)
