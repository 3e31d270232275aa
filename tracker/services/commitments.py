"""Commitments: what a plan promises, who leads, and what was reported on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import Theme
from tracker.models.database import db
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.services import audit, editing, levels, plans, tree
from tracker.services.acting import Actor

FRAMEWORKS = ("un1325", "sdg", "cedaw_gr30")


@dataclass(frozen=True, kw_only=True)
class CommitmentFacts:
    """What a commitment says; `references` maps a framework to the places in it, as people write them."""

    pillar_id: int
    outcome_id: int | None
    code: str
    text: Multilingual
    theme: Theme | None
    lead_id: int | None
    supporting_ids: Sequence[int]
    starts_on: date | None
    ends_on: date | None
    references: dict[str, str]
    is_illustrative: bool


def of_plan(plan: Plan) -> list[Commitment]:
    """The commitments in use, in the order of the tree."""
    return [each.commitment for pillar in tree.tree(plan) for each in pillar.all_commitments]


def add(actor: Actor, plan: Plan, facts: CommitmentFacts) -> Commitment:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    levels.require_free_code(plan, Commitment, facts.code)
    values = _checked(plan, facts, None)
    commitment = Commitment(plan_id=plan.id, **values)
    commitment.position = _last_position(plan, values["pillar_id"], values["outcome_id"])
    db.session.add(commitment)
    after = {name: editing.plain(value) for name, value in values.items()}
    audit.record("add_commitment", commitment, actor=actor.user, plan=plan, after=after)
    return commitment


def change(
    actor: Actor, plan: Plan, commitment: Commitment, facts: CommitmentFacts, *, version: int | None
) -> Commitment:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    editing.require_version(commitment, version)
    levels.require_free_code(plan, Commitment, facts.code, own=commitment)
    values = _checked(plan, facts, commitment)
    values["text"] = editing.texts_kept(commitment.text, facts.text, plan.languages)
    if (values["pillar_id"], values["outcome_id"]) != (commitment.pillar_id, commitment.outcome_id):
        commitment.position = _last_position(plan, values["pillar_id"], values["outcome_id"])
    before, after = editing.changed(commitment, values)
    editing.apply(commitment, values)
    audit.record("change_commitment", commitment, actor=actor.user, plan=plan, before=before, after=after)
    return commitment


def references_of(commitment: Commitment) -> dict[str, str]:
    """The references as a form shows them: the places of each framework in one line."""
    found: dict[str, list[str]] = {name: [] for name in FRAMEWORKS}
    for each in commitment.references:
        found.setdefault(each["scheme"], []).append(each["code"])
    return {name: ", ".join(codes) for name, codes in found.items()}


def chosen_organisations(
    plan: Plan, ids: Sequence[int], known: Sequence[Organisation], field: str
) -> list[Organisation]:
    """The organisations with these ids among those that may be chosen, or `known` already."""
    offered = {each.id: each for each in [*plans.candidates(plan), *known]}
    if any(key not in offered for key in ids):
        raise RuleBroken(message(plans.NO_SUCH_ORGANISATION), field)
    return [offered[key] for key in dict.fromkeys(ids)]


def _checked(plan: Plan, facts: CommitmentFacts, own: Commitment | None) -> dict[str, Any]:
    """The values to store, once they make sense together."""
    levels.require_default_text(plan, facts.text, "text")
    pillar_id, outcome_id = _place(plan, facts)
    _require_dates(plan, facts)
    known = [*(own.supporting if own else ()), *([own.lead] if own and own.lead else ())]
    lead = chosen_organisations(plan, [facts.lead_id] if facts.lead_id else [], known, "lead")
    supporting = chosen_organisations(plan, facts.supporting_ids, known, "supporting")
    return {
        "pillar_id": pillar_id,
        "outcome_id": outcome_id,
        "code": facts.code,
        "text": facts.text,
        "theme": facts.theme,
        "lead_id": lead[0].id if lead else None,
        "supporting": [each for each in supporting if each not in lead],
        "starts_on": facts.starts_on,
        "ends_on": facts.ends_on,
        "references": _references(facts.references),
        "is_illustrative": facts.is_illustrative,
    }


def _place(plan: Plan, facts: CommitmentFacts) -> tuple[int, int | None]:
    """The pillar, and the outcome where there is one; an outcome brings its own pillar."""
    if facts.outcome_id is not None:
        outcome = db.session.scalar(
            select(Outcome).where(
                Outcome.id == facts.outcome_id, Outcome.plan_id == plan.id, Outcome.archived_at.is_(None)
            )
        )
        if outcome is None:
            raise RuleBroken(message(N_("Choose a place from the list.")), "place")
        return outcome.pillar_id, outcome.id
    found = db.session.scalar(
        select(Pillar).where(Pillar.id == facts.pillar_id, Pillar.plan_id == plan.id, Pillar.archived_at.is_(None))
    )
    if found is None:
        raise RuleBroken(message(N_("Choose a place from the list.")), "place")
    if found.theme is None and facts.theme is None:
        raise RuleBroken(message(N_("This pillar covers several themes. Choose the one of this commitment.")), "theme")
    return found.id, None


def _require_dates(plan: Plan, facts: CommitmentFacts) -> None:
    for field in ("starts_on", "ends_on"):
        day = getattr(facts, field)
        if day is not None and not plan.starts_on <= day <= plan.ends_on:
            sentence = N_("This date lies outside the plan, which runs from %(start)s to %(end)s.")
            raise RuleBroken(message(sentence, start=plan.starts_on, end=plan.ends_on), field)
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise RuleBroken(message(N_("The end lies before the start.")), "ends_on")


def _references(typed: dict[str, str]) -> list[dict[str, str]]:
    """One reference for each place that was written, parted by commas or semicolons."""
    return [
        {"scheme": name, "code": code.strip()}
        for name in FRAMEWORKS
        for code in typed.get(name, "").replace(";", ",").split(",")
        if code.strip()
    ]


def _last_position(plan: Plan, pillar_id: int, outcome_id: int | None) -> int:
    return tree.next_position(
        each for each in plan.commitments if (each.pillar_id, each.outcome_id) == (pillar_id, outcome_id)
    )
