"""The database in a back-up: one moment of it as a file, while others write; and such a file judged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url, select, text
from sqlalchemy.orm import Session

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.models.evidence import Derivative, Evidence
from tracker.models.reporting import EditionFile
from tracker.models.workshop import DraftFile
from tracker.services import keyring
from tracker.storage import name_in

SQLITE, DUMP = "database.sqlite", "database.dump"


def is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith("sqlite")


def sqlite_file(settings: Settings) -> Path:
    return Path(make_url(settings.database_url).database or "").resolve()


def file_name(settings: Settings) -> str:
    """What the database is called inside a back-up of this installation."""
    return SQLITE if is_sqlite(settings) else DUMP


@contextmanager
def snapshot(settings: Settings, folder: Path) -> Iterator[tuple[Path, Session]]:
    """Write one moment of the database into a folder; the session reads the very same moment.

    Raises RuleBroken where there is no database, or where a program that it takes fails or is missing.
    """
    path = folder / file_name(settings)
    if is_sqlite(settings):
        _copy_sqlite(sqlite_file(settings), path)
        with session_on(f"sqlite:///{path}") as session:
            yield path, session
        return
    with session_on(settings.database_url, isolation_level="REPEATABLE READ") as session:
        moment = session.scalar(text("SELECT pg_export_snapshot()"))
        run(settings, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--exclude-schema=replaced_*",
            f"--snapshot={moment}", f"--file={path}")  # fmt: skip
        yield path, session


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise RuleBroken(message(N_("There is no database yet, so there is nothing to back up.")))
    with closing(sqlite3.connect(source, timeout=30, isolation_level=None)) as connection:
        # One reading transaction of the library's own: whole and of one moment, whatever is written meanwhile.
        connection.execute("VACUUM INTO ?", [str(target)])
    target.chmod(0o600)


@contextmanager
def session_on(address: str, **options: object) -> Iterator[Session]:
    """A session that only reads, on a database beside the application's own."""
    engine = create_engine(address, **options)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def named_files(session: Session) -> set[str]:
    """The files that a database speaks of, as they are called inside a back-up."""
    return {f"storage/{name}" for name in stored_names(session)}


def stored_names(session: Session) -> set[str]:
    """The files that a database speaks of, as the place of storage calls them."""
    evidence = session.execute(select(Evidence.organisation_id, Evidence.sha256).where(Evidence.sha256 != ""))
    found = {name_in(keyring.area(owner), sha256) for owner, sha256 in evidence}
    made = session.execute(
        select(Evidence.organisation_id, Derivative.sha256)
        .join(Derivative, Derivative.evidence_id == Evidence.id)
        .where(Derivative.sha256 != "")
    )
    found |= {name_in(keyring.area(owner), sha256) for owner, sha256 in made}
    drafts = select(DraftFile.sha256).where(DraftFile.sha256 != "", DraftFile.removed_at.is_(None))
    found |= {name_in("drafts", each) for each in session.scalars(drafts)}
    return found | {name_in("editions", each) for each in session.scalars(select(EditionFile.sha256))}


def revision(session: Session) -> str | None:
    """The migration that the tables stand at; None where they were not made by migrations."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def faults(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file: broken pages, and rows that refer to nothing."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            return found + [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]


def move(path: Path, target: Path) -> None:
    """Move a file, also to another disk; there is nothing at its new place before all of it is there."""
    coming = target.with_name(target.name + ".restored")
    shutil.move(path, coming)
    with coming.open("rb") as file:
        os.fsync(file.fileno())
    coming.replace(target)


def run(settings: Settings, program: str, *words: str) -> None:
    """Run one of PostgreSQL's client programs on the database. Raises RuleBroken where it fails or is missing."""
    found = shutil.which(program)
    if found is None:
        sentence = N_(
            "The program %(name)s was not found. Install PostgreSQL's client programs, of the server's version."
        )
        raise RuleBroken(message(sentence, name=program))
    address = make_url(settings.database_url).set(drivername="postgresql")
    plain = address.set(password=None).render_as_string()
    secret = {"PGPASSWORD": address.password} if address.password else {}
    command = [found, f"--dbname={plain}", *words]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuleBroken(message(N_("%(program)s failed: %(said)s"), program=program, said=done.stderr.strip()[-500:]))
