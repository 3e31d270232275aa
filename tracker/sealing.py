"""Sealing bytes at rest: AES-256-GCM in pieces, each with its place, the last one with its end and the name of all.

A sealed file is: eight bytes of sign, sixteen of salt, the pieces (64 KiB and a tag of sixteen bytes each), and the
SHA-256 of all that stands before it, so that a damaged file is known without any key. The key of a file is drawn from
the organisation's by HKDF with the salt. The salt follows from key and content: the same bytes are sealed the same.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from itertools import chain

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIGN = b"NAP1325\x01"
SALT, TAG, PIECE, CHECK = 16, 16, 64 * 1024, 32
HEAD = len(SIGN) + SALT


class Damaged(OSError):
    """Sealed bytes are cut off, changed, of another name, or sealed with another key."""


def seal(chunks: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """The sealed form of bytes whose SHA-256, in hex, is `name`."""
    digest = hashlib.sha256()
    for part in _sealed(chunks, key, bytes.fromhex(name)):
        digest.update(part)
        yield part
    yield digest.digest()


def _sealed(chunks: Iterable[bytes], key: bytes, name: bytes) -> Iterator[bytes]:
    salt = hmac.digest(key, b"salt" + name, "sha256")[:SALT]
    yield SIGN + salt
    cipher, number, rest = _cipher(key, salt), 0, bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) > PIECE:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(rest[:PIECE]), name)
            del rest[:PIECE]
            number += 1
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(rest), name)


def unseal(chunks: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """The bytes that were sealed under a name. Raises Damaged before anything is given out that is not as it was."""
    source, rest = iter(chunks), bytearray()
    while len(rest) < HEAD and (chunk := next(source, b"")):
        rest += chunk
    if not rest.startswith(SIGN) or len(rest) < HEAD:
        raise Damaged("not a sealed file")
    cipher, number, said = _cipher(key, bytes(rest[len(SIGN) : HEAD])), 0, bytes.fromhex(name)
    del rest[:HEAD]
    full = PIECE + TAG
    for chunk in chain([b""], source):
        rest += chunk
        while len(rest) > full + CHECK:
            yield _opened(cipher, _nonce(number, is_last=False), bytes(rest[:full]), said)
            del rest[:full]
            number += 1
    yield _opened(cipher, _nonce(number, is_last=True), bytes(rest[:-CHECK]), said)


class Watch:
    """Looks at a sealed file as it passes, and tells without its key whether it is as it was written."""

    def __init__(self) -> None:
        self._digest, self._begins, self._tail = hashlib.sha256(), b"", b""

    def see(self, chunk: bytes) -> bytes:
        """Take notice of the next bytes, and hand them on."""
        if len(self._begins) < len(SIGN):
            self._begins += chunk[: len(SIGN) - len(self._begins)]
        self._tail += chunk
        self._digest.update(self._tail[:-CHECK])
        self._tail = self._tail[-CHECK:]
        return chunk

    @property
    def is_whole(self) -> bool:
        return self._begins == SIGN and self._digest.digest() == self._tail


def lock(key: bytes, master: bytes, owner: str, nonce: bytes) -> bytes:
    """An organisation's key locked with the master key, for one owner only."""
    return nonce + AESGCM(master).encrypt(nonce, key, owner.encode())


def unlock(locked: bytes, master: bytes, owner: str) -> bytes:
    """Raises Damaged where it was locked with another key or for another owner."""
    return _opened(AESGCM(master), locked[:12], locked[12:], owner.encode())


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"nap1325 evidence file").derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _opened(cipher: AESGCM, nonce: bytes, sealed: bytes, said: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, said)
    except (InvalidTag, ValueError):
        raise Damaged("sealed bytes do not open") from None
