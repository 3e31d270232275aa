"""The storage keeps bytes whole, under their own name, and leaves nothing behind when the disk fails."""

from __future__ import annotations

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest

from tracker.storage import COMING, Storage


class FailingDisk(io.BytesIO):
    """A stream whose second part cannot be read."""

    def read(self, size: int | None = -1) -> bytes:
        part = super().read(10)
        if self.tell() > 10:
            raise OSError(28, "No space left on device")
        return part


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_put_away_is_found_under_its_sha_256(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    stored = storage.put(io.BytesIO(b"minutes of the meeting"))
    assert stored.sha256 == hashlib.sha256(b"minutes of the meeting").hexdigest()
    assert stored.size == 22
    assert storage.exists(stored.sha256)
    with storage.open(stored.sha256) as file:
        assert file.read() == b"minutes of the meeting"


def test_the_same_bytes_put_by_many_at_once_are_one_file(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _n: storage.put(io.BytesIO(b"x" * 100_000)).sha256, range(40)))
    assert len(names) == 1
    assert [path.name for path in files(tmp_path)] == list(names)


def test_a_damaged_copy_is_mended_when_the_bytes_come_again(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    stored = storage.put(io.BytesIO(b"whole"))
    storage.path(stored.sha256).write_bytes(b"bro")
    storage.put(io.BytesIO(b"whole"))
    assert storage.path(stored.sha256).read_bytes() == b"whole"


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
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
    Storage(tmp_path).put(io.BytesIO(b"bytes"))
    assert acts == ["force", "rename", "force", "force"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/" + "a" * 63, "é" * 64])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        Storage(tmp_path).exists(name)


def test_only_the_owner_of_the_server_process_may_read_the_files(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    stream: IO[bytes] = io.BytesIO(b"secret")
    assert storage.path(storage.put(stream).sha256).stat().st_mode & 0o077 == 0
    assert (tmp_path / COMING).is_dir()
