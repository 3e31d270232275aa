"""What looks odd is said where it is entered, asks for a remark, and goes with it to the reviewer and the report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.browsing import Browser
from tests.entering import SOURCED, measuring, stored
from tests.world import World, english, measured
from tracker.domain.vocabulary import NoteTopic, State
from tracker.models.database import db
from tracker.models.measurement import CrossCheck
from tracker.models.people import User
from tracker.services import drafting, snapshots

Opens = Callable[[User], Browser]
TYPED = {"has_value": "yes", "value": "20"} | SOURCED
SEND = "Send for review"


@pytest.fixture
def last_year(world: World) -> World:
    """Shelter counted twenty centres in 2022."""
    measured(world.indicators["centres"], world.period_2022, world.shelter, world.amina, value=Decimal(20))
    db.session.commit()
    return world


def notes(world: World, code: str = "centres") -> list[tuple[NoteTopic, str]]:
    snapshot = snapshots.take(world.plan, world.period_2023)
    odd = (NoteTopic.ODD, NoteTopic.SOURCE)
    return [(each.topic, str(each.text)) for each in snapshot.notes if each.code == code and each.topic in odd]


@pytest.mark.trap("M49")
def test_a_warning_is_said_and_sent_with_its_remark(last_year: World, browser_of: Opens) -> None:
    amina = browser_of(last_year.amina)
    amina.open(measuring(last_year, "centres"))
    page = amina.press(SEND, TYPED | {"source_on": "2014-05-01"}, status=422)
    assert "The value is the same as in 2022: 20." in page.main
    assert "The source is of 1 May 2014, before the period began." in page.main
    assert page.errors() == ["Look at the warnings. Correct the value, or say here why it is right."]
    assert stored(last_year, "centres") is None, "nothing typed is lost, nothing is stored"

    amina.press(SEND, {"remark-en": "All twenty were counted again."})

    row = stored(last_year, "centres")
    assert row is not None
    assert (row.state, row.remark) == (State.SUBMITTED, english("All twenty were counted again."))
    page = browser_of(last_year.rahima).open(f"/plans/test-plan/review/measurements/{row.id}")
    assert "The value is the same as in 2022: 20." in page.main
    assert "All twenty were counted again." in page.main


def test_a_draft_is_saved_with_its_warnings_in_sight(last_year: World, browser_of: Opens) -> None:
    amina = browser_of(last_year.amina)
    amina.open(measuring(last_year, "centres"))
    page = amina.press("Save draft", TYPED)
    assert "This may be right, but it looks unusual" in page.main
    page = amina.press("Save draft", {"value": "21"})
    assert "looks unusual" not in page.main


def test_the_report_notes_the_warning_with_the_remark(last_year: World) -> None:
    centres, shelter = last_year.indicators["centres"], last_year.shelter
    measured(centres, last_year.period_2023, shelter, last_year.amina, value=Decimal(20), remark=english("Counted."))
    [(topic, text)] = notes(last_year)
    assert topic is NoteTopic.ODD
    assert "Remark: %(remark)s" in text
    assert "Counted." in text


@pytest.mark.trap("M50")
def test_one_indicator_above_another_is_warned_of_on_both_pages_and_noted(world: World, browser_of: Opens) -> None:
    trained, reached = world.indicators["trained"], world.indicators["reached"]
    db.session.add(CrossCheck(plan_id=world.plan.id, lower=trained, upper=reached))
    measured(reached, world.period_2023, world.shelter, world.amina, value=Decimal(10))
    db.session.commit()
    amina = browser_of(world.amina)
    amina.open(measuring(world, "trained"))
    page = amina.press(SEND, TYPED, status=422)
    assert "20 is more than 10, the value of reached. It should never be above it." in page.main
    amina.press(SEND, {"remark-en": "Some came twice."})
    measured(trained, world.period_2023, world.bridge, world.bota, value=Decimal(12))
    [(_topic, text)] = notes(world, "trained")
    assert "is more than" in text


@pytest.mark.trap("M51")
def test_what_is_odd_in_a_sensitive_indicator_is_in_no_edition(last_year: World) -> None:
    """The note would say the value of one organisation, or that a hidden value is the one of the year before."""
    trained, centres = last_year.indicators["trained"], last_year.indicators["centres"]
    centres.is_sensitive = True
    db.session.add(CrossCheck(plan_id=last_year.plan.id, lower=trained, upper=centres))
    for indicator, value in ((centres, 20), (trained, 30)):
        measured(indicator, last_year.period_2023, last_year.shelter, last_year.amina, value=Decimal(value))
    db.session.commit()
    assert len(notes(last_year)) == 2, "the people who run the plan see both"
    printed = drafting.draft(last_year.plan, last_year.period_2023)
    assert [each.code for each in printed.notes if each.topic is NoteTopic.ODD] == []
