"""The upper levels of a plan: pillars, the four or the plan's own, and outcomes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import Theme
from tracker.models.database import db
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.services import audit, editing, tree
from tracker.services.acting import Actor
from tracker.services.tree import Part, Row


def pillars(plan: Plan) -> list[Pillar]:
    """The pillars in use, in their order."""
    return [each for each in plan.pillars if each.archived_at is None]


def outcomes(plan: Plan) -> list[Outcome]:
    """The outcomes in use, pillar by pillar."""
    query = select(Outcome).where(Outcome.plan_id == plan.id, Outcome.archived_at.is_(None)).join(Outcome.pillar)
    return list(db.session.scalars(query.order_by(Pillar.position, Outcome.position, Outcome.id)))


def require_free_code(plan: Plan, table: type[Part], code: str, *, own: Part | None = None) -> None:
    """Raises AlreadyExists where another part of this level has the code, be it archived."""
    query = select(table.id).where(table.plan_id == plan.id, func.lower(table.code) == code.lower())
    taken = set(db.session.scalars(query)) - {own.id if own is not None else 0}
    if taken:
        raise AlreadyExists(message(N_("This code is taken in the plan. Choose another one.")), "code")


def require_default_text(plan: Plan, text: Multilingual, field: str) -> None:
    if plan.default_language not in text.texts:
        raise RuleBroken(message(N_("Enter the text in the plan's default language.")), field)


def add_pillar(actor: Actor, plan: Plan, *, code: str, title: Multilingual, theme: Theme | None) -> Pillar:
    """Add a pillar after the others; without a theme its commitments say their own."""
    _begin(actor, plan)
    require_free_code(plan, Pillar, code)
    require_default_text(plan, title, "title")
    position = tree.next_position(pillars(plan))
    pillar = Pillar(plan_id=plan.id, code=code, title=title, theme=theme, position=position)
    return _added(actor, plan, pillar, {"code": code, "title": title, "theme": theme})


def change_pillar(
    actor: Actor,
    plan: Plan,
    pillar: Pillar,
    *,
    code: str,
    title: Multilingual,
    theme: Theme | None,
    version: int | None,
) -> Pillar:
    _begin(actor, plan)
    editing.require_version(pillar, version)
    require_free_code(plan, Pillar, code, own=pillar)
    require_default_text(plan, title, "title")
    values = {"code": code, "title": editing.texts_kept(pillar.title, title, plan.languages), "theme": theme}
    return _changed(actor, plan, pillar, values)


def add_outcome(actor: Actor, plan: Plan, *, code: str, title: Multilingual, pillar_id: int) -> Outcome:
    _begin(actor, plan)
    require_free_code(plan, Outcome, code)
    require_default_text(plan, title, "title")
    pillar = _pillar(plan, pillar_id)
    position = tree.next_position(each for each in outcomes(plan) if each.pillar_id == pillar.id)
    outcome = Outcome(plan_id=plan.id, pillar_id=pillar.id, code=code, title=title, position=position)
    return _added(actor, plan, outcome, {"code": code, "title": title, "pillar_id": pillar.id})


def change_outcome(
    actor: Actor, plan: Plan, outcome: Outcome, *, code: str, title: Multilingual, pillar_id: int, version: int | None
) -> Outcome:
    """Change an outcome; its commitments go with it to another pillar."""
    _begin(actor, plan)
    editing.require_version(outcome, version)
    require_free_code(plan, Outcome, code, own=outcome)
    require_default_text(plan, title, "title")
    pillar = _pillar(plan, pillar_id)
    if pillar.id != outcome.pillar_id:
        outcome.position = tree.next_position(each for each in outcomes(plan) if each.pillar_id == pillar.id)
        for commitment in outcome_commitments(outcome):
            commitment.pillar_id = pillar.id
    title = editing.texts_kept(outcome.title, title, plan.languages)
    return _changed(actor, plan, outcome, {"code": code, "title": title, "pillar_id": pillar.id})


def outcome_commitments(outcome: Outcome) -> list[Commitment]:
    return list(db.session.scalars(select(Commitment).where(Commitment.outcome_id == outcome.id)))


def _begin(actor: Actor, plan: Plan) -> None:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)


def _pillar(plan: Plan, key: int) -> Pillar:
    found = next((each for each in pillars(plan) if each.id == key), None)
    if found is None:
        raise RuleBroken(message(N_("Choose a pillar from the list.")), "pillar")
    return found


def _added(actor: Actor, plan: Plan, thing: Row, values: dict[str, Any]) -> Row:
    db.session.add(thing)
    after = {name: editing.plain(value) for name, value in values.items()}
    audit.record(f"add_{thing.__tablename__}", thing, actor=actor.user, plan=plan, after=after)
    return thing


def _changed(actor: Actor, plan: Plan, thing: Row, values: dict[str, Any]) -> Row:
    before, after = editing.changed(thing, values)
    editing.apply(thing, values)
    audit.record(f"change_{thing.__tablename__}", thing, actor=actor.user, plan=plan, before=before, after=after)
    return thing
