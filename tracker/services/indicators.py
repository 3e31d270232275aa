"""Indicators: what is measured, by which kind and rules, who answers for it, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.rules import default_rules, may_have
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import Frequency, Kind, PlaceRule, TimeRule
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod
from tracker.models.plan import Commitment, Outcome, Plan
from tracker.services import audit, commitments, editing, levels, tree, versions
from tracker.services.acting import Actor

EMPTY_PROMISE: dict[str, Any] = {
    "direction": None,
    "contains_baseline": False,
    "baseline_value": None,
    "baseline_numerator": None,
    "baseline_denominator": None,
    "baseline_on": None,
    "baseline_unknown": False,
}


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts:
    """What is measured and how; `scale` holds an ordinal's steps from the lowest up, else nothing."""

    code: str
    title: Multilingual
    definition: Multilingual
    method: Multilingual
    source: Multilingual
    means: Multilingual
    unit: Multilingual
    decimals: int
    per: int
    time_rule: TimeRule
    place_rule: PlaceRule
    contains_baseline: bool
    scale: Sequence[Multilingual]
    is_illustrative: bool


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who reports an indicator how often, how much it weighs in averages, and whether small counts are hidden."""

    responsible_ids: Sequence[int]
    frequency: Frequency
    weight: int
    is_sensitive: bool


def has_measurements(indicator: Indicator) -> bool:
    return bool(db.session.scalar(select(func.count()).where(Measurement.indicator_id == indicator.id)))


def adopted(plan: Plan) -> dict[str, Indicator]:
    """The plan's indicators in use that came from a library, by what they keep of it."""
    query = select(Indicator).where(
        Indicator.plan_id == plan.id, Indicator.library_reference != "", Indicator.archived_at.is_(None)
    )
    return {each.library_reference: each for each in db.session.scalars(query)}


def measurements(actor: Actor, plan: Plan, indicator: Indicator) -> list[Measurement]:
    """The measurements that the person may see, newest period first, of each the newest revision last."""
    reach = actor.reach(plan, Action.READ_MEASUREMENT)
    query = (
        select(Measurement)
        .where(Measurement.indicator_id == indicator.id)
        .join(Measurement.period)
        .options(joinedload(Measurement.period), joinedload(Measurement.organisation), selectinload(Measurement.items))
        .order_by(ReportingPeriod.ends_on.desc(), Measurement.organisation_id, Measurement.revision)
    )
    if not reach.everything:
        query = query.where(Measurement.organisation_id.in_(reach.organisation_ids))
    return list(db.session.scalars(query))


def add(
    actor: Actor, plan: Plan, parent: Commitment | Outcome, kind: Kind, facts: IndicatorFacts, *, reference: str = ""
) -> Indicator:
    """Add an indicator below a commitment or an outcome; `reference` says from which library it was adopted."""
    _begin(actor, plan)
    if parent.plan_id != plan.id or parent.archived_at is not None:
        raise RuleBroken(message(N_("Choose a commitment or an outcome of this plan.")))
    levels.require_free_code(plan, Indicator, facts.code)
    values = _checked(plan, kind, facts, None)
    indicator = Indicator(plan_id=plan.id, kind=kind, library_reference=reference, **values)
    if isinstance(parent, Commitment):
        indicator.commitment_id = parent.id
        indicator.responsible = [parent.lead] if parent.lead is not None else []
    else:
        indicator.outcome_id = parent.id
    indicator.position = tree.next_position(parent.indicators)
    db.session.add(indicator)
    after = {name: editing.plain(value) for name, value in values.items()} | {"kind": kind.value}
    audit.record("add_indicator", indicator, actor=actor.user, plan=plan, after={**after, "library": reference})
    return indicator


def change(
    actor: Actor, plan: Plan, indicator: Indicator, facts: IndicatorFacts, *, version: int | None, reason: str = ""
) -> Indicator:
    """Change what is measured and how. Once the indicator is used, a change of its definition is a new version.

    Raises RuleBroken where a new version has no reason.
    """
    _begin(actor, plan)
    editing.require_version(indicator, version)
    levels.require_free_code(plan, Indicator, facts.code, own=indicator)
    values = _checked(plan, indicator.kind, facts, indicator)
    for name in ("title", "definition", "method", "source", "means", "unit"):
        values[name] = editing.texts_kept(getattr(indicator, name), values[name], plan.languages)
    before, after = editing.changed(indicator, values)
    versions.keep(actor.user, indicator, versions.planned(indicator, values), reason)
    editing.apply(indicator, values)
    audit.record("change_indicator", indicator, actor=actor.user, plan=plan, before=before, after=after, reason=reason)
    return indicator


