"""`tracker audit`, as somebody types it."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import update

from config import Settings
from tests.tampering import ENTRY, fill, unguarded
from tests.test_cli import run
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.services import audit


def test_a_whole_record_is_said_to_be_whole_with_its_head(world: World, settings: Settings) -> None:
    fill(3)
    head = audit.head()
    db.session.rollback()
    said = run(settings, "audit", "verify", "--head", head)
    assert said.exit_code == 0, said.output
    assert said.output.splitlines() == [f"3 entries, head {head}", "The record of acts is whole."]


def test_a_changed_entry_is_named(world: World, settings: Settings) -> None:
    fill(3)
    with unguarded() as connection:
        connection.execute(update(AuditEntry).where(ENTRY.c.id == 2).values(reason="another"))
    said = run(settings, "audit", "verify")
    assert said.exit_code == 1
    assert "Entry 2 (save, " in said.output
    assert "was changed after it was written" in said.output


def test_a_head_from_paper_that_is_not_there_is_named(world: World, settings: Settings) -> None:
    fill(3)
    said = run(settings, "audit", "verify", "--head", "ab" * 32)
    assert said.exit_code == 1
    assert f"Not in the record: the head {'ab' * 32}." in said.output


def test_the_record_is_copied_out_without_names_and_without_formulas(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    audit.record("change_plan", world.plan, actor=world.clara, plan=world.plan, reason="=1+1\r\nBcc: all")
    db.session.commit()
    file = tmp_path / "record.csv"
    said = run(settings, "audit", "export", str(file))
    assert said.output.strip() == f"1 entries are in {file}."
    assert file.stat().st_mode & 0o077 == 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        (line,) = csv.DictReader(lines)
    assert (line["plan"], line["in words"]) == ("test-plan", "Changed the facts of the plan")
    assert (line["person"], line["reason"]) == (str(world.clara.id), "'=1+1\r\nBcc: all")
    assert "Clara" not in file.read_text(encoding="utf-8-sig")
    db.session.expire_all()
    assert [(e.act, e.after) for e in db.session.query(AuditEntry).order_by(AuditEntry.id)][1:] == [
        ("export_record", {"entries": 1})
    ]
