"""Every figure of the demonstration plan's edition is the same on the page, in the workbook and in the PDF."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import openpyxl
import pytest
from sqlalchemy import select

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import IndicatorLine, Snapshot
from tests.browsing import Browser, text
from tests.demonstrated import Demonstration
from tests.reports.pdf_text import words
from tracker.domain.display import Printed, shown
from tracker.domain.vocabulary import FileFormat, Kind
from tracker.models.database import db
from tracker.models.reporting import Edition
from tracker.services import drafting
from tracker.services.rendering import edition_files

LANGUAGES = ("en", "ru")
FIGURES = {
    "value": "Value", "since_start": "Since the plan began", "baseline": "Baseline", "progress": "Progress, %",
    "period_target": "Target of the period", "target": "Final target",
}  # fmt: skip
"""Each figure that is printed, and the column of the workbook in which it stands as a number."""


class Issued:
    """Edition 1 as it was frozen, with the bytes of its files."""

    def __init__(self, made: Demonstration) -> None:
        with made.app.app_context():
            edition = db.session.scalars(select(Edition)).one()
            self.snapshot: Snapshot = drafting.snapshot_of(edition)
            self.address = f"/published/{edition.id}"
            storage = edition_files(made.settings)
            self.files = {(f.language, f.format): storage.whole(f.sha256) for f in edition.files}

    def lines(self) -> list[IndicatorLine]:
        return [line for pillar in self.snapshot.pillars for line in pillar.indicators]


@pytest.fixture(scope="module")
def issued(loaded_demonstration: Demonstration) -> Issued:
    return Issued(loaded_demonstration)


def printed(issued: Issued, line: IndicatorLine, language: str) -> list[str]:
    """Baseline, previous, this period, target and progress as they are to be read, and the rating."""
    speech = Speech(language, issued.snapshot.plan.default_language)
    printing = Printing(speech)
    cells = (
        printing.baseline(line),
        printing.previous(line),
        printing.value(line, line.figure),
        printing.target(line),
        printing.progress(line),
    )
    return [plain(cell.text) for cell in cells] + [plain(speech.word(line.figure.rating))]


def plain(sentence: str) -> str:
    return re.sub(r"\s+", " ", sentence.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def unbroken(sentence: str) -> str:
    """Without spaces and the hyphens at the ends of lines, which depend on where a line was broken."""
    return re.sub(r"[\s\u2010\u00ad]", "", plain(sentence))


def test_the_page_prints_each_figure_as_it_was_frozen(loaded_demonstration: Demonstration, issued: Issued) -> None:
    page = Browser(loaded_demonstration.app).open(issued.address)
    rows = {code_of(row): row for row in page.tree.iter("tr") if code_of(row)}
    for line in issued.lines():
        cells = [plain(text(cell)) for cell in rows[line.code].iter("td")]
        expected = printed(issued, line, "en")
        for cell, figure in zip(cells, expected[:5], strict=False):
            assert cell.startswith(figure) or figure in cell, (line.code, cells, expected)
        assert expected[5] in cells[5]


def code_of(row: Element) -> str:
    head = next(row.iter("th"), None)
    first = None if head is None else next(head.iter("bdi"), None)
    return "" if first is None else text(first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_prints_each_figure_as_it_was_frozen(issued: Issued, language: str) -> None:
    said = unbroken(words(issued.files[language, FileFormat.PDF]))
    for line in issued.lines():
        texts = map(unbroken, (line.code, *printed(issued, line, language)[:5]))
        row = ".{0,400}?".join(map(re.escape, texts))
        assert re.search(row, said), (line.code, printed(issued, line, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_each_figure_as_a_number_of_the_same_value(issued: Issued, language: str) -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(issued.files[language, FileFormat.XLSX]), read_only=True)
    speech = Speech(language, issued.snapshot.plan.default_language)
    sheet = book[speech.gettext("Indicators")]
    head, *rows = list(sheet.iter_rows(values_only=True))
    places = {name: head.index(speech.gettext(label)) for name, label in FIGURES.items()}
    by_key = {(row[3], row[9].date()): row for row in rows}
    for line in issued.lines():
        for figure in line.series:
            row, told = by_key[line.code, figure.period.ends_on], shown(figure)
            for name, place in places.items():
                expected: Printed | None = getattr(told, name)
                if name == "value" and line.kind is Kind.ORDINAL:
                    expected = None
                assert same(row[place], expected), (line.code, figure.period.key, name, row[place], expected)


def same(cell: Any, expected: Printed | None) -> bool:
    return cell is None if expected is None else cell is not None and Decimal(str(cell)) == expected.number
