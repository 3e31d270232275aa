"""Which files are taken as evidence: told by their content, their inner structure and their name, all three."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, NoReturn

import magic

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.services import file_containers

LONGEST_NAME = 200
LARGEST = 25 * 1024 * 1024
MEGABYTE = 1024 * 1024
MARKS_OF_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HEAD = 256 * 1024

# What a file may be, and the endings that its name may have then; the first is its own.
ALLOWED: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    "application/pdf": (".pdf",),
    file_containers.DOCX: (".docx",),
    file_containers.XLSX: (".xlsx",),
    file_containers.ODT: (".odt",),
    file_containers.ODS: (".ods",),
    "text/csv": (".csv",),
    "text/plain": (".txt",),
}
NAMES = "JPEG, PNG, WebP, HEIC, PDF, DOCX, XLSX, ODT, ODS, CSV, TXT"
MAY_BE_ZIPPED = ("application/zip", "application/octet-stream")
OLD_OFFICE_SIGN = bytes.fromhex("d0cf11e0a1b11ae1")
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe", b"<?php")

TOO_LARGE = N_(
    "“%(name)s” is too large: %(size)s MB. A file may have %(most)s MB. Choose a smaller one, or add a link."
)
EMPTY = N_("“%(name)s” is empty. Choose another file.")
WEB_PAGE = N_("“%(name)s” is a web page or a drawing that can carry a program. Save it as PDF and choose that.")
OLD_OFFICE = N_(
    "“%(name)s” is in an old office format that can hide macros. Save it as DOCX, XLSX or PDF and choose that."
)
UNKNOWN = N_("“%(name)s” is of a kind that is not taken. These are: %(allowed)s.")
OTHER_NAME = N_(
    "The name of “%(name)s” says something else than its content, which is %(found)s. Give it its right name."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be stored: the name that people see, and what it really is."""

    name: str
    media_type: str


def display_name(name: str | None) -> str:
    """A file's name as it is shown: no folders, no controls, no overrides of direction, at most 200 characters."""
    plain = unicodedata.normalize("NFC", name or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in plain if not _is_invisible(sign)).strip(" .")
    path = PurePosixPath(kept)
    if len(kept) > LONGEST_NAME:
        kept = path.stem[: LONGEST_NAME - len(path.suffix[:20])] + path.suffix[:20]
    return kept or "file"


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in MARKS_OF_DIRECTION


def check(stream: IO[bytes], name: str | None, *, most: int = LARGEST) -> Checked:
    """What an uploaded file is. Raises RuleBroken at field `file` with the reason why it is not taken.

    `most` is the largest size in bytes. The stream is read where needed and left at its beginning.
    """
    shown = display_name(name)
    try:
        _check_size(stream, shown, most)
        media_type = _media_type(stream, shown)
    finally:
        stream.seek(0)
    ending = PurePosixPath(shown).suffix.lower()
    if not ending:
        shown += ALLOWED[media_type][0]
    elif ending not in ALLOWED[media_type]:
        refuse(OTHER_NAME, name=shown, found=ALLOWED[media_type][0].removeprefix(".").upper())
    return Checked(shown, media_type)


def _check_size(stream: IO[bytes], name: str, most: int) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        refuse(EMPTY, name=name)
    if size > most:
        refuse(TOO_LARGE, name=name, size=-(-size // MEGABYTE), most=most // MEGABYTE)


def _media_type(stream: IO[bytes], name: str) -> str:
    head = stream.read(HEAD)
    found = magic.from_buffer(head, mime=True)
    if head.startswith(b"PK\x03\x04"):
        if found not in ALLOWED and found not in MAY_BE_ZIPPED:
            refuse(file_containers.ARCHIVE, name=name)
        return file_containers.media_type(stream, name)
    if head.startswith(OLD_OFFICE_SIGN):
        refuse(OLD_OFFICE, name=name)
    if _is_markup(head, found):
        refuse(WEB_PAGE, name=name)
    if found.startswith("text/"):
        return _text_type(stream, name)
    if found == "image/heif":
        found = "image/heic"
    if found not in ALLOWED or found in file_containers.TYPES:
        refuse(UNKNOWN, name=name, allowed=NAMES)
    return found


def _is_markup(head: bytes, found: str) -> bool:
    if found in ("text/html", "text/xml", "image/svg+xml", "application/xhtml+xml"):
        return True
    start = head[:4096].replace(b"\0", b"").lower()
    return found.startswith("text/") and any(sign in start for sign in MARKUP)


def _text_type(stream: IO[bytes], name: str) -> str:
    """Plain text or a table of values: the name tells which, since both are only characters."""
    stream.seek(0)
    data = stream.read()
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not wide:
        refuse(UNKNOWN, name=name, allowed=NAMES)
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def refuse(msgid: str, **values: object) -> NoReturn:
    raise RuleBroken(message(msgid, **values), "file")
