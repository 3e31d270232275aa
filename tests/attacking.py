"""Somebody who reads every edition and works out, with a solver for whole numbers, what each hidden count can be."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.domain.indicators import YEARS, indicator, report
from tracker.domain.disclosure import Hidden, Printed, hidden
from tracker.domain.figures import series
from tracker.domain.hiding import without
from tracker.domain.progress import goal
from tracker.domain.series import Definition, Expected, Figure
from tracker.domain.small_counts import Count, Rule
from tracker.domain.vocabulary import Kind, TargetSpan, ValueState

MOST = 10_000
Cell = tuple[str, str, str, str]


@dataclass(frozen=True)
class Truth:
    """What was really reported: of each organisation and period, by dimension and category."""

    kind: Kind
    cells: dict[Cell, int]

    def of(self, period: str, organisation: str) -> int:
        first = next(d for p, o, d, _ in self.cells if (p, o) == (period, organisation))
        return sum(n for (p, o, d, _), n in self.cells.items() if (p, o, d) == (period, organisation, first))

    def margins(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """The margins of a cell of a crossed table."""
        return ()

    def rests(self) -> dict[Hashable, tuple[int, list[tuple[Hashable, float]]]]:
        """What no category accounts for: how many there are, and of what they are left."""
        return {}

    @property
    def reports(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((period, organisation) for period, organisation, _, _ in self.cells))

    @property
    def periods(self) -> list[str]:
        return list(dict.fromkeys(period for period, _ in self.reports))

    def counted(self, period: str) -> list[tuple[str, str]]:
        """The reports that make a period's value: a level stays what it was until it is reported anew."""
        if self.kind is Kind.FLOW:
            return [report for report in self.reports if report[0] == period]
        newest = {who: key for key, who in self.reports if key <= period}
        return [(key, who) for who, key in newest.items()]


@dataclass(frozen=True)
class Edition:
    """What readers get of a truth."""

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...]
    hides: Hidden

    @property
    def printed(self) -> Printed:
        return Printed(self.figures, self.counts)


def publish(truth: Truth, definition: Definition, rule: Rule, earlier: Iterable[Edition] = ()) -> Edition:
    """An edition with all periods of the truth, as the tracker would print it."""
    spans = [span for span in YEARS if span.key in {period for period, _ in truth.reports}]
    rows = [report(truth.of(period, who), period, who) for period, who in truth.reports]
    due = {Expected(period, who) for period, who in truth.reports}
    figures = series(definition, spans, rows, expected=due)
    counts = tuple(Count(*cell, Fraction(n), truth.margins(cell)) for cell, n in truth.cells.items())
    hides = hidden(figures, counts, rule, [one.printed for one in earlier])
    kept = tuple(
        replace(c, value=None) if c.period in hides.tables and (c.value or c.period in hides.zeros) else c
        for c in counts
    )
    return Edition(tuple(without(each, hides) for each in figures), kept, hides)


