"""What is wrong with the baseline and the targets of an indicator, each problem at the very field that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.domain.checks import Problem, problem
from tracker.domain.display import rounded
from tracker.domain.planning import faults
from tracker.domain.series import Definition, Target
from tracker.domain.texts import N_
from tracker.domain.values import decimals_of
from tracker.domain.vocabulary import Kind

NOT_NEGATIVE = (Kind.RATE, Kind.LIST)
OUTSIDE = N_("This date lies outside the plan, which runs from %(start)s to %(end)s.")


def promise_problems(definition: Definition) -> tuple[Problem, ...]:
    """Why baseline and targets cannot be kept like this; empty if they can.

    Fields: `baseline`, `baseline_on`, `direction`, `final`, `final_on`, and for a target of a period `target:` with its
    date (ISO 8601).
    """
    found = (*_values(definition), *_dates(definition))
    others = tuple(one for one in faults(definition) if one.field in ("direction", "targets"))
    if found:
        others = tuple(one for one in others if one.field != "targets")  # said above, at the field itself
    return (*found, *(Problem("final", one.message) if one.field == "targets" else one for one in others))


def part_problems(
    kind: Kind, per: Decimal, numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None
) -> Iterator[Problem]:
    """What is wrong with the two parts of a baseline; fields `numerator`, `denominator` and `baseline`."""
    if numerator is None and denominator is None:
        return
    if numerator is None:
        yield problem("numerator", N_("Enter the numerator as well."))
    elif denominator is None:
        yield problem("denominator", N_("Enter the denominator as well."))
    elif numerator < 0:
        yield problem("numerator", N_("The numerator is not negative."))
    elif denominator <= 0:
        yield problem("denominator", N_("The denominator of a baseline is above 0."))
    elif kind is Kind.SHARE and numerator > denominator:
        yield problem("numerator", N_("The part is larger than the whole. Look whether the two are swapped."))
    elif value is not None and rounded(_ratio(numerator, denominator, per), decimals_of(value)) != value:
        yield problem("baseline", N_("The value is not numerator / denominator. Leave it empty: it is calculated."))


def parts_value(numerator: Decimal, denominator: Decimal, per: Decimal) -> Decimal:
    """The share or rate that two parts make, on the scale of `per`, kept to ten decimals; denominator above 0."""
    return rounded(_ratio(numerator, denominator, per), 10).normalize() + 0


def target_field(target: Target) -> str:
    return "final" if target.is_final else f"target:{target.due_on.isoformat()}"


def _ratio(numerator: Decimal, denominator: Decimal, per: Decimal) -> Fraction:
    return Fraction(numerator) * Fraction(per) / Fraction(denominator)


def _values(definition: Definition) -> Iterator[Problem]:
    given = [("baseline", definition.baseline.value), *((target_field(t), t.value) for t in definition.targets)]
    for field, value in given:
        if value is None:
            continue
        if definition.kind is Kind.SHARE and not 0 <= value <= definition.per:
            yield problem(field, N_("A share lies between 0 and %(per)s."), per=definition.per)
        elif definition.kind in NOT_NEGATIVE and value < 0:
            yield problem(field, N_("This cannot be below zero."))


def _dates(definition: Definition) -> Iterator[Problem]:
    start, end = definition.plan_start, definition.plan_end
    seen: set[tuple[date, bool]] = set()
    for one in definition.targets:
        field = "final_on" if one.is_final else target_field(one)
        if not start <= one.due_on <= end:
            yield problem(field, OUTSIDE, start=start, end=end)
        if (one.due_on, one.is_final) in seen:
            yield problem(field, N_("There is already a target for this date."))
        seen.add((one.due_on, one.is_final))
    last, on = max((one.due_on for one in definition.targets), default=end), definition.baseline.on
    if on is not None and on >= last:
        yield problem("baseline_on", N_("The baseline has to be older than the last target, %(last)s."), last=last)
