"""Cells of a workbook: numbers as numbers, dates as dates, and every text as text, whatever it begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from reports.palette import BRAND, INK, LINE, SURFACE
from tracker.domain.display import Printed

LONGEST = 32_767
"""Characters that a cell holds; the library would cut without a word."""

DAY_FORMAT = "yyyy-mm-dd"
GENERAL = "General"
TEXT_LOOKS = ("text", "link", "bold", "title", "head", "muted")

Value = str | int | Decimal | date | Printed | None


@dataclass(frozen=True)
class Looks:
    """The styles of one workbook, each made once: setting a cell's font anew costs more than writing the cell."""

    book: Workbook
    rtl: bool
    made: dict[tuple[str, str], Any] = field(default_factory=dict)

    def style(self, look: str, number_format: str = GENERAL) -> Any:
        """The style of a look ("text", "link", "number", "head" …) with a number format, shared by all its cells."""
        key = (look, number_format)
        if key not in self.made:
            self.made[key] = self._make(look, number_format)
        return self.made[key]

    def _make(self, look: str, number_format: str) -> Any:
        cell: Any = WriteOnlyCell(self.book.worksheets[0])
        cell.font, cell.alignment, cell.number_format = self._font(look), self._alignment(look), number_format
        if look == "head":
            cell.fill = PatternFill("solid", fgColor=BRAND.lstrip("#"))
        if look in ("text", "link", "number", "said"):
            cell.border = Border(bottom=Side(style="hair", color=LINE.lstrip("#")))
        # So that a spreadsheet leaves a text a text when somebody edits it.
        cell.quotePrefix = look in TEXT_LOOKS
        return cell._style

    def _font(self, look: str) -> Font:
        ink, brand = INK.lstrip("#"), BRAND.lstrip("#")
        return {
            "bold": Font(name="Calibri", size=11, bold=True, color=ink),
            "title": Font(name="Calibri", size=18, bold=True, color=brand),
            "head": Font(name="Calibri", size=11, bold=True, color=SURFACE.lstrip("#")),
            "muted": Font(name="Calibri", size=10, italic=True, color="595959"),
            "link": Font(name="Calibri", size=11, underline="single", color="0B4F8A"),
        }.get(look, Font(name="Calibri", size=11, color=ink))

    def _alignment(self, look: str) -> Alignment:
        order, near = (2, "right") if self.rtl else (1, "left")
        if look == "number":
            return Alignment(horizontal="right", vertical="top", indent=1)
        if look in ("bold", "title", "muted"):
            return Alignment(horizontal=near, vertical="center", readingOrder=order)
        return Alignment(horizontal=near, vertical="top", wrap_text=True, readingOrder=order)


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes the cells of one sheet; `cut_note` stands at the end of a text that is longer than a cell can hold."""

    sheet: Any
    looks: Looks
    cut_note: str

    def head(self, label: str) -> Cell:
        return self.text(label, "head")

    def cell(self, value: Value, link: str | None = None) -> Cell:
        """A cell for a value; None, which is not a zero, stays empty. `link` is a place in this workbook."""
        if value is None or value == "":
            return self._styled("text")
        if isinstance(value, str):
            return self.linked(value, link) if link else self.text(value)
        return self._number(value, "number")

    def said(self, value: Value) -> Cell:
        """A value on a sheet that is read line by line: it stands where its line begins, number or not."""
        return self.cell(value) if value is None or isinstance(value, str) else self._number(value, "said")

    def formula(self, text: str, number_format: str) -> Cell:
        """A formula of ours; no text of a person ever comes here."""
        cell = self._styled("number", number_format)
        cell.value = text
        return cell

    def linked(self, text: str, place: str) -> Cell:
        """A text that leads to a place in this workbook, for instance `'Evidence'!A5`."""
        cell = self.text(text, "link")
        cell.hyperlink = Hyperlink(ref="", location=place)
        return cell

    def text(self, text: str, look: str = "text") -> Cell:
        """A text that no spreadsheet takes for a formula or an error, also when somebody edits it."""
        cell = self._styled(look)
        cell.value = storable(text, self.cut_note)
        cell.data_type = "s"
        return cell

    def _number(self, value: int | Decimal | date | Printed, look: str) -> Cell:
        if isinstance(value, Printed):
            cell = self._styled(look, value.number_format)
            cell.value = value.number
        else:
            cell = self._styled(look, DAY_FORMAT if isinstance(value, date) else GENERAL)
            cell.value = value
        return cell

    def _styled(self, look: str, number_format: str = GENERAL) -> Cell:
        cell: Any = WriteOnlyCell(self.sheet)
        cell._style = self.looks.style(look, number_format)
        return cell  # type: ignore[no-any-return] # a Cell


def storable(text: str, cut_note: str) -> str:
    """The text as a cell can hold it: without controls and half characters, and saying so where it was cut."""
    text = clean(text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(cut_note) - 1] + " " + cut_note


def clean(text: str) -> str:
    """The text without controls and half characters, which no table can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()
