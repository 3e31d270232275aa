"""Where a file lies while a form is received: in memory, or sealed with a key of the moment on the disk."""

from __future__ import annotations

import io
import secrets
import tempfile
from typing import IO, Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from flask import Request

IN_MEMORY = 512 * 1024
BLOCK = 16


class Spool(io.RawIOBase):
    """A file without a name whose bytes on the disk nobody can read: its key is in this object alone.

    What is written is written once, from the beginning on, as a form is received; then it is read from anywhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it closes with this object
        self._key, self._at, self._end = AES(secrets.token_bytes(32)), 0, 0

    def _crossed(self, data: bytes) -> bytes:
        block, offset = divmod(self._at, BLOCK)
        cipher = Cipher(self._key, CTR(block.to_bytes(BLOCK, "big"))).encryptor()
        return cipher.update(bytes(offset) + data)[offset:]

    def write(self, data: Any) -> int:
        content = bytes(data)
        if self._at != self._end:
            raise io.UnsupportedOperation("it is written from its beginning to its end, once")
        self._file.seek(self._at)
        self._file.write(self._crossed(content))
        self._at += len(content)
        self._end = self._at
        return len(content)

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._at)
        plain = self._crossed(self._file.read(len(buffer)))
        buffer[: len(plain)] = plain
        self._at += len(plain)
        return len(plain)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


class SealingRequest(Request):
    """A request whose files never lie in plain on a disk."""

    def _get_file_stream(self, *_facts: Any, **_more: Any) -> IO[bytes]:
        return cast(IO[bytes], Spool())
