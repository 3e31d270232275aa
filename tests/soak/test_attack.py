"""No small count can be worked out of random tables, of one edition or of two. SOAK_ROUNDS sets how many are tried."""

from __future__ import annotations

import os

import pytest

from tests.attacking import corrected, definition_of, publish, random_truth, recovered, seeded
from tests.attacking_crossed import random_crossed
from tracker.domain.small_counts import Rule
from tracker.domain.vocabulary import Kind

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "1")) * 20
RULE = Rule()


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.STOCK, Kind.RUNNING_TOTAL])
def test_no_small_count_is_recovered_from_random_tables(kind: Kind) -> None:
    for number in range(ROUNDS):
        dice = seeded(f"soak {kind} {number}")
        before, definition = random_truth(dice, kind), definition_of(dice, kind)
        rule = dice.choice((RULE, Rule(3), Rule(10)))
        first = publish(before, definition, rule)
        assert recovered(before, [first], definition, rule) == [], (number, before)
        after = corrected(dice, before)
        second = publish(after, definition, rule, [first])
        assert recovered(after, [first, second], definition, rule) == [], (number, after)


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.STOCK, Kind.RUNNING_TOTAL])
def test_no_small_count_is_recovered_from_crossed_tables(kind: Kind) -> None:
    for number in range(ROUNDS):
        dice = seeded(f"crossed {kind} {number}")
        truth, definition = random_crossed(dice, kind), definition_of(dice, kind)
        rule = dice.choice((RULE, Rule(3), Rule(10)))
        edition = publish(truth, definition, rule)
        assert recovered(truth, [edition], definition, rule) == [], (number, truth)
