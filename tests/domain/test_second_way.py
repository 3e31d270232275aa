"""Two hundred random plans, computed by the program and by a second way that shares nothing with it: no difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import oracle_judging as oracle
from tests.attacking import seeded
from tests.domain.indicators import year
from tests.random_plans import YEARS, RandomIndicator, definition_of, expected_of, observation_of, random_plan
from tracker.domain.figures import series
from tracker.domain.planning import faults
from tracker.domain.rollup import Line, rollup
from tracker.domain.series import Figure

PLANS, AT_ONCE = 200, 25


def figures(made: RandomIndicator) -> tuple[Figure, ...]:
    rows = [observation_of(row) for row in made.rows]
    return series(definition_of(made.facts), [year(each) for each in YEARS], rows, expected=expected_of(made.due))


@pytest.mark.parametrize("first", range(0, PLANS, AT_ONCE))
def test_every_figure_of_a_random_plan_is_the_same_worked_out_in_another_way(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        plan = random_plan(seeded(f"plan {seed}"))
        sheets = [oracle.Judged(made.facts, made.rows, made.due, YEARS) for made in plan]
        told = [figures(made) for made in plan]
        for made, sheet, found in zip(plan, sheets, told, strict=True):
            for when, one in zip(YEARS, found, strict=True):
                wanted = oracle.figure(sheet, when)
                assert {name: getattr(one, name) for name in wanted} == wanted, (seed, when, made)
        for place, when in enumerate(YEARS):
            lines = [
                Line(str(number), found[place], Decimal(made.facts["weight"]))
                for number, (made, found) in enumerate(zip(plan, told, strict=True))
            ]
            mean, wanted = rollup(lines), oracle.means(sheets, when)
            assert {name: getattr(mean, name) for name in wanted} == wanted, (seed, when)


def test_the_random_plans_can_be_and_hold_everything_that_is_to_be_compared() -> None:
    plans = [random_plan(seeded(f"plan {seed}")) for seed in range(PLANS)]
    every = [made for plan in plans for made in plan]
    assert [made.facts for made in every if faults(definition_of(made.facts))] == []
    ratings = {one.rating.value for made in every for one in figures(made)}
    assert len(ratings) >= 11, sorted(ratings)
    assert {made.facts["kind"] for made in every} >= {"flow", "list", "milestone", "ordinal", "rate", "share"}
