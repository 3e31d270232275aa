"""Which figures of a sensitive indicator are hidden, and which others with them, so that nobody can work them out.

The scheme is coarse on purpose: it hides rather one number more than it needs, and each rule can be said in a sentence
(docs/decisions/0070-small-counts.md). What an edition prints is decided together with what earlier editions printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from tracker.domain.periods import months_covered
from tracker.domain.series import Figure, Span
from tracker.domain.small_counts import ZERO, Breakdown, Count, Rule, Tables
from tracker.domain.vocabulary import Kind, Rating, ValueState

COUNTED = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE, Kind.LIST)
RATIOS = (Kind.SHARE, Kind.RATE)
LEVELS = (Kind.RUNNING_TOTAL, Kind.STOCK)
Point = tuple[date, Fraction]


@dataclass(frozen=True, slots=True)
class Printed:
    """What one earlier edition printed of the indicator; hidden values are None in it."""

    figures: tuple[Figure, ...]
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden: whole figures; of others what is compared with the target; tables, and in some their zeros too.

    `tables` and `zeros` are keys of periods.
    """

    figures: frozenset[Span] = frozenset()
    unrated: frozenset[Span] = frozenset()
    tables: frozenset[str] = frozenset()
    zeros: frozenset[str] = frozenset()
    baseline: bool = False

    def __bool__(self) -> bool:
        return bool(self.figures or self.unrated or self.tables or self.baseline)


def hidden(series: Sequence[Figure], counts: Iterable[Count], rule: Rule, earlier: Sequence[Printed] = ()) -> Hidden:
    """What an edition must not print of a sensitive indicator with these figures (in their order) and tables."""
    if not series or series[-1].kind not in COUNTED:
        return Hidden()
    return _Scheme(tuple(series), tuple(counts), rule, tuple(earlier)).hidden()


def _numbers(figure: Figure) -> tuple[Fraction | None, ...]:
    """The counts of persons that a figure prints; of a share also those who are not in the numerator."""
    if figure.kind not in RATIOS:
        return (figure.value,)
    rest = None
    if figure.kind is Kind.SHARE and figure.numerator is not None and figure.denominator is not None:
        rest = figure.denominator - figure.numerator
    return (figure.numerator, figure.denominator, rest)


