"""Random plans for comparing two ways of computing: indicators of every kind, reports with gaps, drafts and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from tests.domain.indicators import END, START, year
from tests.oracle import Row
from tracker.domain.rules import default_rules
from tracker.domain.series import Baseline, Definition, Expected, ListItem, Observation, Target
from tracker.domain.vocabulary import Direction, Kind, NoValue, PlaceRule, Standing, State, TargetSpan

YEARS = [2022, 2023, 2024, 2025]
KINDS = ("flow", "running_total", "stock", "share", "rate", "milestone", "ordinal", "list")
STEPS = ["none", "drafted", "adopted", "financed"]
NOON = datetime(2026, 1, 1, tzinfo=UTC)
GOING_UP_OR_OPEN = (None, "at_least")


@dataclass(frozen=True)
class RandomIndicator:
    facts: Row
    rows: list[Row]
    due: set[tuple[int, str]]


def random_plan(dice: Random) -> list[RandomIndicator]:
    """Three to nine indicators with their reports."""
    names = ["alpha", "beta", "gamma"][: dice.randint(1, 3)]
    return [_indicator(dice, names) for _ in range(dice.randint(3, 9))]


def _indicator(dice: Random, names: list[str]) -> RandomIndicator:
    kind = dice.choice(KINDS)
    facts: Row = {
        "kind": kind,
        "events": kind in ("share", "rate") and dice.random() < 0.4,
        "place": _place(dice, kind),
        "per": {"share": 100, "rate": 100_000}.get(kind, 100),
        "steps": STEPS if kind == "ordinal" else [],
        "weight": dice.choice((0, 1, 1, 1, 2, 5)),
        "contains_baseline": dice.random() < 0.6,
        "baseline": None if dice.random() < 0.2 or kind == "milestone" else _number(dice, kind),
        "baseline_on": dice.choice((None, date(2020, 12, 31), date(2021, 12, 31))),
    }
    facts["targets"] = _targets(dice, facts)
    facts["direction"] = _direction(dice, facts)
    due = {(when, by) for when in YEARS for by in names if dice.random() < 0.8}
    keys = [(when, by) for when in YEARS for by in names if dice.random() < 0.7]
    return RandomIndicator(facts, [row for key in keys for row in _reports(dice, kind, *key)], due)


def _place(dice: Random, kind: str) -> str:
    if kind in ("flow", "running_total", "stock"):
        return dice.choice(("sum", "sum", "largest", "none"))
    if kind in ("share", "rate"):
        return dice.choice(("ratio_of_sums", "ratio_of_sums", "none"))
    return {"milestone": dice.choice(("all", "largest")), "ordinal": "none", "list": "sum"}[kind]


def _number(dice: Random, kind: str) -> str:
    if kind == "ordinal":
        return str(dice.randint(1, len(STEPS)))
    if kind == "share":
        return dice.choice(("0", "12.5", "20", "33.3", "50", "100"))
    if kind == "list":
        return str(dice.randint(0, 4))
    return dice.choice(("0", "1", "7.5", "12", "40", "100", "250"))


def _targets(dice: Random, facts: Row) -> list[Row]:
    kind = facts["kind"]
    if dice.random() < 0.12:
        return []
    adds = kind == "flow" or facts["events"]
    spans = ("period", "since_start") if adds else ("period",)
    value = "1" if kind == "milestone" else _number(dice, kind)
    final: Row = {
        "year": dice.choice((2023, 2024, 2025, 2025)),
        "value": value,
        "span": dice.choice(spans),
        "final": True,
    }
    if kind == "milestone" or dice.random() < 0.4:
        return [final]
    span = dice.choice(spans)
    ways = [{"year": each, "value": _number(dice, kind), "span": span, "final": False}
            for each in YEARS if each < final["year"] and dice.random() < 0.7]  # fmt: skip
    return [*ways, final]


def _direction(dice: Random, facts: Row) -> str | None:
    """A stored direction, where it does not contradict what target and baseline say."""
    from_zero = facts["kind"] == "flow" and any(
        one["final"] and one["span"] == "since_start" for one in facts["targets"]
    )
    from_zero |= facts["kind"] == "running_total" and not facts["contains_baseline"]
    if from_zero:
        return dice.choice(GOING_UP_OR_OPEN)
    known = facts["baseline"] is not None and facts["targets"]
    if known and facts["baseline"] != facts["targets"][-1]["value"]:
        return dice.choice((None, None, "exactly"))
    return dice.choice((None, "at_least", "at_most", "exactly"))


def _reports(dice: Random, kind: str, when: int, by: str) -> list[Row]:
    """A report with, sometimes, a correction of it, or one that nobody has verified."""
    first = {"year": when, "by": by, "state": "verified", "revision": 1, **_answer(dice, kind, when)}
    found = [first]
    if dice.random() < 0.15:
        found.append({**first, "revision": 2, **_answer(dice, kind, when)})
    if dice.random() < 0.2:
        state = dice.choice(("draft", "submitted", "returned"))
        found.append({**first, "state": state, "revision": 3, **_answer(dice, kind, when)})
    return found if dice.random() < 0.9 else [{**first, "state": "submitted"}]


def _answer(dice: Random, kind: str, when: int) -> Row:
    if dice.random() < 0.15:
        return {**dict.fromkeys(("value", "part", "of", "choice", "reached", "on", "items")),
                "reason": dice.choice(list(NoValue)).value}  # fmt: skip
    made: Row = {"reason": None}
    if kind in ("share", "rate"):
        below = dice.choice((0, 3, 10, 40, 1000))
        above = dice.randint(0, below)
        alone = dice.random() < 0.15
        return made | (
            {"value": "25", "part": None, "of": None} if alone else {"part": above, "of": below, "value": None}
        )
    if kind == "milestone":
        reached = dice.random() < 0.5
        return made | {"reached": reached, "on": date(dice.randint(2022, when), 5, 1) if reached else None}
    if kind == "ordinal":
        return made | {"choice": dice.choice(STEPS)}
    if kind == "list":
        titles = dice.sample(("Act A", "Act B", "Order C", "Decree D"), dice.randint(0, 4))
        return made | {"items": [(t, dice.randint(2018, when), dice.choice(list(Standing)).value) for t in titles]}
    return made | {"value": dice.choice(("0", "1", "2.5", "12", "40", "99.99", "130"))}


def definition_of(facts: Row) -> Definition:
    kind = Kind(facts["kind"])
    time_rule, _usual = default_rules(kind, events=facts["events"])
    baseline = facts["baseline"]
    return Definition(
        kind=kind,
        time_rule=time_rule,
        place_rule=PlaceRule(facts["place"]),
        plan_start=START,
        plan_end=END,
        direction=Direction(facts["direction"]) if facts["direction"] else None,
        per=Decimal(facts["per"]),
        baseline=Baseline(None if baseline is None else Decimal(baseline), facts["baseline_on"]),
        targets=tuple(
            Target(date(one["year"], 12, 31), Decimal(one["value"]), TargetSpan(one["span"]), is_final=one["final"])
            for one in facts["targets"]
        ),
        steps=tuple(facts["steps"]),
        contains_baseline=facts["contains_baseline"],
    )


def observation_of(row: Row) -> Observation:
    def exact(name: str) -> Decimal | None:
        return None if row.get(name) is None else Decimal(str(row[name]))

    items: list[Any] | None = row.get("items")
    return Observation(
        period=year(row["year"]).key,
        organisation=row["by"],
        value=exact("value"),
        numerator=exact("part"),
        denominator=exact("of"),
        choice=row.get("choice"),
        reached=row.get("reached"),
        reached_on=row.get("on"),
        items=None if items is None else tuple(ListItem(t, Standing(state), when) for t, when, state in items),
        reason=NoValue(row["reason"]) if row["reason"] else None,
        state=State(row["state"]),
        verified_at=NOON,
        revision=row["revision"],
    )


def expected_of(due: set[tuple[int, str]]) -> set[Expected]:
    return {Expected(str(when), by) for when, by in due}
