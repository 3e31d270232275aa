"""What is wrong with a measurement as it was entered, each problem at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.display import rounded
from tracker.domain.series import Definition, Observation, Span
from tracker.domain.texts import N_, Message, message
from tracker.domain.values import decimals_of
from tracker.domain.vocabulary import Kind


class Problem(NamedTuple):
    """A sentence and the field that it belongs to, by its name in the type that was checked."""

    field: str
    message: Message


def problem(field: str, msgid: str, **values: object) -> Problem:
    """A Problem with its values given by name."""
    return Problem(field, message(msgid, **values))


def problems(definition: Definition, observation: Observation, span: Span) -> tuple[Problem, ...]:
    """Why the measurement cannot be sent; empty if it can. It has a value of its kind, or a reason for none."""
    if observation.reason is not None:
        given = (observation.value, observation.numerator, observation.denominator, observation.choice)
        if any(one is not None for one in given):
            return (problem("reason", N_("There is both a value and a reason why there is none. Keep one.")),)
        return ()
    return tuple(CHECKS[definition.kind](definition, observation, span))


def hints(definition: Definition, observation: Observation) -> tuple[Problem, ...]:
    """What a person is told about a value that is right and will be printed otherwise than it was typed."""
    value = observation.value
    if value is None or decimals_of(value) <= definition.precision:
        return ()
    told = N_("The number has more decimals than this indicator prints (%(precision)s).")
    return (problem("value", told, precision=definition.precision),)


def _number(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    if observation.value is None:
        yield problem("value", N_("Enter a value, or choose the reason why there is none."))


def _parts(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None and denominator is None:
        if observation.value is None:
            yield problem("numerator", N_("Enter both numbers, or choose the reason why there is none."))
        else:
            yield from _bounded(definition, observation.value)
    elif numerator is None:
        yield problem("numerator", N_("Enter the first number as well."))
    elif denominator is None:
        yield problem("denominator", N_("Enter the second number as well."))
    else:
        yield from _both_parts(definition, observation, numerator, denominator)


def _bounded(definition: Definition, value: Decimal) -> Iterator[Problem]:
    if definition.kind is Kind.SHARE and not 0 <= value <= definition.per:
        yield problem("value", N_("A share lies between 0 and %(per)s."), per=definition.per)
    elif value < 0:
        yield problem("value", N_("A rate is not negative."))


def _both_parts(
    definition: Definition, observation: Observation, numerator: Decimal, denominator: Decimal
) -> Iterator[Problem]:
    if numerator < 0:
        yield problem("numerator", N_("A count is not negative."))
    elif denominator < 0:
        yield problem("denominator", N_("A count is not negative."))
    elif definition.kind is Kind.SHARE and numerator > denominator:
        yield problem(
            "numerator",
            N_("The part (%(numerator)s) is above the whole (%(denominator)s)."),
            numerator=numerator,
            denominator=denominator,
        )
    elif denominator == 0 and numerator > 0:
        yield problem("denominator", N_("The second number is 0, but the first is not."))
    elif observation.value is not None and not _agree(definition, observation.value, numerator, denominator):
        yield problem("value", N_("The value does not follow from the two numbers. Leave it empty: it is calculated."))


def _agree(definition: Definition, value: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a value is its parts' ratio, on as many decimals as it was written with."""
    decimals = decimals_of(value)
    if denominator == 0:
        return False
    return rounded(Fraction(numerator) * Fraction(definition.per) / Fraction(denominator), decimals) == value


def _choice(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    if observation.choice is None:
        yield problem("choice", N_("Choose a step, or the reason why there is none."))
    elif observation.choice not in definition.steps:
        yield problem("choice", N_("This step is not on the indicator's scale."))


def _milestone(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    if observation.reached is None:
        yield problem("reached", N_("Say whether it is reached, or choose the reason why nothing can be said."))
    elif observation.reached and observation.reached_on is None:
        yield problem("reached_on", N_("Enter the date on which it was reached."))
    elif observation.reached and observation.reached_on is not None and observation.reached_on > span.ends_on:
        yield problem("reached_on", N_("The date lies after the period, which ends on %(date)s."), date=span.ends_on)


def _items(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    if observation.items is None:
        yield problem("items", N_("List the items, or say that there are none, or choose a reason."))
    for item in observation.items or ():
        if not item.title.strip():
            yield problem("items", N_("Give each item a title."))
        if item.year is not None and item.year > span.ends_on.year:
            yield problem("items", N_("“%(title)s” has a year after the period."), title=item.title)


def _text(definition: Definition, observation: Observation, span: Span) -> Iterator[Problem]:
    if not observation.text:
        yield problem("text", N_("Write the text, or choose the reason why there is none."))


CHECKS: dict[Kind, Callable[[Definition, Observation, Span], Iterator[Problem]]] = {
    Kind.FLOW: _number,
    Kind.RUNNING_TOTAL: _number,
    Kind.STOCK: _number,
    Kind.SHARE: _parts,
    Kind.RATE: _parts,
    Kind.MILESTONE: _milestone,
    Kind.ORDINAL: _choice,
    Kind.LIST: _items,
    Kind.TEXT: _text,
}
