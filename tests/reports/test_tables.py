"""An analyst opens the tables of a report with a program of her own, or a spreadsheet that computes all it can."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from reports.snapshot import Snapshot
from reports.tables import tables, written
from reports.workbook import workbook
from reports.workbook_telling import indicator_rows
from tests.reports import samples
from tracker.domain.texts import Multilingual

FORMULAS = ("=1+1", "=cmd|'/c calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x")


def opened(snapshot: Snapshot, language: str = "en") -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(tables(snapshot, language))) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""))) for name, text in texts.items()}


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_each_flat_table_of_the_workbook_is_there_with_the_same_rows(language: str) -> None:
    found = opened(samples.rich(), language)
    assert list(found)[:3] == ["indicators.csv", "commitments.csv", "breakdown.csv"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(samples.rich(), language)))
    sheets = {table.displayName: sheet for sheet in book for table in sheet.tables.values()}
    for name, rows in found.items():
        if name != "columns.csv":
            sheet = sheets[name.removesuffix(".csv").capitalize()]
            assert sheet.max_row == len(rows), name


def test_a_number_is_a_number_a_gap_is_empty_and_a_date_sorts() -> None:
    head, *rows = opened(samples.rich())["indicators.csv"]
    place = {label: at for at, label in enumerate(head)}
    assert "Progress, % (formula)" not in place
    for row, told in zip(rows, indicator_rows(samples.rich()), strict=True):
        assert row[place["Code"]] == told.line.code
        assert row[place["Period ends"]] == told.figure.period.ends_on.isoformat()
        shown = told.printed.progress
        assert (None if row[place["Progress, %"]] == "" else Decimal(row[place["Progress, %"]])) == (
            shown and shown.number
        )


def test_every_column_is_described_in_a_dictionary_with_its_name_in_english() -> None:
    for language in ("en", "ru"):
        found = opened(samples.rich(), language)
        head, *described = found.pop("columns.csv")
        assert len(head) == 5
        assert [(row[0], row[1]) for row in described] == [(name, at) for name, rows in found.items() for at in rows[0]]
    kinds = {(row[0], row[2]): row[3] for row in opened(samples.rich())["columns.csv"]}
    assert kinds["indicators.csv", "Progress, %"] == "A number"
    assert kinds["indicators.csv", "Period ends"] == "Date"
    assert kinds["indicators.csv", "Rating"] == "Text"


@pytest.mark.parametrize("text", FORMULAS, ids=range(1, len(FORMULAS) + 1))
def test_no_text_of_a_person_is_computed_by_a_spreadsheet(text: str) -> None:
    sample = samples.single()
    pillar = sample.pillars[0]
    line = replace(pillar.indicators[0], title=Multilingual({"en": text}))
    rows = opened(replace(sample, pillars=(replace(pillar, indicators=(line,)),)))["indicators.csv"]
    assert rows[1][4] == "'" + text
    assert not any(field.startswith(FORMULAS[0][0]) for row in rows for field in row)


def test_a_negative_number_and_a_harmless_text_stay_as_they_are() -> None:
    assert written(Decimal("-3.50")) == "-3.50"
    assert written("a = b") == "a = b"
    assert written("x\x00\ud800y") == "xy"


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    first = tables(samples.rich(), "en")
    time.sleep(1.1)
    assert tables(samples.rich(), "en") == first
