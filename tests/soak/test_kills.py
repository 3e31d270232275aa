"""What was said to be saved is there, whatever is killed and whenever. SOAK_ROUNDS sets how often it is tried."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time

from sqlalchemy import select, text

from config import ROOT, Settings
from tests.conftest import SERVER
from tests.world import World
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.measurement import Measurement
from tracker.services import audit_checking, sweeping
from tracker.services.backup_database import stored_names
from tracker.services.keyring import vault
from tracker.storage_bucket import place_of

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "1"))
OLD = 1.0
"""The age, in seconds, from which a round sweeps; a day in service."""
WRITERS = (("amina@example.org", "shelter"), ("bota@example.org", "bridge"))


def test_what_was_said_to_be_saved_survives_a_kill(world: World, settings: Settings) -> None:
    db.session.remove()
    saved: list[tuple[int, int, str]] = []
    for _ in range(ROUNDS):
        saved += _write_until_killed(settings)
        assert _lost(saved, settings) == []
        assert audit_checking.check().broken is None
        assert _damage() == []
        db.session.remove()
        _sweep_while_others_write(settings)
        assert _lost(saved, settings) == []
        db.session.remove()
    assert len(saved) >= ROUNDS, "too little was written to say anything"
    print(f"{ROUNDS} rounds, {len(saved)} saved, 0 lost")  # noqa: T201 - what make soak is asked for


def _sweep_while_others_write(settings: Settings) -> None:
    """What kills left behind is swept, here at any age, while two others write: nothing that counts is lost."""
    writers = [_start(settings, *who) for who in WRITERS]
    said = []
    for writer in writers:
        assert writer.stdout is not None
        said.append(writer.stdout.readline())
    sweeping.sweep(settings, older_than=OLD)
    for writer in writers:
        assert writer.stdout is not None
        writer.kill()
        said += writer.stdout.readlines()
        writer.stdout.close()
        writer.wait(timeout=10)
    named = stored_names(db.session())
    left = [each for each in place_of(settings).found() if each.name not in named and each.age > 60]
    assert left == [], "an orphan stayed"
    assert _lost(_understood(said), settings) == []


def _understood(said: list[str]) -> list[tuple[int, int, str]]:
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(int(key), int(number), sha256) for key, number, sha256 in whole]


def _write_until_killed(settings: Settings) -> list[tuple[int, int, str]]:
    """Let the writers write, kill each at a moment of its own, and return what they said was saved."""
    writers = [_start(settings, *who) for who in WRITERS]
    said = []
    for writer in writers:
        assert writer.stdout is not None
        said.append(writer.stdout.readline())  # it has begun
        time.sleep(random.uniform(0.1, 0.8))  # noqa: S311 - chance, not secrecy
        writer.kill()
        said += writer.stdout.readlines()
        writer.stdout.close()
        writer.wait(timeout=10)
    return _understood(said)


def _start(settings: Settings, email: str, organisation: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.soak.writer", settings.database_url, str(settings.instance)]
    return subprocess.Popen([*command, email, organisation], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _lost(saved: list[tuple[int, int, str]], settings: Settings) -> list[str]:
    """What was said to be saved and is not there, or not as it was."""
    kept = set(db.session.scalars(select(Evidence.sha256)))
    there = set(db.session.scalars(select(Measurement.id)))
    owners = {
        row.sha256: row.organisation_id for row in db.session.execute(select(Evidence.sha256, Evidence.organisation_id))
    }
    return [
        sha256
        for measurement, _, sha256 in saved
        if sha256 not in kept or measurement not in there or _hash(settings, owners[sha256], sha256) != sha256
    ]


def _hash(settings: Settings, organisation_id: int, sha256: str) -> str:
    try:
        return hashlib.sha256(vault(settings, organisation_id).whole(sha256)).hexdigest()
    except OSError:
        return ""


def _damage() -> list[object]:
    """What the database itself finds wrong."""
    if SERVER:
        return []
    found = [
        *db.session.execute(text("PRAGMA integrity_check")).scalars(),
        *db.session.execute(text("PRAGMA foreign_key_check")),
    ]
    return [one for one in found if one != "ok"]
