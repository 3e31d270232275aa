"""The workbook of a report: sheets to read, flat tables to work with; the same figures as in the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from openpyxl import Workbook

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import Snapshot
from reports.workbook_archive import written
from reports.workbook_budget import BUDGET
from reports.workbook_cells import Looks, storable
from reports.workbook_changes import CHANGES
from reports.workbook_reading import about, pillar, pillar_title, summary
from reports.workbook_recommendations import RECOMMENDATIONS
from reports.workbook_sheets import SHEETS
from reports.workbook_telling import SheetPlan, Telling
from reports.workbook_writing import Sheets

TABLES = (*SHEETS, BUDGET, RECOMMENDATIONS, CHANGES)
LONGEST_NAME = 31
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def workbook(snapshot: Snapshot, language: str) -> bytes:
    """The .xlsx of a snapshot in one language, the same bytes for the same snapshot and locked libraries."""
    speech = Speech(language, snapshot.plan.default_language)
    told = Telling(snapshot, speech, Printing(speech))
    plans = filled(snapshot)
    flat = [speech.gettext(plan.name) for plan in plans]
    read = [speech.gettext("Summary"), *(pillar_title(told, part) for part in snapshot.pillars)]
    first, *titles = sheet_names([speech.gettext("About"), *read, *flat])
    told.sheets.update(zip((plan.name for plan in plans), titles[len(read) :], strict=True))
    means = [
        speech.gettext("Where the plan stands"),
        *(speech.gettext("One pillar, to read") for _ in snapshot.pillars),
    ]
    means += [speech.gettext(plan.means) for plan in plans]

    book = Workbook(write_only=True)
    sheets = Sheets(book, told, Looks(book, rtl=speech.direction == "rtl"))
    sheets.read(first, about(told, list(zip(titles, means, strict=True))))
    sheets.read(titles[0], summary(told))
    for number, part in enumerate(snapshot.pillars, start=1):
        sheets.read(titles[number], pillar(told, part, number))
    for plan in plans:
        sheets.table(told.sheets[plan.name], plan)
    _describe(book, told)
    return written(book, _moment(snapshot), sheets.described)


def filled(snapshot: Snapshot) -> list[SheetPlan]:
    """The flat tables that have rows; a table without any is left out."""
    return [plan for plan in TABLES if any(True for _ in plan.rows(snapshot))]


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that a spreadsheet takes: without its signs, 31 characters at most, each only once whatever its case."""
    taken: dict[str, str] = {}
    for name in wanted:
        clean = storable(name, "").translate(NOT_IN_NAMES).strip()[:LONGEST_NAME].strip() or "–"
        found, number = clean, 2
        while found.lower() in taken or found.lower() == "history":  # which spreadsheets keep for themselves
            found, number = f"{clean[: LONGEST_NAME - 4]} {number}", number + 1
        taken[found.lower()] = found
    return list(taken.values())


def _describe(book: Workbook, told: Telling) -> None:
    snapshot, properties = told.snapshot, book.properties
    properties.title = storable(f"{told.text(snapshot.plan.title)} – {snapshot.period.key}", "")[:255]
    properties.language = told.speech.language
    properties.creator = storable(told.text(snapshot.plan.lead), "")[:255] or told.speech.gettext("1325 plan tracker")
    properties.subject = told.speech.gettext("Annual progress report, resolution 1325")
    properties.created = _moment(snapshot)


def _moment(snapshot: Snapshot) -> datetime:
    return snapshot.cut_off.astimezone(UTC).replace(tzinfo=None, microsecond=0)
