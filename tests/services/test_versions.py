"""Versions of an indicator: when one begins, which one is valid at a cut-off, and what reports say of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import IndicatorLine, Snapshot
from tests.entries import issued
from tests.world import World, english, measured
from tracker.domain import series
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import NoteTopic, Rating, State, TargetSpan
from tracker.models.database import db
from tracker.models.indicator import Indicator, IndicatorVersion
from tracker.services import drafting, snapshots, targets, versions
from tracker.services.acting import actor_for
from tracker.services.targets import Promise

AsOf = Callable[[str], None]
WHY = "Parliament raised the quota"


def revise(world: World, code: str, final: str, *, baseline: str = "20", reason: str = WHY) -> Indicator:
    """Clara sets another final target, or another baseline."""
    indicator = world.indicators[code]
    due = series.Target(due_on=world.plan.ends_on, value=Decimal(final), span=TargetSpan.PERIOD, is_final=True)
    promise = Promise(
        value=Decimal(baseline), numerator=None, denominator=None, unknown=False, on=indicator.baseline_on,
        source=indicator.baseline_source, direction=None, targets=[due],
    )  # fmt: skip
    targets.change(actor_for(world.clara), world.plan, indicator, promise, version=indicator.version, reason=reason)
    db.session.commit()
    return indicator


def line(snapshot: Snapshot, code: str) -> IndicatorLine:
    return next(each for pillar in snapshot.pillars for each in pillar.indicators if each.code == code)


def notes(snapshot: Snapshot, topic: NoteTopic = NoteTopic.REVISED) -> list[str]:
    return [Speech("en").say(each.text) for each in snapshot.notes if each.topic is topic]


def kept(world: World, code: str) -> list[IndicatorVersion]:
    query = select(IndicatorVersion).where(IndicatorVersion.indicator_id == world.indicators[code].id)
    return list(db.session.scalars(query))


def test_before_anything_was_sent_a_change_is_plain_editing(world: World) -> None:
    draft = measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, state=State.DRAFT)
    draft.submitted_at = None
    revise(world, "seats", "40", reason="")
    assert kept(world, "seats") == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.VERIFIED])
def test_once_a_value_was_sent_a_change_needs_a_reason(world: World, state: State) -> None:
    measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, state=state, value=Decimal(22))
    db.session.commit()
    with pytest.raises(RuleBroken) as refused:
        revise(world, "seats", "40", reason=" ")
    assert refused.value.field == "reason"
    db.session.rollback()
    revise(world, "seats", "40")
    assert [(each.number, each.reason, each.author) for each in kept(world, "seats")] == [(1, WHY, world.clara)]


def test_once_an_edition_was_issued_a_change_needs_a_reason(world: World) -> None:
    issued(world.period_2022, world.clara, world.daria)
    with pytest.raises(RuleBroken):
        revise(world, "seats", "40", reason="")


def test_saving_the_same_makes_no_version(world: World) -> None:
    measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, value=Decimal(22))
    revise(world, "seats", "30.0", reason="")
    assert kept(world, "seats") == []


@pytest.mark.trap("M45")
def test_a_report_uses_the_version_that_is_valid_at_its_cut_off(world: World, as_of: AsOf) -> None:
    as_of("2024-01-10T09:00")
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, value=Decimal(25))
    as_of("2024-02-01T09:00")
    revise(world, "seats", "40")
    as_of("2024-03-01T09:00")
    revise(world, "seats", "45")

    def at(month: int) -> IndicatorLine:
        cut_off = datetime(2024, month, 15, tzinfo=UTC)
        return line(snapshots.take(world.plan, world.period_2023, cut_off=cut_off), "seats")

    assert [at(month).figure.progress for month in (1, 2, 3)] == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 5)]
    assert [len(at(month).revisions) for month in (1, 2, 3)] == [0, 1, 2]


@pytest.mark.trap("M46")
def test_a_revised_baseline_is_kept_and_the_figures_follow_the_cut_off(world: World, as_of: AsOf) -> None:
    as_of("2024-01-10T09:00")
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, value=Decimal(25))
    early = datetime(2024, 1, 15, tzinfo=UTC)
    as_of("2024-02-01T09:00")
    revise(world, "seats", "30", baseline="24", reason="The register was corrected")
    before = line(snapshots.take(world.plan, world.period_2023, cut_off=early), "seats")
    after = line(snapshots.take(world.plan, world.period_2023), "seats")
    assert (before.figure.baseline.value, before.figure.progress) == (Decimal(20), Fraction(1, 2))
    assert (after.figure.baseline.value, after.figure.progress) == (Decimal(24), Fraction(1, 6))
    printed = Printing(Speech("en")).baseline(after)
    assert printed.remarks == ("31 Dec 2021", "revised on 1 Feb 2024 from 20.0 %, 31 December 2021")


@pytest.mark.trap("M45")
def test_the_next_report_says_what_was_revised_and_the_one_after_it_no_more(world: World, as_of: AsOf) -> None:
    as_of("2023-02-01T09:00")
    measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, value=Decimal(22))
    issued(world.period_2022, world.clara, world.daria)
    as_of("2023-05-03T09:00")
    revise(world, "seats", "40")
    as_of("2024-02-01T09:00")
    said = "Target revised on 3 May 2023 from 30.0 % to 40.0 %. Reason: Parliament raised the quota"
    report = snapshots.take(world.plan, world.period_2023)
    assert notes(report) == [said]
    assert Printing(Speech("en")).target(line(report, "seats")).remarks == (
        "by 31 Dec 2025",
        "revised on 3 May 2023 from 30.0 %",
    )
    issued(world.period_2023, world.clara, world.daria)
    assert notes(snapshots.take(world.plan, world.period_2023)) == [said], "a correction of the report still says it"
    later = world.period_2023
    later.starts_on, later.ends_on = later.starts_on.replace(year=2021), later.ends_on.replace(year=2021)
    db.session.flush()
    assert notes(snapshots.take(world.plan, world.period_2022)) == [], "the report of the period before told it"


def test_an_issued_edition_keeps_the_target_that_it_printed(world: World, as_of: AsOf) -> None:
    as_of("2024-02-01T09:00")
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, value=Decimal(25))
    frozen = drafting.draft(world.plan, world.period_2023, edition=1)
    as_of("2024-05-03T09:00")
    revise(world, "seats", "26")
    target = line(frozen, "seats").figure.target
    assert target is not None
    assert target.value == Decimal(30)
    assert line(snapshots.take(world.plan, world.period_2023), "seats").figure.rating is Rating.ON_TRACK


def test_an_old_baseline_of_a_sensitive_indicator_is_in_no_edition(world: World, as_of: AsOf) -> None:
    as_of("2024-02-01T09:00")
    trained = world.indicators["trained"]
    trained.is_sensitive, trained.unit = True, english("survivors")
    measured(trained, world.period_2023, world.shelter, world.amina, value=Decimal(25))
    as_of("2024-05-03T09:00")
    revise(world, "trained", "400", baseline="3")
    as_of("2024-05-04T09:00")
    revise(world, "trained", "400", baseline="17")
    said = notes(drafting.draft(world.plan, world.period_2023))
    hidden = [each for each in said if each.startswith("Baseline")]
    assert hidden == [f"Baseline revised on {day} May 2024. The values are hidden. Reason: {WHY}" for day in (3, 4)]
    assert "3.0" not in str(line(drafting.draft(world.plan, world.period_2023), "trained").revisions)


def test_the_history_tells_each_step_in_order(world: World, as_of: AsOf) -> None:
    measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, value=Decimal(22))
    for day, final in ((1, "35"), (2, "40")):
        as_of(f"2024-05-0{day}T09:00")
        revise(world, "seats", final, reason=f"Step {day}")
    told = versions.history(world.indicators["seats"])
    assert [(each.number, each.reason, each.at.day) for each in told] == [(2, "Step 1", 1), (3, "Step 2", 2)]
    say = Speech("en").say
    assert [(say(each.changes[0].before or ""), say(each.changes[0].after or "")) for each in told] == [
        ("30.0 %", "35.0 %"),
        ("35.0 %", "40.0 %"),
    ]
