"""The record of acts cannot be changed, and where it was changed all the same, that shows."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.tampering import ENTRY, fill, put_back, unguarded, whole
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.services import audit, audit_checking, checking, clock, editions, sections
from tracker.services.acting import actor_for

ENTRIES = int(os.environ.get("AUDIT_ENTRIES", "400"))
TAMPERINGS = int(os.environ.get("AUDIT_TAMPERINGS", "24"))
"""How many entries are tampered with how often; `make soak` asks for 10,000 and 200."""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'another'",
        "UPDATE audit_entry SET at = at WHERE id = 2",
        "DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete_an_entry(world: World, statement: str) -> None:
    fill(3)
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert audit_checking.check().count == 3


def test_an_entry_cannot_be_put_in_the_place_of_another(world: World) -> None:
    fill(3)
    columns = "id, at, act, subject, before, after, reason, previous, hash"
    sql = f"({columns}) SELECT {columns.replace('reason', chr(39) * 2)} FROM audit_entry WHERE id = 2"  # noqa: S608
    over = (
        "INSERT INTO audit_entry " if db.engine.dialect.name == "postgresql" else "INSERT OR REPLACE INTO audit_entry "
    )
    with pytest.raises(DBAPIError):
        db.session.execute(text(over + sql))


def test_an_act_that_is_rolled_back_leaves_no_entry_and_one_that_is_kept_leaves_one(world: World) -> None:
    actor, commitment = actor_for(world.clara), world.commitments[0]
    before = audit_checking.check()
    for end in (db.session.rollback, db.session.commit):
        audit.record("change_commitment", commitment, actor=actor.user, plan=world.plan)
        end()
    after = audit_checking.check()
    assert (after.count - before.count, after.is_whole) == (1, True)


def change(rows: list[dict[str, Any]], place: int) -> None:
    column = random.choice(["act", "subject", "subject_id", "after", "reason", "at", "hash", "previous"])  # noqa: S311
    other = {"after": {"state": "verified"}, "subject_id": 0, "at": clock.now(), "hash": "f" * 64, "previous": "e" * 64}
    rows[place][column] = other.get(column, "another")


def remove(rows: list[dict[str, Any]], place: int) -> None:
    del rows[min(place, len(rows) - 2)]  # not the last: what is cut off the end has a test of its own


def add(rows: list[dict[str, Any]], place: int) -> None:
    """An entry whose own hash is right, which follows the one before it, and which the next one is made to follow."""
    place = min(place, len(rows) - 2)  # added at the end, it would be an entry like any other
    made = AuditEntry(**(rows[place] | {"subject_id": 0, "previous": rows[place]["hash"]}))
    made.hash = rows[place + 1]["previous"] = audit.entry_hash(made)
    rows.insert(place + 1, {key: getattr(made, key) for key in rows[place]})


def swap(rows: list[dict[str, Any]], place: int) -> None:
    other = place - 1 if place else 1
    rows[place], rows[other] = rows[other], rows[place]


def test_whatever_is_done_to_one_entry_is_found(world: World) -> None:
    fill(ENTRIES)
    with unguarded() as connection:
        kept = whole(connection)
    found = 0
    for _ in range(TAMPERINGS):
        rows, place = [dict(row) for row in kept], random.randrange(ENTRIES)  # noqa: S311
        deed: Callable[[list[dict[str, Any]], int], None] = random.choice([change, remove, add, swap])  # noqa: S311
        deed(rows, place)
        with unguarded() as connection:
            put_back(connection, [row | {"id": number} for number, row in enumerate(rows, start=1)])
        broken = audit_checking.check().broken
        db.session.rollback()
        assert broken is not None, (deed.__name__, place)
        assert abs(broken.key - (place + 1)) <= 2, (deed.__name__, place)
        found += 1
    print(f"{found} of {TAMPERINGS} found in a record of {ENTRIES}")  # noqa: T201 - what make soak is asked for


def test_the_first_broken_entry_is_named_and_why(world: World) -> None:
    fill(10)
    with unguarded() as connection:
        connection.execute(update(AuditEntry).where(ENTRY.c.id.in_([4, 8])).values(reason="another"))
    broken = audit_checking.check().broken
    assert broken is not None
    assert (broken.key, broken.is_changed) == (4, True)
    db.session.rollback()
    with unguarded() as connection:
        connection.execute(delete(AuditEntry).where(ENTRY.c.id == 3))
        connection.execute(update(AuditEntry).where(ENTRY.c.id.in_([4, 8])).values(reason=""))
    broken = audit_checking.check().broken
    assert broken is not None
    assert (broken.key, broken.is_changed) == (4, False)


def requested(world: World) -> int:
    """Clara asks for an edition; returns its id."""
    clara = actor_for(world.clara)
    report = sections.begin(clara, world.period_2022)
    checking.accept_all(clara, report, "Seen.")
    edition = editions.request(clara, report, ["en"])
    db.session.commit()
    return edition.id


def cut_from(key: int) -> None:
    with unguarded() as connection:
        connection.execute(delete(AuditEntry).where(ENTRY.c.id >= key))


@pytest.mark.parametrize(("since", "what"), [(0, "the request"), (1, "the head")])
def test_a_record_whose_end_was_cut_off_does_not_know_what_an_edition_prints(
    world: World, since: int, what: str
) -> None:
    requested(world)
    assert audit_checking.check().is_whole
    entry = db.session.scalar(select(func.max(AuditEntry.id)))
    db.session.rollback()
    assert entry is not None
    cut_from(entry - since)
    found = audit_checking.check()
    assert found.broken is None
    assert any(lost.startswith(what) and "edition 1 of test-plan 2022" in lost for lost in found.lost)


def test_a_head_from_paper_is_looked_for(world: World) -> None:
    fill(3)
    head = audit.head()
    assert audit_checking.check([f" {head.upper()} "]).is_whole
    assert audit_checking.check(["ab" * 32]).lost == ("the head " + "ab" * 32,)


def test_an_act_without_words_is_not_recorded(world: World) -> None:
    with pytest.raises(LookupError):
        audit.record("wave_a_wand", world.plan, actor=None)
    with pytest.raises(LookupError):
        audit.record("save", AuditEntry(id=1), actor=None)
