"""A back-up as one file: a tar archive, sealed with age for those who hold a key, or else with its own SHA-256.

Written and read in one pass, so that neither memory nor the disk has to hold it twice, and so that nothing of an
encrypted back-up lies on the disk in plain.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

import pyrage

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.storage import CHUNK

BLOCK = tarfile.BLOCKSIZE
AGE = b"age-encryption.org/v1"
SEAL = b"\nsha256:"
SEALED = len(SEAL) + 64 + 1
MANIFEST = "manifest.json"
NAMES = re.compile(
    r"manifest\.json|database\.(sqlite|dump)|keys/evidence-key|storage/[a-z]+/([0-9]+/)?[0-9a-f]{2}/[0-9a-f]{64}"
)

DAMAGED = N_("This back-up is damaged or was cut off. Nothing was changed.")
NOT_OPENED = N_("This back-up cannot be opened: it is damaged, or the key is not the one it was made for.")
KEY_NEEDED = N_("This back-up is encrypted. Name the file that holds its key: --identity.")


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a back-up: SHA-256 (hex) and size in bytes."""

    sha256: str
    size: int


class Packer:
    """Makes the bytes of an archive, and keeps the hashes of its parts as they go by."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}

    def add(self, name: str, file: IO[bytes]) -> Iterator[bytes]:
        """The bytes of one part, as long as the file is when it begins. Raises OSError where it gets shorter."""
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        yield from self.add_chunks(name, size, iter(lambda: file.read(CHUNK), b""))

    def add_chunks(self, name: str, size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same of bytes that come piece by piece; what is longer than it began is cut there."""
        yield _header(name, size)
        digest, left = hashlib.sha256(), size
        for each in chunks:
            chunk = each[:left]
            digest.update(chunk)
            left -= len(chunk)
            yield chunk
            if not left:
                break
        if left:
            raise OSError(f"{name} became shorter while it was read")
        yield bytes(-size % BLOCK)
        self.parts[name] = Part(digest.hexdigest(), size)

    def end(self, manifest: bytes) -> Iterator[bytes]:
        """The manifest, which is the last part, and the end of the archive."""
        yield from self.add(MANIFEST, io.BytesIO(manifest))
        yield bytes(2 * BLOCK)


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry.tobuf(tarfile.GNU_FORMAT)


class Unpacker:
    """Takes the bytes of an archive as they come; `open_part` says where each part is written, None for nowhere."""

    def __init__(self, open_part: Callable[[str], IO[bytes] | None] = lambda _name: None) -> None:
        self.parts: dict[str, Part] = {}
        self.manifest = b""
        self.failure: Exception | None = None
        self._open = open_part
        self._header = bytearray()
        self._left = self._padding = self._size = 0
        self._name, self._digest = "", hashlib.sha256()
        self._file: IO[bytes] | None = None
        self._is_over = False

    def write(self, data: bytes) -> int:
        """Take the next bytes. Raises OSError, as a stream does; `failure` then holds what it was."""
        try:
            self._take(memoryview(data))
        except (OSError, RuleBroken) as error:
            self.failure = error
            raise OSError("the archive could not be taken") from error
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Close a part that was left half taken."""
        if self._file is not None:
            self._file.close()

    def finish(self) -> None:
        """Raises RuleBroken where the archive is not whole."""
        if not self._is_over or MANIFEST not in self.parts:
            raise RuleBroken(message(DAMAGED))

    def _take(self, data: memoryview) -> None:
        while data:
            if self._left:
                data = self._content(data)
            elif self._padding:
                passed = min(self._padding, len(data))
                self._padding -= passed
                data = data[passed:]
            else:
                passed = BLOCK - len(self._header)
                self._header += data[:passed]
                data = data[passed:]
                if len(self._header) == BLOCK:
                    self._begin(bytes(self._header))
                    self._header.clear()

    def _begin(self, header: bytes) -> None:
        if not any(header):
            self._is_over = True
            return
        try:
            entry = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeError):
            raise RuleBroken(message(DAMAGED)) from None
        again = entry.name in self.parts or MANIFEST in self.parts
        if self._is_over or again or not entry.isreg() or not NAMES.fullmatch(entry.name):
            raise RuleBroken(message(DAMAGED))
        self._name, self._left, self._size = entry.name, entry.size, entry.size
        self._digest = hashlib.sha256()
        self._file = io.BytesIO() if entry.name == MANIFEST else self._open(entry.name)
        if not self._left:
            self._end()

    def _content(self, data: memoryview) -> memoryview:
        part = data[: self._left]
        self._digest.update(part)
        if self._file is not None:
            self._file.write(part)
        self._left -= len(part)
        if not self._left:
            self._end()
        return data[len(part) :]

    def _end(self) -> None:
        self.parts[self._name] = Part(self._digest.hexdigest(), self._size)
        self._padding = -self._size % BLOCK
        if isinstance(self._file, io.BytesIO):
            self.manifest = self._file.getvalue()
        self.close()


class _Reader:
    """The bytes of an iterator as a stream that can be read."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._rest = iter(chunks), memoryview(b"")
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except OSError as error:
            self.failure = error
            raise
        size = len(self._rest) if size < 0 else size
        part, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return part


def write(file: IO[bytes], chunks: Iterable[bytes], recipients: Sequence[Any]) -> None:
    """Write an archive: encrypted to the recipients, or in plain with its hash at its end. Raises OSError."""
    if not recipients:
        digest = hashlib.sha256()
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
        file.write(SEAL + digest.hexdigest().encode() + b"\n")
        return
    reader = _Reader(chunks)
    try:
        pyrage.encrypt_io(reader, file, recipients)
    except OSError as error:
        raise reader.failure or error from None


def is_encrypted(file: IO[bytes]) -> bool:
    file.seek(0)
    begins = file.read(len(AGE))
    file.seek(0)
    return begins == AGE


def read(file: IO[bytes], taker: Unpacker, identities: Sequence[Any]) -> None:
    """Hand every byte of an archive to the taker. Raises RuleBroken where it is damaged, cut off, or no key opens it.

    What was taken counts only once this has returned: that a back-up is whole is known at its end.
    """
    try:
        if not is_encrypted(file):
            _read_plain(file, taker)
        elif identities:
            pyrage.decrypt_io(file, taker, identities)
        else:
            raise RuleBroken(message(KEY_NEEDED))
    except pyrage.DecryptError:
        raise RuleBroken(message(NOT_OPENED)) from None
    except OSError:
        raise taker.failure or RuleBroken(message(DAMAGED)) from None
    taker.finish()


def _read_plain(file: IO[bytes], taker: Unpacker) -> None:
    left = file.seek(0, io.SEEK_END) - SEALED
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(left, CHUNK))):
        digest.update(chunk)
        taker.write(chunk)
        left -= len(chunk)
    if file.read() != SEAL + digest.hexdigest().encode() + b"\n":
        raise RuleBroken(message(DAMAGED))
