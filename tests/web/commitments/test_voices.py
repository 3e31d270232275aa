"""The page of a commitment: two voices side by side, and of others only what an issued edition prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browsing import Browser
from tests.counting import queries
from tests.entries import evidenced, issued, reported
from tests.world import World, english, period
from tracker.domain.vocabulary import CommitmentStatus, EvidenceClass, State, Voice
from tracker.models.database import db
from tracker.models.measurement import StatusReport
from tracker.models.people import User

Opens = Callable[[User], Browser]


def official(world: World, status: CommitmentStatus = CommitmentStatus.COMPLETED, **more: Any) -> StatusReport:
    """The ministry's status for 2022."""
    made = reported(
        world.commitments[0], world.period_2022, world.ministry, world.galym, status, voice=Voice.OFFICIAL, **more
    )
    made.note = english("The decree was signed")
    db.session.commit()
    return made


def civil(world: World, status: CommitmentStatus = CommitmentStatus.DELAYED, **more: Any) -> StatusReport:
    """Shelter's status for 2022."""
    made = reported(world.commitments[0], world.period_2022, world.shelter, world.amina, status, **more)
    made.note = english("Nobody saw the money")
    db.session.commit()
    return made


def page_of(browser_of: Opens, world: World, who: User) -> str:
    return browser_of(who).open(f"/plans/test-plan/commitments/{world.commitments[0].id}").main


def test_the_two_voices_stand_side_by_side_with_note_evidence_and_review(browser_of: Opens, world: World) -> None:
    evidenced(official(world, state=State.VERIFIED), by=world.galym, title="Decree 12")
    civil(world)
    for who in (world.rahima, world.clara):
        page = page_of(browser_of, world, who)
        for said in (
            "Completed Ministry Verified The decree was signed Decree 12",
            "Delayed Shelter Waiting for review",
        ):
            assert said in page
        assert "Nobody saw the money" in page
        assert "No report received" in page, "in 2023 the ministry said nothing"


def test_a_contributor_sees_of_others_nothing_before_an_edition(browser_of: Opens, world: World) -> None:
    official(world, state=State.VERIFIED)
    civil(world)
    page = page_of(browser_of, world, world.amina)
    assert "Nobody saw the money" in page
    assert "The decree was signed" not in page
    assert "Completed" not in page
    assert "No report received" not in page, "what one may not know is not said to be missing"


def test_a_contributor_sees_of_others_what_an_issued_edition_prints(browser_of: Opens, world: World) -> None:
    printed = official(world, state=State.VERIFIED, hours_ago=2)
    evidenced(printed, by=world.galym, title="Open decree", visibility=EvidenceClass.PUBLIC)
    evidenced(printed, by=world.galym, title="Inner memo", visibility=EvidenceClass.INTERNAL)
    issued(world.period_2022, world.clara, world.daria)
    later = official(world, CommitmentStatus.CANCELLED, state=State.SUBMITTED, revision=2)
    later.note = english("Given up")
    db.session.commit()
    page = page_of(browser_of, world, world.amina)
    assert "Completed Ministry as an issued edition prints it The decree was signed" in page
    assert "Open decree" in page
    assert "Evidence held by Ministry" in page
    for kept in ("Inner memo", "Cancelled", "Given up"):
        assert kept not in page


def test_a_verified_status_stands_beside_its_correction(browser_of: Opens, world: World) -> None:
    civil(world, state=State.VERIFIED)
    civil(world, CommitmentStatus.COMPLETED, state=State.SUBMITTED, revision=2)
    page = page_of(browser_of, world, world.rahima)
    assert "Delayed Shelter Verified" in page
    assert "Completed Shelter Waiting for review" in page


def test_more_periods_cost_no_more_queries(browser_of: Opens, world: World) -> None:
    evidenced(official(world, state=State.VERIFIED), by=world.galym)
    rahima = browser_of(world.rahima)
    address = f"/plans/test-plan/commitments/{world.commitments[0].id}"
    rahima.open(address)
    with queries() as few:
        rahima.open(address)
    for year in range(2010, 2020):
        entry = reported(
            world.commitments[0], period(world.plan, year), world.shelter, world.amina, state=State.VERIFIED
        )
        evidenced(entry, by=world.amina)
    with queries() as many:
        rahima.open(address)
    assert len(many) == len(few)
