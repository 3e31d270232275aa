"""What a person's organisations are asked for, and how far each thing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event

from tests.entering import decide
from tests.world import World, assign, indicator
from tracker.domain.entries import Entry
from tracker.domain.vocabulary import Kind, PeriodState, State, Step
from tracker.models.database import db
from tracker.services import measuring, places, work
from tracker.services.acting import actor_for

WHOLE = Entry(has_value=True, value=Decimal(12), source="Register", source_on=date(2024, 1, 15))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def enter(world: World, code: str = "trained", *, send: bool = True) -> None:
    actor = actor_for(world.amina)
    at = places.find(actor, world.period_2023, world.indicators[code], world.shelter.id)
    measuring.save(actor, at, WHOLE, version=at.version, send=send)


def task(world: World, code: str = "trained") -> work.Task:
    db.session.flush()
    found = work.of_person(actor_for(world.amina), world.plan)
    tasks = [task for each in found.periods if each.period is world.period_2023 for task in each.tasks]
    return next(task for task in tasks if task.subject.code == code)


def test_a_draft_never_clears_what_is_overdue(world: World, as_of: Callable[[str], None]) -> None:
    as_of("2024-03-31T12:00")
    assert not task(world).is_overdue
    as_of("2024-04-01T12:00")
    assert task(world).is_overdue
    enter(world, send=False)
    assert (task(world).state, task(world).is_overdue) == (State.DRAFT, True)
    measurement = task(world).thing
    assert measurement is not None
    at = places.find(actor_for(world.amina), world.period_2023, world.indicators["trained"], world.shelter.id)
    measuring.save(actor_for(world.amina), at, WHOLE, version=at.version, send=True)
    assert (task(world).state, task(world).is_overdue) == (State.SUBMITTED, False)
    decide(world, measurement, Step.RETURN, "The register says 112.")
    assert (task(world).state, task(world).is_overdue) == (State.RETURNED, True)
    assert task(world).remark == "The register says 112."


def test_what_is_overdue_is_counted_beside_what_it_belongs_to(world: World, as_of: Callable[[str], None]) -> None:
    as_of("2024-04-01T12:00")
    enter(world)
    measurement = task(world).thing
    assert measurement is not None
    decide(world, measurement, Step.RETURN, "The register says 112.")
    found = work.of_person(actor_for(world.amina), world.plan)
    assert found.overdue(State.RETURNED) == 1
    assert found.overdue(None, State.DRAFT) <= found.count(None, State.DRAFT)


def test_a_correction_of_what_is_verified_is_not_overdue(world: World, as_of: Callable[[str], None]) -> None:
    as_of("2024-05-01T12:00")
    enter(world)
    measurement = task(world).thing
    decide(world, measurement, Step.VERIFY)
    assert task(world).state is State.VERIFIED
    measuring.correct(actor_for(world.amina), measurement, "Counted twice.")  # type: ignore[arg-type]
    assert (task(world).state, task(world).is_overdue) == (State.DRAFT, False)


def test_only_open_periods_are_asked_for_and_earlier_ones_can_be_looked_at(world: World) -> None:
    world.period_2022.state = PeriodState.LOCKED
    db.session.flush()
    actor = actor_for(world.amina)
    assert [each.period.code for each in work.of_person(actor, world.plan).periods] == ["2023"]
    assert [each.period.code for each in work.of_person(actor, world.plan, earlier=True).periods] == ["2022"]


def test_a_person_is_asked_for_their_own_organisation_alone(world: World) -> None:
    found = work.of_person(actor_for(world.bota), world.plan)
    asked = {(task.subject.code, task.organisation.code) for each in found.periods for task in each.tasks}
    assert asked == {("trained", "bridge")}


def test_an_archived_indicator_is_no_longer_asked_for(world: World) -> None:
    world.indicators["trained"].archived_at = world.amina.created_at
    db.session.flush()
    assert work.of_person(actor_for(world.bota), world.plan).periods == ()


def test_a_commitment_that_begins_later_is_not_asked_for_yet(world: World) -> None:
    world.commitments[0].starts_on = date(2024, 1, 1)
    db.session.flush()
    with pytest.raises(StopIteration):
        task(world, "C1")
    assert task(world, "C2").is_status


def test_the_number_of_queries_does_not_grow_with_the_work(world: World) -> None:
    def queries() -> int:
        db.session.commit()
        actor = actor_for(world.amina)
        plan = world.plan
        db.session.refresh(plan)
        with counted() as sent:
            for each in work.of_person(actor, plan).periods:
                for _state, tasks in each.groups():
                    assert all(task.theme and task.title and task.remark == "" for task in tasks)
        return len(sent)

    enter(world)
    before = queries()
    for number in range(50):
        made = indicator(world.commitments[number % 4], f"more-{number}", "More", Kind.FLOW)
        assign(world.period_2023, made, world.shelter)
        world.indicators[made.code] = made
        enter(world, made.code, send=number % 2 == 0)
    assert queries() == before
