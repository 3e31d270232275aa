"""The flat tables of a report as CSV for other programs, with a description of every column, in one archive."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import Snapshot
from reports.workbook import filled
from reports.workbook_archive import member
from reports.workbook_cells import Value, clean
from reports.workbook_telling import Column, SheetPlan, Telling
from tracker.domain.display import Printed
from tracker.domain.spreadsheets import not_a_formula
from tracker.domain.texts import N_

DICTIONARY = "columns.csv"
HEAD = (N_("File"), N_("Column"), N_("Name in English"), N_("Kind of value"), N_("What it means"))


def tables(snapshot: Snapshot, language: str) -> bytes:
    """A ZIP archive of the tables in one language, UTF-8 without a mark before it; the same snapshot, the same bytes.

    Numbers have a point and no separators, dates are ISO 8601. A text that a spreadsheet would compute begins with an
    apostrophe; the columns that are formulas in the workbook are left out.
    """
    speech = Speech(language, snapshot.plan.default_language)
    told = Telling(snapshot, speech, Printing(speech))
    described: list[tuple[str, ...]] = []
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for plan in filled(snapshot):
            name = plan.name.lower().replace(" ", "_") + ".csv"
            columns = [column for column in plan.columns if column.live is None]
            rows = list(_rows(told, plan, columns))
            head = [speech.gettext(column.label) for column in columns]
            archive.writestr(member(name), _csv(head, rows))
            described += _described(speech, name, columns, rows)
        archive.writestr(member(DICTIONARY), _csv([speech.gettext(word) for word in HEAD], described))
    return target.getvalue()


def written(value: Value) -> str:
    """A value as a field: a number and a date as they are, a text so that no spreadsheet computes it."""
    if value is None:
        return ""
    if isinstance(value, Printed):
        return format(value.number, "f")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return not_a_formula(clean(value))


def _rows(told: Telling, plan: SheetPlan, columns: Iterable[Column]) -> Iterator[list[Value]]:
    return ([column.value(told, row) for column in columns] for row in plan.rows(told.snapshot))


def _csv(head: Iterable[str], rows: Iterable[Iterable[Value]]) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(map(written, head))
    writer.writerows(map(written, row) for row in rows)
    return lines.getvalue().encode()


def _described(
    speech: Speech, name: str, columns: Iterable[Column], rows: list[list[Value]]
) -> Iterator[tuple[str, ...]]:
    for place, column in enumerate(columns):
        kind = _kind({type(row[place]) for row in rows if row[place] not in (None, "")})
        means = speech.gettext(column.means) if column.means else ""
        yield name, speech.gettext(column.label), column.label, speech.gettext(kind), means


def _kind(found: set[type]) -> str:
    if found and found <= {Printed, Decimal, int}:
        return N_("A number")
    if found == {date}:
        return N_("Date")
    return N_("Text") if not found & {Printed, Decimal, int} else N_("Number, or words where there is none")
