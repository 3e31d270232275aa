"""Baselines and targets: what was there before the plan, and what is promised for which date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain import defining, planning, series
from tracker.domain.checks import Problem
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import Direction, Kind, TargetSpan
from tracker.models.indicator import Indicator, Target
from tracker.models.plan import Plan
from tracker.services import audit, editing, versions
from tracker.services.acting import Actor
from tracker.services.material import definition_of


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Baseline and targets as they were typed; for shares and rates the parts may stand in for the value."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unknown: bool
    on: date | None
    source: Multilingual
    direction: Direction | None
    targets: Sequence[series.Target]


def problems(plan: Plan, indicator: Indicator, promise: Promise) -> tuple[Problem, ...]:
    """Why this cannot be kept, each at its field (`tracker.domain.defining`); empty if it can."""
    definition = _definition(plan, indicator, promise)
    numerator, denominator = promise.numerator, promise.denominator
    parts = tuple(defining.part_problems(indicator.kind, definition.per, numerator, denominator, promise.value))
    # Parts that are wrong make a value that is wrong too; one sentence is enough.
    rest = (one for one in defining.promise_problems(definition) if not (parts and one.field == "baseline"))
    return (*parts, *rest)


def doubts(plan: Plan, indicator: Indicator) -> tuple[Message, ...]:
    """Where the targets of the periods and the final one do not say the same, as stored."""
    return tuple(one.message for one in planning.doubts(definition_of(indicator, plan)))


def change(
    actor: Actor, plan: Plan, indicator: Indicator, promise: Promise, *, version: int | None, reason: str = ""
) -> Indicator:
    """Set baseline and targets. Once the indicator is used, a change of them is a new version with its reason.

    Raises RuleBroken where a new version has no reason.
    """
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    editing.require_version(indicator, version)
    for one in problems(plan, indicator, promise):
        raise RuleBroken(one.message, one.field)
    values = _values(plan, indicator, promise)
    before, after = editing.changed(indicator, values)
    old, new = written(indicator.targets), written(promise.targets)
    if old != new:
        before["targets"], after["targets"] = old, new
    versions.keep(actor.user, indicator, versions.planned(indicator, values, promise.targets), reason)
    editing.apply(indicator, values)
    _replace_targets(indicator, promise.targets)
    audit.record("change_targets", indicator, actor=actor.user, plan=plan, before=before, after=after, reason=reason)
    return indicator


def written(targets: Sequence[Target | series.Target]) -> list[dict[str, Any]]:
    """Targets as the record of acts holds them, by date."""
    rows = sorted(targets, key=lambda one: (one.due_on, one.is_final))
    names = ("due_on", "value", "span", "is_final")
    return [{name: editing.plain(getattr(one, name)) for name in names} for one in rows]


def _definition(plan: Plan, indicator: Indicator, promise: Promise) -> series.Definition:
    baseline = series.Baseline(value=_baseline(indicator, promise), on=promise.on)
    return replace(
        definition_of(indicator, plan),
        direction=promise.direction,
        baseline=baseline,
        targets=tuple(promise.targets),
    )


def _baseline(indicator: Indicator, promise: Promise) -> Decimal | None:
    """The value that was typed, else the one that its parts make."""
    if promise.unknown:
        return None
    if promise.value is None and promise.numerator is not None and promise.denominator:
        return defining.parts_value(promise.numerator, promise.denominator, Decimal(indicator.per))
    return promise.value


def _values(plan: Plan, indicator: Indicator, promise: Promise) -> dict[str, Any]:
    has_parts = indicator.kind in (Kind.SHARE, Kind.RATE) and not promise.unknown
    return {
        "baseline_value": _baseline(indicator, promise),
        "baseline_numerator": promise.numerator if has_parts else None,
        "baseline_denominator": promise.denominator if has_parts else None,
        "baseline_unknown": promise.unknown,
        "baseline_on": None if promise.unknown else promise.on,
        "baseline_source": editing.texts_kept(indicator.baseline_source, promise.source, plan.languages),
        "direction": promise.direction,
    }


def _replace_targets(indicator: Indicator, promised: Sequence[series.Target]) -> None:
    """Keep the rows whose date stays, so that a target that did not change is not made anew."""
    rows = {(row.due_on, row.is_final): row for row in indicator.targets}
    for one in promised:
        row = rows.pop((one.due_on, one.is_final), None)
        if row is None:
            row = Target(due_on=one.due_on, is_final=one.is_final, value=Decimal(0), span=TargetSpan.PERIOD)
            indicator.targets.append(row)
        row.value, row.span = one.value if one.value is not None else Decimal(1), one.span
    for gone in rows.values():
        indicator.targets.remove(gone)
