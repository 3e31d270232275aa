"""An office file: its bare text for a reviewer, and no copy, since no tool takes everything hidden out of one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml.ElementTree import fromstring

from tracker.derived import LONGEST, Made, Outcome, Refused

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NOT_IN_THE_TEXT = {f"{WORD}del", f"{WORD}moveFrom", f"{TEXT}tracked-changes", f"{TEXT}annotation"}
PARAGRAPHS = {f"{WORD}p", f"{TEXT}p", f"{TEXT}h"}
HYPERLINK = "/hyperlink"


def of_office(media_type: str, content: bytes) -> Outcome:
    """The text. Raises Refused where a part cannot be read, or where the file draws in others when it is opened."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith(".rels"):
                _refuse_what_is_drawn_in(parsed(archive, name))
        if "word/document.xml" in names:
            lines = paragraphs(parsed(archive, "word/document.xml"))
        elif "content.xml" in names:
            lines = paragraphs(parsed(archive, "content.xml"))
        elif "xl/workbook.xml" in names:
            lines = cells(archive, names)
        else:
            raise Refused("damaged")
        text = shortened(lines)
    return Outcome([Made("text", "text/plain", text.encode())] if text.strip() else [], note="office")


def parsed(archive: zipfile.ZipFile, name: str) -> Any:
    return fromstring(archive.read(name), forbid_dtd=True)


def _refuse_what_is_drawn_in(relations: Any) -> None:
    for each in relations:
        if each.get("TargetMode") == "External" and not str(each.get("Type", "")).endswith(HYPERLINK):
            raise Refused("embedded")


def paragraphs(root: Any) -> Iterator[str]:
    """The text that stands in a document, paragraph by paragraph, without what was deleted or remarked."""
    for child in root:
        if child.tag in NOT_IN_THE_TEXT:
            continue
        if child.tag in PARAGRAPHS:
            yield "".join(_characters(child))
        else:
            yield from paragraphs(child)


def _characters(element: Any) -> Iterator[str]:
    if element.tag in NOT_IN_THE_TEXT:
        return
    if not element.tag.startswith(WORD) or element.tag == f"{WORD}t":
        yield element.text or ""
    elif element.tag in (f"{WORD}tab", f"{WORD}br"):
        yield " "
    for child in element:
        yield from _characters(child)
        if not child.tag.startswith(WORD):
            yield child.tail or ""


def cells(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    """The values in the sheets of a workbook, row by row, as they were when it was saved."""
    shared = []
    if "xl/sharedStrings.xml" in names:
        strings = parsed(archive, "xl/sharedStrings.xml")
        shared = ["".join(each.text or "" for each in item.iter(f"{SHEET}t")) for item in strings]
    for name in sorted(each for each in names if each.startswith("xl/worksheets/") and each.endswith(".xml")):
        for row in parsed(archive, name).iter(f"{SHEET}row"):
            yield "\t".join(_value(cell, shared) for cell in row.iter(f"{SHEET}c"))


def _value(cell: Any, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(each.text or "" for each in cell.iter(f"{SHEET}t"))
    said = cell.findtext(f"{SHEET}v") or ""
    if cell.get("t") == "s" and said.isdigit() and int(said) < len(shared):
        return shared[int(said)]
    return str(said)


def shortened(lines: Iterator[str]) -> str:
    text: list[str] = []
    length = 0
    for line in lines:
        text.append(line)
        length += len(line) + 1
        if length > LONGEST:
            break
    return "\n".join(text)[:LONGEST]
