"""Values from before the plan: they lengthen a trend, and count for nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.world import World, measured
from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.vocabulary import Rating
from tracker.services import earlier, snapshots
from tracker.services.acting import actor_for
from tracker.services.earlier import Earlier


def value(year: int, number: str, cell: str = "") -> Earlier:
    return Earlier(
        name=str(year), starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), value=Decimal(number), cell=cell
    )


def test_a_coordinator_gives_an_indicator_its_published_past_and_the_trend_begins_with_it(world: World) -> None:
    rate = world.indicators["rate"]
    measured(rate, world.period_2023, world.shelter, world.amina, value=Decimal("3.1"))
    without = snapshots.take(world.plan, world.period_2023)

    past = [value(2021, "4.0"), value(2019, "4.9"), value(2020, "4.4")]
    earlier.replace_all(actor_for(world.clara), world.plan, rate, past, version=rate.version)

    taken = snapshots.take(world.plan, world.period_2023)
    line = next(each for each in taken.pillars[1].indicators if each.code == "rate")
    assert [figure.period.key for figure in line.series] == ["2019", "2020", "2021", "2022", "2023"]
    assert [figure.rating for figure in line.series[:3]] == [Rating.NOT_DUE] * 3
    assert line.series[0].value == Fraction(49, 10)
    assert line.previous is not None
    assert line.previous.period.key == "2022"
    before = next(each for each in without.pillars[1].indicators if each.code == "rate")
    assert line.figure == before.figure
    assert taken.summary == without.summary


def test_a_value_of_the_plans_own_time_is_no_value_from_before_it(world: World) -> None:
    rate = world.indicators["rate"]
    with pytest.raises(RuleBroken):
        earlier.replace_all(actor_for(world.clara), world.plan, rate, [value(2022, "3.5")], version=rate.version)


def test_a_contributor_does_not_write_the_past(world: World) -> None:
    rate = world.indicators["rate"]
    with pytest.raises(NotAllowed):
        earlier.replace_all(actor_for(world.amina), world.plan, rate, [value(2021, "4.0")], version=rate.version)
