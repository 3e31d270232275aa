"""A back-up holds everything, is made while people write, and comes back on an empty machine."""

from __future__ import annotations

import io
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from tests.browsing import Browser
from tests.rescued import PUBLIC, backed_up, elsewhere, key_file, store, tree
from tests.signing_in import PASSWORD
from tests.soak.writer import save_once
from tests.test_cli import run
from tests.world import World
from tracker.app import create_app
from tracker.domain.errors import TrackerError
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.people import SignIn
from tracker.services import (
    audit_checking,
    backing_up,
    backup_archive,
    backup_keys,
    people_invitations,
    people_signed_in,
)

__all__ = ["elsewhere", "key_file"]  # fixtures of another file

ROUNDS = int(os.environ.get("BACKUP_ROUNDS", "1"))
"""How many back-ups are made while others write; `make soak` asks for 6."""


def test_on_an_empty_machine_everything_is_back_and_people_sign_in(
    world: World, settings: Settings, elsewhere: Settings, key_file: Path, tmp_path: Path
) -> None:
    store(world, settings, b"region,women\n", b"", os.urandom(3_000_000))
    link = people_invitations.issue(None, world.viktor)
    people_signed_in.start(world.viktor)
    db.session.commit()
    backup = backed_up(settings, tmp_path / "backup", "--recipient", PUBLIC)
    restored = run(elsewhere, "restore", str(backup), "--identity", str(key_file))
    assert restored.exit_code == 0, restored.output
    assert "and 3 files." in restored.output
    assert tree(elsewhere.storage) == tree(settings.storage)

    app = create_app(elsewhere)
    browser = Browser(app)
    browser.open("/sign-in")
    browser.press("Sign in", {"email": world.amina.email, "password": PASSWORD})
    assert "Test plan" in browser.open("/plans/test-plan").main
    browser.open(f"/invitation/{link}", status=404)
    with app.app_context():
        assert audit_checking.check().is_whole
        open_ones = db.session.scalars(select(SignIn.user_id).where(SignIn.ended_at.is_(None))).all()
        acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
        db.session.remove()
        db.engine.dispose()
    app.extensions["queue"].close()
    assert "restore_backup" in acts
    assert len(open_ones) == 1, "only Clara, who has just signed in"


@contextmanager
def writers(app: Flask, settings: Settings) -> Iterator[None]:
    """Four people who save values with files as fast as they can."""
    is_over = Event()

    def write(email: str, organisation: str) -> None:
        for number in count(1):
            if is_over.is_set():
                return
            with app.app_context(), suppress(TrackerError):  # on PostgreSQL two of one organisation may collide
                save_once(settings, email, organisation, number)

    people = (("amina@example.org", "shelter"), ("bota@example.org", "bridge")) * 2
    running = [Thread(target=write, args=who) for who in people]
    for each in running:
        each.start()
    try:
        yield
    finally:
        is_over.set()
        for each in running:
            each.join(timeout=60)


def stored() -> int:
    found = db.session.scalar(select(func.count()).select_from(Evidence)) or 0
    db.session.rollback()
    return found


def test_a_back_up_that_is_made_while_four_people_write_lacks_nothing(
    app: Flask, world: World, settings: Settings, tmp_path: Path
) -> None:
    db.session.remove()
    with writers(app, settings):
        for number in range(ROUNDS):
            while not (before := stored()):
                time.sleep(0.05)
            backup = backed_up(settings, tmp_path / f"{number}.tar")
            taker = backup_archive.Unpacker()
            with backup.open("rb") as file:
                backup_archive.read(file, taker, [])
            assert b'"faults": []' in taker.manifest
            assert sum("/evidence/" in name for name in taker.parts) >= before
        assert stored() > before, "nobody wrote meanwhile"


@pytest.fixture(params=[("--recipient", PUBLIC), ()], ids=["encrypted", "plain"])
def backup(request: pytest.FixtureRequest, world: World, settings: Settings, tmp_path: Path) -> Path:
    """A back-up with three files."""
    store(world, settings, b"region,women\n" * 20_000, b"", os.urandom(200_000))
    return backed_up(settings, tmp_path / "backup", *request.param)


def test_one_changed_byte_anywhere_is_refused_and_changes_nothing(
    backup: Path, elsewhere: Settings, key_file: Path
) -> None:
    whole = backup.read_bytes()
    refused = 0
    for place in [0, 30, len(whole) - 1, *(random.randrange(len(whole)) for _ in range(17))]:  # noqa: S311
        damaged = bytearray(whole)
        damaged[place] ^= 1 << random.randrange(8)  # noqa: S311
        backup.write_bytes(damaged)
        done = run(elsewhere, "restore", str(backup), "--identity", str(key_file))
        assert done.exit_code == 1, (place, done.output)
        refused += 1
    assert (refused, tree(elsewhere.instance)) == (20, {})


