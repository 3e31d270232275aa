"""A measurement as one sentence: the figure with its parts, the step, what is listed, or why there is nothing."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import gettext as _

from tracker.domain.display import shown_value
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Kind, Standing
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.web.languages import day, number, shown
from tracker.web.words import word


def measured(measurement: Measurement) -> str:
    """What was measured, as people say it; empty while nothing is entered."""
    if measurement.no_value is not None:
        return _("No value: %(reason)s", reason=word(measurement.no_value))
    kind = measurement.indicator.kind
    if kind in (Kind.SHARE, Kind.RATE):
        return _ratio(measurement)
    if kind is Kind.MILESTONE:
        return _milestone(measurement)
    if kind is Kind.ORDINAL:
        return _step(measurement.indicator, measurement.choice)
    if kind is Kind.LIST:
        in_force = sum(item.standing is Standing.IN_FORCE for item in measurement.items)
        return _("%(n)s listed, %(in_force)s in force", n=number(len(measurement.items)), in_force=number(in_force))
    if kind is Kind.TEXT:
        return shown(measurement.statement).text
    return in_unit(measurement.indicator, measurement.value)


def in_unit(indicator: Indicator, value: object) -> str:
    """A value of an indicator with its unit, rounded once; empty for None."""
    if value is None:
        return ""
    printed = shown_value(Fraction(str(value)), indicator.decimals)
    assert printed is not None  # noqa: S101 - there is a value
    figure = number(printed.number, printed.decimals)
    if indicator.kind is Kind.SHARE:
        return _("%(value)s %%", value=figure)
    if indicator.kind is Kind.RATE:
        return _("%(value)s per %(per)s", value=figure, per=number(indicator.per))
    unit = shown(indicator.unit).text
    return f"{figure} {unit}" if unit else figure


def promised(indicator: Indicator, value: object) -> str:
    """A baseline or target as people say it: a milestone's and an ordinal's are numbers only in the tables."""
    if value is None:
        return ""
    if indicator.kind is Kind.MILESTONE:
        return _("Reached") if value else _("Not reached")
    if indicator.kind is Kind.ORDINAL:
        place = int(str(value).split(".", maxsplit=1)[0])
        return _step(indicator, indicator.scale[place - 1]["code"]) if 0 < place <= len(indicator.scale) else str(value)
    return in_unit(indicator, value)


def _ratio(measurement: Measurement) -> str:
    value = in_unit(measurement.indicator, measurement.value)
    if measurement.numerator is None or measurement.denominator is None:
        return value
    parts = {"part": number(measurement.numerator), "whole": number(measurement.denominator)}
    if not value:
        return _("%(part)s of %(whole)s: not computable", **parts)
    return _("%(part)s of %(whole)s = %(value)s", **parts, value=value)


def _milestone(measurement: Measurement) -> str:
    if measurement.reached is None:
        return ""
    if not measurement.reached:
        return _("Not reached")
    return _("Reached on %(day)s", day=day(measurement.reached_on)) if measurement.reached_on else _("Reached")


def _step(indicator: Indicator, code: str) -> str:
    for place, step in enumerate(indicator.scale, start=1):
        if step["code"] == code:
            label = shown(Multilingual(step["label"])).text
            return _("%(step)s (step %(place)s of %(steps)s)", step=label, place=place, steps=len(indicator.scale))
    return code
