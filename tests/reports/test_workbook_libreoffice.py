"""The workbook as LibreOffice opens it: every value as it was written, and no text turned into a formula."""

from __future__ import annotations

import io
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.workbook import workbook
from tests.reports import samples

pytestmark = pytest.mark.libreoffice


def reopened(written: bytes, folder: Path) -> Any:
    """The workbook after LibreOffice opened it and saved it anew."""
    (folder / "in.xlsx").write_bytes(written)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(folder),
        str(folder / "in.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    back = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*back, str(folder / "out"), str(folder / "in.ods")], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "in.xlsx")


def values(book: Any) -> dict[str, list[list[Any]]]:
    return {
        sheet.title: [[plain(cell.value) for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
    }


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return round(float(value), 9) if isinstance(value, (int, float)) else value


@pytest.mark.parametrize("language", ["en", "ar"])
def test_libreoffice_opens_the_workbook_and_finds_every_value(language: str, tmp_path: Path) -> None:
    written = workbook(samples.rich(), language)
    ours, theirs = openpyxl.load_workbook(io.BytesIO(written)), reopened(written, tmp_path)
    assert theirs.sheetnames == ours.sheetnames
    assert trimmed(values(theirs)) == trimmed(values(ours))
    assert all(cell.data_type != "f" for sheet in theirs for row in sheet.iter_rows() for cell in row)
    assert [sheet.sheet_view.rightToLeft or False for sheet in theirs] == [language == "ar"] * len(ours.sheetnames)


def trimmed(sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    """Without the empty cells behind the last value of a row."""
    return {name: [_trimmed(row) for row in rows] for name, rows in sheets.items()}


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row = row[:-1]
    return row
