"""What looks odd in a measurement though it may be right: each warning names its rule, and asks for a remark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.checks import Problem, problem
from tracker.domain.explanation import told
from tracker.domain.periods import months_covered
from tracker.domain.series import Definition, Observation, Span
from tracker.domain.texts import N_
from tracker.domain.vocabulary import Kind

COUNTS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK)
RATIOS = (Kind.SHARE, Kind.RATE)
TIMES = 3
"""An outlier is more than so many times the largest earlier value, or less than that part of the smallest."""
POINTS = 20
"""Of shares: more than so many percentage points outside of the earlier values."""
FEWEST = 10
"""Counts that differ by less are never outliers: two women trained after one are no sensation."""


class Earlier(NamedTuple):
    """What the same organisation reported for an earlier period."""

    span: Span
    observation: Observation


class Beside(NamedTuple):
    """The value of another indicator by the same organisation for the same period.

    `is_upper`: a rule of the plan says that the measurement is never above it; else that it is never above the
    measurement.
    """

    code: str
    number: Fraction
    is_upper: bool


def oddities(
    definition: Definition,
    observation: Observation,
    span: Span,
    earlier: Sequence[Earlier] = (),
    beside: Sequence[Beside] = (),
) -> tuple[Problem, ...]:
    """The warnings of a measurement, at the fields `source_on` and `value`; none of them says that it is wrong."""
    if observation.reason is not None:
        return ()
    found = [*_old_source(observation, span), *_fraction(definition, observation)]
    now = number(definition, observation)
    if now is not None:
        before = _numbers(definition, span, earlier)
        found += [*_same(definition, now, before), *_fallen(definition, now, before)]
        found += [*_outlier(definition, now, before), *_crossed(definition, now, beside)]
    return tuple(found)


def number(definition: Definition, observation: Observation) -> Fraction | None:
    """What is compared: a value, a ratio of two parts on the indicator's scale; None for what is no number."""
    if definition.kind in RATIOS and observation.numerator is not None and observation.denominator is not None:
        if not observation.denominator:
            return None
        return Fraction(observation.numerator) * Fraction(definition.per) / Fraction(observation.denominator)
    known = definition.kind in (*COUNTS, *RATIOS) and observation.value is not None
    return Fraction(observation.value or 0) if known else None


def _numbers(definition: Definition, span: Span, earlier: Sequence[Earlier]) -> list[tuple[Span, Fraction]]:
    """The earlier values in their order; what is counted in a period only from periods of the same length."""
    months = months_covered(span.starts_on, span.ends_on)
    found = []
    for one in sorted(earlier, key=lambda each: (each.span.ends_on, each.span.key)):
        is_alike = definition.kind is not Kind.FLOW or months_covered(one.span.starts_on, one.span.ends_on) == months
        value = number(definition, one.observation) if one.observation.reason is None else None
        if value is not None and is_alike:
            found.append((one.span, value))
    return found


def _old_source(observation: Observation, span: Span) -> Iterator[Problem]:
    if observation.source_on is not None and observation.source_on < span.starts_on:
        sentence = N_("The source is of %(day)s, before the period began.")
        yield problem("source_on", sentence, day=observation.source_on)


def _fraction(definition: Definition, observation: Observation) -> Iterator[Problem]:
    value = observation.value
    if definition.kind is Kind.SHARE and observation.numerator is None and value is not None and 0 < value < 1:
        yield problem(
            "value",
            N_("%(value)s means %(value)s %%. If you mean %(percent)s %%, write that."),
            value=value,
            percent=(value * 100).normalize(),
        )


def _same(definition: Definition, now: Fraction, before: Sequence[tuple[Span, Fraction]]) -> Iterator[Problem]:
    """The very value of the last period; a nothing that stays a nothing is no wonder."""
    if before and now and before[-1][1] == now:
        span, _value = before[-1]
        sentence = N_("The value is the same as in %(period)s: %(value)s.")
        yield problem("value", sentence, period=span.name, value=told(now, definition.precision))


def _fallen(definition: Definition, now: Fraction, before: Sequence[tuple[Span, Fraction]]) -> Iterator[Problem]:
    if definition.kind is Kind.RUNNING_TOTAL and before and now < before[-1][1]:
        span, value = before[-1]
        yield problem(
            "value",
            N_("A running total only grows, but %(value)s is less than the %(before)s of %(period)s."),
            value=told(now, definition.precision),
            before=told(value, definition.precision),
            period=span.name,
        )


def _outlier(definition: Definition, now: Fraction, before: Sequence[tuple[Span, Fraction]]) -> Iterator[Problem]:
    """Far outside of the earlier values. A running total is no outlier for growing."""
    if not before or definition.kind is Kind.RUNNING_TOTAL:
        return
    low, high = (pick(before, key=lambda each: each[1]) for pick in (min, max))
    if definition.kind is Kind.SHARE:
        sentence, against = _far_share(now, low, high)
    else:
        sentence, against = _far_count(definition, now, low, high)
    if sentence:
        yield problem(
            "value",
            sentence,
            value=told(now, definition.precision),
            other=told(against[1], definition.precision),
            period=against[0].name,
            times=TIMES,
            points=POINTS,
        )


def _far_share(
    now: Fraction, low: tuple[Span, Fraction], high: tuple[Span, Fraction]
) -> tuple[str, tuple[Span, Fraction]]:
    if now > high[1] + POINTS:
        return N_(
            "Unusual: %(value)s %% is more than %(points)s points above the highest earlier value, "
            "%(other)s %% in %(period)s."
        ), high
    if now < low[1] - POINTS:
        return N_(
            "Unusual: %(value)s %% is more than %(points)s points below the lowest earlier value, "
            "%(other)s %% in %(period)s."
        ), low
    return "", low


def _far_count(
    definition: Definition, now: Fraction, low: tuple[Span, Fraction], high: tuple[Span, Fraction]
) -> tuple[str, tuple[Span, Fraction]]:
    least = Fraction(FEWEST) if definition.kind in COUNTS else Fraction(0)
    if now > high[1] * TIMES and now - high[1] >= least and high[1] >= 0:
        return N_(
            "Unusual: %(value)s is more than %(times)s times the largest earlier value, %(other)s in %(period)s."
        ), high
    if 0 <= now * TIMES < low[1] and low[1] - now >= least:
        return N_(
            "Unusual: %(value)s is less than one part in %(times)s of the smallest earlier value, "
            "%(other)s in %(period)s."
        ), low
    return "", low


def _crossed(definition: Definition, now: Fraction, beside: Sequence[Beside]) -> Iterator[Problem]:
    for other in beside:
        if (now > other.number) if other.is_upper else (other.number > now):
            sentence = N_("%(value)s is more than %(other)s, the value of %(code)s. It should never be above it.")
            if not other.is_upper:
                sentence = N_("%(value)s is less than %(other)s, the value of %(code)s. It should never be below it.")
            yield problem(
                "value",
                sentence,
                value=told(now, definition.precision),
                other=told(other.number, definition.precision),
                code=other.code,
            )


def may_be_compared(lower: Kind, upper: Kind, *, scales: tuple[Decimal, Decimal]) -> bool:
    """Whether one indicator's values can be set against another's: counts with counts, ratios of one scale."""
    if lower in COUNTS:
        return upper in COUNTS
    return lower in RATIOS and upper is lower and scales[0] == scales[1]
