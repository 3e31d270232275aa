"""A single value of an indicator, as its kind is read: a number with its decimals, a step, reached or not."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from tracker.domain.texts import Multilingual
from tracker.domain.values import decimals_of
from tracker.domain.vocabulary import Kind, Standing
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.web.languages import number, shown
from tracker.web.words import word

FEW = 6  # decimals at most, where a value has more than its indicator prints


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """A baseline, a target or a reported number in words or figures; empty for None."""
    if value is None:
        return ""
    if indicator.kind is Kind.MILESTONE:
        return _("reached") if value else _("not reached")
    if indicator.kind is Kind.ORDINAL:
        return _step(indicator, int(value) - 1)
    written = number(value, max(indicator.decimals, min(decimals_of(value), FEW)))
    return f"{written} %" if indicator.kind is Kind.SHARE else written


def reported_text(row: Measurement) -> str:
    """What a measurement says, or the reason why it says nothing."""
    indicator = row.indicator
    if row.no_value is not None:
        return word(row.no_value)
    if indicator.kind is Kind.ORDINAL:
        places = [step["code"] for step in indicator.scale]
        return _step(indicator, places.index(row.choice)) if row.choice in places else row.choice
    if indicator.kind is Kind.MILESTONE:
        return "" if row.reached is None else _("reached") if row.reached else _("not reached")
    if indicator.kind is Kind.LIST:
        return number(sum(each.standing is Standing.IN_FORCE for each in row.items))
    if indicator.kind is Kind.TEXT:
        return _("text")
    if row.numerator is not None and row.denominator is not None:
        return _("%(part)s of %(whole)s", part=number(row.numerator), whole=number(row.denominator))
    return value_text(indicator, row.value)


def _step(indicator: Indicator, place: int) -> str:
    if not 0 <= place < len(indicator.scale):
        return ""
    return shown(Multilingual(indicator.scale[place]["label"])).text
