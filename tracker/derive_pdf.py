"""A PDF made anew from its pages: what is not on the allow-list of a page, and all that is not a page, stays behind."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name

from tracker.derive_image import preview
from tracker.derive_jpeg import without_remarks
from tracker.derived import LONGEST, Made, Outcome, Refused

OF_A_PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit"}
NOWHERE = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/OPI",
    "/Alternates",
    "/Thumb",
    "/Ref",
    "/Measure",
    "/PtData",
)
DROPPED = {  # words for what is left out, by where it would stand
    "remarks": ("/Metadata",),
    "attachments": ("/AF", "/Collection"),
    "scripts": ("/OpenAction", "/AA"),
    "forms": ("/AcroForm",),
}


def of_pdf(content: bytes) -> Outcome:
    """A copy with its text, a picture of the first page, and the text. Raises Refused where it is none or locked."""
    outcome = Outcome(_drawn(content))
    try:
        with pikepdf.open(io.BytesIO(content)) as source:
            if not len(source.pages):
                raise Refused("damaged")
            removed = hidden_in(source)
            outcome.made.insert(0, Made("copy", "application/pdf", rebuilt(source), removed))
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    except pikepdf.PdfError:
        raise Refused("damaged") from None
    except (ValueError, TypeError, KeyError, AttributeError, OSError, RecursionError):
        outcome.note = "not_stripped"
    return outcome


def hidden_in(pdf: pikepdf.Pdf) -> list[str]:
    """Words for what a PDF carries besides its pages."""
    root = pdf.Root
    found = {word for word, keys in DROPPED.items() if any(key in root for key in keys)}
    if len(pdf.docinfo):
        found.add("author")
    names = root.get("/Names", Dictionary())
    found |= {"attachments"} if "/EmbeddedFiles" in names else set()
    found |= {"scripts"} if "/JavaScript" in names else set()
    if any("/Annots" in page for page in pdf.pages):
        found.add("notes")
    return sorted(found)


def rebuilt(source: pikepdf.Pdf) -> bytes:
    """Only the pages, in a new file: filled-in forms are drawn onto them first."""
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
        source.flatten_annotations("print")
    target = pikepdf.Pdf.new()
    for page in source.pages:
        for key in set(page.obj.keys()) - OF_A_PAGE:
            del page.obj[key]
    target.pages.extend(source.pages)
    _clean(target)
    language = source.Root.get("/Lang")
    if language is not None:
        target.Root.Lang = pikepdf.String(str(language)[:35])
    made = io.BytesIO()
    target.remove_unreferenced_resources()
    target.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _clean(pdf: pikepdf.Pdf) -> None:
    """Take everything hidden out of all objects that hang on the pages, and out of the photos among them."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.obj for page in pdf.pages]
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        waiting += _cleaned(thing)


def _cleaned(thing: Any) -> list[Any]:
    """Clean one object. Returns what hangs on it."""
    if isinstance(thing, pikepdf.Array):
        held: list[object] = list(thing)
        return [each for each in held if isinstance(each, pikepdf.Object)]
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    for key in NOWHERE:
        if key in thing:
            del thing[key]
    if isinstance(thing, pikepdf.Stream):
        _clean_photo(thing)
    inside: dict[str, object] = dict(thing.items())
    return [each for key, each in inside.items() if key != "/Parent" and isinstance(each, pikepdf.Object)]


def _clean_photo(stream: Any) -> None:
    filters = stream.get("/Filter")
    named = [filters] if isinstance(filters, Name) else list(filters or ())
    if Name.JPXDecode in named:
        raise ValueError("a picture whose remarks cannot be taken out")
    if Name.DCTDecode not in named:
        return
    if named != [Name.DCTDecode]:
        raise ValueError("a photo inside another packing")
    plain = without_remarks(stream.read_raw_bytes())
    stream.write(plain, filter=Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))


def _drawn(content: bytes) -> list[Made]:
    """The first page as a picture, and the text of all; without them the file is taken all the same."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return []
    text, made = "", []
    try:
        page = document[0]
        scale = min(2.0, 1400 / max(1.0, *page.get_size()))
        made.append(preview(page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")))
        for number in range(len(document)):
            text += document[number].get_textpage().get_text_range() + "\n"
            if len(text) > LONGEST:
                break
    except pypdfium2.PdfiumError:
        return made
    finally:
        document.close()
    if text.strip():
        made.append(Made("text", "text/plain", text[:LONGEST].encode("utf-8", "replace")))
    return made
