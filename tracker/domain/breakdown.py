"""A value broken down by sex, age, region …: each dimension by itself, the parts against the total."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from tracker.domain import checks, crossing
from tracker.domain.aggregation import Joined, join
from tracker.domain.checks import Problem, problem
from tracker.domain.explanation import told
from tracker.domain.progress import goal
from tracker.domain.reading import read
from tracker.domain.reports import Gathered, Report, Reports, official
from tracker.domain.series import Coverage, Definition, Expected, Observation, Part, Span
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import Kind, PlaceRule

COUNTS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK)
RATIOS = (Kind.SHARE, Kind.RATE)
BROKEN_DOWN = (*COUNTS, *RATIOS)
"""Kinds that have parts; a list of laws has no sex."""

NAMES = ("value", "numerator", "denominator")
NEVER = frozenset({
    "all", "both", "ensemble", "inconnu", "overall", "sum", "total", "tous", "unknown",
    "барлығы", "белгісіз", "все", "всего", "итого", "неизвестно", "оба",
    "الإجمالي", "الكل", "المجموع", "غير-معروف",
})  # fmt: skip
"""Words for the total and for the unknown rest: both are there by themselves and never a category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A dimension as it is asked for: its code, the codes of its categories, whether these cover everybody."""

    dimension: str
    categories: tuple[str, ...]
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One category: its value in the indicator's unit, its parts for a ratio, and its share of the known parts.

    `share` is a plain ratio and only told for counts: the share of women is women over women and men.
    """

    category: str
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """One dimension of a value; `unknown` is what no category accounts for, None where that cannot be told."""

    dimension: str
    slices: tuple[Slice, ...]
    unknown: Slice | None = None
    total: Fraction | None = None
    at_least: bool = False
    problem: Message | None = None
    explanation: tuple[Message, ...] = ()


def is_category(word: str) -> bool:
    """Whether a word may name a category: not the total, and not the unknown rest."""
    return "-".join(word.casefold().split()) not in NEVER


def over(
    definition: Definition,
    periods: Collection[Span],
    observations: Iterable[Observation],
    layouts: Sequence[Layout],
    *,
    expected: Collection[Expected] | None = None,
    cut_off: datetime | None = None,
) -> dict[Span, tuple[Breakdown, ...]]:
    """The dimensions of the indicator's figure in each period, from the very reports that the figure is made of.

    Each category follows the indicator's own rules over time and organisations; nothing is added across dimensions. A
    period whose reports have no parts is left out.
    """
    reports = Reports(periods, official(observations, cut_off), expected)
    found: dict[Span, tuple[Breakdown, ...]] = {}
    for at in reports.spans.values():
        reading = read(definition, goal(definition), reports, at)
        used = [report.observation for report in reading.gathered.used]
        there = {part.dimension for one in used for part in one.parts}
        made = tuple(_break(definition, used, reading.joined, each) for each in layouts if each.dimension in there)
        if made:
            found[at] = made
    return found


def of_one(definition: Definition, observation: Observation, span: Span, layout: Layout) -> Breakdown:
    """The dimension of one measurement: what its parts leave unknown, and the shares that follow from them."""
    gathered = Gathered((Report(span, observation),), (), 1, gaps=False)
    return _break(definition, [observation], join(definition, gathered, span), layout)


def problems(
    definition: Definition, observation: Observation, layouts: Sequence[Layout], span: Span, *, complete: bool
) -> tuple[Problem, ...]:
    """What is wrong with the parts of a measurement, each at `parts:<dimension>:<category>:<value or part>`.

    A draft may lack any of them, and its total; parts above a known total are wrong even there.
    """
    found: list[Problem] = []
    for layout in layouts:
        parts = [part for part in observation.parts if part.dimension == layout.dimension]
        each = [wrong for part in parts for wrong in _wrong(definition, part, span, complete=complete)]
        found += each or _against_total(definition, observation, parts, layout, complete=complete)
    return tuple(found) or _of_crossing(definition, observation, layouts)


def _of_crossing(definition: Definition, observation: Observation, layouts: Iterable[Layout]) -> tuple[Problem, ...]:
    """Cells above their margins, and margins, given or as the cells make them, that together are above the total."""
    if not any(map(crossing.is_crossed, observation.parts)):
        return ()
    found, every = [*crossing.problems(observation.parts)], crossing.with_margins(observation.parts)
    for layout in layouts:
        parts = crossing.of_dimension(every, layout.dimension)
        found += [] if found else _against_total(definition, observation, parts, layout, complete=False)
    return tuple(found)


def is_typed(part: Part) -> bool:
    """Whether anything stands in a part; a zero is something."""
    return any(getattr(part, name) is not None for name in NAMES)


def _wrong(definition: Definition, part: Part, span: Span, *, complete: bool) -> Iterator[Problem]:
    place = f"parts:{part.dimension}:{part.category}:"
    if definition.kind in COUNTS:
        if part.value is not None and part.value < 0:
            yield problem(place + "value", N_("A part is not negative."))
        return
    if part.value is not None and (part.numerator is not None or part.denominator is not None):
        yield problem(place + "value", N_("Give the two parts, or the value alone, not both. The parts are better."))
        return
    alone = Observation(
        period="", organisation="", value=part.value, numerator=part.numerator, denominator=part.denominator
    )
    for one in checks.problems(definition, alone, span):
        if complete or getattr(part, one.field) is not None:
            yield Problem(place + one.field, one.message)


