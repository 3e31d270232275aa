"""Values of an indicator from before the plan: published series whose trend goes on in the plan's own periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reports.snapshot import BreakdownCell
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.series import Figure, Span
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Rating, ValueState
from tracker.models.indicator import EarlierValue, Indicator
from tracker.models.plan import Plan
from tracker.services import audit, editing
from tracker.services.acting import Actor
from tracker.services.material import Material

TOLD = N_("A published value from before the plan: shown for the trend, not rated.")


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """One value, or with `cell` (such as `sex:f`) one part of its breakdown, in the indicator's unit."""

    name: str
    starts_on: date
    ends_on: date
    value: Decimal
    cell: str = ""


def replace_all(actor: Actor, plan: Plan, indicator: Indicator, values: Iterable[Earlier], *, version: int) -> None:
    """Keep exactly these values from before the plan. Raises RuleBroken for one that ends after the plan began."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    editing.require_version(indicator, version)
    kept = sorted(values, key=lambda one: (one.ends_on, one.cell))
    if any(one.ends_on >= plan.starts_on for one in kept):
        raise RuleBroken(message(N_("A value from before the plan ends before the plan starts.")), "earlier")
    indicator.earlier = [
        EarlierValue(name=one.name, starts_on=one.starts_on, ends_on=one.ends_on, cell=one.cell, value=one.value)
        for one in kept
    ]
    after = {"earlier": [[one.ends_on.isoformat(), one.cell, format(one.value, "f")] for one in kept]}
    audit.record("change_earlier_values", indicator, actor=actor.user, plan=plan, after=after)


def figures(indicator: Indicator) -> tuple[Figure, ...]:
    """The values by their dates, as figures that are shown beside those of the periods and never rated."""
    return tuple(
        Figure(
            kind=indicator.kind,
            period=_span(one),
            state=ValueState.VALUE,
            rating=Rating.NOT_DUE,
            value=Fraction(one.value),
            due=False,
            precision=indicator.decimals,
            explanation=(message(TOLD),),
        )
        for one in indicator.earlier
        if not one.cell
    )


def cells(material: Material, indicator: Indicator) -> Iterator[BreakdownCell]:
    """The parts of their breakdowns; no organisation of the plan stands behind them."""
    for one in indicator.earlier:
        dimension, _, code = one.cell.partition(":")
        category = material.categories.get((dimension, code))
        if category is not None:
            yield BreakdownCell(
                period=one.name,
                organisation="",
                dimension=category.dimension.name,
                category=category.name,
                value=one.value,
            )


def _span(one: EarlierValue) -> Span:
    return Span(key=one.name, name=one.name, starts_on=one.starts_on, ends_on=one.ends_on)
