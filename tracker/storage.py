"""Bytes named by their SHA-256 in a folder: written once, never changed, on the disk before anything speaks of them."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

CHUNK = 1024 * 1024
COMING = "coming"
"""The folder of files that are still being written; what a crash leaves in it may be swept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put away: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


class Storage:
    """One area of the storage, for instance evidence, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep what the stream holds from where it stands. Raises OSError where the disk fails, and leaves nothing.

        Written beside its place, forced to the disk, renamed, and the folder forced too: a name that exists is whole.
        """
        coming = self.folder / COMING
        coming.mkdir(parents=True, exist_ok=True)
        path = coming / secrets.token_hex(16)
        try:
            stored = _written(stream, path)
            self._place(path, stored.sha256)
        finally:
            path.unlink(missing_ok=True)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """The bytes, to be read. Raises FileNotFoundError where there are none of this name."""
        return self.path(sha256).open("rb")

    def exists(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Where bytes of this name lie. Raises ValueError for what is no SHA-256, so none leads out of the folder."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in hex")
        return self.folder / sha256[:2] / sha256

    def _place(self, path: Path, sha256: str) -> None:
        # The same bytes put twice are renamed over themselves: readers keep the old ones, and a damaged copy is mended.
        target = self.path(sha256)
        is_new = not target.parent.exists()
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
        _force(target.parent)
        if is_new:
            _force(self.folder)


def _written(stream: IO[bytes], path: Path) -> Stored:
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(digest.hexdigest(), size)


def _force(folder: Path) -> None:
    """Force a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
