"""How a value came about, in short sentences: the reports, the rule, the numbers.

A sentence's values are Decimals, dates, texts in several languages, and for a sum a tuple of its terms, written with
" + " between them. They are put into words where a person reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.domain.display import rounded
from tracker.domain.series import Coverage, Definition, Span
from tracker.domain.texts import N_, Message, message
from tracker.domain.values import MOST_DECIMALS
from tracker.domain.vocabulary import Kind, PlaceRule

MOST_TERMS = 12
Terms = tuple[Decimal | str, ...]


def told(value: Fraction | Decimal, precision: int = 0) -> Decimal:
    """A number as a sentence says it: exact where that takes at most eight decimals, else rounded half up.

    A number that cannot be written out is rounded to the precision, and to one decimal at the least.
    """
    exact = Fraction(value)
    if 10**MOST_DECIMALS % exact.denominator:
        return rounded(exact, max(precision, 1))
    decimals = precision
    while 10**decimals % exact.denominator:
        decimals += 1
    return rounded(exact, decimals)


def terms(values: Sequence[Fraction | Decimal], precision: int = 0) -> Terms:
    """The terms of a sum; of many, the first and the last."""
    if len(values) <= MOST_TERMS:
        return tuple(told(value, precision) for value in values)
    first = (told(value, precision) for value in values[: MOST_TERMS - 2])
    return (*first, "…", told(values[-1], precision))


def told_sum(definition: Definition, values: Sequence[Decimal], total: Fraction) -> Message:
    """How numbers of several reports became one."""
    precision = definition.precision
    said = told(total, precision)
    if len(values) == 1:
        return message(N_("One report: %(value)s."), value=said)
    if definition.place_rule is PlaceRule.LARGEST:
        return message(
            N_("Persons are not added across reports. Largest of %(count)s reports: %(total)s, at least."),
            count=len(values),
            total=said,
        )
    sentence = N_("Sum of %(count)s reports: %(values)s = %(total)s.")
    if definition.kind is not Kind.FLOW:
        sentence = N_("Latest reports of %(count)s organisations, added: %(values)s = %(total)s.")
    return message(sentence, count=len(values), values=terms(values, precision), total=said)


def told_ratio(definition: Definition, above: Sequence[Decimal], below: Sequence[Decimal]) -> tuple[Message, ...]:
    """How numerators and denominators became a share or a rate; a denominator of 0 gives none."""
    numerator, denominator = (sum(map(Fraction, numbers), Fraction(0)) for numbers in (above, below))
    added: tuple[Message, ...] = ()
    if len(above) > 1:
        added = (
            message(N_("Numerators added: %(values)s = %(total)s."), values=terms(above), total=told(numerator)),
            message(N_("Denominators added: %(values)s = %(total)s."), values=terms(below), total=told(denominator)),
        )
    if denominator == 0:
        return (*added, not_a_ratio(numerator))
    result = message(
        N_("%(numerator)s / %(denominator)s × %(per)s = %(value)s."),
        numerator=told(numerator),
        denominator=told(denominator),
        per=told(definition.per),
        value=told(numerator * Fraction(definition.per) / denominator, definition.precision),
    )
    return (*added, result)


def not_a_ratio(numerator: Fraction) -> Message:
    """0 of 0 is neither 0 % nor 100 %."""
    return message(N_("Not computable: %(numerator)s of 0."), numerator=told(numerator))


def told_bare_share(definition: Definition, value: Decimal) -> Message:
    """A share that was reported without its parts."""
    return message(
        N_("Reported as %(value)s without numerator and denominator."), value=told(value, definition.precision)
    )


def told_milestone(reached: bool, reached_on: date | None, counted: Coverage) -> Message:
    """Whether a milestone is reached, since when, and by how many."""
    if counted.of > 1:
        return message(N_("%(n)s of %(of)s organisations have reached it."), n=counted.n, of=counted.of)
    if not reached:
        return message(N_("Not reached."))
    if reached_on is None:
        return message(N_("Reached; the date was not given."))
    return message(N_("Reached on %(date)s."), date=reached_on)


def told_step(definition: Definition, number: Fraction, choice: str | None) -> Message:
    """Which step of an ordinal's scale was reported last."""
    if choice is None:
        return message(N_("Latest step: %(number)s."), number=told(number))
    return message(
        N_("Latest step: %(choice)s, number %(number)s of %(of)s from the lowest."),
        choice=choice,
        number=told(number),
        of=len(definition.steps),
    )


def told_list(count: int, listed: int, at: Span) -> Message:
    """How many of the listed items count."""
    return message(
        N_("%(count)s of %(listed)s listed items are in force on %(date)s; one that several list counts once."),
        count=count,
        listed=listed,
        date=at.ends_on,
    )


def told_carried(span: Span) -> Message:
    """That a value is older than the period."""
    return message(N_("Carried from %(period)s: no newer value was reported."), period=span.name)


def told_gaps(coverage: Coverage) -> Message:
    """That a value stands on some of the reports only."""
    return message(N_("%(n)s of %(of)s reports are in."), n=coverage.n, of=coverage.of)
