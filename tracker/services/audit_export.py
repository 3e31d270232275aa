"""The record of acts as a table for a spreadsheet: ids and hashes, no names."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import IO

from sqlalchemy import select

from tracker.domain import acts
from tracker.domain.spreadsheets import not_a_formula
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.plan import Plan
from tracker.services import audit

COLUMNS = ("entry", "at", "person", "plan", "act", "in words", "subject", "subject id", "before", "after", "reason",
           "previous", "hash")  # fmt: skip


def export(file: IO[str]) -> int:
    """Write every entry, oldest first, as CSV; returns how many. The export is an act itself and is entered after."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    entry, count = AuditEntry.__table__, 0
    rows = select(*entry.c, Plan.code.label("code")).select_from(entry)
    rows = rows.outerjoin(Plan, Plan.id == entry.c.plan_id).order_by(entry.c.id).execution_options(yield_per=1000)
    for row in db.session.execute(rows):
        count += 1
        before, after = (json.dumps(each, sort_keys=True, ensure_ascii=False) for each in (row.before, row.after))
        about = (row.subject, row.subject_id, before, after, row.reason)
        words = acts.LABELS.get(row.act, "")
        writer.writerow(
            _plain((row.id, row.at.isoformat(), row.actor_id, row.code, row.act, words, *about, row.previous, row.hash))
        )
    audit.record("export_record", None, actor=None, after={"entries": count})
    return count


def _plain(cells: Iterable[object]) -> list[object]:
    """What a spreadsheet would run as a formula, made a text; nothing else changes."""
    return [not_a_formula(cell) if isinstance(cell, str) else cell for cell in cells]
