"""What a reader needs of a workbook, also one who hears it or sees no colours; read from the written file itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from reports.language import Speech
from reports.workbook import sheet_names, workbook
from reports.workbook_telling import indicator_rows
from tests.reports import samples

LANGUAGES = ("en", "ru", "ar")


@cache
def drawn(language: str) -> bytes:
    return workbook(samples.rich(), language)


def opened(language: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(drawn(language)))


@pytest.fixture(params=LANGUAGES)
def book(request: pytest.FixtureRequest) -> Any:
    return opened(request.param)


def tables(book: Any) -> Iterator[tuple[Any, Any]]:
    return ((sheet, table) for sheet in book for table in sheet.tables.values())


def test_the_workbook_says_what_it_is_and_in_which_language(book: Any) -> None:
    assert book.properties.language in LANGUAGES
    assert "2023" in book.properties.title
    assert book.worksheets[0]["A1"].value == book.properties.title.rpartition(" – ")[0]
    assert book.active is book.worksheets[0]


def test_sheets_have_short_names_of_their_own_and_none_is_empty_or_hidden(book: Any) -> None:
    assert all(0 < len(name) <= 31 for name in book.sheetnames)
    assert len({name.lower() for name in book.sheetnames}) == len(book.sheetnames)
    assert all(sheet.max_row > 1 and sheet.sheet_state == "visible" for sheet in book)
    hidden = [part for sheet in book for part in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())]
    assert not any(part.hidden for part in hidden)


def test_names_that_a_spreadsheet_refuses_are_changed() -> None:
    names = sheet_names(["History", "a/b", "A?B", "x" * 40, "x" * 40, "", "'"])
    assert names == ["History 2", "a b", "A B 2", "x" * 31, "x" * 27 + " 2", "–", "– 2"]


def test_all_data_stand_in_real_tables_without_joined_cells_or_gaps(book: Any) -> None:
    assert not any(sheet.merged_cells.ranges for sheet in book)
    names = [table.displayName for _, table in tables(book)]
    assert len(set(names)) == len(names) > 15
    for sheet, table in tables(book):
        left, top, right, bottom = (int(each or 0) for each in range_boundaries(table.ref))
        head = [sheet.cell(top, column).value for column in range(left, right + 1)]
        assert head == [column.name for column in table.tableColumns]
        assert table.headerRowCount == 1
        assert len({label.lower() for label in head}) == len(head)
        rows = list(sheet.iter_rows(top + 1, bottom, left, right, values_only=True))
        assert rows
        assert all(any(value is not None for value in row) for row in rows), f"an empty row in {table.displayName}"


def test_every_sheet_begins_at_its_first_cell_with_columns_wide_enough_and_a_set_up_for_paper(book: Any) -> None:
    for sheet in book:
        assert all(each.activeCell == "A1" for each in sheet.sheet_view.selection)
        assert sheet.sheet_view.topLeftCell in (None, "A1")
        assert sheet.print_area
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert all(part.width >= 8 for part in sheet.column_dimensions.values())
    assert all(sheet.freeze_panes for sheet in book.worksheets[-6:])


def test_each_chart_has_a_title_and_says_in_words_what_it_shows() -> None:
    with zipfile.ZipFile(io.BytesIO(drawn("en"))) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    told = [
        part for drawing in drawings for part in re.findall(r'cNvPr id="\d+" name="([^"]+)" descr="([^"]+)"', drawing)
    ]
    assert len(told) == len(charts) == 6
    assert dict(told)["Commitments by status: Official"].startswith("In progress: 2; ")
    assert all("pattFill" in chart and 'showVal val="1"' in chart for chart in charts), "readable without colours"


def test_a_word_stands_wherever_a_colour_does() -> None:
    sheet = opened("en")["Indicators"]
    for ranges, rules in sheet.conditional_formatting._cf_rules.items():
        for rule in rules:
            column = str(ranges.sqref).partition(":")[0].rstrip("0123456789")
            assert rule.type == "dataBar" or rule.dxf.font.color.rgb, "a tint comes with ink of its own"
            assert sheet[f"{column}1"].value in ("Progress, %", "Rating")


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_is_stored_and_a_formula_over_what_can_be_seen_stands_beside_it(language: str) -> None:
    said = Speech(language, "en").gettext
    sheet = opened(language)[said("Indicators")]
    head, *rows = list(sheet.iter_rows())
    places = {cell.value: cell.column - 1 for cell in head}
    stored, live, apart = (places[said(label)] for label in ("Progress, %", "Progress, % (formula)", "Difference"))
    found = 0
    for row, told in zip(rows, indicator_rows(samples.rich()), strict=True):
        assert (row[stored].value is None) == (row[live].value is None) == (row[apart].value is None)
        if row[stored].value is not None:
            found += 1
            needed = re.findall(r"[A-Z]+\d+", row[live].value)
            value, start, end, again = (sheet[cell].value for cell in needed)
            assert start == again
            progress = (value - start) / (end - start) * 100
            assert told.printed.progress is not None
            assert progress == pytest.approx(float(told.printed.progress.number), abs=0.05)
    assert found > 15


def test_one_may_go_from_a_figure_to_its_method_and_its_evidence_and_back() -> None:
    book = opened("en")
    pillar = book.worksheets[2]
    code = next(cell for row in pillar.iter_rows() for cell in row if cell.value == "1.1.a")
    figure = follow(book, code)
    assert (figure.parent.title, figure.parent.cell(figure.row, 4).value) == ("Indicators", "1.1.a")
    method = follow(book, figure.parent.cell(figure.row, 4))
    assert [cell.value for cell in method.parent[method.row]][:3] == [
        "1.1.a",
        "Seats held by women in parliament",
        "2023",
    ]
    assert follow(book, method.parent.cell(method.row, 1)).row == figure.row
    proof = next(cell for cell in figure.parent[figure.row] if cell.value == "E1")
    item = follow(book, proof)
    assert (item.parent.title, item.value) == ("Evidence", "E1")
    supports = next(cell for cell in item.parent[item.row] if cell.value == "1.1.a, 1.1.b")
    assert follow(book, supports).row == figure.row


def test_every_link_leads_to_a_row_that_is_there(book: Any) -> None:
    links = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 60
    assert all(cell.hyperlink.target is None for cell in links), "nothing leads out of the workbook"
    assert all(follow(book, cell).value is not None for cell in links)


def follow(book: Any, cell: Any) -> Any:
    sheet, place = re.fullmatch(r"'(.+)'!(A\d+)", cell.hyperlink.location).groups()  # type: ignore[union-attr] # else it fails here
    return book[sheet][place]
