"""The same storage in a bucket of an S3-speaking server on this computer."""

from __future__ import annotations

import io
import os
import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from config import Settings
from tests.rescued import backed_up, elsewhere, store
from tests.test_cli import run
from tests.world import World
from tracker.models.database import db
from tracker.services import keyring, sweeping
from tracker.storage import Storage
from tracker.storage_bucket import Bucket, place_of

__all__ = ["elsewhere"]  # a fixture of another file

KEYS: dict[str, Any] = {"bucket_key_id": "tests", "bucket_secret": "only tests know it"}


@pytest.fixture
def in_bucket(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings that name an empty bucket on a server that listens on this computer alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    address = f"http://127.0.0.1:{port}"
    try:
        client: Any = boto3.client(
            "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="tests",
            aws_secret_access_key=KEYS["bucket_secret"],
        )  # fmt: skip
        urllib.request.urlopen(urllib.request.Request(f"{address}/moto-api/reset", method="POST")).close()  # noqa: S310 - our own
        client.create_bucket(Bucket="evidence")
        client.close()
        yield replace(settings, bucket="evidence", bucket_endpoint=address, **KEYS)
    finally:
        server.stop()


def test_a_bucket_keeps_what_was_put_and_forgets_what_was_removed(in_bucket: Settings) -> None:
    place = place_of(in_bucket)
    assert isinstance(place, Bucket)
    storage, content = Storage(place, "evidence/7", bytes(range(32))), os.urandom(300_000)
    stored = storage.put(io.BytesIO(content))
    name = storage.name(stored.sha256)
    assert storage.whole(stored.sha256) == content
    assert content[:100] not in b"".join(place.read(name)), "it was sealed before it left"
    (found,) = place.found()
    assert (found.name, storage.exists(stored.sha256)) == (name, True)
    assert 0 <= (place.age(name) or 0) < 60
    place.remove(name)
    place.remove(name)
    assert (storage.exists(stored.sha256), list(place.found())) == (False, [])
    with pytest.raises(FileNotFoundError):
        storage.read(stored.sha256)


def test_evidence_in_a_bucket_is_swept_backed_up_and_restored(
    world: World, in_bucket: Settings, elsewhere: Settings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = store(world, in_bucket, b"a list")
    orphan = keyring.vault(in_bucket, world.shelter.id).put(io.BytesIO(b"left behind"))
    owner = world.shelter.id
    assert sweeping.sweep(in_bucket).orphans == 0, "it is too young"
    assert sweeping.sweep(in_bucket, older_than=0).orphans == 1
    assert not keyring.vault(in_bucket, owner).exists(orphan.sha256)
    assert keyring.vault(in_bucket, owner).whole(kept) == b"a list"
    db.session.rollback()
    names = {"STORAGE_BUCKET": in_bucket.bucket, "STORAGE_ENDPOINT": in_bucket.bucket_endpoint}
    for name, value in (names | {"STORAGE_KEY_ID": "tests", "STORAGE_SECRET": KEYS["bucket_secret"]}).items():
        monkeypatch.setenv(name, value)
    backup = backed_up(in_bucket, tmp_path / "backup.tar")
    for name in names:
        monkeypatch.delenv(name)
    done = run(elsewhere, "restore", str(backup))
    assert "and 1 files." in done.output
    assert next(iter(place_of(elsewhere).found())).name.endswith(kept)


def test_a_bucket_that_does_not_answer_is_a_fault_of_the_disk(settings: Settings) -> None:
    nowhere = replace(settings, bucket="evidence", bucket_endpoint="http://127.0.0.1:9", **KEYS)
    with pytest.raises(OSError, match="does not"):
        place_of(nowhere).exists("evidence/7/aa/" + "a" * 64)
