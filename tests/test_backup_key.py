"""The key of the evidence files travels in an encrypted back-up, and in no other."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from config import Settings
from tests.rescued import PUBLIC, backed_up, elsewhere, key_file, store
from tests.test_cli import run
from tests.world import World
from tracker.app import create_app
from tracker.domain.errors import Unavailable
from tracker.models.database import db
from tracker.services import keyring

__all__ = ["elsewhere", "key_file"]  # fixtures of another file


def test_evidence_opens_on_the_new_machine_with_the_key_from_an_encrypted_back_up(
    world: World, settings: Settings, elsewhere: Settings, key_file: Path, tmp_path: Path
) -> None:
    (sha256,) = store(world, settings, b"a canary in plain")
    backup = backed_up(settings, tmp_path / "backup", "--recipient", PUBLIC)
    assert run(elsewhere, "restore", str(backup), "--identity", str(key_file)).exit_code == 0
    assert stat.S_IMODE(elsewhere.key_file.stat().st_mode) == 0o600
    assert opened(elsewhere, world.shelter.id, sha256) == b"a canary in plain"
    elsewhere.key_file.unlink()
    with pytest.raises(Unavailable):
        opened(elsewhere, world.shelter.id, sha256)


def test_a_back_up_in_plain_does_not_hold_the_key_and_says_so(
    world: World, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    (sha256,) = store(world, settings, b"a canary in plain")
    done = run(settings, "backup", str(tmp_path / "backup"))
    assert "The key of the evidence files is not in it" in done.output
    content = (tmp_path / "backup").read_bytes()
    assert b"canary" not in content
    assert settings.key_file.read_bytes().strip() not in content
    run(elsewhere, "restore", str(tmp_path / "backup"))
    with pytest.raises(Unavailable):
        opened(elsewhere, world.shelter.id, sha256)
    keyring.add_masters(elsewhere.key_file, keyring.masters(settings.key_file))
    assert opened(elsewhere, world.shelter.id, sha256) == b"a canary in plain"


def test_a_sealed_file_that_was_changed_is_named(world: World, settings: Settings, tmp_path: Path) -> None:
    (sha256,) = store(world, settings, b"list" * 100)
    path = settings.storage / f"evidence/{world.shelter.id}/{sha256[:2]}/{sha256}"
    path.write_bytes(path.read_bytes()[:-50] + bytes(50))
    db.session.rollback()
    done = run(settings, "backup", str(tmp_path / "backup"))
    assert (done.exit_code, sha256 in done.output) == (1, True)


def opened(settings: Settings, organisation_id: int, sha256: str) -> bytes:
    """A file of evidence as the installation with these settings gives it out."""
    app = create_app(settings)
    with app.app_context():
        try:
            return keyring.vault(settings, organisation_id).whole(sha256)
        finally:
            db.session.remove()
            db.engine.dispose()
            app.extensions["queue"].close()
