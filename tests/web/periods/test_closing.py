"""A period is closed when everything is in, or when each gap was accepted with a remark; then nothing in it moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select

from tests import entries
from tests.browsing import Browser
from tests.counting import queries
from tests.entries import measured, reported
from tests.world import World, indicator
from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.vocabulary import Kind, PeriodState, State, Step
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import AcceptedGap, Assignment
from tracker.models.people import User
from tracker.models.plan import Commitment
from tracker.services import clock, completeness, measuring, reviewing
from tracker.services.acting import actor_for

BrowserOf = Callable[[User], Browser]


def address(world: World, act: str = "close") -> str:
    return f"/plans/test-plan/periods/{world.period_2023.id}/{act}"


def asked_for_one_value(world: World) -> None:
    """Of 2023 only one value is asked for, and no status."""
    db.session.execute(delete(Assignment).where(Assignment.indicator_id != world.indicators["trained"].id))
    db.session.execute(delete(Assignment).where(Assignment.organisation_id != world.shelter.id))
    for commitment in db.session.scalars(select(Commitment)):
        commitment.supporting, commitment.lead = [], None
    db.session.commit()


def gaps(world: World) -> dict[str, State | None]:
    found = completeness.gaps(world.plan, world.period_2023)
    return {f"{gap.subject.code} {gap.organisation.code}": gap.state for gap in found}


def test_what_is_not_entered_not_sent_returned_or_not_verified_is_open(world: World) -> None:
    asked_for_one_value(world)
    assert gaps(world) == {"trained shelter": None}
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    for state in (State.DRAFT, State.SUBMITTED, State.RETURNED):
        thing.state = state
        db.session.flush()
        assert gaps(world) == {"trained shelter": state}
    thing.state = State.VERIFIED
    db.session.flush()
    assert gaps(world) == {}


def test_a_correction_under_way_is_open_although_the_verified_value_stays_official(world: World) -> None:
    asked_for_one_value(world)
    for revision, state in ((1, State.VERIFIED), (2, State.DRAFT)):
        measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, revision=revision,
                 state=state)  # fmt: skip
    assert gaps(world) == {"trained shelter": State.DRAFT}


def test_statuses_are_open_where_somebody_can_enter_them(world: World) -> None:
    db.session.execute(delete(Assignment))
    reported(world.commitments[0], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    reported(world.commitments[1], world.period_2023, world.shelter, world.amina)
    found = gaps(world)
    assert "C1 shelter" not in found
    assert found["C2 shelter"] is State.SUBMITTED
    assert found["C3 ministry"] is None, "a ministry leads, and Galym enters for it"
    world.galym.memberships[0].archived_at = clock.now()
    db.session.flush()
    assert "C3 ministry" not in gaps(world), "nobody can enter for it"


def test_a_complete_period_is_closed_without_a_word(world: World, browser_of: BrowserOf) -> None:
    asked_for_one_value(world)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    browser = browser_of(world.clara)
    assert "Everything that is asked for is in and verified." in browser.open(address(world)).main
    page = browser.press("Close the period")
    assert "2023 is closed" in page.main
    assert "Left open when the period was closed" not in page.main


def test_a_gap_without_a_remark_keeps_the_period_open(world: World, browser_of: BrowserOf) -> None:
    asked_for_one_value(world)
    browser = browser_of(world.clara)
    browser.open(address(world))
    page = browser.press("Close the period", status=422)
    assert page.errors() == ["Something is open without a remark: 1. Say why each may stay open."]
    (gap,) = completeness.gaps(world.plan, world.period_2023)
    page = browser.press("Close the period", {gap.key: "The survey was postponed"})
    assert "The survey was postponed" in page.main
    db.session.expire_all()
    assert world.period_2023.state is PeriodState.CLOSED
    row = db.session.scalars(select(AcceptedGap)).one()
    assert (row.indicator, row.organisation, row.state) == (world.indicators["trained"], world.shelter, None)
    assert row.accepted_by == world.clara


def test_a_gap_that_moved_on_meanwhile_is_looked_at_again(world: World, browser_of: BrowserOf) -> None:
    asked_for_one_value(world)
    browser = browser_of(world.clara)
    browser.open(address(world))
    (gap,) = completeness.gaps(world.plan, world.period_2023)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    assert browser.press("Close the period", {gap.key: "Nothing came"}, status=422).errors()
    assert world.period_2023.state is PeriodState.OPEN


def test_one_remark_can_stand_for_all_that_have_none_of_their_own(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.clara)
    browser.open(address(world))
    first, *others = completeness.gaps(world.plan, world.period_2023)
    browser.press("Close the period", {first.key: "Postponed", "for_all": "No answer to three letters"})
    remarks = list(db.session.scalars(select(AcceptedGap.remark)))
    assert remarks == ["Postponed", *["No answer to three letters"] * len(others)]


def test_a_closed_period_is_locked_for_everybody(world: World) -> None:
    asked_for_one_value(world)
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    (gap,) = completeness.gaps(world.plan, world.period_2023)
    completeness.close(actor_for(world.clara), world.plan, world.period_2023, {gap.key: "Late"})
    with pytest.raises(RuleBroken, match="closed"):
        reviewing.decide(actor_for(world.rahima), thing, Step.VERIFY, remark="", version=thing.version)
    with pytest.raises(RuleBroken, match="closed"):
        measuring.recall(actor_for(world.amina), thing, version=thing.version)
    with pytest.raises(RuleBroken, match="closed already"):
        completeness.close(actor_for(world.clara), world.plan, world.period_2023, {})


def test_opening_again_takes_a_reason_and_ends_what_was_accepted(world: World, browser_of: BrowserOf) -> None:
    asked_for_one_value(world)
    (gap,) = completeness.gaps(world.plan, world.period_2023)
    completeness.close(actor_for(world.clara), world.plan, world.period_2023, {gap.key: "Late"})
    db.session.commit()
    browser = browser_of(world.daria)
    browser.open(address(world, "reopen"))
    page = browser.press("Open it again", {"reason": "The survey came after all"})
    assert "Late" not in page.main
    acts = db.session.scalars(select(AuditEntry).where(AuditEntry.subject == "reporting_period")).all()
    assert [(act.act, act.reason) for act in acts] == [
        ("close_period", ""),
        ("reopen_period", "The survey came after all"),
    ]
    assert db.session.scalar(select(func.count()).select_from(AcceptedGap)) == 1, "archived, not deleted"
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    assert reviewing.decide(actor_for(world.rahima), thing, Step.VERIFY, remark="", version=thing.version).id


def test_after_verification_a_correction_needs_a_reason_and_no_issued_edition_moves(world: World) -> None:
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    edition = entries.issued(world.period_2023, world.clara, world.daria)
    kept = (edition.snapshot_sha256, edition.version)
    with pytest.raises(RuleBroken, match="Say why"):
        measuring.correct(actor_for(world.amina), thing, "")
    made = measuring.correct(actor_for(world.amina), thing, "Two lists were counted twice")
    assert (thing.state, made.state, made.revision) == (State.VERIFIED, State.DRAFT, 2)
    db.session.commit()
    assert (edition.snapshot_sha256, edition.version) == kept


@pytest.mark.parametrize("name", ["amina", "rahima", "viktor", "adam", "olga"])
def test_nobody_but_a_coordinator_closes_a_period(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        completeness.close(actor_for(getattr(world, name)), world.plan, world.period_2023, {})


def test_many_gaps_take_as_many_questions_as_few(world: World) -> None:
    def asked() -> int:
        db.session.expire_all()
        plan, period = world.plan, world.period_2023
        assert plan.id
        assert period.id
        with queries() as sent:
            completeness.gaps(plan, period)
        return len(sent)

    few = asked()
    for number in range(20):
        made = indicator(world.commitments[0], f"g{number}", "Extra", Kind.STOCK)
        db.session.add(
            Assignment(period_id=world.period_2023.id, indicator_id=made.id, organisation_id=world.shelter.id)
        )
    db.session.commit()
    assert asked() == few
