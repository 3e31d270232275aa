"""The sheet that says what changed since the edition before."""

from __future__ import annotations

from reports.snapshot import Snapshot
from reports.snapshot_advice import ChangeLine
from reports.workbook_telling import Column, SheetPlan
from tracker.domain.texts import N_


def rows(snapshot: Snapshot) -> tuple[ChangeLine, ...]:
    """None in a first edition, and where nothing differs."""
    return snapshot.changes


COLUMNS = (
    Column(N_("What changed"), lambda t, r: t.speech.word(r.topic), 26),
    Column(N_("Code"), lambda _t, r: r.code, 12),
    Column(N_("Title"), lambda t, r: t.speech.say(r.title), 60),
    Column(N_("Edition before"), lambda t, r: t.speech.say(r.before), 30),
    Column(N_("This edition"), lambda t, r: t.speech.say(r.after), 30),
)

CHANGES = SheetPlan(N_("What changed"), COLUMNS, rows, 2)
