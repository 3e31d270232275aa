"""Where an installation keeps its data: whether something is there, and how it makes room for what is restored."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.orm import Session

from config import Settings
from tracker.services import backup_database, clock, keyring
from tracker.services.backup_database import DUMP, SQLITE, is_sqlite, session_on, sqlite_file
from tracker.storage_bucket import place_of

KEY = "keys/evidence-key"
COMPANIONS = ("-journal", "-wal", "-shm")

Judge = Callable[[Session], None]


def is_empty(settings: Settings) -> bool:
    """Whether nobody has an account here and no file is stored; tables alone are nothing."""
    if any(True for _ in place_of(settings).found()):
        return False
    if is_sqlite(settings) and not sqlite_file(settings).is_file():
        return True
    with session_on(settings.database_url) as session:
        has_people = inspect(session.connection()).has_table("user")
        return not has_people or session.scalar(text('SELECT count(*) FROM "user"')) == 0


def put(settings: Settings, folder: Path, judge: Judge) -> str | None:
    """Move what is there aside and the unpacked back-up in. Returns where the former lies.

    `judge` reads a restored PostgreSQL, which can be judged only on its server, and raises where it is not right: then
    the former one is put back. A database file was judged before.
    """
    name = f"replaced_{clock.now():%Y%m%d_%H%M%S}_{secrets.token_hex(3)}"  # two restores within a second stay apart
    aside = settings.instance / name
    if is_sqlite(settings):
        _move_files(settings, folder, aside)
    else:
        _put_on_server(settings, folder / DUMP, name, judge)
        _move_storage(settings, folder, aside)
    return str(aside) if aside.exists() else None


def _move_files(settings: Settings, folder: Path, aside: Path) -> None:
    """The database comes last, so that there is none while its files are not there yet."""
    database = sqlite_file(settings)
    kept = aside if database.is_relative_to(settings.instance) else database.parent / aside.name
    for path in (database, *(database.with_name(database.name + end) for end in COMPANIONS)):
        if path.exists():
            kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.rename(kept / path.name)
    _move_storage(settings, folder, aside)
    database.parent.mkdir(parents=True, exist_ok=True)
    backup_database.move(folder / SQLITE, database)


def _move_storage(settings: Settings, folder: Path, aside: Path) -> None:
    if settings.storage.exists():
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.storage.rename(aside / settings.storage.name)
    if (folder / "storage").exists() and not settings.bucket:
        (folder / "storage").rename(settings.storage)
    elif (folder / "storage").exists():
        _put_into_bucket(settings, folder / "storage")
    if (folder / KEY).exists():
        keyring.add_masters(settings.key_file, keyring.masters(folder / KEY))


def _put_into_bucket(settings: Settings, folder: Path) -> None:
    """Names tell the contents, so nothing that is there is lost by what is put over it."""
    bucket = place_of(settings)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            bucket.put(path.relative_to(folder).as_posix(), [path.read_bytes()])


def _put_on_server(settings: Settings, dump: Path, name: str, judge: Judge) -> None:
    _on_server(settings, f"ALTER SCHEMA public RENAME TO {name}", "CREATE SCHEMA public")
    try:
        backup_database.run(settings, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner",
                            "--no-privileges", str(dump))  # fmt: skip
        with session_on(settings.database_url) as session:
            judge(session)
    except BaseException:
        _on_server(settings, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {name} RENAME TO public")
        raise


def _on_server(settings: Settings, *statements: str) -> None:
    engine = create_engine(settings.database_url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()
