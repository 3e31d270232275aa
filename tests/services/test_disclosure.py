"""What an edition keeps to itself: small counts of sensitive indicators are in none of its forms."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal

import pytest

from reports import codec
from reports.document import document
from reports.snapshot import IndicatorLine, Snapshot
from reports.workbook import workbook
from tests.reports.pdf_text import words
from tests.world import World, english, measured
from tracker.domain.vocabulary import NoteTopic, ValueState
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension
from tracker.models.measurement import MeasurementPart
from tracker.services import checking, drafting, editions, sections, snapshots
from tracker.services.acting import actor_for

RARE = Decimal("3.8416")
"""A small count that nothing else in a file looks like: a canary."""


@pytest.fixture
def few(world: World) -> World:
    """A sensitive indicator: many in 2022, a few in 2023, and a table of the few."""
    trained = world.indicators["trained"]
    trained.is_sensitive, trained.decimals = True, 4
    measured(trained, world.period_2022, world.shelter, world.amina, value=Decimal(60))
    row = measured(trained, world.period_2023, world.shelter, world.amina, value=RARE)
    sex = Dimension(plan_id=world.plan.id, code="sex", name=english("Sex"))
    sex.categories = [Category(code="f", name=english("Women"), position=1)]
    db.session.add(sex)
    row.parts = [MeasurementPart(cell="sex:f", value=RARE)]
    db.session.commit()
    return world


def line(snapshot: Snapshot, code: str = "trained") -> IndicatorLine:
    return next(each for pillar in snapshot.pillars for each in pillar.indicators if each.code == code)


def request(world: World) -> Snapshot:
    """Clara asks for an edition of 2023; what is frozen with it."""
    clara = actor_for(world.clara)
    report = sections.begin(clara, world.period_2023)
    checking.accept_all(clara, report, "Seen.")
    edition = editions.request(clara, report, ["en"])
    db.session.commit()
    return drafting.snapshot_of(edition)


@pytest.mark.trap("M51")
def test_the_count_is_neither_in_what_is_frozen_nor_in_the_bytes_of_the_files(few: World) -> None:
    canary = str(RARE)
    assert canary in words(document(snapshots.take(few.plan, few.period_2023), "en"))

    frozen = request(few)

    stored = json.dumps(codec.to_json(frozen))
    book = zipfile.ZipFile(io.BytesIO(workbook(frozen, "en")))
    written = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    for output in (stored, written, words(document(frozen, "en"))):
        assert canary not in output
        assert "63.8416" not in output  # since the plan began
        assert "56.1584" not in output  # less than the year before
    assert "Hidden" in written
    assert "Hidden" in words(document(frozen, "en"))


def test_the_edition_says_that_something_is_hidden_and_why(few: World) -> None:
    frozen = request(few)

    assert line(frozen).figure.state is ValueState.SUPPRESSED
    assert [cell.value for cell in line(frozen).breakdown] == [None]
    [note] = [note for note in frozen.notes if note.code == "trained" and note.topic is NoteTopic.WARNING]
    assert note.text.msgid.startswith("Sensitive: counts from 1 to")
    assert "trained" not in frozen.pillars[0].rollup.without_progress


def test_the_people_who_run_the_plan_still_see_the_count(few: World) -> None:
    assert line(snapshots.take(few.plan, few.period_2023)).figure.value == RARE


def test_an_indicator_that_is_not_sensitive_is_printed_as_it_is(few: World) -> None:
    centres = few.indicators["centres"]
    measured(centres, few.period_2023, few.shelter, few.amina, value=Decimal(2))

    assert line(request(few), "centres") == line(snapshots.take(few.plan, few.period_2023), "centres")


def test_an_edition_looks_at_what_the_ones_before_it_printed(few: World) -> None:
    """Printed in full while nothing was sensitive; then two more are reported late."""
    centres = few.indicators["centres"]
    measured(centres, few.period_2023, few.shelter, few.amina, value=Decimal(20))
    first = request(few)
    assert line(first, "centres").figure.value == 20
    centres.is_sensitive = True
    measured(centres, few.period_2023, few.bridge, few.bota, value=Decimal(2))

    second = drafting.draft(few.plan, few.period_2023)

    assert line(second, "centres").figure.value is None


def test_a_plan_chooses_what_is_small_and_whether_nobody_is(few: World) -> None:
    rate = few.indicators["centres"]
    rate.is_sensitive = True
    measured(rate, few.period_2023, few.shelter, few.amina, value=Decimal(0))
    assert line(drafting.draft(few.plan, few.period_2023), "centres").figure.value == 0
    few.plan.small_count_threshold, few.plan.suppress_zeros = 3, True
    shown = drafting.draft(few.plan, few.period_2023)
    assert line(shown, "centres").figure.value is None
    assert line(shown).figure.value == RARE