def change_kind(
    actor: Actor, plan: Plan, indicator: Indicator, kind: Kind, *, version: int | None, reason: str = ""
) -> Indicator:
    """Make it another kind with that kind's rules; its baseline and targets meant something else and are emptied."""
    _begin(actor, plan)
    editing.require_version(indicator, version)
    if has_measurements(indicator):
        sentence = N_("Values were already entered for this indicator, so its kind stays. Add a new indicator instead.")
        raise RuleBroken(message(sentence), "kind")
    time_rule, place_rule = default_rules(kind)
    values = EMPTY_PROMISE | {"kind": kind, "time_rule": time_rule, "place_rule": place_rule, "scale": []}
    values["per"] = 100000 if kind is Kind.RATE else 100
    before, after = editing.changed(indicator, values)
    before["targets"] = [(each.due_on.isoformat(), editing.plain(each.value)) for each in indicator.targets]
    versions.keep(actor.user, indicator, versions.planned(indicator, values, ()), reason)
    editing.apply(indicator, values)
    indicator.targets.clear()
    audit.record(
        "change_indicator_kind", indicator, actor=actor.user, plan=plan, before=before, after=after, reason=reason
    )
    return indicator


def set_answering(
    actor: Actor, plan: Plan, indicator: Indicator, answering: Answering, *, version: int | None
) -> Indicator:
    """Say who reports it and how often; periods that are open already keep their assignments."""
    _begin(actor, plan)
    editing.require_version(indicator, version)
    if not 0 <= answering.weight <= 100:
        raise RuleBroken(message(N_("The weight is a whole number from 0 to 100.")), "weight")
    found = commitments.chosen_organisations(plan, answering.responsible_ids, indicator.responsible, "responsible")
    values = {
        "responsible": sorted(found, key=lambda each: each.id),
        "frequency": answering.frequency,
        "weight": answering.weight,
        "is_sensitive": answering.is_sensitive,
    }
    before, after = editing.changed(indicator, values)
    editing.apply(indicator, values)
    audit.record("change_indicator", indicator, actor=actor.user, plan=plan, before=before, after=after)
    return indicator


def _begin(actor: Actor, plan: Plan) -> None:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)


def _checked(plan: Plan, kind: Kind, facts: IndicatorFacts, own: Indicator | None) -> dict[str, Any]:
    """The values to store, once they make sense for the kind."""
    levels.require_default_text(plan, facts.title, "title")
    if not may_have(kind, facts.time_rule, facts.place_rule):
        raise RuleBroken(message(N_("This kind of indicator cannot be added up like this.")), "place_rule")
    if not 0 <= facts.decimals <= 6:
        raise RuleBroken(message(N_("The number of decimals is between 0 and %(most)s."), most=6), "decimals")
    if facts.per < 1:
        raise RuleBroken(message(N_("The scale is a number above 0, for instance 100 or 100000.")), "per")
    values = {each.name: getattr(facts, each.name) for each in fields(facts)}
    values["scale"] = _scale(kind, facts.scale, own)
    values["contains_baseline"] = facts.contains_baseline and kind is Kind.RUNNING_TOTAL
    values["per"] = facts.per if kind is Kind.RATE else 100
    return values


def _scale(kind: Kind, steps: Sequence[Multilingual], own: Indicator | None) -> list[dict[str, Any]]:
    """The steps of a scale, each with the code by which measurements name it."""
    if kind is not Kind.ORDINAL:
        return []
    if len(steps) < 2 or len({tuple(sorted(step.texts.items())) for step in steps}) < len(steps):
        raise RuleBroken(message(N_("A scale has at least two steps, each named once, from the lowest up.")), "scale")
    old = [each["code"] for each in own.scale] if own is not None else []
    if own is not None and len(steps) != len(old) and has_measurements(own):
        sentence = N_(
            "Values were entered on this scale of %(count)s steps. Steps can be reworded, not added or removed."
        )
        raise RuleBroken(message(sentence, count=len(old)), "scale")
    unused = (code for number in range(1, 200) if (code := f"step-{number}") not in old)
    codes = [*old, *(next(unused) for _step in steps[len(old) :])]
    return [{"code": code, "label": dict(step.texts)} for code, step in zip(codes, steps, strict=False)]
