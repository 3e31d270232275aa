"""Plans: which ones a person works on, how a new one begins, and what its facts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from tracker.domain.errors import AlreadyExists, NotAllowed, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import PlanState, Role, Theme
from tracker.models.database import db
from tracker.models.indicator import Indicator, Target
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Membership, Organisation
from tracker.models.plan import Commitment, Pillar, Plan
from tracker.services import audit, clock, editing, loading
from tracker.services.acting import Actor

RESERVED = frozenset({"new", "archived"})  # words that stand in addresses at the place of a plan's code
FOUR = (Theme.PARTICIPATION, Theme.PREVENTION, Theme.PROTECTION, Theme.RELIEF_AND_RECOVERY)
NO_SUCH_ORGANISATION = N_("Choose an organisation from the list.")


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What a plan needs to begin with."""

    code: str
    title: Multilingual
    country: str
    generation: int
    starts_on: date
    ends_on: date
    year_starts_month: int
    languages: Sequence[str]
    default_language: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class PlanFacts(NewPlan):
    """All facts of a plan that its coordinator may change."""

    lead_id: int | None
    parent_id: int | None
    act_title: Multilingual
    act_date: date | None
    contact: str
    where_to_get_help: Multilingual = Multilingual()  # noqa: RUF009 - it cannot be changed
    small_count_threshold: int = 5
    suppress_zeros: bool = False


def of_person(actor: Actor, *, archived: bool = False) -> list[Plan]:
    """The plans in which the person has a role, by code: those in use, or the archived ones."""
    keys = {part.plan_id for part in actor.parts}
    state = Plan.state == PlanState.ARCHIVED if archived else Plan.state != PlanState.ARCHIVED
    return list(db.session.scalars(select(Plan).where(Plan.id.in_(keys), state).order_by(Plan.code)))


def may_create(actor: Actor) -> bool:
    """Whether the person may begin a plan: an administrator, or who coordinates one already."""
    return actor.user.is_administrator or any(part.role is Role.COORDINATOR for part in actor.parts)


def creators_organisations(actor: Actor) -> list[Organisation]:
    """The organisations for which the person may coordinate a new plan: their own; for an administrator all."""
    query = select(Organisation).where(Organisation.archived_at.is_(None)).order_by(Organisation.code)
    if not actor.user.is_administrator:
        query = query.where(Organisation.id.in_({part.organisation_id for part in actor.parts}))
    return list(db.session.scalars(query))


def candidates(plan: Plan) -> list[Organisation]:
    """The organisations that can have a task in the plan: of its country, of no country, and those in it already."""
    members = select(Membership.organisation_id).where(
        Membership.plan_id == plan.id, Membership.organisation_id.is_not(None), Membership.archived_at.is_(None)
    )
    fits = or_(
        Organisation.country.in_(("", plan.country)), Organisation.id.in_(members), Organisation.id == plan.lead_id
    )
    query = select(Organisation).where(fits, Organisation.archived_at.is_(None)).order_by(Organisation.code)
    return list(db.session.scalars(query))


def possible_parents(actor: Actor, plan: Plan) -> list[Plan]:
    """Plans that this one may belong to: others of the person's, that do not stand under it themselves."""
    parents = dict(db.session.execute(select(Plan.id, Plan.parent_id)).all())

    def stands_under_it(key: int | None) -> bool:
        while key is not None and key != plan.id:
            key = parents.get(key)
        return key is not None

    return [each for each in of_person(actor) if not stands_under_it(each.id)]


def parent_of(plan: Plan) -> Plan | None:
    return db.session.get(Plan, plan.parent_id) if plan.parent_id else None


def require_creator(actor: Actor) -> None:
    """Raises NotAllowed for who may not begin a plan."""
    if not may_create(actor):
        raise NotAllowed(message(N_("Only an administrator or a coordinator of a plan can begin a new one.")))


