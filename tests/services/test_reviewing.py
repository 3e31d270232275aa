"""Deciding on what others entered: who may, when, and what is left of it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests import entries
from tests.entries import evidenced, measured, reported
from tests.world import World, member
from tracker.domain.errors import NotAllowed, NotFound, RuleBroken, Stale
from tracker.domain.vocabulary import (
    EditionState,
    EvidenceClass,
    PeriodState,
    Role,
    State,
    Step,
    Verification,
    Voice,
)
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.measurement import Measurement, Review
from tracker.models.people import User
from tracker.services import audit, reviewing
from tracker.services.acting import actor_for


def sent(world: World, **more: object) -> Measurement:
    return measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, **more)  # type: ignore[arg-type]


def decide(who: User, thing: reviewing.Reviewable, step: Step = Step.VERIFY, remark: str = "") -> Review:
    return reviewing.decide(actor_for(who), thing, step, remark=remark, version=thing.version)


def test_a_reviewer_verifies_what_somebody_else_entered(world: World) -> None:
    thing = sent(world)
    review = decide(world.rahima, thing)
    assert (thing.state, review.step, review.reviewer) == (State.VERIFIED, Step.VERIFY, world.rahima)
    assert thing.decided_at == review.at


def test_a_reviewer_returns_a_value_with_a_reason(world: World) -> None:
    thing = sent(world)
    decide(world.rahima, thing, Step.RETURN, " The list counts men too. ")
    assert thing.state is State.RETURNED
    assert [review.remark for review in thing.reviews] == ["The list counts men too."]


def test_a_return_without_a_reason_is_refused_at_its_field(world: World) -> None:
    thing = sent(world)
    with pytest.raises(RuleBroken) as refused:
        decide(world.rahima, thing, Step.RETURN, "   ")
    assert refused.value.field == "remark"
    assert thing.state is State.SUBMITTED


@pytest.mark.parametrize("name", ["amina", "bota", "clara", "viktor", "olga", "adam"])
def test_nobody_but_a_reviewer_decides(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        decide(getattr(world, name), sent(world))


def test_a_person_with_two_roles_does_not_verify_their_own_entry(world: World) -> None:
    member(world.amina, world.plan, Role.REVIEWER, world.shelter)
    with pytest.raises(RuleBroken, match="yourself"):
        decide(world.amina, sent(world))


def test_a_person_who_only_changed_an_entry_of_a_colleague_does_not_verify_it_either(world: World) -> None:
    member(world.amina, world.plan, Role.REVIEWER, world.shelter)
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.bota)
    audit.record("save", thing, actor=world.amina, plan=world.plan)
    with pytest.raises(RuleBroken, match="yourself"):
        decide(world.amina, thing)


def test_a_civil_society_status_is_decided_outside_its_organisation(world: World) -> None:
    member(world.rahima, world.plan, Role.REVIEWER, world.shelter)
    own = reported(world.commitments[0], world.period_2023, world.shelter, world.amina)
    official = reported(world.commitments[1], world.period_2023, world.shelter, world.amina, voice=Voice.OFFICIAL)
    with pytest.raises(RuleBroken, match="your own organisation"):
        decide(world.rahima, own)
    assert decide(world.rahima, official).step is Step.VERIFY


def test_what_was_never_sent_cannot_be_verified(world: World) -> None:
    with pytest.raises(RuleBroken, match="not waiting for review"):
        decide(world.rahima, sent(world, state=State.DRAFT))


def test_nothing_is_decided_in_a_locked_period(world: World) -> None:
    world.period_2023.state = PeriodState.LOCKED
    with pytest.raises(RuleBroken, match="locked"):
        decide(world.rahima, sent(world))


def test_a_verified_value_is_returned_while_no_edition_contains_it(world: World) -> None:
    thing = sent(world, state=State.VERIFIED)
    entries.issued(world.period_2022, world.clara, world.daria)
    decide(world.rahima, thing, Step.RETURN, "The source was withdrawn.")
    assert thing.state is State.RETURNED


@pytest.mark.parametrize("state", [EditionState.RENDERING, EditionState.ISSUED, EditionState.SUPERSEDED])
def test_a_value_in_an_issued_edition_is_not_returned(world: World, state: EditionState) -> None:
    thing = sent(world, state=State.VERIFIED)
    entries.issued(world.period_2023, world.clara, world.daria, state=state)
    with pytest.raises(RuleBroken, match="new revision"):
        decide(world.rahima, thing, Step.RETURN, "The source was withdrawn.")


def test_a_value_of_an_earlier_year_stands_in_the_edition_of_a_later_one_but_a_status_does_not(world: World) -> None:
    value = measured(world.indicators["trained"], world.period_2022, world.shelter, world.amina, state=State.VERIFIED)
    status = reported(world.commitments[0], world.period_2022, world.shelter, world.amina, state=State.VERIFIED)
    edition = entries.issued(world.period_2023, world.clara, world.daria)
    assert reviewing.issued_with(value) == edition
    assert reviewing.issued_with(status) is None


def test_what_was_verified_after_the_cut_off_is_in_no_edition(world: World) -> None:
    entries.issued(world.period_2023, world.clara, world.daria)
    assert reviewing.issued_with(sent(world, state=State.VERIFIED)) is None


def test_the_second_of_two_reviewers_is_told(world: World) -> None:
    thing = sent(world)
    seen = thing.version
    decide(world.rahima, thing)
    with pytest.raises(Stale):
        reviewing.decide(actor_for(world.rahima), thing, Step.RETURN, remark="Too high.", version=seen)
    assert db.session.scalar(select(func.count()).select_from(Review)) == 1


def test_each_decision_is_one_entry_in_the_record_and_keeps_no_words(world: World) -> None:
    thing = sent(world)
    decide(world.rahima, thing, Step.RETURN, "Name of a survivor")
    (entry,) = db.session.scalars(select(AuditEntry))
    assert (entry.act, entry.subject, entry.subject_id) == ("return", "measurement", thing.id)
    assert entry.before == {"state": "submitted"}
    assert entry.after["state"] == "returned"
    assert "survivor" not in f"{entry.after}{entry.reason}"


def check(who: User, item: Evidence, verdict: Verification, remark: str = "") -> None:
    reviewing.check_evidence(actor_for(who), item, verdict, remark=remark, version=item.version)


def test_a_reviewer_checks_evidence_and_may_change_their_mind_while_both_checks_are_kept(world: World) -> None:
    item = evidenced(sent(world), by=world.amina)
    check(world.rahima, item, Verification.VERIFIED)
    check(world.rahima, item, Verification.REJECTED, "The signatures are missing.")
    assert item.verification is Verification.REJECTED
    assert [(each.verdict, each.remark) for each in item.checks] == [
        (Verification.VERIFIED, ""),
        (Verification.REJECTED, "The signatures are missing."),
    ]


def test_a_rejection_of_evidence_needs_a_reason(world: World) -> None:
    item = evidenced(sent(world), by=world.amina)
    with pytest.raises(RuleBroken) as refused:
        check(world.rahima, item, Verification.REJECTED)
    assert refused.value.field == "remark"


def test_a_reviewer_does_not_verify_evidence_that_they_added(world: World) -> None:
    member(world.amina, world.plan, Role.REVIEWER, world.shelter)
    with pytest.raises(RuleBroken, match="yourself"):
        check(world.amina, evidenced(sent(world), by=world.amina), Verification.VERIFIED)


def test_having_looked_at_evidence_does_not_bar_a_reviewer_from_checking_it(world: World) -> None:
    item = evidenced(sent(world), by=world.amina)
    audit.record("download_evidence", item, actor=world.rahima, plan=world.plan)
    check(world.rahima, item, Verification.VERIFIED)
    assert item.verification is Verification.VERIFIED


def test_restricted_evidence_does_not_exist_for_a_reviewer_who_is_not_named(world: World) -> None:
    item = evidenced(sent(world), by=world.amina, visibility=EvidenceClass.RESTRICTED)
    with pytest.raises(NotFound):
        check(world.rahima, item, Verification.VERIFIED)
    item.reviewer_id = world.rahima.id
    check(world.rahima, item, Verification.VERIFIED)


def test_a_decision_rests_on_last_periods_value_and_on_the_revision_it_would_replace(world: World) -> None:
    trained = world.indicators["trained"]
    last = measured(trained, world.period_2022, world.shelter, world.amina, "8", state=State.VERIFIED)
    measured(trained, world.period_2022, world.bridge, world.bota, "99", state=State.VERIFIED)
    official = sent(world, state=State.VERIFIED)
    correction = sent(world, value="15", revision=2)
    found = reviewing.dossier(actor_for(world.rahima), correction)
    assert (found.before, found.replaces) == (last, official)
    assert found.verify_hindrance is None
