"""The written workbook, opened again as a reader's program opens it."""

from __future__ import annotations

import dataclasses
import io
import re
import time
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from reports.snapshot import Snapshot
from reports.workbook import workbook
from reports.workbook_cells import LONGEST
from reports.workbook_telling import indicator_rows
from tests.reports import samples
from tracker.domain.texts import Multilingual

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|'/c calc'!A0",
    "#N/A",
    "+1",
    "-2",
    "@SUM(A1)",
    "＝1",
    "001",
    "TRUE",
)
OURS = re.compile(r"=ROUND\(ROUND\(\([A-Z]+\d+-[A-Z]+\d+\)/\([A-Z]+\d+-[A-Z]+\d+\)\*100,9\),\d+\)|=[A-Z]+\d+-[A-Z]+\d+")
"""The only two formulas of a workbook: progress, and its difference from what is stored."""


def opened(snapshot: Snapshot, language: str = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(snapshot, language)))


def table(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheets_that_a_reader_expects_are_there_and_in_order() -> None:
    names = opened(samples.rich()).sheetnames
    assert names[:3] == ["About", "Summary", "1 Participation of women in dec"]
    assert names[7:] == ["Indicators", "Commitments", "Breakdown", "How computed", "Evidence", "Notes"]


@pytest.mark.trap("M47")
def test_there_is_one_row_for_each_indicator_and_period_with_the_figures_as_numbers() -> None:
    snapshot = samples.rich()
    rows = table(opened(snapshot)["Indicators"])
    expected = list(indicator_rows(snapshot))
    assert len(rows) == len(expected) > 10
    for row, told in zip(rows, expected, strict=True):
        assert row["Code"] == told.line.code
        shown = told.printed.progress
        assert (None if row["Progress, %"] is None else Decimal(str(row["Progress, %"]))) == (shown and shown.number)
        assert isinstance(row["Period ends"], datetime)


def test_a_negative_number_stays_a_number() -> None:
    snapshot = samples.single()
    pillar = snapshot.pillars[0]
    below = dataclasses.replace(pillar.indicators[0].figure, value=Fraction(-7, 2), progress=Fraction(-1, 3))
    line = dataclasses.replace(pillar.indicators[0], figure=below, series=(below,))
    book = opened(dataclasses.replace(snapshot, pillars=(dataclasses.replace(pillar, indicators=(line,)),)))
    values = [cell.value for row in book["Indicators"].iter_rows() for cell in row]
    assert any(isinstance(value, (int, float)) and value < 0 for value in values)


@pytest.mark.trap("M18")
def test_a_zero_is_written_and_a_missing_value_stays_empty_with_its_reason_in_words() -> None:
    rows = table(opened(samples.rich())["Indicators"])
    assert any(row["Value"] == 0 for row in rows)
    missing = [row for row in rows if row["Value"] is None]
    assert missing
    assert all(row["Value in words, remarks"] for row in missing)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_person_becomes_a_formula_or_an_error(text: str) -> None:
    snapshot = samples.single()
    pillar = snapshot.pillars[0]
    line = dataclasses.replace(pillar.indicators[0], title=Multilingual({"en": text}))
    pillar = dataclasses.replace(pillar, indicators=(line,), title=Multilingual({"en": text}))
    snapshot = dataclasses.replace(snapshot, pillars=(pillar,))
    cells = [cell for sheet in opened(snapshot) for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "e" for cell in cells)
    assert all(OURS.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
    assert any(cell.value == text and cell.quotePrefix for cell in cells)


@pytest.mark.trap("M48")
def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    snapshot = samples.single()
    plan = dataclasses.replace(snapshot.plan, title=Multilingual({"en": "a" * 40_000 + "\x00\ud800"}))
    value = opened(dataclasses.replace(snapshot, plan=plan))["About"]["A1"].value
    assert len(value) <= LONGEST
    assert value.endswith("The PDF has all of it.]")


def test_a_right_to_left_language_turns_the_sheets_round() -> None:
    assert all(sheet.sheet_view.rightToLeft for sheet in opened(samples.rich(), "ar"))
    assert not any(sheet.sheet_view.rightToLeft for sheet in opened(samples.rich(), "ru"))


def test_tables_have_a_frozen_head_filters_widths_and_print_setup() -> None:
    sheet = opened(samples.rich())["Indicators"]
    [indicators] = sheet.tables.values()
    assert indicators.ref == indicators.autoFilter.ref == sheet.dimensions
    assert sheet.freeze_panes == "F2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.replace("$", "") == f"'Indicators'!{indicators.ref}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["E"].width > 30


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    first = workbook(samples.rich(), "en")
    time.sleep(1.1)  # the library writes the clock's second into the file
    assert workbook(samples.rich(), "en") == first


def test_an_empty_plan_still_gives_a_workbook_and_no_empty_sheet() -> None:
    assert opened(samples.empty()).sheetnames == ["About", "Summary"]
