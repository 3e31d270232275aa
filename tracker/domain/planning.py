"""What is wrong with an indicator as it was set up, each problem at its field; and what only looks odd."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.domain.checks import Problem, problem
from tracker.domain.progress import adds_over_time, final_target, goal
from tracker.domain.rules import may_have
from tracker.domain.series import Definition
from tracker.domain.texts import N_
from tracker.domain.values import MOST_DECIMALS
from tracker.domain.vocabulary import Direction, Kind, TargetSpan, TimeRule

NO_NUMBER = (Kind.MILESTONE, Kind.TEXT)  # their targets are dates, or nothing


def faults(definition: Definition) -> tuple[Problem, ...]:
    """Why an indicator cannot be kept like this; empty if it can."""
    return (
        *_rules(definition),
        *_scale(definition),
        *_steps(definition),
        *_dates(definition),
        *_values(definition),
        *_direction(definition),
    )


def doubts(definition: Definition) -> tuple[Problem, ...]:
    """What may be meant so, but is more often a mistake: targets of the periods that do not lead to the final one."""
    final = final_target(definition)
    if final is None or final.value is None:
        return ()
    others = [one for one in definition.targets if one is not final and one.value is not None]
    if final.span is TargetSpan.SINCE_START and definition.time_rule is TimeRule.SUM:
        alone = [one.value for one in others if one.span is TargetSpan.PERIOD and one.value is not None]
        total = sum(alone, Decimal(0))
        if alone and total != final.value:
            told = N_("The targets of the periods add up to %(total)s, the final target is %(final)s.")
            return (problem("targets", told, total=total, final=final.value),)
        return ()
    same_day = [one.value for one in others if one.due_on == final.due_on and one.span is final.span]
    if not adds_over_time(definition) and any(value != final.value for value in same_day):
        told = N_("The target of the last period is %(last)s, the final target is %(final)s.")
        return (problem("targets", told, last=same_day[-1], final=final.value),)
    return ()


def _rules(definition: Definition) -> Iterator[Problem]:
    if not may_have(definition.kind, definition.time_rule, definition.place_rule):
        yield problem("time_rule", N_("This kind of indicator cannot be added up like this."))


def _scale(definition: Definition) -> Iterator[Problem]:
    if definition.per <= 0:
        yield problem("per", N_("The scale is a number above 0, for instance 100 or 100000."))
    if not 0 <= definition.precision <= MOST_DECIMALS:
        yield problem("precision", N_("The number of decimals is between 0 and %(most)s."), most=MOST_DECIMALS)
    if not 0 < definition.on_track <= 1:
        yield problem("on_track", N_("The part that is enough lies above 0 and is at most 1."))


def _steps(definition: Definition) -> Iterator[Problem]:
    if definition.kind is not Kind.ORDINAL:
        return
    if len(set(definition.steps)) < 2 or len(set(definition.steps)) < len(definition.steps):
        yield problem("steps", N_("A scale has at least two steps, each named once, from the lowest up."))
    chosen = [("baseline", definition.baseline.choice), *(("targets", one.choice) for one in definition.targets)]
    for field, choice in chosen:
        if choice is not None and choice not in definition.steps:
            yield problem(field, N_("“%(choice)s” is not on the indicator's scale."), choice=choice)
    numbered = [("baseline", definition.baseline.value), *(("targets", one.value) for one in definition.targets)]
    places = range(1, len(definition.steps) + 1)
    for field, value in numbered:
        if definition.steps and value is not None and value not in places:
            yield problem(field, N_("The scale has no step number %(number)s."), number=value)


def _dates(definition: Definition) -> Iterator[Problem]:
    for one in definition.targets:
        if not definition.plan_start <= one.due_on <= definition.plan_end:
            yield problem("targets", N_("The target of %(date)s lies outside the plan."), date=one.due_on)
    if sum(1 for one in definition.targets if one.is_final) > 1:
        yield problem("targets", N_("Only one target is the final one."))
    final = final_target(definition)
    if final is not None and any(one.due_on > final.due_on for one in definition.targets):
        yield problem("targets", N_("The final target is the last one by its date."))


def _values(definition: Definition) -> Iterator[Problem]:
    needed = definition.kind not in NO_NUMBER
    if needed and any(one.value is None and one.choice is None for one in definition.targets):
        yield problem("targets", N_("A target needs a value."))
    if definition.kind is not Kind.SHARE:
        return
    given = [("baseline", definition.baseline.value), *(("targets", one.value) for one in definition.targets)]
    for field, value in given:
        if value is not None and not 0 <= value <= definition.per:
            yield problem(field, N_("A share lies between 0 and %(per)s."), per=definition.per)


def _direction(definition: Definition) -> Iterator[Problem]:
    """Target against baseline says the direction; a stored one that disagrees is an error, not a choice."""
    stored, aim = definition.direction, goal(definition)
    if aim.since_start and definition.time_rule is TimeRule.SUM and stored is Direction.AT_MOST:
        yield problem("direction", N_("What is counted since the plan began only grows: choose “at least”."))
        return
    if aim.origin is None or aim.value is None or aim.maintain or stored in (None, Direction.EXACTLY):
        return
    rises = aim.value > aim.origin
    if (stored is Direction.AT_LEAST) is not rises:
        told = N_("The target is below the baseline: choose “at most”, or leave the direction open.")
        if rises:
            told = N_("The target is above the baseline: choose “at least”, or leave the direction open.")
        yield problem("direction", told)
