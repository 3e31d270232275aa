"""Cells of a workbook: numbers as numbers, dates as dates, and every text as text, whatever it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.palette import BRAND, INK, LINE, SURFACE
from tracker.domain.display import Printed

LONGEST = 32_767
"""Characters that a cell holds; the library would cut without a word."""

DAY_FORMAT = "yyyy-mm-dd"

Value = str | int | Decimal | date | Printed | None


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of one workbook, made once and shared by all its cells."""

    body: Font
    bold: Font
    title: Font
    head: Font
    muted: Font
    link: Font
    head_fill: PatternFill
    line: Border
    text: Alignment
    line_text: Alignment
    number: Alignment

    @classmethod
    def of(cls, *, rtl: bool) -> Looks:
        order = 2 if rtl else 1
        near = "right" if rtl else "left"
        return cls(
            body=Font(name="Calibri", size=11, color=INK.lstrip("#")),
            bold=Font(name="Calibri", size=11, bold=True, color=INK.lstrip("#")),
            title=Font(name="Calibri", size=18, bold=True, color=BRAND.lstrip("#")),
            head=Font(name="Calibri", size=11, bold=True, color=SURFACE.lstrip("#")),
            muted=Font(name="Calibri", size=10, italic=True, color="595959"),
            link=Font(name="Calibri", size=11, underline="single", color="0B4F8A"),
            head_fill=PatternFill("solid", fgColor=BRAND.lstrip("#")),
            line=Border(bottom=Side(style="hair", color=LINE.lstrip("#"))),
            text=Alignment(horizontal=near, vertical="top", wrap_text=True, readingOrder=order),
            line_text=Alignment(horizontal=near, vertical="center", readingOrder=order),
            number=Alignment(horizontal="right", vertical="top", indent=1),
        )


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes the cells of one sheet; `cut_note` stands at the end of a text that is longer than a cell can hold."""

    sheet: Any
    looks: Looks
    cut_note: str

    def head(self, label: str) -> Cell:
        cell = self._text(label)
        cell.font, cell.fill = self.looks.head, self.looks.head_fill
        cell.alignment = self.looks.text
        return cell

    def cell(self, value: Value) -> Cell:
        """A cell for a value; None, which is not a zero, stays empty."""
        if value is None or value == "":
            return self._lined(WriteOnlyCell(self.sheet))
        if isinstance(value, str):
            cell = self._text(value)
            cell.alignment = self.looks.text
            return self._lined(cell)
        cell = WriteOnlyCell(self.sheet)
        if isinstance(value, Printed):
            cell.value, cell.number_format = value.number, value.number_format
        elif isinstance(value, date):
            cell.value, cell.number_format = value, DAY_FORMAT
        else:
            cell.value = value
        cell.alignment = self.looks.number
        return self._lined(cell)

    def titled(self, text: str, font: Font) -> Cell:
        cell = self._text(text)
        cell.font, cell.alignment = font, self.looks.line_text
        return cell

    def said(self, value: Value) -> Cell:
        """A value on a sheet that is read line by line: it stands where its line begins, number or not."""
        cell = self.cell(value)
        cell.alignment = self.looks.text
        return cell

    def _lined(self, cell: Cell) -> Cell:
        cell.font = self.looks.body
        cell.border = self.looks.line
        return cell

    def _text(self, text: str) -> Cell:
        """A text that no spreadsheet takes for a formula or an error, also when somebody edits it."""
        cell = WriteOnlyCell(self.sheet)
        cell.value = storable(text, self.cut_note)
        cell.data_type = "s"
        cell.font = self.looks.body
        cell.quotePrefix = True
        return cell


def storable(text: str, cut_note: str) -> str:
    """The text as a cell can hold it: without controls and half characters, and saying so where it was cut."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()
    return text if len(text) <= LONGEST else text[: LONGEST - len(cut_note) - 1] + " " + cut_note
