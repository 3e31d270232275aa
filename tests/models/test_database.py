"""How connections are opened, and that many writers at once lose nothing."""

from __future__ import annotations

import sqlite3
import threading
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import SERVER
from tests.world import World
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import OrganisationKind
from tracker.models import database
from tracker.models.database import db
from tracker.models.indicator import Target
from tracker.models.people import Organisation


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [((3, 40, 1), False), ((3, 44, 6), True), ((3, 44, 5), False), ((3, 50, 7), True), ((3, 50, 6), False),
     ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True)],
)  # fmt: skip
def test_write_ahead_logging_is_used_only_where_it_cannot_corrupt(version: tuple[int, ...], is_safe: bool) -> None:
    assert database.wal_is_safe(version) is is_safe


def test_every_connection_has_the_settings_that_start_up_prints(app: Flask) -> None:
    with app.app_context():
        said = database.settings_in_force()
        if SERVER:
            assert said == {}
            return
        found = {name: str(db.session.execute(text(f"PRAGMA {name}")).scalar()) for name in database.sqlite_settings()}
        assert found == {name: value for name, value in said.items() if name != "transactions"}
        assert (found["foreign_keys"], found["synchronous"], found["busy_timeout"]) == ("1", "2", "30000")


def test_a_setting_that_does_not_take_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "sqlite_settings", lambda: {"busy_timeout": "30000", "secure_delete": "7"})
    with pytest.raises(RuntimeError, match="secure_delete"):
        database._configure_sqlite(sqlite3.connect(":memory:"), None)


def test_eight_writers_at_once_lose_nothing(app: Flask) -> None:
    each_writes, failures = 25, []

    def write(writer: int) -> None:
        for number in range(each_writes):
            try:
                with app.app_context():
                    code = f"{writer}-{number}"
                    db.session.add(Organisation(code=code, name=Multilingual({"en": code}), kind=OrganisationKind.NGO))
                    db.session.commit()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        assert failures == []
        assert db.session.query(Organisation).count() == 8 * each_writes


@pytest.mark.parametrize("number", ["0", "0.1", "-12.5", "123456789012345.12345678", "1000000"])
def test_a_number_comes_back_from_the_database_exactly(world: World, number: str) -> None:
    target = world.indicators["trained"].targets[0]
    target.value = Decimal(number)
    db.session.commit()
    db.session.expire_all()
    assert db.session.get_one(Target, target.id).value == Decimal(number)
