"""Of a stranger's file readers get a copy that hides nothing, or none; and no file breaks more than its own process."""

from __future__ import annotations

import io
import subprocess
import sys
import time

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests import strangers
from tests.strangers import CANARY, unpacked
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Use
from tracker.services import deriving
from tracker.services.deriving import Derived
from tracker.services.files import check

GPS = 0x8825


def derived(content: bytes, name: str) -> deriving.Derivation:
    stream = io.BytesIO(content)
    return deriving.derive(stream, check(stream, name))


def one(found: deriving.Derivation, use: Use) -> Derived:
    return next(each for each in found.made if each.use is use)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (strangers.photo(), "a.jpg"),
        (strangers.drawing(), "a.png"),
        (strangers.webp(), "a.webp"),
        (strangers.heic(), "a.heic"),
    ],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_a_picture_is_made_anew_without_a_word_of_what_it_carried(content: bytes, name: str) -> None:
    found = derived(content, name)
    assert "place" in one(found, Use.COPY).removed
    for use in (Use.COPY, Use.PREVIEW):
        made = one(found, use).content
        assert CANARY.encode() not in made
        with Image.open(io.BytesIO(made)) as picture:
            assert not picture.getexif()
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert picture.size == (64, 48)
            red, green, _blue = picture.convert("RGB").getpixel((5, 20))  # type: ignore[misc]
            assert (red > 100, green < 60) == (True, True), "its left half is dark red"


def test_a_photo_that_was_held_sideways_stands_upright() -> None:
    with Image.open(io.BytesIO(one(derived(strangers.photo(orientation=6), "a.jpg"), Use.COPY).content)) as picture:
        assert picture.size == (48, 64)


def test_a_pdf_is_made_anew_with_its_text_and_pictures_and_nothing_else() -> None:
    content = strangers.pdf()
    assert CANARY.encode() in unpacked(content)
    found = derived(content, "a.pdf")
    copy = one(found, Use.COPY)
    assert CANARY.encode() not in unpacked(copy.content)
    assert set(copy.removed) >= {"attachments", "author", "notes", "remarks", "scripts"}
    document = pypdfium2.PdfDocument(copy.content)
    assert "Women trained: 120" in document[0].get_textpage().get_text_range()
    document.close()
    with pikepdf.open(io.BytesIO(copy.content)) as opened:
        assert set(opened.Root.keys()) <= {"/Type", "/Pages", "/Lang"}
        image = opened.pages[0].Resources.XObject.Im0
        with Image.open(io.BytesIO(image.read_raw_bytes())) as photo:
            assert photo.getpixel((5, 20))[0] > 100  # type: ignore[index]
            assert not photo.getexif()
    assert one(found, Use.PREVIEW).media_type == "image/jpeg"
    assert "Women trained" in one(found, Use.TEXT).content.decode()


def test_of_an_office_file_there_is_its_text_and_no_copy() -> None:
    found = derived(strangers.office(), "a.docx")
    assert [each.use for each in found.made] == [Use.TEXT]
    assert found.made[0].content == b"Women trained: 120"
    assert found.note == "office"


def test_a_pdf_that_cannot_be_stripped_has_no_copy() -> None:
    with pikepdf.open(io.BytesIO(strangers.pdf())) as opened:
        image = opened.pages[0].Resources.XObject.Im0
        image.write(b"canary", filter=pikepdf.Name.JPXDecode)
        out = io.BytesIO()
        opened.save(out)
    found = derived(out.getvalue(), "a.pdf")
    assert found.note == "not_stripped"
    assert Use.COPY not in {each.use for each in found.made}


def bomb_of_pixels() -> bytes:
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    return made.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(strangers.pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
DRAWS_IN = {
    "word/_rels/settings.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{TEMPLATE}" '
    'Target="http://192.0.2.1/a.dotm" TargetMode="External"/></Relationships>'
}
LAUGHS = (
    "<!DOCTYPE w [" + "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}">' for n in range(9)) + "]>"
)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (bomb_of_pixels(), "a.png", "too large a picture"),
        (strangers.photo()[:300], "a.jpg", "damaged"),
        (strangers.drawing()[:120], "a.png", "damaged"),
        (strangers.webp()[:60], "a.webp", "damaged"),
        (strangers.heic()[:200], "a.heic", "damaged"),
        (strangers.pdf()[:200], "a.pdf", "damaged"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "a.pdf", "damaged"),
        (locked_pdf(), "a.pdf", "password"),
        (strangers.office(**DRAWS_IN), "a.docx", "draws in other files"),
        (strangers.office(**{"word/_rels/a.rels": LAUGHS + "<a/>"}), "a.docx", "damaged"),
        (strangers.office(text="<w:t>"), "a.docx", "damaged"),
        (strangers.office(text="<a>" * 200_000 + "</a>" * 200_000), "a.docx", "“a.docx”"),
    ],
    ids=[str(number) for number in range(12)],
)  # fmt: skip
def test_a_hostile_file_is_answered_with_a_sentence(content: bytes, name: str, sentence: str) -> None:
    began = time.monotonic()
    with pytest.raises(RuleBroken) as refused:
        derived(content, name)
    said = refused.value.message
    assert sentence in said.msgid.replace("%(name)s", str(dict(said.values)["name"]))
    assert refused.value.field == "file"
    assert time.monotonic() - began < 20


CONFINED = "from tracker.confine import confine; confine(); "
TRIES = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "network without Python": "import ctypes; assert ctypes.CDLL(None).socket(2, 1, 0) >= 0, 'refused'",
    "memory": "bytearray(2 * 1024**3)",
    "a file": "open('/tmp/of-a-stranger', 'wb', buffering=0).write(b'x' * 100)",
    "a program": "import os; os.execv('/bin/true', ['true'])",
}


@pytest.mark.parametrize("name", TRIES)
def test_a_process_that_opens_files_may_do_nothing_else(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", CONFINED + TRIES[name]],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1, (name, done)
    assert done.stderr.splitlines()[-1].split(":")[0] in ("PermissionError", "MemoryError", "OSError", "AssertionError")


def test_endless_work_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "SECONDS", 0.05)
    with pytest.raises(RuleBroken) as refused:
        derived(strangers.photo(), "a.jpg")
    assert "too much memory or time" in refused.value.message.msgid
