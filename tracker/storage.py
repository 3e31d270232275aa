"""Bytes named by their SHA-256: written once, never changed, at their place before anything speaks of them.

A place keeps bytes under names: a folder here, or a bucket (tracker.storage_bucket).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from tracker.sealing import seal, unseal

CHUNK = 1024 * 1024
COMING = "coming"
"""The folder of files that are still being written; what a crash leaves in it is swept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put away: its SHA-256 (hex) and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """A name that a place keeps, its size in bytes, and how many seconds ago it was written."""

    name: str
    size: int
    age: float


class Place(Protocol):
    """Where bytes lie. What was put is whole and lasts once `put` has returned."""

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Keep bytes under a name, over what was there. Raises OSError, and then leaves what was there."""

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes under a name, piece by piece. Raises FileNotFoundError, at once, where there are none."""

    def exists(self, name: str) -> bool: ...

    def age(self, name: str) -> float | None:
        """How many seconds ago it was written; None where there is nothing of this name."""

    def remove(self, name: str) -> None:
        """Forget a name; one that is not there is forgotten already."""

    def found(self) -> Iterator[Found]:
        """Everything that is kept, in the order of names, and what was left half written."""


class Folder:
    """A folder on this computer's disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, chunks: Iterable[bytes]) -> None:
        """Written beside, forced to the disk, renamed, and the folder forced too: a name that exists is whole.

        The same name put twice is renamed over itself: readers keep the old bytes, and a damaged copy is mended.
        """
        target, coming = self.root / name, self.root / COMING
        coming.mkdir(parents=True, exist_ok=True)
        path = coming / secrets.token_hex(16)
        try:
            _write(path, chunks)
            made = [folder for folder in target.parents if folder != self.root.parent and not folder.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        finally:
            path.unlink(missing_ok=True)
        for folder in [target.parent, *(each.parent for each in made)]:
            force(folder)

    def read(self, name: str) -> Iterator[bytes]:
        return _pieces((self.root / name).open("rb"))

    def exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def age(self, name: str) -> float | None:
        try:
            return time.time() - (self.root / name).stat().st_mtime
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def found(self) -> Iterator[Found]:
        for path in sorted(self.root.rglob("*")):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue  # it was renamed to its name, or removed, meanwhile
            if path.is_file():
                yield Found(path.relative_to(self.root).as_posix(), facts.st_size, time.time() - facts.st_mtime)


class Storage:
    """One area of a place, for instance the editions; with a key, what is in it is sealed."""

    def __init__(self, place: Place, area: str, key: bytes | None = None) -> None:
        self.place = place
        self.area = area
        self.key = key

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep what the stream holds, from its beginning. Raises OSError where the place fails, and leaves nothing."""
        stored = _measured(stream)
        stream.seek(0)
        chunks: Iterable[bytes] = _pieces(stream, close=False)
        if self.key is not None:
            chunks = seal(chunks, self.key, stored.sha256)
        self.place.put(self.name(stored.sha256), chunks)
        return stored

    def read(self, sha256: str) -> Iterator[bytes]:
        """The bytes, piece by piece. Raises FileNotFoundError where there are none, Damaged where they do not open."""
        chunks = self.place.read(self.name(sha256))
        return chunks if self.key is None else unseal(chunks, self.key, sha256)

    def whole(self, sha256: str) -> bytes:
        """All the bytes at once."""
        return b"".join(self.read(sha256))

    def exists(self, sha256: str) -> bool:
        return self.place.exists(self.name(sha256))

    def name(self, sha256: str) -> str:
        """What the place calls these bytes. Raises ValueError for what is no SHA-256."""
        return name_in(self.area, sha256)


def name_in(area: str, sha256: str) -> str:
    """What a place calls the bytes of an area. Raises ValueError for what is no SHA-256, so none leads elsewhere."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256 in hex")
    return f"{area}/{sha256[:2]}/{sha256}"


def _measured(stream: IO[bytes]) -> Stored:
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    for chunk in _pieces(stream, close=False):
        digest.update(chunk)
        size += len(chunk)
    return Stored(digest.hexdigest(), size)


def _pieces(stream: IO[bytes], *, close: bool = True) -> Iterator[bytes]:
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    finally:
        if close:
            stream.close()


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def force(folder: Path) -> None:
    """Force a folder's names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
