"""From an empty installation to files in a reader's hands, in a real browser, each step by the person whose it is."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from tests.browser.installation import Installation, Play

pytestmark = pytest.mark.browser

READERS = ("Viktor", "Anybody")
FILES = tuple(f"{language}.{kind}" for language in ("English", "Русский") for kind in ("pdf", "xlsx", "zip"))


@pytest.mark.parametrize("scripts", ["on", "off"])
def test_ten_people_bring_a_plan_from_nothing_to_a_published_edition(
    installation: Installation, perform: Play, tmp_path: Path, scripts: str
) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    perform("whole_job.mjs", installation, {"SCRIPTS": scripts, "DOWNLOADS": str(downloads)})
    assert {path.name for path in downloads.iterdir()} == {f"{reader}-{file}" for reader in READERS for file in FILES}
    for file in FILES:
        for_donor, for_all = ((downloads / f"{reader}-{file}").read_bytes() for reader in READERS)
        assert for_donor == for_all
    assert _values(downloads / "Viktor-English.xlsx", "1.1a") == [120, 400]
    with pikepdf.open(downloads / "Viktor-Русский.pdf") as pdf:
        assert str(pdf.Root.Lang) == "ru"
        assert len(pdf.pages) >= 5


def _values(path: Path, code: str) -> list[object]:
    """The value of the period and the final target of an indicator, as numbers in the workbook."""
    rows = list(load_workbook(path)["Indicators"].iter_rows(values_only=True))
    head = next(row for row in rows if "Code" in row and "Period" in row)
    lines = (dict(zip(head, row, strict=True)) for row in rows)
    line = next(line for line in lines if (line["Code"], str(line["Period"])) == (code, "2023"))
    return [line["Value"], line["Final target"]]
