"""The workbook as LibreOffice opens it: every value as it was written, and no text turned into a formula."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from reports.language import Speech
from reports.workbook import workbook
from tests.demonstrated import Demonstration
from tests.reports import samples
from tracker.domain.vocabulary import FileFormat
from tracker.models.database import db
from tracker.models.reporting import Edition
from tracker.services.rendering import edition_files

pytestmark = [
    pytest.mark.libreoffice,
    # LibreOffice writes the bars behind figures in a form that the reading library does not know.
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
]


def reopened(written: bytes, folder: Path, *, computed: bool = False) -> Any:
    """The workbook after LibreOffice opened it and saved it anew; `computed`: results in the place of formulas."""
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
    return openpyxl.load_workbook(io.BytesIO((folder / "out" / "in.xlsx").read_bytes()), data_only=computed)


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
    assert formulas(theirs) == formulas(ours), "no text became a formula"
    assert [sheet.sheet_view.rightToLeft or False for sheet in theirs] == [language == "ar"] * len(ours.sheetnames)


def formulas(book: Any) -> set[tuple[str, str]]:
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(cell.parent.title, cell.coordinate) for cell in cells if cell.data_type == "f"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_formulas_of_the_demonstration_plan_give_what_is_stored(
    loaded_demonstration: Demonstration, language: str, tmp_path: Path
) -> None:
    with loaded_demonstration.app.app_context():
        edition = db.session.scalars(select(Edition)).one()
        [file] = [each for each in edition.files if (each.language, each.format) == (language, FileFormat.XLSX)]
        written = edition_files(loaded_demonstration.settings).whole(file.sha256)
    computed = reopened(without_results(written), tmp_path, computed=True)
    said = Speech(language).gettext
    head, *rows = list(computed[said("Indicators")].iter_rows(values_only=True))
    stored, live, apart = (head.index(said(word)) for word in ("Progress, %", "Progress, % (formula)", "Difference"))
    found = [row for row in rows if row[stored] is not None]
    assert len(found) > 10
    assert [row[3] for row in found if row[live] is None or float(row[live]) != float(row[stored])] == []
    assert [row[3] for row in found if row[apart] != 0] == []


def without_results(written: bytes) -> bytes:
    """The workbook with nothing stored beside its formulas, so that whoever opens it has to compute."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v/>", old.read(name)))
    return bare.getvalue()


def trimmed(sheets: dict[str, list[list[Any]]]) -> dict[str, list[list[Any]]]:
    """Without the empty cells behind the last value of a row."""
    return {name: [_trimmed(row) for row in rows] for name, rows in sheets.items()}


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row = row[:-1]
    return row
