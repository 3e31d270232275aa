"""What a crash left is swept after a day, and never a file that is spoken of or younger; old plain files are sealed."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest

from config import Settings
from tests.rescued import store
from tests.test_cli import run
from tests.world import World
from tracker.models.database import db
from tracker.services import keyring, sweeping
from tracker.services.keyring import vault
from tracker.storage import COMING, Folder, Storage


def made_old(path: Path, hours: float = 25) -> Path:
    then = time.time() - hours * 3600
    os.utime(path, (then, then))
    return path


def orphan(settings: Settings, world: World, content: bytes) -> Path:
    storage = vault(settings, world.shelter.id, to_write=True)
    db.session.commit()
    return settings.storage / storage.name(storage.put(io.BytesIO(content)).sha256)


def test_only_what_nothing_speaks_of_and_is_a_day_old_is_removed(world: World, settings: Settings) -> None:
    (kept,) = store(world, settings, b"spoken of")
    spoken_of = made_old(settings.storage / f"evidence/{world.shelter.id}/{kept[:2]}/{kept}")
    old, young = made_old(orphan(settings, world, b"old")), orphan(settings, world, b"young")
    half, fresh_half = settings.storage / COMING / "half", settings.storage / COMING / "fresh"
    for path in (half, fresh_half):
        path.write_bytes(b"?")
    made_old(half)
    done = run(settings, "evidence", "sweep")
    assert "Removed 1 files that nothing spoke of and 1 half written" in done.output
    assert [path.exists() for path in (spoken_of, old, young, half, fresh_half)] == [True, False, True, False, True]


def test_a_file_that_comes_again_while_it_is_swept_stays(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made_old(orphan(settings, world, b"comes again"))
    hold_off = keyring.hold_off_writers

    def comes_again() -> None:
        orphan(settings, world, b"comes again")
        hold_off()

    monkeypatch.setattr(keyring, "hold_off_writers", comes_again)
    assert sweeping.sweep(settings).orphans == 0
    assert path.exists()


def test_files_of_an_earlier_version_are_sealed_without_loss(world: World, settings: Settings) -> None:
    (sha256,) = store(world, settings, b"a canary in plain")
    (settings.storage / f"evidence/{world.shelter.id}/{sha256[:2]}/{sha256}").unlink()
    plain = Storage(Folder(settings.storage), "evidence")
    plain.put(io.BytesIO(b"a canary in plain"))
    db.session.rollback()
    said = run(settings, "evidence", "seal")
    assert said.output == "1 evidence files were encrypted.\n"
    assert not plain.exists(sha256)
    assert vault(settings, world.shelter.id).whole(sha256) == b"a canary in plain"
    assert run(settings, "evidence", "seal").output == ""


def test_a_plain_file_that_is_damaged_is_left_as_it_is(world: World, settings: Settings) -> None:
    (sha256,) = store(world, settings, b"whole")
    plain = Storage(Folder(settings.storage), "evidence")
    plain.put(io.BytesIO(b"whole"))
    (settings.storage / plain.name(sha256)).write_bytes(b"broken")
    with pytest.raises(OSError, match="left as it is"):
        sweeping.seal_old_files(settings, db.session.commit)
    assert plain.exists(sha256)


def test_the_master_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master"
    keyring.make_master(path)
    first = path.read_bytes()
    keyring.make_master(path)
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["master"]
    keyring.add_masters(path, [bytes(32), *keyring.masters(path)])
    assert keyring.masters(path)[1:] == [bytes(32)]
    assert path.stat().st_mode & 0o077 == 0
