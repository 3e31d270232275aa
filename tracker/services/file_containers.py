"""Office files are archives: what lies in them tells what they are, and whether something hides there."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from typing import IO, NoReturn
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TYPES = (DOCX, XLSX, ODT, ODS)
MAIN_PARTS = {DOCX + ".main+xml": DOCX, XLSX + ".main+xml": XLSX}

# Requirement C3, checked in the directory before anything is unpacked.
MOST_MEMBERS = 2000
MEMBER, ALL_MEMBERS = 100 * 1024 * 1024, 200 * 1024 * 1024
RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
MOST_DIRECTORY = 1024 * 1024
CONTENTS = 1024 * 1024
ZIP64 = b"PK\x06\x07"
"""The sign of a second directory, for archives of more members than are taken, whose length the first one hides."""

ARCHIVE = N_("“%(name)s” is an archive or of an unknown kind. Unpack it and choose the documents one by one.")
DAMAGED = N_("“%(name)s” is damaged, or made so that it cannot be opened safely. Save it anew and choose that.")
LOCKED = N_("“%(name)s” is protected by a password. Save it without one, or keep it and say who holds it.")
MACROS = N_("“%(name)s” holds a program (macros). Save it as DOCX, XLSX or PDF, without macros, and choose that.")
EMBEDDED = N_("“%(name)s” holds or draws in other files. Take them out, or save it as PDF, and choose that.")

HIDING = {  # signs in the names and types of parts
    MACROS: ("vbaproject", "vbadata", "macroenabled", "activex", "basic/", "scripts/"),
    EMBEDDED: ("/embeddings/", "externallink", "oleobject", "afchunk"),
}


def media_type(stream: IO[bytes], name: str) -> str:
    """Which office file an archive is. Raises RuleBroken at field `file` where it is none, or not a harmless one."""
    try:
        _check_directory(stream, name)
        with zipfile.ZipFile(stream) as archive:
            _check_members(archive.infolist(), name)
            return _type_of(archive, name)
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, ValueError, NotImplementedError, EOFError, OSError):
        refuse(DAMAGED, name=name)


def _check_directory(stream: IO[bytes], name: str) -> None:
    """Refuse a directory that is too long to be read, before the library reads it whole."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 65557))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 20:
        refuse(DAMAGED, name=name)
    members, length = struct.unpack_from("<HI", tail, end + 10)
    if tail[max(0, end - 20) : end].startswith(ZIP64) or members > MOST_MEMBERS or length > MOST_DIRECTORY:
        refuse(DAMAGED, name=name)
    stream.seek(0)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    names = [member.filename for member in members]
    unsafe = any(each.startswith(("/", "\\")) or ".." in each.replace("\\", "/").split("/") for each in names)
    if len(set(names)) != len(names) or unsafe or len(names) > MOST_MEMBERS:
        refuse(DAMAGED, name=name)
    if any(member.flag_bits & 1 for member in members):
        refuse(LOCKED, name=name)
    if sum(member.file_size for member in members) > ALL_MEMBERS or any(_is_bomb(member) for member in members):
        refuse(DAMAGED, name=name)
    _refuse_hidden(names, name)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    blown_up = member.file_size > RATIO_FROM and member.file_size > RATIO * max(member.compress_size, 1)
    return member.file_size > MEMBER or blown_up


def _type_of(archive: zipfile.ZipFile, name: str) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        return _ooxml_type(_read(archive, "[Content_Types].xml"), name)
    found = _read(archive, "mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    if found not in (ODT, ODS):
        refuse(ARCHIVE, name=name)
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        refuse(LOCKED, name=name)
    return found


def _ooxml_type(contents: bytes, name: str) -> str:
    types = [str(part.get("ContentType", "")) for part in fromstring(contents, forbid_dtd=True)]
    _refuse_hidden(types, name)
    main = {MAIN_PARTS[each] for each in types if each in MAIN_PARTS}
    if len(main) != 1:
        refuse(ARCHIVE, name=name)
    return main.pop()


def _read(archive: zipfile.ZipFile, member: str) -> bytes:
    try:
        info = archive.getinfo(member)
    except KeyError:
        raise zipfile.BadZipFile from None
    if info.file_size > CONTENTS:
        raise zipfile.BadZipFile
    return archive.read(info)


def _refuse_hidden(words: Iterable[str], name: str) -> None:
    lowered = [f"/{word.lower()}" for word in words]
    for sentence, signs in HIDING.items():
        if any(sign in word for sign in signs for word in lowered):
            refuse(sentence, name=name)


def refuse(msgid: str, **values: object) -> NoReturn:
    raise RuleBroken(message(msgid, **values), "file")
