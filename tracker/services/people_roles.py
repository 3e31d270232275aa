"""The roles of people in plans: who gives them, and how they end. They are ended, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import AlreadyExists, NotAllowed, NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import PlanState, Role
from tracker.models.database import db
from tracker.models.people import Membership, Organisation, User
from tracker.models.plan import Plan
from tracker.services import audit, clock, people, people_signed_in
from tracker.services.acting import Actor
from tracker.services.people_invitations import issue

GIVEN_BY_COORDINATORS = (Role.CONTRIBUTOR, Role.REVIEWER, Role.VIEWER)
"""A coordinator gives these in their own plan; only an administrator makes coordinators."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is to be: a role in a plan, for an organisation or for none."""

    plan: Plan
    role: Role
    organisation: Organisation | None


def of_plan(plan: Plan) -> Sequence[Membership]:
    """The roles in force in a plan with their people and organisations, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.user)
        .where(Membership.plan_id == plan.id, Membership.archived_at.is_(None))
        .options(joinedload(Membership.user), joinedload(Membership.organisation))
        .order_by(User.name, Membership.id)
    ).all()


def of_person(person: User) -> Sequence[Membership]:
    """The roles of a person that are in force, by plan."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.plan)
        .where(Membership.user_id == person.id, Membership.archived_at.is_(None))
        .options(joinedload(Membership.plan), joinedload(Membership.organisation))
        .order_by(Plan.code, Membership.id)
    ).all()


def plans_to_choose() -> Sequence[Plan]:
    """The plans in which a role can be given, by code."""
    return db.session.scalars(select(Plan).where(Plan.state != PlanState.ARCHIVED).order_by(Plan.code)).all()


def own_role(person: User, membership_id: int) -> Membership:
    """A role of this person. Raises NotFound."""
    found = db.session.scalar(select(Membership).where(Membership.id == membership_id, Membership.user_id == person.id))
    if found is None:
        raise NotFound(message(N_("There is no such role.")))
    return found


def give(actor: Actor | None, person: User, plan: Plan, role: Role, organisation: Organisation | None) -> Membership:
    """Give a person a role in a plan for an organisation; only a viewer may stand for none.

    Raises NotAllowed, AlreadyExists at `role`, RuleBroken at `organisation`, and at `email` for a coordinator's own.
    """
    post = Post(plan, role, organisation)
    check(actor, post, person.email)
    found = held(person, post)
    if found is not None and found.archived_at is None:
        raise AlreadyExists(message(N_("This person has this role already.")), "role")
    if found is None:
        found = Membership(user=person, plan=plan, organisation=organisation, role=role, created_at=clock.now())
        db.session.add(found)
    found.archived_at = None
    db.session.flush()
    _renew(actor, person)
    audit.record("give_role", found, actor=people.user_of(actor), plan=plan, after=_said(found))
    return found


def check(actor: Actor | None, post: Post, email: str) -> None:
    """What must hold before a post is given or offered to whoever has this e-mail; raises as `give` does."""
    require_giver(actor, post.plan, post.role)
    if actor is not None and email == actor.user.email and not actor.user.is_administrator:
        # Standing for an organisation opens what it holds alone, for instance its restricted evidence.
        raise RuleBroken(message(N_("Nobody gives themselves a role. Ask an administrator.")), "email")
    if post.organisation is None and post.role is not Role.VIEWER:
        raise RuleBroken(message(N_("Choose the organisation. Only a viewer may stand for none.")), "organisation")
    if post.organisation is not None and post.organisation.archived_at is not None:
        raise RuleBroken(message(N_("This organisation is archived. Choose another one.")), "organisation")


def end(actor: Actor | None, membership: Membership) -> None:
    """End a role; one that has ended stays as it is. Raises NotAllowed."""
    require_giver(actor, membership.plan, membership.role)
    if membership.archived_at is not None:
        return
    membership.archived_at = clock.now()
    _renew(actor, membership.user)
    audit.record("end_role", membership, actor=people.user_of(actor), plan=membership.plan, before=_said(membership))


def invite(
    actor: Actor, post: Post | None, *, email: str, name: str, language: str, is_administrator: bool = False
) -> tuple[User, str | None]:
    """Bring somebody in, as an administrator: the person, and a link's token unless they have an account already.

    Raises AlreadyExists and RuleBroken at the fields, NotAllowed for anybody else (coordinators: `people_offers`).
    """
    people.require_administrator(actor)
    person = people.by_email(people.proper_email(email))
    is_new = person is None
    if person is None or post is None:
        person = people.new_person(email, name, language)
        person.is_administrator = is_administrator
        audit.record("add_person", person, actor=actor.user, plan=post.plan if post else None)
    elif not person.active:
        raise RuleBroken(message(N_("This person was deactivated. Reactivate them first.")), "email")
    if post is not None:
        give(actor, person, post.plan, post.role, post.organisation)
    return person, issue(actor.user, person, post.plan if post else None) if is_new else None


def require_giver(actor: Actor | None, plan: Plan, role: Role) -> None:
    """Raises NotAllowed for whoever may not give this role in this plan."""
    if actor is None or actor.user.is_administrator:
        return
    actor.require(plan, Action.INVITE)
    if role not in GIVEN_BY_COORDINATORS:
        raise NotAllowed(message(N_("Only an administrator gives or ends this role.")))


def held(person: User, post: Post) -> Membership | None:
    """The person's row for a post, in force or ended."""
    key = post.organisation.id if post.organisation else None
    return db.session.scalar(
        select(Membership).where(
            Membership.user_id == person.id,
            Membership.plan_id == post.plan.id,
            Membership.role == post.role,
            Membership.organisation_id.is_(None) if key is None else Membership.organisation_id == key,
        )
    )


def _renew(actor: Actor | None, person: User) -> None:
    """Whose rights change signs in anew; whoever changes their own stays."""
    if actor is None or person is not actor.user:
        people_signed_in.end_all(person)


def _said(membership: Membership) -> dict[str, object]:
    return {"user": membership.user_id, "organisation": membership.organisation_id, "role": membership.role.value}
