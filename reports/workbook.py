"""The workbook of a report: About and Summary to read, flat tables to work with; the same figures as in the PDF."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import Snapshot
from reports.workbook_about import about_lines, summary_lines
from reports.workbook_budget import BUDGET
from reports.workbook_cells import Looks, Value, Writer, storable
from reports.workbook_recommendations import RECOMMENDATIONS
from reports.workbook_sheets import SHEETS, Column, SheetPlan, Telling

LONGEST_NAME = 31
A4 = 9
LINE_POINTS, MOST_LINES = 15, 25
READABLE = 190
"""Characters of column width that one landscape page shows in letters of a readable size."""

NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
FIXED_DATE = (2000, 1, 1, 0, 0, 0)
"""The date of every member of the archive, so that the same snapshot gives the same bytes."""


def workbook(snapshot: Snapshot, language: str) -> bytes:
    """The .xlsx of a snapshot in one language, the same bytes for the same snapshot and locked libraries."""
    speech = Speech(language, snapshot.plan.default_language)
    told = Telling(snapshot, speech, Printing(speech))
    book = Workbook(write_only=True)
    looks = Looks.of(rtl=speech.direction == "rtl")
    _reading_sheet(book, told, looks, speech.gettext("About"), about_lines(told))
    _reading_sheet(book, told, looks, speech.gettext("Summary"), summary_lines(told))
    for plan in (*SHEETS, BUDGET, RECOMMENDATIONS):
        rows = list(plan.rows(snapshot))
        if rows or plan.name not in ("Breakdown", "Budget", "Recommendations"):
            _table_sheet(book, told, looks, plan, rows)
    _describe(book, told)
    written = io.BytesIO()
    book.save(written)
    return _fixed(written.getvalue(), _moment(snapshot))


def _sheet(book: Workbook, told: Telling, name: str) -> Any:
    sheet = book.create_sheet(name.translate(NOT_IN_NAMES).strip()[:LONGEST_NAME])
    sheet.sheet_view.rightToLeft = told.speech.direction == "rtl"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = _footer(told)
    sheet.oddFooter.right.text = "&P / &N"
    return sheet


def _footer(told: Telling) -> str:
    title = storable(told.text(told.snapshot.plan.title), "").replace("&", "&&")[:150]
    kept = [told.speech.gettext("Demonstration data")] if told.snapshot.plan.is_demonstration else []
    return " · ".join([*kept, title])


def _reading_sheet(
    book: Workbook, told: Telling, looks: Looks, name: str, lines: Iterable[tuple[str, Value, Value]]
) -> None:
    """A sheet of lines: what they are ("title", "head", "row"), a name, a value."""
    sheet = _sheet(book, told, name)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 54, 80
    write = Writer(sheet, looks, _cut(told))
    fonts = {"title": looks.title, "head": looks.bold, "note": looks.muted}
    for look, label, value in lines:
        if look == "title":
            sheet.row_dimensions[sheet._max_row + 1].height = 30
        if look in fonts:
            sheet.append([write.titled(str(label), fonts[look])])
        else:
            sheet.append([write.cell(label), write.said(value)])


def _table_sheet(book: Workbook, told: Telling, looks: Looks, plan: SheetPlan, rows: list[Any]) -> None:
    sheet = _sheet(book, told, told.speech.gettext(plan.name))
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = f"{get_column_letter(plan.kept + 1)}2"
    sheet.print_title_rows = "1:1"
    if plan.kept:
        sheet.print_title_cols = f"A:{get_column_letter(plan.kept)}"
    # As many pages side by side as leave the letters readable.
    sheet.page_setup.fitToWidth = max(1, round(sum(column.width for column in plan.columns) / READABLE))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(plan.columns))}{len(rows) + 1}"
    for place, column in enumerate(plan.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    write = Writer(sheet, looks, _cut(told))
    sheet.row_dimensions[1].height = 2 * LINE_POINTS + 3
    sheet.append([write.head(told.speech.gettext(column.label)) for column in plan.columns])
    for place, row in enumerate(rows, start=2):
        values = [column.value(told, row) for column in plan.columns]
        sheet.row_dimensions[place].height = _height(values, plan.columns)
        sheet.append([write.cell(value) for value in values])


def _height(values: Iterable[Value], columns: Iterable[Column]) -> int:
    """Points that the longest wrapped text of a row needs: not every program finds this out when it opens a file."""
    texts = ((value, column.width) for value, column in zip(values, columns, strict=True) if isinstance(value, str))
    lines = max((sum(-(-len(line) // width) or 1 for line in text.split("\n")) for text, width in texts), default=1)
    return LINE_POINTS * min(max(lines, 1), MOST_LINES) + 3


def _cut(told: Telling) -> str:
    return told.speech.gettext("[The text goes on; a cell holds no more. The PDF has all of it.]")


def _describe(book: Workbook, told: Telling) -> None:
    snapshot, properties = told.snapshot, book.properties
    properties.title = storable(f"{told.text(snapshot.plan.title)} – {snapshot.period.key}", "")[:255]
    properties.language = told.speech.language
    properties.creator = storable(told.text(snapshot.plan.lead), "")[:255] or told.speech.gettext("1325 plan tracker")
    properties.subject = told.speech.gettext("Annual progress report, resolution 1325")
    properties.created = _moment(snapshot)


def _moment(snapshot: Snapshot) -> datetime:
    return snapshot.cut_off.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _fixed(written: bytes, moment: datetime) -> bytes:
    """The same archive with fixed dates: the library writes the clock's time into it."""
    modified = f"\\g<1>{moment.isoformat()}Z\\g<2>".encode()
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            content = old.read(name)
            new.writestr(member, MODIFIED.sub(modified, content) if name == CORE else content)
    return fixed.getvalue()