def create(actor: Actor, new: NewPlan, *, organisation_id: int, pillar_titles: Mapping[Theme, Multilingual]) -> Plan:
    """Begin a plan with the four pillars; who creates it coordinates it, for an organisation of theirs."""
    require_creator(actor)
    _require_free_code(new.code)
    _require_sense(new)
    if organisation_id not in {each.id for each in creators_organisations(actor)}:
        raise RuleBroken(message(NO_SUCH_ORGANISATION), "organisation")
    plan = Plan(**_values(new), state=PlanState.DRAFT, lead_id=organisation_id)
    db.session.add(plan)
    db.session.flush()
    for position, theme in enumerate(FOUR, start=1):
        title = pillar_titles[theme]
        db.session.add(Pillar(plan_id=plan.id, code=f"P{position}", title=title, theme=theme, position=position))
    who = Membership(
        user_id=actor.user.id, plan_id=plan.id, organisation_id=organisation_id, role=Role.COORDINATOR,
        created_at=clock.now(),
    )  # fmt: skip
    db.session.add(who)
    after = {name: editing.plain(value) for name, value in _values(new).items()}
    audit.record("create_plan", plan, actor=actor.user, plan=plan, after={**after, "organisation_id": organisation_id})
    return plan


def change(actor: Actor, plan: Plan, facts: PlanFacts, *, version: int | None) -> Plan:
    """Change the facts of a plan; raises Stale where somebody else was first."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_version(plan, version)
    editing.require_in_use(plan)
    if facts.code != plan.code:
        _require_free_code(facts.code)
    _require_sense(facts)
    _require_room(plan, facts)
    if facts.lead_id not in {None, plan.lead_id, *(each.id for each in candidates(plan))}:
        raise RuleBroken(message(NO_SUCH_ORGANISATION), "lead")
    if facts.parent_id not in {None, plan.parent_id, *(each.id for each in possible_parents(actor, plan))}:
        raise RuleBroken(message(N_("Choose a plan from the list.")), "parent")
    values = _values(facts) | {
        "title": editing.texts_kept(plan.title, facts.title, facts.languages),
        "act_title": editing.texts_kept(plan.act_title, facts.act_title, plan.languages),
        "where_to_get_help": editing.texts_kept(plan.where_to_get_help, facts.where_to_get_help, plan.languages),
    }
    before, after = editing.changed(plan, values)
    editing.apply(plan, values)
    audit.record("change_plan", plan, actor=actor.user, plan=plan, before=before, after=after)
    return plan


def set_state(actor: Actor, plan: Plan, state: PlanState, *, public: bool, version: int | None) -> Plan:
    """Move a plan between preparation, active, ended and archived; open or close its issued editions to the public."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_version(plan, version)
    before, after = editing.changed(plan, {"state": state, "is_public": public})
    editing.apply(plan, {"state": state, "is_public": public})
    audit.record("change_plan_state", plan, actor=actor.user, plan=plan, before=before, after=after)
    return plan


def _values(facts: NewPlan) -> dict[str, Any]:
    said = {each.name: getattr(facts, each.name) for each in fields(facts)}
    return said | {"languages": list(facts.languages)}


def _require_free_code(code: str) -> None:
    if code in RESERVED or loading.plan_by_code(code) is not None:
        raise AlreadyExists(message(N_("This code is taken. Choose another one.")), "code")


def _require_sense(facts: NewPlan) -> None:
    if facts.ends_on <= facts.starts_on:
        raise RuleBroken(message(N_("The plan has to end after it starts.")), "ends_on")
    if facts.default_language not in facts.languages:
        raise RuleBroken(message(N_("The default language has to be one of the plan's languages.")), "default_language")
    if facts.default_language not in facts.title.texts:
        raise RuleBroken(message(N_("Enter the title in the plan's default language.")), "title")


def _require_room(plan: Plan, facts: PlanFacts) -> None:
    """Refuse dates that would leave a period, a commitment or a target outside the plan."""
    start, end = facts.starts_on, facts.ends_on
    outside = (
        select(func.count()).where(
            ReportingPeriod.plan_id == plan.id, or_(ReportingPeriod.starts_on < start, ReportingPeriod.ends_on > end)
        ),
        select(func.count()).where(
            Commitment.plan_id == plan.id, or_(Commitment.starts_on < start, Commitment.ends_on > end)
        ),
        select(func.count()).where(
            Target.indicator_id == Indicator.id, Indicator.plan_id == plan.id,
            or_(Target.due_on < start, Target.due_on > end),
        ),
    )  # fmt: skip
    count = sum(db.session.scalar(query) or 0 for query in outside)
    if (start, end) != (plan.starts_on, plan.ends_on) and count:
        sentence = N_("%(count)s periods, commitments or targets would then lie outside the plan. Change them first.")
        raise RuleBroken(message(sentence, count=count), "ends_on" if end < plan.ends_on else "starts_on")
