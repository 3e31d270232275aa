"""Which files are taken as evidence, and that a refused one says why."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Iterable

import pytest

from tracker.domain.errors import RuleBroken
from tracker.services import file_containers, files
from tracker.services.file_containers import ARCHIVE, DAMAGED, EMBEDDED, LOCKED

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb0043000302") + b"\x00" * 64 + b"\xff\xd9"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de") + b"\x00" * 20
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x18\x00\x00\x000\x01\x00\x9d\x01\x2a\x01\x00\x01\x00" + b"\x00" * 16
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 32
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1024
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
MEGABYTE = 1024 * 1024
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 200

Members = Iterable[tuple[str, bytes]]


def archive(members: Members, *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as file:
        for name, content in members:
            file.writestr(name, content)
    return made.getvalue()


def types(*kinds: str) -> bytes:
    parts = "".join(f'<Override PartName="/part{n}" ContentType="{kind}"/>' for n, kind in enumerate(kinds))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{parts}</Types>'.encode()


def office(*kinds: str, more: Members = ()) -> bytes:
    return archive([("[Content_Types].xml", types(*kinds)), ("word/document.xml", b"<w/>"), *more])


def open_document(kind: str, more: Members = (), manifest: bytes = b"<manifest/>") -> bytes:
    return archive([("mimetype", kind.encode()), ("META-INF/manifest.xml", manifest), *more], packed=zipfile.ZIP_STORED)


XLSX_MAIN = file_containers.XLSX + ".main+xml"


def document(*kinds: str, more: Members = ()) -> bytes:
    return office(file_containers.DOCX + ".main+xml", *kinds, more=more)


DOCX = office(file_containers.DOCX + ".main+xml")
XLSX = office(XLSX_MAIN)
ODT, ODS = open_document(file_containers.ODT), open_document(file_containers.ODS)


def hiding_its_length(content: bytes) -> bytes:
    """The same archive, whose first directory says that it is short; the second one, of the newer format, is true."""
    short, end = bytearray(content), content.rfind(b"PK\x05\x06")
    struct.pack_into("<HHI", short, end + 8, 1, 1, 46)
    return bytes(short)


def check(content: bytes, name: str) -> files.Checked:
    return files.check(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (JPEG, "photo.jpg", "image/jpeg"), (JPEG, "PHOTO.JPEG", "image/jpeg"), (PNG, "scan.png", "image/png"),
        (WEBP, "scan.webp", "image/webp"), (HEIC, "IMG_0001.HEIC", "image/heic"),
        (PDF, "report.pdf", "application/pdf"),
        (DOCX, "minutes.docx", file_containers.DOCX), (XLSX, "list.xlsx", file_containers.XLSX),
        (ODT, "minutes.odt", file_containers.ODT), (ODS, "list.ods", file_containers.ODS),
        (b"region,women\nAlmaty,12\n", "list.csv", "text/csv"), ("Тізім\n".encode(), "notes.txt", "text/plain"),
        ("область;женщины\nАлматы;12\n".encode("cp1251"), "list.csv", "text/csv"),
        ("имя\tчисло\n".encode("utf-16"), "list.csv", "text/csv"),
    ],
)  # fmt: skip
def test_what_an_organisation_uses_every_day_is_taken(content: bytes, name: str, media_type: str) -> None:
    assert check(content, name) == files.Checked(name, media_type)


HIDES_MACROS = file_containers.MACROS
ENTITY = b'<!DOCTYPE t [<!ENTITY a "aaaa">]><Types>&a;</Types>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
REFUSED = {
    "a drawing with a script": (SVG, "logo.svg", files.WEB_PAGE),
    "a drawing that is called a picture": (SVG, "logo.png", files.WEB_PAGE),
    "a web page": (HTML, "page.html", files.WEB_PAGE),
    "a web page that is called a PDF": (b"   \n" + HTML, "report.pdf", files.WEB_PAGE),
    "a web page that is called a text": (b"hello\n<script>alert(1)</script>", "notes.txt", files.WEB_PAGE),
    "a wide web page that is called a text": (HTML.decode().encode("utf-16"), "notes.txt", files.WEB_PAGE),
    "an old office file": (OLD_WORD, "minutes.doc", files.OLD_OFFICE),
    "an animated picture": (GIF, "party.gif", files.UNKNOWN),
    "a program": (PROGRAM, "setup.pdf", files.UNKNOWN),
    "another program": (ELF, "report.pdf", files.UNKNOWN),
    "nothing": (b"", "report.pdf", files.EMPTY),
    "a picture that is called a PDF": (JPEG, "report.pdf", files.OTHER_NAME),
    "a PDF that is called a picture": (PDF, "report.jpg", files.OTHER_NAME),
    "a table that is called a text document": (XLSX, "minutes.docx", files.OTHER_NAME),
    "an archive": (archive([("a.txt", b"a")]), "all.zip", ARCHIVE),
    "an archive that is called a text document": (archive([("a.txt", b"a")]), "all.docx", ARCHIVE),
    "a text document with macros": (office(MACROS), "minutes.docm", HIDES_MACROS),
    "macros under a harmless name": (office(MACROS), "minutes.docx", HIDES_MACROS),
    "macros beside a harmless type": (
        document(more=[("word/vbaProject.bin", b"v")]), "m.docx", HIDES_MACROS),
    "macros under a name of their own": (
        document("application/vnd.ms-office.vbaProject"), "m.docx", HIDES_MACROS),
    "macros in an open document": (
        open_document(file_containers.ODT, [("Basic/Standard/m.xml", b"x")]), "m.odt", HIDES_MACROS),
    "a file inside a file": (
        document(more=[("word/embeddings/o.bin", b"o")]), "m.docx", EMBEDDED),
    "a table that draws in another": (
        archive([("[Content_Types].xml", types(XLSX_MAIN)), ("xl/externalLinks/e.xml", b"e")]), "l.xlsx", EMBEDDED),
    "an encrypted open document": (
        open_document(file_containers.ODT, manifest=b"<encryption-data/>"), "m.odt", LOCKED),
    "an office file with entities": (
        archive([("[Content_Types].xml", ENTITY)]), "m.docx", DAMAGED),
    "an office file cut in two": (DOCX[: len(DOCX) // 2], "m.docx", DAMAGED),
    "a way out of the folder": (
        document(more=[("../../x", b"x")]), "m.docx", DAMAGED),
    "a small file that unpacks into a large one": (
        document(more=[("word/big.xml", bytes(20 * MEGABYTE))]), "m.docx", DAMAGED),
    "thousands of members": (
        document(more=[(f"{n}", b"") for n in range(2100)]), "m.docx", DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_carry_harm_is_refused_with_its_reason(what: str) -> None:
    content, name, sentence = REFUSED[what]
    with pytest.raises(RuleBroken) as refused:
        check(content, name)
    assert refused.value.message.msgid == sentence
    assert refused.value.field == "file"
    assert dict(refused.value.message.values)["name"] == name


def test_a_directory_that_hides_its_length_is_refused_before_it_is_read() -> None:
    content = hiding_its_length(document(more=[(f"{n}", b"") for n in range(66_000)]))
    began = time.process_time()
    with pytest.raises(RuleBroken):
        check(content, "m.docx")
    assert time.process_time() - began < 0.2


def test_a_file_above_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(RuleBroken) as refused:
        check(PDF + bytes(files.LARGEST), "long.pdf")
    assert dict(refused.value.message.values)["size"] == 26


def test_a_checked_file_can_be_read_from_its_beginning() -> None:
    stream = io.BytesIO(DOCX)
    files.check(stream, "minutes.docx")
    assert stream.read() == DOCX


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("شهادة ناجية.docx", "شهادة ناجية.docx"), ("отчёт за 2023.docx", "отчёт за 2023.docx"),
        ("C:\\Users\\me\\list.docx", "list.docx"), ("../../etc/minutes.docx", "minutes.docx"), ("CON.docx", "CON.docx"),
        ("a\r\nSet-Cookie: x.docx", "aSet-Cookie: x.docx"), ("cod\u202e.xcod.docx", "cod.xcod.docx"),
        ("y" * 300 + ".docx", "y" * 195 + ".docx"), ("é.docx", "é.docx"), (None, "file.docx"), ("..", "file.docx"),
        ("minutes", "minutes.docx"), ('a"b;c.docx', 'a"b;c.docx'),
    ],
)  # fmt: skip
def test_the_name_that_people_see_survives_and_injects_nothing(given: str | None, shown: str) -> None:
    assert files.check(io.BytesIO(DOCX), given).name == shown
