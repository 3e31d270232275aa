"""What waits for a reviewer, in which order, and what comes next."""

from __future__ import annotations

from tests.entries import evidenced, measured, reported
from tests.world import World, member
from tracker.domain.vocabulary import EvidenceClass, Role, State, Verification
from tracker.services.acting import actor_for
from tracker.services.reviewing_queue import Narrowing, Subject, Waiting, choices, next_after, queue


def waiting(world: World, narrowing: Narrowing | None = None) -> list[Waiting]:
    return queue(actor_for(world.rahima), world.plan, narrowing or Narrowing())


def three(world: World) -> None:
    """A value of Shelter in pillar one, a status of Bridge in pillar two, and evidence of what was verified."""
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, hours_ago=1)
    reported(world.commitments[1], world.period_2023, world.bridge, world.bota, hours_ago=3)
    done = measured(world.indicators["centres"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    evidenced(done, by=world.amina, hours_ago=2)


def test_what_waits_longest_comes_first(world: World) -> None:
    three(world)
    assert [line.subject for line in waiting(world)] == [Subject.STATUS, Subject.EVIDENCE, Subject.MEASUREMENT]


def test_a_queue_is_narrowed_by_pillar_organisation_and_kind(world: World) -> None:
    three(world)
    assert [line.code for line in waiting(world, Narrowing(pillar_id=world.pillars[1].id))] == ["C2"]
    assert [line.code for line in waiting(world, Narrowing(organisation_id=world.shelter.id))] == ["centres", "trained"]
    assert [line.code for line in waiting(world, Narrowing(subject=Subject.EVIDENCE))] == ["centres"]
    assert waiting(world, Narrowing(Subject.STATUS, world.pillars[0].id)) == []


def test_evidence_of_a_waiting_value_is_counted_there_and_has_no_line_of_its_own(world: World) -> None:
    thing = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    evidenced(thing, by=world.amina)
    evidenced(thing, by=world.amina, verification=Verification.VERIFIED)
    (line,) = waiting(world)
    assert (line.subject, line.evidence, line.unchecked) == (Subject.MEASUREMENT, 2, 1)


def test_evidence_of_a_draft_or_of_a_returned_value_does_not_wait(world: World) -> None:
    for code, state in (("trained", State.DRAFT), ("centres", State.RETURNED)):
        thing = measured(world.indicators[code], world.period_2023, world.shelter, world.amina, state=state)
        evidenced(thing, by=world.amina)
    assert waiting(world) == []


def test_ones_own_entries_are_shown_and_marked(world: World) -> None:
    member(world.rahima, world.plan, Role.CONTRIBUTOR, world.shelter)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.rahima)
    (line,) = waiting(world)
    assert line.hindrance is not None
    assert "Somebody else" in line.hindrance.msgid


def test_restricted_evidence_waits_for_nobody_but_the_reviewer_who_was_named(world: World) -> None:
    done = measured(world.indicators["centres"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    evidenced(done, by=world.amina, title="Statement of a witness", visibility=EvidenceClass.RESTRICTED)
    assert waiting(world) == []


def test_after_a_decision_the_next_one_comes_that_this_person_can_decide(world: World) -> None:
    member(world.rahima, world.plan, Role.CONTRIBUTOR, world.shelter)
    three(world)
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.rahima, hours_ago=2)
    lines = waiting(world)
    seen: list[tuple[Subject, str]] = []
    here = next_after(lines, None, Subject.MEASUREMENT, 0)
    while here is not None and len(seen) < 4:
        seen.append((here.subject, here.code))
        here = next_after(lines, here.since, here.subject, here.key)
    assert seen[:3] == [(Subject.STATUS, "C2"), (Subject.EVIDENCE, "centres"), (Subject.MEASUREMENT, "trained")]
    assert seen[3] == seen[0], "after the last comes what was skipped"


def test_one_plan_does_not_see_what_waits_in_another(world: World) -> None:
    three(world)
    assert queue(actor_for(world.olga), world.foreign_plan) == []
    assert choices(world.foreign_plan) == ([], [])
