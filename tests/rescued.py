"""A back-up and another machine to bring it back on."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import create_engine, make_url, text

from config import Settings
from tests.conftest import SERVER
from tests.entries import measured
from tests.test_cli import run
from tests.world import World, english
from tracker.domain.vocabulary import EvidenceKind
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.services.keyring import vault

KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """The secret key, in a file as age-keygen writes it."""
    path = tmp_path / "key.txt"
    path.write_text(f"# created: long ago\n# public key: {PUBLIC}\n{KEY}\n")
    return path


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path, worker_id: str) -> Iterator[Settings]:
    """Another machine, with nothing on it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if not SERVER:
        yield replace(settings, instance=folder, database_url=f"sqlite:///{folder / 'tracker.sqlite'}")
        return
    name, maintenance = f"tracker_elsewhere_{worker_id}", create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    maintenance.dispose()
    address = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    yield replace(settings, instance=folder, database_url=address)


def store(world: World, settings: Settings, *contents: bytes) -> list[str]:
    """Evidence files of Amina's, as she left them; their hashes."""
    entry = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    for content in contents:
        stored = vault(settings, entry.organisation_id, to_write=True).put(io.BytesIO(content))
        db.session.add(
            Evidence(
                plan_id=entry.plan_id, organisation_id=entry.organisation_id, added_by_id=world.amina.id,
                added_at=entry.created_at, title=english("List"), kind=EvidenceKind.FILE, sha256=stored.sha256,
                file_name="list.txt", media_type="text/plain", size=stored.size,
            )
        )  # fmt: skip
    db.session.commit()
    return [hashlib.sha256(content).hexdigest() for content in contents]


def backed_up(settings: Settings, out: Path, *words: str) -> Path:
    """The back-up that `tracker backup` makes of this installation."""
    db.session.rollback()
    done = run(settings, "backup", str(out), *words)
    assert done.exit_code == 0, done.output
    return out


def tree(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
