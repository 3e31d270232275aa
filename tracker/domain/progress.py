"""How far a value has come from the baseline to the target: signed, one formula for rising and falling ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from tracker.domain.aggregation import step_number
from tracker.domain.display import is_met
from tracker.domain.series import Definition, Span, Target
from tracker.domain.vocabulary import Direction, Kind, TargetSpan, TimeRule

BY_DATE = (Kind.MILESTONE, Kind.ORDINAL)  # nothing is expected of them before their date
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Where an indicator comes from and where it goes, in one unit and for one span.

    `origin` is the baseline that progress starts from (0 for what is counted since the plan began, None if unknown),
    `value` the final target, `measurable` whether a percentage says anything: not for yes or no, nor for steps of
    unequal size.
    """

    final: Target | None
    value: Fraction | None
    origin: Fraction | None
    direction: Direction
    since_start: bool
    measurable: bool

    @property
    def maintain(self) -> bool:
        """The target is to keep what there was."""
        return self.value is not None and self.value == self.origin


def final_target(definition: Definition) -> Target | None:
    """The target marked as final, else the last one; None where nothing was promised."""
    promised = [one for one in definition.targets if _target_value(definition, one) is not None]
    return max(promised, key=lambda one: (one.is_final, one.due_on), default=None)


def goal(definition: Definition) -> Goal:
    """What an indicator is measured against."""
    final = final_target(definition)
    value = None if final is None else _target_value(definition, final)
    since_start = final is not None and final.span is TargetSpan.SINCE_START and adds_over_time(definition)
    origin = _origin(definition, since_start=since_start)
    return Goal(
        final=final,
        value=value,
        origin=origin,
        direction=_direction(definition, origin, value),
        since_start=since_start,
        measurable=is_measurable(definition),
    )


def is_measurable(definition: Definition) -> bool:
    """Whether distances between values mean anything: not for yes or no, nor for steps of unequal size."""
    return definition.kind not in BY_DATE or (definition.kind is Kind.ORDINAL and definition.equal_steps)


def baseline_number(definition: Definition) -> Fraction | None:
    """The baseline as a number, of an ordinal the number of its step; None if it is unknown."""
    if definition.kind is Kind.ORDINAL:
        return step_number(definition, definition.baseline.choice, definition.baseline.value)
    return None if definition.baseline.value is None else Fraction(definition.baseline.value)


def adds_over_time(definition: Definition) -> bool:
    """Whether the periods since the plan began make another value than the last period alone."""
    return definition.time_rule in (TimeRule.SUM, TimeRule.RATIO_OF_SUMS)


def progress(goal: Goal, value: Fraction) -> Fraction | None:
    """(value − baseline) / (target − baseline); 1 is the target. None where that is no number or says nothing."""
    return way(goal, value) if goal.measurable else None


def way(goal: Goal, value: Fraction) -> Fraction | None:
    """The same ratio for any scale with an order: below 0 means worse than the baseline."""
    if goal.value is None or goal.origin is None or goal.maintain:
        return None
    return (value - goal.origin) / (goal.value - goal.origin)


def share_of_target(goal: Goal, value: Fraction) -> Fraction | None:
    """value / target, for a rising indicator whose baseline is unknown; it is not progress and never called so."""
    if goal.origin is not None or not goal.value or goal.direction is not Direction.AT_LEAST or not goal.measurable:
        return None
    return value / goal.value


def is_reached(goal: Goal, value: Fraction) -> bool | None:
    """Whether the value is on the target's side; None without a target."""
    return None if goal.value is None else is_met(value, goal.value, goal.direction)


def expected_value(
    definition: Definition, goal: Goal, at: Span, so_far: Collection[Span]
) -> tuple[Fraction | None, bool]:
    """What should be there at the end of the period, and whether a straight line had to be assumed.

    The target of the period where there is one for the same span, else a straight line in days from the baseline (on
    its date; the plan's start where that is unknown) to the final target. `so_far`: the periods since the plan began.
    None for milestones, ordinals and what is to be maintained.
    """
    if goal.value is None or goal.final is None or definition.kind in BY_DATE or goal.maintain:
        return None, False
    if goal.final.due_on <= at.ends_on:
        return goal.value, False
    promised = _promised(definition, goal, at, so_far)
    if promised is not None or goal.origin is None:
        return promised, False
    return goal.origin + (goal.value - goal.origin) * _elapsed(
        definition, goal.final, at, since_start=goal.since_start
    ), True


def period_target(definition: Definition, at: Span) -> Target | None:
    """The target that is due in the period; several that each count for their own part of it are added."""
    final = final_target(definition)
    due = sorted(
        (one for one in definition.targets if at.starts_on <= one.due_on <= at.ends_on and one is not final),
        key=lambda one: one.due_on,
    )
    if not due:
        return final if final is not None and at.starts_on <= final.due_on <= at.ends_on else None
    alone = [one.value for one in due if one.span is TargetSpan.PERIOD and one.value is not None]
    if definition.time_rule is TimeRule.SUM and len(alone) == len(due):
        return replace(due[-1], value=sum(alone, Decimal(0)))
    return due[-1]


def _promised(definition: Definition, goal: Goal, at: Span, so_far: Collection[Span]) -> Fraction | None:
    """The period's target on the final target's span: targets of single periods are added if each period has one."""
    one = period_target(definition, at)
    if one is None:
        return None
    spans = (goal.final.span if goal.final else None, one.span)
    if not adds_over_time(definition) or spans[0] is spans[1]:
        return _target_value(definition, one)
    each = [period_target(definition, span) for span in so_far]
    known = [t.value for t in each if t is not None and t.value is not None and t.span is TargetSpan.PERIOD]
    if not goal.since_start or definition.time_rule is not TimeRule.SUM or len(known) < len(each):
        return None
    return sum(map(Fraction, known), Fraction(0))


def _elapsed(definition: Definition, final: Target, at: Span, *, since_start: bool) -> Fraction:
    """The part of the way to the final target's date that has passed, in days, between 0 and 1."""
    known = None if since_start else definition.baseline.on
    start = known or definition.plan_start - DAY  # a plan starts in the morning, a period ends in the evening
    whole = (final.due_on - start).days
    return Fraction(min(max((at.ends_on - start).days, 0), whole), whole) if whole > 0 else Fraction(1)


def _target_value(definition: Definition, target: Target) -> Fraction | None:
    if definition.kind is Kind.MILESTONE:
        return Fraction(1)
    if definition.kind is Kind.ORDINAL:
        return step_number(definition, target.choice, target.value)
    return None if target.value is None else Fraction(target.value)


def _origin(definition: Definition, *, since_start: bool) -> Fraction | None:
    """The baseline; 0 for what is counted from the plan's start on, unless it is to stay below a limit."""
    counts_from_zero = since_start and definition.time_rule is TimeRule.SUM
    counts_from_zero |= definition.kind is Kind.RUNNING_TOTAL and not definition.contains_baseline
    if counts_from_zero:
        return None if definition.direction is Direction.AT_MOST else Fraction(0)
    return baseline_number(definition)


def _direction(definition: Definition, origin: Fraction | None, value: Fraction | None) -> Direction:
    """From target against baseline where both are known and differ; else the stored one; else what the target says."""
    stored = definition.direction
    if stored is not Direction.EXACTLY and origin is not None and value is not None and origin != value:
        return Direction.AT_LEAST if value > origin else Direction.AT_MOST
    if stored is not None or value is None:
        return stored or Direction.AT_LEAST
    if origin is not None:
        return Direction.EXACTLY
    return Direction.AT_LEAST if value else Direction.AT_MOST  # a target of nothing means: no more of it
