"""The archive of a workbook: every part with the same fixed date, and charts that say in words what they show."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

FIXED_DATE = (2000, 1, 1, 0, 0, 0)
"""The date of every part, so that the same snapshot gives the same bytes."""
DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
PICTURE = re.compile(rb'(<(?:\w+:)?cNvPr\b[^>]*? name=)"[^"]*"')


def written(book: Workbook, moment: datetime, described: Sequence[tuple[str, str]]) -> bytes:
    """The bytes of a workbook. `described` has the name and the words of each chart, in the order of the sheets."""
    book.properties.modified = moment
    target = io.BytesIO()
    archive: Any = FixedArchive(target, described)
    ExcelWriter(book, archive).save()
    if archive.left:
        raise ValueError("a chart that was described is not in the workbook")
    return target.getvalue()


class FixedArchive:
    """What the library writes into: it would put the clock's time beside each part, and leaves charts without words."""

    def __init__(self, target: io.BytesIO, described: Sequence[tuple[str, str]]) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.left = list(described)

    def writestr(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        if DRAWING.fullmatch(name):
            data = PICTURE.sub(self._described, data)
        self.zip.writestr(member(name), data)

    def write(self, file_name: str, name: str) -> None:
        """A sheet, from the file into which its rows were streamed."""
        with open(file_name, "rb") as source, self.zip.open(member(name), "w") as target:  # noqa: PTH123 - a plain name
            shutil.copyfileobj(source, target, 1 << 16)

    def namelist(self) -> list[str]:
        return self.zip.namelist()

    def close(self) -> None:
        self.zip.close()

    def _described(self, found: re.Match[bytes]) -> bytes:
        name, words = (quoteattr(text).encode() for text in self.left.pop(0))
        return found[1] + name + b" descr=" + words


def member(name: str) -> zipfile.ZipInfo:
    """A part of an archive with the fixed date."""
    part = zipfile.ZipInfo(name, FIXED_DATE)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part