@dataclass
class _Scheme:
    """One indicator while it is decided. `small` holds small counts, `others` what would give them away."""

    series: tuple[Figure, ...]
    counts: tuple[Count, ...]
    rule: Rule
    earlier: tuple[Printed, ...]
    small: set[Span] = field(default_factory=set)
    others: set[Span] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        return self.series[-1].kind

    @property
    def known(self) -> list[Figure]:
        """All figures of earlier editions, the latest last."""
        return [each for edition in self.earlier for each in edition.figures if each.kind is self.kind]

    def hidden(self) -> Hidden:
        self.small = {each.period for each in self.series if any(map(self.rule.is_small, _numbers(each)))}
        self.others = {each.period for each in self.series if self._is_revised(each)} - self.small
        tables, size = self._tables(), -1
        while size != len(self.others):  # it only grows, so it comes to an end
            size = len(self.others)
            self.others |= {each.period for each in self._given_away(tables)} - self.small
            tables = self._tables()
        figures, baseline = frozenset(self.small | self.others), self._has_small_baseline()
        unrated = set(self._sums())
        if figures or baseline:
            unrated |= {each.period for each in self.series if baseline or self._is_telling(each)}
        return Hidden(figures, frozenset(unrated) - figures, tables.hidden, tables.zeros, baseline)

    def _given_away(self, tables: Tables) -> Iterator[Figure]:
        yield from (each for each in self.series if each.period.key in tables.given_away)
        if self.kind in LEVELS:
            yield from self._steps()
        elif self.kind is Kind.FLOW:
            yield from self._nested()
        elif self.kind in RATIOS:
            yield from self._new_parts()

    def _shown(self) -> Iterator[tuple[Figure, Fraction]]:
        for each in self.series:
            if each.value is not None and each.period not in self.small | self.others:
                yield each, each.value

    def _tables(self) -> Tables:
        is_ratio = self.kind in RATIOS
        return Breakdown(
            counts=self.counts,
            totals={} if is_ratio else {each.period.key: value for each, value in self._shown()},
            closed=frozenset(each.key for each in self.small | self.others),
            printed=tuple(count for edition in self.earlier for count in edition.counts),
            rule=self.rule,
            carried={
                each.period.key: tuple((one.period.key, one.organisation) for one in each.carried_from)
                for each in self.series
                if each.carried_from
            },
            is_running=self.kind is Kind.RUNNING_TOTAL,
            is_ratio=is_ratio,
        ).tables()

    def _is_revised(self, figure: Figure) -> bool:
        """Whether a number differs by a small count from what an earlier edition printed in the same place."""
        return any(
            new is not None and old is not None and self.rule.is_near(new - old)
            for other in self.known
            if other.period.key == figure.period.key
            for new, old in zip(_numbers(figure), _numbers(other), strict=True)
        )

    def _steps(self) -> Iterator[Figure]:
        """A level a small step from one that is known: a running total, or a stock with carried reports."""
        is_running = self.kind is Kind.RUNNING_TOTAL
        known = [] if not is_running else [Fraction(self.series[-1].baseline.value or 0)]
        before = [(each.period.key, each.value) for each in self.known if each.value is not None]
        for each, value in self._shown():
            elsewhere = [old for key, old in before if key != each.period.key]
            counts = is_running or each.carried_from
            if counts and any(self.rule.is_near(value - other) for other in (*known, *elsewhere)):
                yield each
            else:
                known.append(value)

    def _new_parts(self) -> Iterator[Figure]:
        """Shares with carried reports whose numerator or denominator grew or shrank by a small count."""
        before: list[Figure] = [*self.known]
        for each, _ in self._shown():
            others = [_numbers(other) for other in before if other.period.key != each.period.key]
            pairs = [pair for other in others for pair in zip(_numbers(each), other, strict=True)]
            if each.carried_from and any(
                a is not None and b is not None and self.rule.is_near(a - b) for a, b in pairs
            ):
                yield each
            else:
                before.append(each)

    def _nested(self) -> Iterator[Figure]:
        """Values that give a hidden one away together with a longer or a shorter period of an earlier edition."""
        latest = {each.period: each for each in self.known}.values()
        for each, value in self._shown():
            inner = [other for other in latest if other.period.is_part_of(each.period)]
            if not all(self._leaves_safe(value, alike) for alike in _by_length(inner)):
                yield each
        closed = self.small | self.others
        for outer in latest:
            parts = [each for each in self.series if each.period.is_part_of(outer.period)]
            now = [
                replace(each, state=ValueState.SUPPRESSED, value=None) if each.period in closed else each
                for each in parts
            ]
            if parts and outer.value is not None and not self._leaves_safe(outer.value, now):
                yield from (each for each in parts if each.value)

    def _leaves_safe(self, total: Fraction, parts: Sequence[Figure]) -> bool:
        rest = total - sum((each.value for each in parts if each.value is not None), ZERO)
        return self.rule.is_safe(rest, sum(each.state is ValueState.SUPPRESSED for each in parts))

    def _sums(self) -> Iterator[Span]:
        """Periods whose sum since the plan began would, beside another one, give away a value that is hidden."""
        before = [(each.period.ends_on, each.since_start) for each in self.known if each.since_start is not None]
        known: list[Point] = [(date.min, ZERO), *before]
        for each in self.series:
            if each.since_start is None or each.period in self.small | self.others:
                continue
            here = (each.period.ends_on, each.since_start)
            if all(self._is_apart(here, other) for other in known):
                known.append(here)
            else:
                yield each.period

    def _is_apart(self, one: Point, other: Point) -> bool:
        """Whether the difference of two sums tells nothing of the values between them."""
        (first, low), (last, high) = sorted((one, other))
        if first == last:
            return not self.rule.is_near(high - low)
        plan = (each for each in self.series if each.since_start is not None)  # not the values from before it
        between = [each for each in plan if first < each.period.ends_on <= last]
        if any(each.period in self.others for each in between):
            return False
        shown = (each.value for each in between if each.value is not None and each.period not in self.small)
        hidden_ones = sum(each.period in self.small for each in between)
        return self.rule.is_safe(high - low - sum(shown, ZERO), hidden_ones)

    def _has_small_baseline(self) -> bool:
        value = self.series[-1].baseline.value
        return self.kind not in RATIOS and value is not None and self.rule.is_small(Fraction(value))

    def _is_telling(self, figure: Figure) -> bool:
        """Whether a rating tells of a hidden value: it was met once, or the target itself is a small count."""
        targets = [each.value for each in (figure.target, figure.period_target) if each is not None]
        is_small = any(value is not None and 0 < value < self.rule.threshold for value in targets)
        return is_small or figure.rating is Rating.ACHIEVED_EARLIER


def _by_length(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Periods of one length together, such as the halves of a year or its quarters."""
    lengths = {each.period: months_covered(each.period.starts_on, each.period.ends_on) for each in figures}
    for length in sorted(set(lengths.values())):
        yield [each for each in figures if lengths[each.period] == length]
