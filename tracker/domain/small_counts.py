"""What a small count is, and in which periods the tables of a sensitive indicator's breakdown are hidden."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

ZERO = Fraction(0)
Place = tuple[str, Hashable, Hashable]
Block = Mapping[Place, Fraction]


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts below `threshold` are small; with `zeros` a zero is one too."""

    threshold: int = 5
    zeros: bool = False

    def is_small(self, count: Fraction | None) -> bool:
        return count is not None and abs(count) < self.threshold and (self.zeros or count != 0)

    def is_near(self, difference: Fraction) -> bool:
        """Whether two printed numbers differ by a small count."""
        return 0 < abs(difference) < self.threshold

    def is_safe(self, rest: Fraction, hidden: int) -> bool:
        """Whether a known sum of so many hidden small counts leaves every value from 1 to threshold - 1 to each."""
        if not hidden:
            return not self.is_near(rest)
        most = self.threshold - 1
        return hidden > 1 and most + hidden - 1 <= rest <= (hidden - 1) * most + 1


@dataclass(frozen=True, slots=True)
class Count:
    """One cell of a breakdown, by the key of its period; None where an earlier edition hid it.

    `margins` are, of a cell of two crossed dimensions, the dimension and category of both of its margins.
    """

    period: str
    organisation: str
    dimension: Hashable
    category: Hashable
    value: Fraction | None
    margins: tuple[tuple[Hashable, Hashable], ...] = ()

    @property
    def place(self) -> Place:
        return self.organisation, self.dimension, self.category


@dataclass(frozen=True, slots=True)
class Tables:
    """Keys of periods: whose tables are hidden, in which the zeros too, and whose total would give them away."""

    hidden: frozenset[str]
    zeros: frozenset[str]
    given_away: frozenset[str]


@dataclass(frozen=True)
class Breakdown:
    """The tables of one indicator: `totals` of the periods that are printed, `closed` where the total is hidden.

    `carried` names, for a period, the reports (period, organisation) of earlier ones that still count in it.
    `printed` are the cells of earlier editions. With `is_running` a cell is also compared with the one before, because
    the difference is a count; with `is_ratio` cells are no counts, and those that stand behind them are not known.
    """

    counts: tuple[Count, ...]
    totals: Mapping[str, Fraction]
    closed: frozenset[str]
    printed: tuple[Count, ...]
    rule: Rule
    carried: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    is_running: bool = False
    is_ratio: bool = False

    def tables(self) -> Tables:
        """One small count closes all tables of its period; a total stays only where nothing follows from it."""
        last: dict[Place, Fraction] = {}
        periods = list(dict.fromkeys((*self.carried, *(each.period for each in self.counts))))
        hidden: set[str] = set()
        for period in periods:
            block = self._block(period)
            if self._is_open(period, block, last):
                last |= block
            else:
                hidden.add(period)
        zeros = {period for period in hidden if self.rule.zeros or not self._can_keep_zeros(period)}
        if hidden and self.carried:  # one report counts in several periods, so one closed table closes all
            hidden = zeros = set(periods)
        before = {(each.period, each.organisation) for each in self.printed if each.value}
        given_away = {each for each in hidden if before & {*self.carried.get(each, ())}}
        given_away |= hidden & {period for period, _ in before}
        return Tables(frozenset(hidden), frozenset(zeros), frozenset(given_away))

    def _block(self, period: str) -> dict[Place, Fraction]:
        return {each.place: each.value for each in self.counts if each.period == period and each.value is not None}

    def _carried(self, period: str) -> dict[Place, Fraction]:
        """The cells of earlier periods that still count in this one."""
        from_there = self.carried.get(period, ())
        return {
            place: value
            for other, organisation in from_there
            for place, value in self._block(other).items()
            if place[0] == organisation
        }

    def _is_open(self, period: str, block: Block, last: Block) -> bool:
        if self.is_ratio or period in self.closed or any(map(self.rule.is_small, block.values())):
            return False
        before = [(each.place, each.value) for each in self.printed if each.period == period or self.is_running]
        before += last.items() if self.is_running else ()
        if any(old is not None and place in block and self.rule.is_near(block[place] - old) for place, old in before):
            return False
        whole = {**self._carried(period), **block}
        return not any(map(self.rule.is_near, (*self._rests(period, whole), *self._unknown(period, whole))))

    def _rests(self, period: str, block: Block) -> Iterator[Fraction]:
        """What a reader can subtract: a dimension from another, and all tables of the period from its total."""
        sums: dict[str, dict[Hashable, Fraction]] = {}
        for (organisation, dimension, _), value in block.items():
            its = sums.setdefault(organisation, {})
            its[dimension] = its.get(dimension, ZERO) + value
        largest = {organisation: max(its.values()) for organisation, its in sums.items()}
        yield from (largest[organisation] - one for organisation, its in sums.items() for one in its.values())
        if period in self.totals and sums:
            yield self.totals[period] - sum(largest.values(), ZERO)
            for dimension in {each for its in sums.values() for each in its}:
                yield self.totals[period] - sum((its.get(dimension, ZERO) for its in sums.values()), ZERO)

    def _unknown(self, period: str, block: Block) -> Iterator[Fraction]:
        """What crossed cells leave of their margins, and all of them together of the total: also persons."""
        margins = self._crossed()
        inside: dict[Place, Fraction] = {}
        sums: dict[Hashable, Fraction] = {}
        for place, value in block.items():
            sums[place[1]] = sums.get(place[1], ZERO) + value
            for margin in margins.get(place, ()):
                inside[margin] = inside.get(margin, ZERO) + value
        yield from (block[margin] - value for margin, value in inside.items() if margin in block)
        for crossed, pair in {(place[1], tuple(m[1] for m in found)) for place, found in margins.items()}:
            if period in self.totals and crossed in sums:
                yield self.totals[period] - sum((sums.get(each, ZERO) for each in pair), ZERO) + sums[crossed]

    def _crossed(self) -> dict[Place, tuple[Place, ...]]:
        """The margins of each crossed cell."""
        return {
            each.place: tuple((each.organisation, *margin) for margin in each.margins)
            for each in (*self.counts, *self.printed)
            if each.margins
        }

    def _can_keep_zeros(self, period: str) -> bool:
        """Whether every small count stays possible in every hidden cell though readers see which cells are zero.

        A zero in a crossed table would tell of its margins which cells make them; so none is kept there.
        """
        if period not in self.totals or any(each.margins for each in self.counts if each.period == period):
            return False
        filled: dict[str, dict[Hashable, int]] = {}
        for (organisation, dimension, _), value in self._block(period).items():
            its = filled.setdefault(organisation, {})
            its[dimension] = its.get(dimension, 0) + (value != 0)
        least = {organisation: max(its.values()) for organisation, its in filled.items()}
        for organisation, its in filled.items():
            others = sum(least.values()) - least[organisation]
            for number in its.values():
                room = self.totals[period] - others - max(number - 1, 0)
                if room < self.rule.threshold - 1 or (number == 1 and least[organisation] > 1):
                    return False
        return True