@dataclass
class Attack:
    """Equations and bounds over the unknown counts; a name stands for each of them."""

    names: dict[Hashable, int] = field(default_factory=dict)
    rows: list[tuple[dict[int, float], float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def name(self, what: Hashable) -> int:
        if what not in self.names:
            self.names[what] = len(self.names)
            self.low.append(0)
            self.high.append(MOST)
        return self.names[what]

    def equal(self, terms: Iterable[tuple[Hashable, float]], total: float = 0) -> None:
        self.rows.append(({self.name(what): factor for what, factor in terms}, total))

    def within(self, what: Hashable, low: float, high: float = MOST) -> None:
        place = self.name(what)
        self.low[place], self.high[place] = max(low, self.low[place]), min(high, self.high[place])

    def range_of(self, what: Hashable) -> tuple[int, int]:
        """The least and the largest whole number that fits all that is known."""
        matrix = np.zeros((len(self.rows), len(self.names)))
        for row, (factors, _) in enumerate(self.rows):
            for place, factor in factors.items():
                matrix[row, place] = factor
        totals = np.array([total for _, total in self.rows])
        found = []
        for sign in (1, -1):
            aim = np.zeros(len(self.names))
            aim[self.name(what)] = sign
            answer = milp(
                aim,
                integrality=np.ones(len(self.names), dtype=np.int8),
                bounds=Bounds(np.array(self.low), np.array(self.high)),
                constraints=LinearConstraint(matrix, totals, totals),
            )
            assert answer.success, answer.message
            found.append(round(sign * answer.fun))
        return found[0], found[1]


def attack(truth: Truth, editions: list[Edition], definition: Definition, rule: Rule) -> Attack:
    """Everything that follows from the last edition, and from earlier ones where what they printed is still true."""
    made, last = Attack(), editions[-1]
    _relations(made, truth)
    for edition in editions:
        for count in edition.counts:
            cell = _place(count)
            if count.value is not None and (edition is last or truth.cells.get(cell) == count.value):
                made.equal([(cell, 1)], float(count.value))
        for figure in edition.figures:
            _told(made, truth, figure, definition, is_last=edition is last)
    _guessed(made, truth, editions, rule)
    return made


def _guessed(made: Attack, truth: Truth, editions: list[Edition], rule: Rule) -> None:
    """What a reader who knows the rules says of hidden numbers: not zero, and small where all hidden ones are."""
    last, least = editions[-1], 0 if rule.zeros else 1
    names = [("value", each.period.key) for each in last.figures if each.state is ValueState.SUPPRESSED]
    lucky = len(editions) == 1 and all(_true(truth, name) < rule.threshold for name in names)
    for name in names:
        made.within(name, least, rule.threshold - 1 if lucky else MOST)
    for count in last.counts:
        if count.value is None and count.period not in last.hides.zeros:
            made.within(_place(count), 1)


def _relations(made: Attack, truth: Truth) -> None:
    before: list[Hashable] = []
    for period in truth.periods:
        made.equal([(("value", period), 1), *((report, -1.0) for report in truth.counted(period))])
        before.append(("value", period))
        made.equal([(("sum", period), 1), *((one, -1.0) for one in before)])
    for period, who in truth.reports:
        for dimension in {d for p, o, d, _ in truth.cells if (p, o) == (period, who)}:
            parts = [cell for cell in truth.cells if cell[:3] == (period, who, dimension)]
            rest = ("rest", period, who, dimension)
            left = [(rest, -1.0)] if rest in truth.rests() else []
            made.equal([((period, who), 1), *((cell, -1.0) for cell in parts), *left])
    for name, (_number, of) in truth.rests().items():
        made.equal([(name, -1.0), *of])


def _told(made: Attack, truth: Truth, figure: Figure, definition: Definition, *, is_last: bool) -> None:
    """What a figure tells of its period: itself, the sum since the start, and each number made of them."""
    period = figure.period.key
    value, total = ("value", period), ("sum", period)
    start = Fraction(definition.baseline.value or 0)
    told: list[tuple[tuple[str, str], Fraction | None]] = [(value, figure.value), (total, figure.since_start)]
    told.append((value, None if figure.change is None else start + figure.change))
    aim = goal(definition)
    if figure.progress is not None and aim.origin is not None and aim.value is not None:
        compared = aim.origin + figure.progress * (aim.value - aim.origin)
        told.append((total if aim.since_start else value, compared))
    for what, number in told:
        if number is not None and (is_last or number == _true(truth, what)):
            made.equal([(what, 1)], float(number))


def _true(truth: Truth, what: tuple[str, str]) -> int:
    kind, period = what
    periods = [period] if kind == "value" else [key for key in truth.periods if key <= period]
    return sum(truth.of(*report) for key in periods for report in truth.counted(key))


def recovered(truth: Truth, editions: list[Edition], definition: Definition, rule: Rule) -> list[str]:
    """The small counts that are printed, or that a reader can narrow down to less than all small counts."""
    made, most = attack(truth, editions, definition, rule), rule.threshold - 1
    known = {_place(count): count.value for edition in editions[:-1] for count in edition.counts}
    open_before = {figure.period.key for edition in editions[:-1] for figure in edition.figures if figure.value}
    names: list[Hashable] = [cell for cell, n in truth.cells.items() if 0 < n <= most and known.get(cell) != n]
    values = [("value", period) for period in truth.periods if period not in open_before]
    names += [name for name in values if 0 < _true(truth, name) <= most]
    found = []
    for name in names:
        low, high = made.range_of(name)
        # Before it was sensitive, a part may have been printed: no more than that is known of the whole.
        if (low > 1 and len(editions) == 1) or high < most or high - low < most - 1:
            found.append(f"{name}: {low} to {high}")
    found += _rests_recovered(truth, made, most) if len(editions) == 1 else []
    for period, who in truth.reports:
        if 0 < truth.of(period, who) <= most and not any(cell[:2] == (period, who) for cell in known):
            low, high = made.range_of((period, who))
            if high - low < min(2, most - 1) or high < most:
                found.append(f"{period} {who}: {low} to {high}")
    return found


def _rests_recovered(truth: Truth, made: Attack, most: int) -> list[str]:
    """Few people of whom something is unknown are few people, too."""
    found = []
    for name, (number, _of) in truth.rests().items():
        if 0 < number <= most:
            low, high = made.range_of(name)
            if low > 1 or high < most:
                found.append(f"{name}: {low} to {high}")
    return found


def _place(count: Count) -> Cell:
    return count.period, count.organisation, str(count.dimension), str(count.category)


def seeded(words: str) -> Random:
    """The same throws for the same words, on every machine."""
    return Random(words)  # noqa: S311 - a test's dice, no secret


def random_truth(random: Random, kind: Kind) -> Truth:
    """A few organisations and periods with one or two dimensions each; many counts are small or zero."""
    dimensions = [("sex", ("women", "men")), ("age", ("young", "adult", "old"))][: random.randint(1, 2)]
    cells: dict[Cell, int] = {}
    for organisation in ("shelter", "bridge", "office")[: random.randint(1, 3)]:
        level = {name: 0 for _, names in dimensions for name in names}
        for span in YEARS[random.choice((0, 0, 0, 1)) : random.randint(2, 4)]:
            first = [random.choice((0, 0, 1, 2, 3, 4, 6, 9, 14, 30)) for _ in dimensions[0][1]]
            for (dimension, names), parts in zip(dimensions, (first, _split(random, sum(first), 3)), strict=False):
                for name, part in zip(names, parts, strict=True):
                    level[name] = part + (level[name] if kind is Kind.RUNNING_TOTAL else 0)
                    cells[span.key, organisation, dimension, name] = level[name]
    return Truth(kind, dict(sorted(cells.items())))


def _split(random: Random, total: int, parts: int) -> list[int]:
    cuts = sorted(random.randint(0, total) for _ in range(parts - 1))
    return [b - a for a, b in zip((0, *cuts), (*cuts, total), strict=True)]


def definition_of(random: Random, kind: Kind) -> Definition:
    span = random.choice(list(TargetSpan)) if kind is Kind.FLOW else TargetSpan.PERIOD
    return indicator(kind, random.choice((0, 3, 10)), random.choice((2, 20, 100)), span=span)


def corrected(random: Random, truth: Truth) -> Truth:
    """The same reports with one or two cells corrected; a table's other dimension follows."""
    cells = dict(truth.cells)
    for _ in range(random.randint(1, 2)):
        period, who = random.choice(truth.reports)
        by = random.choice((1, 2, 3, 8, 20))
        for dimension in {d for p, o, d, _ in cells if (p, o) == (period, who)}:
            cell = random.choice([cell for cell in cells if cell[:3] == (period, who, dimension)])
            cells[cell] += by
    return Truth(truth.kind, cells)