def _against_total(
    definition: Definition, observation: Observation, parts: Sequence[Part], layout: Layout, *, complete: bool
) -> Iterator[Problem]:
    """Sums of the parts above the total; below it where all categories of a complete dimension are there."""
    every = set(layout.categories) <= {part.category for part in parts}
    for name in ("value",) if definition.kind in COUNTS else ("numerator", "denominator"):
        given = [(part, value) for part in parts if (value := getattr(part, name)) is not None]
        total = getattr(observation, name)
        if not given or total is None:
            continue
        added = sum((value for _, value in given), Decimal(0))
        place = f"parts:{layout.dimension}:{given[0][0].category}:{name}"
        if added > total:
            sentence = N_("The parts add up to %(parts)s. That is above the total of %(total)s.")
            yield problem(place, sentence, parts=added, total=total)
        elif added < total and layout.is_complete and every and complete and len(given) == len(parts):
            sentence = N_("The parts add up to %(parts)s, the total is %(total)s. These categories cover everybody.")
            yield problem(place, sentence, parts=added, total=total)


def _break(definition: Definition, used: Sequence[Observation], joined: Joined, layout: Layout) -> Breakdown:
    if joined.problem is not None and len(used) > 1:
        return Breakdown(dimension=layout.dimension, slices=(), problem=joined.problem)
    if definition.kind in COUNTS:
        return _of_counts(definition, used, joined, layout)
    return _of_ratios(definition, used, joined, layout)


def _of_counts(definition: Definition, used: Sequence[Observation], joined: Joined, layout: Layout) -> Breakdown:
    """Counts of a category added; of unique persons the parts of the report that stands for all."""
    largest = definition.place_rule is PlaceRule.LARGEST and len(used) > 1
    if largest:
        used = [max(used, key=lambda one: Decimal(0) if one.value is None else one.value)]
    sums = {name: _added(parts, "value") for name, parts in _by_category(used, layout).items()}
    known = sum((value for value in sums.values() if value is not None), Fraction(0))
    rest = None if joined.value is None else joined.value - known
    above = message(N_("The parts are above the total.")) if rest is not None and rest < 0 else None
    return Breakdown(
        dimension=layout.dimension,
        slices=tuple(
            Slice(category=name, value=value, share=value / known if value is not None and known else None)
            for name, value in sums.items()
        ),
        unknown=None if rest is None or above else Slice(category="unknown", value=rest),
        total=joined.value,
        at_least=joined.at_least,
        problem=above,
        explanation=_told_counts(used, layout, known, joined, largest=largest),
    )


def _told_counts(
    used: Sequence[Observation], layout: Layout, known: Fraction, joined: Joined, *, largest: bool
) -> tuple[Message, ...]:
    found = []
    if largest:
        found.append(message(N_("Persons are not added across reports: these are the parts of the largest one.")))
    if joined.value is not None:
        sentence = N_("The known parts add up to %(parts)s of %(total)s; the rest is unknown.")
        found.append(message(sentence, parts=told(known), total=told(joined.value)))
    return (*found, *_told_coverage(used, layout))


def _told_coverage(used: Sequence[Observation], layout: Layout) -> Iterator[Message]:
    with_parts = sum(any(part.dimension == layout.dimension for part in one.parts) for one in used)
    counted = Coverage(with_parts, len(used))
    if counted.n < counted.of:
        yield message(N_("%(count)s of %(reports)s reports are broken down."), count=counted.n, reports=counted.of)


def _of_ratios(definition: Definition, used: Sequence[Observation], joined: Joined, layout: Layout) -> Breakdown:
    """Ratios of a category: its numerators over its own denominators; never added, and no mean of them is made."""
    slices = tuple(_ratio(definition, name, parts) for name, parts in _by_category(used, layout).items())
    rest = _rest(definition, slices, joined)
    told_rule = message(N_("Each category is divided by its own denominator; the shares of categories are not added."))
    return Breakdown(
        dimension=layout.dimension,
        slices=slices,
        unknown=rest,
        total=joined.value,
        at_least=joined.at_least,
        explanation=(told_rule, *_told_coverage(used, layout)),
    )


def _ratio(definition: Definition, category: str, parts: Sequence[Part]) -> Slice:
    pairs = [part for part in parts if part.numerator is not None and part.denominator is not None]
    if not pairs or len(pairs) < len(parts):
        alone = parts[0].value if len(parts) == 1 else None
        return Slice(category=category, value=None if alone is None else Fraction(alone))
    above, below = _added(pairs, "numerator"), _added(pairs, "denominator")
    return _divided(definition, category, above or Fraction(0), below or Fraction(0))


def _divided(definition: Definition, category: str, above: Fraction, below: Fraction) -> Slice:
    value = above * Fraction(definition.per) / below if below else None
    return Slice(category=category, value=value, numerator=above, denominator=below)


def _rest(definition: Definition, slices: Iterable[Slice], joined: Joined) -> Slice | None:
    """What the categories leave of both parts of a ratio; None where a part of any of them is not known."""
    told_parts = [(one.numerator, one.denominator) for one in slices if one.value is not None or one.numerator]
    if joined.numerator is None or joined.denominator is None or not told_parts:
        return None
    above, below = joined.numerator, joined.denominator
    for numerator, denominator in told_parts:
        if numerator is None or denominator is None:
            return None
        above, below = above - numerator, below - denominator
    return _divided(definition, "unknown", above, below) if min(above, below) >= 0 else None


def _by_category(used: Iterable[Observation], layout: Layout) -> dict[str, list[Part]]:
    """The parts of each category in the order of the dimension; what was reported as unknown stays in the rest."""
    found: dict[str, list[Part]] = {name: [] for name in layout.categories}
    for one in used:
        for part in one.parts:
            if part.dimension == layout.dimension and part.category in found and is_typed(part):
                found[part.category].append(part)
    return found


def _added(parts: Iterable[Part], name: str) -> Fraction | None:
    values = [Fraction(value) for part in parts if (value := getattr(part, name)) is not None]
    return sum(values, Fraction(0)) if values else None