def test_a_back_up_that_was_cut_off_is_refused(backup: Path, elsewhere: Settings, key_file: Path) -> None:
    whole = backup.read_bytes()
    for length in (0, 10, 300, len(whole) // 2, len(whole) - 600, len(whole) - 1):
        backup.write_bytes(whole[:length])
        done = run(elsewhere, "restore", str(backup), "--identity", str(key_file))
        assert done.exit_code == 1, (length, done.output)
    assert tree(elsewhere.instance) == {}


def test_without_the_right_key_nothing_is_opened(
    world: World, settings: Settings, elsewhere: Settings, key_file: Path, tmp_path: Path
) -> None:
    backup = backed_up(settings, tmp_path / "backup", "--recipient", PUBLIC)
    assert "Name the file that holds its key" in run(elsewhere, "restore", str(backup)).output
    key_file.write_text(str(backup_keys.make()[1]))
    assert "the key is not the one" in run(elsewhere, "restore", str(backup), "--identity", str(key_file)).output
    key_file.write_text("no key")
    assert "holds no secret key" in run(elsewhere, "restore", str(backup), "--identity", str(key_file)).output
    assert tree(elsewhere.instance) == {}


def test_what_is_there_is_replaced_only_on_demand_and_then_kept_aside(
    world: World, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    first = backed_up(settings, tmp_path / "first")
    store(world, settings, b"later")
    second = backed_up(settings, tmp_path / "second")
    assert run(elsewhere, "restore", str(second)).exit_code == 0
    there = tree(elsewhere.instance)
    refused = run(elsewhere, "restore", str(first))
    assert (refused.exit_code, "add --replace" in refused.output) == (1, True)
    assert tree(elsewhere.instance) == there
    done = run(elsewhere, "restore", str(first), "--replace")
    assert done.exit_code == 0, done.output
    assert "What was here before lies in" in done.output
    assert not any(path.is_file() for path in elsewhere.storage.rglob("*"))
    aside = next(elsewhere.instance.glob("replaced_*"))
    kept = {name: sha for name, sha in there.items() if name.startswith(("storage/", "tracker.sqlite"))}
    assert tree(aside) == kept


def test_a_file_that_went_missing_before_is_named_and_the_back_up_is_no_good_one(
    world: World, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    lost, kept = store(world, settings, b"lost", b"kept")
    place = f"evidence/{world.shelter.id}/{lost[:2]}/{lost}"
    (settings.storage / place).unlink()
    db.session.rollback()
    done = run(settings, "backup", str(tmp_path / "backup"))
    assert done.exit_code == 1
    assert f"Missing or changed in the installation itself: storage/{place}" in done.output
    restored = run(elsewhere, "restore", str(tmp_path / "backup"))
    assert restored.exit_code == 0, restored.output
    assert lost in restored.output
    assert kept not in restored.output


def test_a_back_up_is_for_its_owner_alone_and_leaves_no_plain_copy(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    store(world, settings, b"a canary in plain")
    folder = tmp_path / "backups"
    folder.mkdir()
    backed_up(settings, folder, "--recipient", PUBLIC)
    (backup,) = folder.iterdir()
    assert (backup.suffix, backup.stat().st_mode & 0o077) == (".age", 0)
    assert b"canary" not in backup.read_bytes()
    assert list(settings.instance.glob("backup-*")) == []
    again = run(settings, "backup", str(backup))
    assert (again.exit_code, "already" in again.output) == (1, True)


def test_a_wrong_public_key_is_refused_before_anything_is_written(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    done = run(settings, "backup", str(tmp_path / "backup"), "--recipient", "age1nobody")
    assert (done.exit_code, "This is no public key of age" in done.output) == (1, True)
    assert not (tmp_path / "backup").exists()


def test_a_disk_that_stores_other_bytes_is_noticed(
    world: World, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.instance / "last-backup.json").unlink(missing_ok=True)
    write = backup_archive.write

    def failing(file: io.BufferedRandom, *more: object) -> None:
        write(file, *more)  # type: ignore[arg-type]
        file.seek(2000)
        file.write(b"?")

    monkeypatch.setattr(backup_archive, "write", failing)
    done = run(settings, "backup", str(tmp_path / "backup"), "--recipient", PUBLIC)
    assert done.exit_code == 1
    assert list(tmp_path.glob("backup*")) == []
    assert backing_up.last(settings) is None


def test_the_last_good_back_up_is_told_in_plain_words(world: World, settings: Settings, tmp_path: Path) -> None:
    (settings.instance / "last-backup.json").unlink(missing_ok=True)
    none = run(settings, "backup", "--status")
    assert (none.exit_code, none.output.strip()) == (1, "No good back-up has been made here yet.")
    backed_up(settings, tmp_path / "backup")
    said = run(settings, "backup", "--status")
    assert said.exit_code == 0
    assert "backup, 0 files, not encrypted." in said.output
