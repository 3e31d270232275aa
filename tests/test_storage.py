"""The storage keeps bytes whole, under their own name, and leaves nothing behind when the disk fails."""

from __future__ import annotations

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest

from tracker.sealing import Damaged, Watch, lock, seal, unlock, unseal
from tracker.storage import COMING, Folder, Storage


class FailingDisk(io.BytesIO):
    """A stream whose second part cannot be read."""

    def read(self, size: int | None = -1) -> bytes:
        part = super().read(10)
        if self.tell() > 10:
            raise OSError(28, "No space left on device")
        return part


KEY = bytes(range(32))


def storage_in(folder: Path, key: bytes | None = None) -> Storage:
    return Storage(Folder(folder), "things", key)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_put_away_is_found_under_its_sha_256(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    stored = storage.put(io.BytesIO(b"minutes of the meeting"))
    assert stored.sha256 == hashlib.sha256(b"minutes of the meeting").hexdigest()
    assert stored.size == 22
    assert storage.exists(stored.sha256)
    assert storage.whole(stored.sha256) == b"minutes of the meeting"


def test_the_same_bytes_put_by_many_at_once_are_one_file(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _n: storage.put(io.BytesIO(b"x" * 100_000)).sha256, range(40)))
    assert len(names) == 1
    assert [path.name for path in files(tmp_path)] == list(names)


def test_a_damaged_copy_is_mended_when_the_bytes_come_again(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    stored = storage.put(io.BytesIO(b"whole"))
    (tmp_path / storage.name(stored.sha256)).write_bytes(b"bro")
    storage.put(io.BytesIO(b"whole"))
    assert storage.whole(stored.sha256) == b"whole"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        storage.put(FailingDisk(b"y" * 100))
    assert files(tmp_path) == []


def test_a_file_is_forced_to_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    acts: list[str] = []
    force, replace = os.fsync, Path.replace

    def seen_force(handle: int) -> None:
        acts.append("force")
        force(handle)

    def seen_rename(path: Path, target: Path) -> Path:
        acts.append("rename")
        return replace(path, target)

    monkeypatch.setattr("os.fsync", seen_force)
    monkeypatch.setattr(Path, "replace", seen_rename)
    storage_in(tmp_path).put(io.BytesIO(b"bytes"))
    assert acts[:3] == ["force", "rename", "force"]
    assert acts[3:] == ["force"] * 2, "the folders above are new too"


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/" + "a" * 63, "é" * 64])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage_in(tmp_path).exists(name)


def test_only_the_owner_of_the_server_process_may_read_the_files(tmp_path: Path) -> None:
    storage = storage_in(tmp_path)
    stream: IO[bytes] = io.BytesIO(b"secret")
    assert (tmp_path / storage.name(storage.put(stream).sha256)).stat().st_mode & 0o077 == 0
    assert (tmp_path / COMING).is_dir()


SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_again_and_is_the_same_each_time(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    storage = storage_in(tmp_path, KEY)
    stored = storage.put(io.BytesIO(content))
    assert (storage.whole(stored.sha256), stored.size) == (content, size)
    kept = (tmp_path / storage.name(stored.sha256)).read_bytes()
    assert storage.put(io.BytesIO(content)) == stored
    assert (tmp_path / storage.name(stored.sha256)).read_bytes() == kept
    assert size < 16 or content[:16] not in kept


def sealed(content: bytes, key: bytes = KEY) -> tuple[bytes, str]:
    name = hashlib.sha256(content).hexdigest()
    return b"".join(seal([content], key, name)), name


def opened(kept: bytes, name: str, key: bytes = KEY) -> bytes:
    return b"".join(unseal([kept[at : at + 1000] for at in range(0, len(kept), 1000)], key, name))


def test_changed_cut_and_exchanged_bytes_do_not_open() -> None:
    content = os.urandom(200_000)
    kept, name = sealed(content)
    assert opened(kept, name) == content
    piece = 65_536 + 16
    swapped = kept[:24] + kept[24 + piece : 24 + 2 * piece] + kept[24 : 24 + piece] + kept[24 + 2 * piece :]
    one_less = kept[: 24 + 2 * piece] + kept[-32:]
    for wrong in (swapped, one_less, kept[:-40], kept[:20], b"", kept[:30] + b"?" + kept[31:], content):
        with pytest.raises(Damaged):
            opened(wrong, name)
    with pytest.raises(Damaged):
        opened(kept, "0" * 64)
    with pytest.raises(Damaged):
        opened(kept, name, bytes(32))


def test_a_damaged_file_is_known_without_its_key() -> None:
    kept, _ = sealed(b"minutes" * 10_000)
    for given, is_whole in ((kept, True), (kept[:-1], False), (kept[:50] + b"?" + kept[51:], False), (b"plain", False)):
        watch = Watch()
        assert b"".join(watch.see(given[at : at + 7]) for at in range(0, len(given), 7)) == given
        assert watch.is_whole is is_whole


def test_a_locked_key_opens_for_its_owner_alone() -> None:
    locked = lock(KEY, bytes(32), "7", os.urandom(12))
    assert unlock(locked, bytes(32), "7") == KEY
    for master, owner in ((bytes(32), "8"), (KEY, "7")):
        with pytest.raises(Damaged):
            unlock(locked, master, owner)
