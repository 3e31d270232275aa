"""Writing the sheets of a workbook one after the other, row by row, so that memory does not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from reports.palette import RATINGS, STATUS_TONES, TONES
from reports.workbook_cells import Looks, Value, Writer, storable
from reports.workbook_charts import bars, rows_taken
from reports.workbook_reading import Block, Entry, Linked, Reading
from reports.workbook_sheets import OFFICIAL, PROGRESS, RATING
from reports.workbook_telling import Column, SheetPlan, Telling

A4 = 9
LINE_POINTS, MOST_LINES = 15, 25
READABLE = 190
"""Characters of column width that one landscape page shows in letters of a readable size."""
COLOURED: dict[str, dict[Any, str]] = {RATING: RATINGS, OFFICIAL: STATUS_TONES}
"""The columns whose words get a tint as well."""


@dataclass
class Sheets:
    """Writes into one workbook. `described` has the title and the words of each chart, in the order of the sheets."""

    book: Workbook
    told: Telling
    looks: Looks
    described: list[tuple[str, str]] = field(default_factory=list)

    def read(self, title: str, reading: Reading) -> None:
        """A sheet that people read: a title, sentences, tables one below the other, charts."""
        sheet = self._sheet(title)
        for place, width in enumerate(reading.widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.page_setup.orientation = "landscape" if sum(reading.widths) > READABLE // 2 else "portrait"
        write = Writer(sheet, self.looks, self._cut())
        sheet.row_dimensions[1].height = 30
        sheet.append([write.text(reading.title, "title")])
        for sentence in reading.said:
            sheet.append([write.text(sentence, "muted")])
        row, rows = 1 + len(reading.said), {}
        for block in reading.blocks:
            sheet.append([])
            sheet.append([write.text(block.heading, "bold")])
            rows[block.key] = row + 4
            row = self._block(sheet, write, block, row + 3, reading.widths)
        self._charts(sheet, reading, rows, row)

    def table(self, title: str, plan: SheetPlan) -> None:
        """A flat table over a whole sheet."""
        sheet, kept = self._sheet(title), get_column_letter(max(plan.kept, 1))
        sheet.page_setup.orientation = "landscape"
        sheet.freeze_panes = f"{get_column_letter(plan.kept + 1)}2"
        sheet.print_title_rows = "1:1"
        if plan.kept:
            sheet.print_title_cols = f"A:{kept}"
        # As many pages side by side as leave the letters readable.
        sheet.page_setup.fitToWidth = max(1, round(sum(column.width for column in plan.columns) / READABLE))
        for place, column in enumerate(plan.columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        write = Writer(sheet, self.looks, self._cut())
        head = unique(self.told.speech.gettext(column.label) for column in plan.columns)
        sheet.row_dimensions[1].height = 2 * LINE_POINTS + 3
        sheet.append([write.text(label, "head") for label in head])
        last = self._rows(sheet, write, plan)
        add_table(sheet, plan.name.replace(" ", "_"), head, 1, last)
        sheet.print_area = f"A1:{get_column_letter(len(head))}{last}"
        self._colour(sheet, plan, last)

    def _sheet(self, title: str) -> Any:
        sheet = self.book.create_sheet(title)
        sheet.sheet_view.rightToLeft = self.looks.rtl
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = self._footer()
        sheet.oddFooter.right.text = "&P / &N"
        return sheet

    def _footer(self) -> str:
        plan, speech = self.told.snapshot.plan, self.told.speech
        title = storable(self.told.text(plan.title), "").replace("&", "&&")[:150]
        return " · ".join([speech.gettext("Demonstration data")] * plan.is_demonstration + [title])

    def _cut(self) -> str:
        return self.told.speech.gettext("[The text goes on; a cell holds no more. The PDF has all of it.]")

    def _rows(self, sheet: Any, write: Writer, plan: SheetPlan) -> int:
        """The rows of a flat table; the number of the last."""
        places = {column.label: get_column_letter(n) for n, column in enumerate(plan.columns, start=1)}
        widths, number = [column.width for column in plan.columns], 1
        for number, row in enumerate(plan.rows(self.told.snapshot), start=2):
            values = [column.value(self.told, row) for column in plan.columns]
            sheet.row_dimensions[number].height = height(values, widths)
            sheet.append(
                [
                    self._cell(write, column, row, value, lambda label, n=number: f"{places[label]}{n}")
                    for column, value in zip(plan.columns, values, strict=True)
                ]
            )
            del sheet.row_dimensions[number]
        return number

    def _cell(self, write: Writer, column: Column, row: Any, value: Value, at: Any) -> Any:
        if column.live is not None:
            found = column.live(row, at)
            return write.formula(*found) if found else write.cell(None)
        return write.cell(value, column.link(self.told, row) if column.link and value else None)

    def _block(self, sheet: Any, write: Writer, block: Block, row: int, widths: Sequence[int]) -> int:
        """A table of a sheet that is read, its head in `row`; the number of its last row."""
        head = unique(block.head)
        sheet.row_dimensions[row].height = height(head, widths)
        sheet.append([write.text(label, "head") for label in head])
        for number, entries in enumerate(block.rows, start=row + 1):
            sheet.row_dimensions[number].height = height(map(_plain, entries), widths)
            sheet.append([_entry(write, entry) for entry in entries])
        last = row + len(block.rows)
        if block.rows:
            add_table(sheet, block.key, head, row, last)
        return last

    def _charts(self, sheet: Any, reading: Reading, rows: dict[str, int], last: int) -> None:
        """Below the tables, or beside them; the sheet prints with all of it."""
        blocks = {block.key: block for block in reading.blocks}
        column = len(reading.widths) + 2 if reading.beside else 1
        row = 3 if reading.beside else last + 2
        for picture in reading.pictures:
            count = len(blocks[picture.block].rows)
            first = rows[picture.block]
            chart = bars(sheet, picture.title, first, first + count - 1, picture.column, rtl=self.looks.rtl)
            sheet.add_chart(chart, f"{get_column_letter(column)}{row}")
            self.described.append((picture.title, picture.words))
            row += rows_taken(count)
        wide = column + 10 if reading.beside and reading.pictures else len(reading.widths)
        sheet.print_area = f"A1:{get_column_letter(wide)}{max(last, row)}"
        sheet.page_setup.fitToWidth = 1

    def _colour(self, sheet: Any, plan: SheetPlan, last: int) -> None:
        """A tint behind the words of a rating or status, and a bar behind each progress; the words stay."""
        for place, column in enumerate(plan.columns, start=1):
            letter = get_column_letter(place)
            if column.label == PROGRESS:
                bar = DataBarRule("num", 0, "num", 100, color="9FC5D1")  # type: ignore[no-untyped-call]
                sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", bar)
            for tone in sorted(set(COLOURED.get(column.label, {}).values())):
                words = [self.told.speech.word(word) for word, each in COLOURED[column.label].items() if each == tone]
                quoted = (word.replace('"', '""') for word in words)
                formula = "OR(" + ",".join(f'${letter}2="{word}"' for word in quoted) + ")"
                fill = PatternFill(bgColor=TONES[tone].tint.lstrip("#"))
                font = Font(color=TONES[tone].text.lstrip("#"))
                rule = FormulaRule([formula], fill=fill, font=font)  # type: ignore[no-untyped-call]
                sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)


def add_table(sheet: Any, name: str, head: Sequence[str], first: int, last: int) -> None:
    """Make the rows a table of the spreadsheet, with a name, a flagged head and filters."""
    ref = f"A{first}:{get_column_letter(len(head))}{last}"
    table = Table(displayName=name, ref=ref, autoFilter=AutoFilter(ref=ref))
    table.tableColumns = [TableColumn(id=number, name=label) for number, label in enumerate(head, start=1)]
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.tables.add(table)


def unique(labels: Iterable[str]) -> list[str]:
    """Heads of a table, which have to differ: a second one of a name gets a number."""
    found: list[str] = []
    for label in labels:
        clean, number = storable(label, "") or "–", 2
        name = clean
        while name.lower() in {each.lower() for each in found}:
            name, number = f"{clean} {number}", number + 1
        found.append(name)
    return found


def height(values: Iterable[object], widths: Iterable[int]) -> int:
    """Points that the longest wrapped text of a row needs: not every program finds this out when it opens a file."""
    texts = ((value, width) for value, width in zip(values, widths, strict=False) if isinstance(value, str))
    lines = max((sum(-(-len(line) // width) or 1 for line in text.split("\n")) for text, width in texts), default=1)
    return LINE_POINTS * min(max(lines, 1), MOST_LINES) + 3


def _entry(write: Writer, entry: Entry) -> Any:
    if isinstance(entry, Linked):
        return write.cell(entry.text, entry.place)
    return write.said(entry)


def _plain(entry: Entry) -> object:
    return entry.text if isinstance(entry, Linked) else entry
