"""What goes into the arithmetic of one indicator and what comes out of it; all plain, frozen and exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import (
    DataStatus,
    Direction,
    Kind,
    NoValue,
    PlaceRule,
    Rating,
    Standing,
    State,
    TargetSpan,
    TimeRule,
    ValueState,
)

PERCENT = Decimal(100)
ON_TRACK = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Span:
    """A reporting period: its key, the name people read, its first and its last day."""

    key: str
    name: str | Multilingual
    starts_on: date
    ends_on: date

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this period; a period holds itself."""
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on

    def is_part_of(self, other: Span) -> bool:
        """Whether this period lies inside a longer one."""
        return other.holds(self) and not self.holds(other)


class Expected(NamedTuple):
    """One report that is due: the key of its period and of its organisation."""

    period: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value before the plan; `value` None (and no `choice`) means unknown, which is never zero, or `hidden`."""

    value: Decimal | None = None
    on: date | None = None
    choice: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A value promised for a date, in the indicator's unit; `choice` is the promised step of an ordinal."""

    due_on: date
    value: Decimal | None = None
    span: TargetSpan = TargetSpan.PERIOD
    is_final: bool = False
    choice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An indicator as the arithmetic knows it, in the version that is valid at the cut-off.

    `per` scales a share (100: percent) or a rate (for instance 100 000); values, baseline and targets are written on
    that scale. `steps` are the codes of an ordinal from the lowest up. `contains_baseline` tells whether a running
    total and its target go on from the baseline or start from zero. `on_track` is the part of the expected progress
    that is enough.
    """

    kind: Kind
    time_rule: TimeRule
    place_rule: PlaceRule
    plan_start: date
    plan_end: date
    direction: Direction | None = None
    precision: int = 0
    per: Decimal = PERCENT
    baseline: Baseline = Baseline()
    targets: tuple[Target, ...] = ()
    steps: tuple[str, ...] = ()
    equal_steps: bool = False
    contains_baseline: bool = True
    on_track: Decimal = ON_TRACK


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a breakdown: sex=female, region=Almaty. Parts are never added across dimensions."""

    dimension: str
    category: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: NoValue | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """A law or mechanism that an organisation lists; it counts from its year on while it is in force."""

    title: str
    standing: Standing
    year: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One measurement of one organisation for one period: a value of the indicator's kind, or the reason for none."""

    period: str
    organisation: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    choice: str | None = None
    reached: bool | None = None
    reached_on: date | None = None
    items: tuple[ListItem, ...] | None = None
    text: Multilingual | None = None
    reason: NoValue | None = None
    data_status: DataStatus = DataStatus.FINAL
    source_on: date | None = None
    parts: tuple[Part, ...] = ()
    state: State = State.VERIFIED
    verified_at: datetime | None = None
    revision: int = 1

    @property
    def has_value(self) -> bool:
        """Whether anything was measured; a zero, a "no" and an empty list are values."""
        if self.reason is not None:
            return False
        given = (self.value, self.numerator, self.choice, self.reached, self.items, self.text)
        return any(one is not None for one in given)


class Coverage(NamedTuple):
    """n of N: how many of what was due is there."""

    n: int
    of: int


NOTHING_DUE = Coverage(0, 0)


class Carried(NamedTuple):
    """A value that an organisation reported for an earlier period and that stands in for a missing one."""

    organisation: str
    period: Span


class Absent(NamedTuple):
    """A report without a value, and why; `reason` not_reported also when nothing was entered at all."""

    period: Span
    organisation: str
    reason: NoValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Everything that a page, a workbook or a PDF prints for one indicator at one period.

    Numbers are exact and in the indicator's unit (percent for shares); `progress` and `share_of_target` are plain
    ratios, 1 being 100 %. `value` belongs to the period; `since_start` is the same since the plan began, where the
    final target counts so. `previous` is the last value reported before, for `previous_period`. `change` is from the
    baseline, `change_from_previous` from `previous`, both in percentage points where `in_points`. `target` is the final
    target, `period_target` the one due in the period. `at_least` marks a lower bound: reports are missing from a sum,
    or the same persons may be in several reports. `due` is false where nothing is due yet. `hidden` tells that what is
    compared with the target is kept from readers because of small counts; with the state *suppressed* the value is too.
    """

    kind: Kind
    period: Span
    state: ValueState
    rating: Rating
    reason: NoValue | None = None
    value: Fraction | None = None
    since_start: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    choice: str | None = None
    reached: bool | None = None
    reached_on: date | None = None
    items: tuple[ListItem, ...] = ()
    texts: tuple[tuple[str, Multilingual], ...] = ()
    carried_from: tuple[Carried, ...] = ()
    absent: tuple[Absent, ...] = ()
    taken: tuple[Span, ...] = ()
    reports: Coverage = NOTHING_DUE
    periods: Coverage = NOTHING_DUE
    data_status: DataStatus = DataStatus.FINAL
    at_least: bool = False
    due: bool = True
    hidden: bool = False
    precision: int = 0
    direction: Direction | None = None
    baseline: Baseline = Baseline()
    previous: Fraction | None = None
    previous_period: Span | None = None
    change: Fraction | None = None
    change_from_previous: Fraction | None = None
    in_points: bool = False
    target: Target | None = None
    period_target: Target | None = None
    expected: Fraction | None = None
    expected_assumed: bool = False
    progress: Fraction | None = None
    share_of_target: Fraction | None = None
    met: bool | None = None
    first_achieved: Span | None = None
    warnings: tuple[Message, ...] = ()
    explanation: tuple[Message, ...] = ()

    @property
    def towards_target(self) -> Fraction | None:
        """The value that is compared with the final target: the one that covers the same span."""
        return self.value if self.since_start is None else self.since_start

    @property
    def capped(self) -> Fraction | None:
        """Progress held between 0 and 1, for bars and averages only."""
        return None if self.progress is None else min(max(self.progress, Fraction(0)), Fraction(1))
