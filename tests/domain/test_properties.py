"""What holds for every indicator, whatever the numbers."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

import tracker.domain
from tests.domain.indicators import YEARS, at, calm, due, indicator, report, year
from tracker.domain.figures import figure, series
from tracker.domain.reports import official, waiting
from tracker.domain.series import Definition, Expected, Observation
from tracker.domain.vocabulary import Kind, PlaceRule, State, TargetSpan

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
NAMES = ("alpha", "beta", "gamma")
EVERYONE = due(2022, 2023, 2024, 2025, by=NAMES)
AMOUNTS = some.integers(0, 10_000)
NUMBERS = some.decimals(-10_000, 10_000, places=3)
DEFINITIONS = some.builds(
    indicator,
    kind=some.sampled_from([Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK]),
    baseline=some.integers(-50, 50),
    target=some.integers(-50, 50),
    span=some.sampled_from(TargetSpan),
    place=some.sampled_from([PlaceRule.SUM, PlaceRule.LARGEST]),
)


@some.composite
def reports(draw: some.DrawFn) -> list[Observation]:
    """Verified reports of up to three organisations on up to four years, each once."""
    keys = draw(some.lists(some.sampled_from(EVERYONE), unique=True, max_size=12))
    return [report(draw(AMOUNTS), key.period, key.organisation) for key in keys]


@calm
@given(definition=DEFINITIONS, entered=reports(), chance=some.randoms())
@pytest.mark.trap("M5")
def test_the_order_of_entry_never_matters(definition: Definition, entered: list[Observation], chance: object) -> None:
    shuffled, periods = list(entered), list(YEARS)
    assert hasattr(chance, "shuffle")
    chance.shuffle(shuffled)
    chance.shuffle(periods)
    assert series(definition, YEARS, entered) == series(definition, periods, shuffled)


@calm
@given(
    definition=DEFINITIONS,
    entered=reports(),
    value=AMOUNTS,
    key=some.sampled_from(EVERYONE),
    state=some.sampled_from([State.DRAFT, State.SUBMITTED, State.RETURNED]),
)
@pytest.mark.trap("M44")
def test_what_is_not_verified_never_changes_a_figure(
    definition: Definition, entered: list[Observation], value: int, key: Expected, state: State
) -> None:
    pending = replace(report(value, key.period, key.organisation, revision=9), state=state)
    assert series(definition, YEARS, [*entered, pending]) == series(definition, YEARS, entered)


@pytest.mark.trap("M44")
def test_what_was_verified_after_the_cut_off_waits_for_the_next_report() -> None:
    first = replace(report(10), verified_at=NOON)
    corrected = replace(report(99, revision=2), verified_at=NOON + timedelta(days=1))
    sent = replace(report(50, revision=3), state=State.SUBMITTED)
    assert official([corrected, first, sent], NOON) == (first,)
    assert official([corrected, first, sent]) == (corrected,)
    assert waiting([corrected, first, sent]) == (sent,)
    assert figure(indicator(), YEARS, [first, corrected, sent], year(2025), cut_off=NOON).value == 10


def test_two_values_of_one_revision_are_refused_and_not_chosen_from() -> None:
    with pytest.raises(ValueError, match="revision 1"):
        official([report(1), report(2)])


@calm
@given(definition=DEFINITIONS, entered=reports(), value=AMOUNTS, key=some.sampled_from(EVERYONE))
def test_a_report_more_never_lowers_coverage(
    definition: Definition, entered: list[Observation], value: int, key: Expected
) -> None:
    assume(all((one.period, one.organisation) != key for one in entered))
    before = series(definition, YEARS, entered, expected=EVERYONE)
    after = series(definition, YEARS, [*entered, report(value, key.period, key.organisation)], expected=EVERYONE)
    for one, other in zip(before, after, strict=True):
        assert other.reports.of == one.reports.of == len(NAMES)
        assert other.reports.n >= one.reports.n
        assert other.periods.n >= one.periods.n


@calm
@given(baseline=NUMBERS, target=NUMBERS, kind=some.sampled_from([Kind.FLOW, Kind.STOCK]))
@pytest.mark.trap("M11")
def test_the_baseline_is_nothing_and_the_target_is_all(baseline: Decimal, target: Decimal, kind: Kind) -> None:
    assume(baseline != target)
    definition = indicator(kind, str(baseline), str(target))
    assert at(2025, definition, report(str(baseline))).progress == 0
    assert at(2025, definition, report(str(target))).progress == 1


@calm
@given(baseline=NUMBERS, target=NUMBERS, value=NUMBERS, factor=some.integers(1, 1000), moved=some.integers(-500, 500))
def test_neither_the_unit_nor_the_zero_of_a_scale_changes_progress_or_rating(
    baseline: Decimal, target: Decimal, value: Decimal, factor: int, moved: int
) -> None:
    def rated(turn: bool) -> tuple[Fraction | None, object]:
        b, t, a = (one * factor + moved if turn else one for one in (baseline, target, value))
        made = at(2024, indicator(Kind.STOCK, str(b), str(t)), report(str(a), 2024))
        return made.progress, made.rating

    assert rated(True) == rated(False)


@calm
@given(baseline=NUMBERS, target=NUMBERS, value=NUMBERS)
@pytest.mark.trap("M12")
def test_rising_and_falling_are_the_same_seen_in_a_mirror(baseline: Decimal, target: Decimal, value: Decimal) -> None:
    made = at(2024, indicator(Kind.STOCK, str(baseline), str(target)), report(str(value), 2024))
    mirrored = at(2024, indicator(Kind.STOCK, str(-baseline), str(-target)), report(str(-value), 2024))
    assert (made.progress, made.rating) == (mirrored.progress, mirrored.rating)


@calm
@given(definition=DEFINITIONS, entered=reports())
def test_every_figure_explains_itself_and_stays_exact(definition: Definition, entered: list[Observation]) -> None:
    for made in series(definition, YEARS, entered, expected=EVERYONE):
        assert made.explanation
        numbers = (made.value, made.since_start, made.progress, made.expected, made.change, made.share_of_target)
        assert all(isinstance(one, Fraction | None) for one in numbers)


@pytest.mark.trap("M24")
def test_no_inexact_number_is_written_anywhere_in_the_domain() -> None:
    modules = sorted(Path(tracker.domain.__file__).parent.glob("*.py"))
    assert len(modules) > 10
    assert [path.name for path in modules if any(map(_is_inexact, ast.walk(ast.parse(path.read_text("utf-8")))))] == []


def _is_inexact(node: ast.AST) -> bool:
    literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    return literal or (isinstance(node, ast.Name) and node.id == "float")
