"""What a snapshot says, and that it costs the same for a small plan and a large one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import event

from reports.snapshot import Snapshot
from tests.world import World, english, indicator, measured
from tracker.domain.series import Figure
from tracker.domain.vocabulary import Audience, CommitmentStatus, Kind, NoValue, Rating, State
from tracker.models.database import db
from tracker.services import checking, drafting, editions, sections, snapshots
from tracker.services.acting import actor_for


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach the database."""
    statements: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def test_a_snapshot_takes_verified_values_of_all_organisations_and_shows_waiting_ones_apart(world: World) -> None:
    trained = world.indicators["trained"]
    measured(trained, world.period_2022, world.shelter, world.amina, value=Decimal(40))
    measured(trained, world.period_2023, world.shelter, world.amina, value=Decimal(60))
    measured(trained, world.period_2023, world.bridge, world.bota, value=Decimal(999), state=State.SUBMITTED)

    snapshot = snapshots.take(world.plan, world.period_2023)

    line = snapshot.pillars[0].indicators[0]
    assert line.code == "trained"
    assert line.figure.value == Fraction(60)
    assert line.figure.since_start == Fraction(100)
    assert line.figure.progress == Fraction(1, 4)
    assert line.waiting == 1
    assert [figure.value for figure in line.series] == [Fraction(40), Fraction(60)]
    assert snapshot.summary.reports_due == 10
    assert snapshot.summary.reports_verified == 1


def test_a_reason_for_no_value_is_a_note_and_not_a_zero(world: World) -> None:
    measured(world.indicators["rate"], world.period_2023, world.shelter, world.amina, no_value=NoValue.NOT_AVAILABLE)

    snapshot = snapshots.take(world.plan, world.period_2023)

    line = next(each for each in snapshot.pillars[1].indicators if each.code == "rate")
    assert line.figure.value is None
    assert line.figure.rating is Rating.NO_DATA
    assert any(note.code == "rate" and note.topic == "missing" for note in snapshot.notes)


def test_a_commitment_without_a_status_says_that_no_report_was_received(world: World) -> None:
    snapshot = snapshots.take(world.plan, world.period_2023)

    assert snapshot.pillars[0].commitments[0].official is CommitmentStatus.NO_REPORT
    assert snapshot.summary.statuses == ((CommitmentStatus.NO_REPORT, 4),)


@pytest.mark.trap("M46")
def test_a_baseline_that_is_revised_later_leaves_an_edition_as_it_was(world: World) -> None:
    centres, clara = world.indicators["centres"], actor_for(world.clara)
    measured(centres, world.period_2023, world.shelter, world.amina, value=Decimal(30))
    report = sections.begin(clara, world.period_2023)
    checking.accept_all(clara, report, "Seen.")
    edition = editions.request(clara, report, ["en"])
    assert _centres(drafting.snapshot_of(edition)).progress == Fraction(1, 2)
    centres.baseline_value = Decimal(10)
    db.session.commit()

    assert _centres(drafting.snapshot_of(edition)).progress == Fraction(1, 2)
    now = _centres(snapshots.take(world.plan, world.period_2023))
    assert (now.progress, now.baseline.value) == (Fraction(2, 3), Decimal(10))


def _centres(snapshot: Snapshot) -> Figure:
    return next(line.figure for pillar in snapshot.pillars for line in pillar.indicators if line.code == "centres")


def test_a_snapshot_asks_the_database_the_same_for_fifty_more_indicators(world: World) -> None:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, value=Decimal(1))
    db.session.commit()
    db.session.expire_all()
    with counted() as few:
        snapshots.take(world.plan, world.period_2023, audience=Audience.PUBLIC)
    for number in range(50):
        more = indicator(world.commitments[0], f"more-{number}", f"More {number}", Kind.STOCK, final="9")
        more.responsible.append(world.bridge)
        measured(more, world.period_2023, world.bridge, world.bota, value=Decimal(number), narrative=english("so"))
    db.session.commit()
    db.session.expire_all()
    with counted() as many:
        snapshots.take(world.plan, world.period_2023, audience=Audience.PUBLIC)
    assert len(few) == len(many)
    assert len(many) <= 30
