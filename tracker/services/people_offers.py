"""Invitations into a plan: a link for one e-mail, one organisation and one role, good once and for seven days.

Whether there is an account with the e-mail shows only to whoever opens the link.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import AlreadyExists, NotAllowed, RuleBroken, TrackerError
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.people import Membership, RoleOffer, User
from tracker.models.plan import Plan
from tracker.services import audit, clock, people, people_roles, people_signed_in
from tracker.services.acting import Actor, actor_for
from tracker.services.people_invitations import GOOD_FOR
from tracker.services.people_roles import Post
from tracker.services.people_signed_in import new_token, token_hash


def of_plan(plan: Plan) -> Sequence[RoleOffer]:
    """The invitations into a plan that were neither taken nor withdrawn, by name."""
    return db.session.scalars(
        select(RoleOffer)
        .where(RoleOffer.plan_id == plan.id, RoleOffer.ended_at.is_(None))
        .options(joinedload(RoleOffer.organisation))
        .order_by(RoleOffer.name, RoleOffer.id)
    ).all()


def offer(actor: Actor, post: Post, *, email: str, name: str, language: str) -> tuple[RoleOffer, str]:
    """Invite whoever has this e-mail into a post: the invitation, and its link's token.

    The same for an e-mail with an account and for one without. Raises AlreadyExists and RuleBroken at the fields,
    NotAllowed for a role that this actor may not give.
    """
    address = people.proper_email(email)
    people_roles.check(actor, post, address)
    if not name.strip():
        raise RuleBroken(message(N_("Enter the name.")), "name")
    if _has(post, address) or any(_is_for(one, post, address) for one in of_plan(post.plan)):
        raise AlreadyExists(message(N_("Whoever has this e-mail has this role, or was invited to it.")), "email")
    token, now = new_token(), clock.now()
    made = RoleOffer(
        token_hash=token_hash(token),
        email=address,
        name=name.strip(),
        language=language,
        plan=post.plan,
        organisation=post.organisation,
        role=post.role,
        created_by=actor.user,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("offer_role", made, actor=actor.user, plan=post.plan, after=_said(made))
    return made, token


def _has(post: Post, email: str) -> bool:
    """Whether somebody with this e-mail is in the post; the people of a plan are no secret to its coordinator."""
    person = people.by_email(email)
    found = people_roles.held(person, post) if person is not None else None
    return found is not None and found.archived_at is None


def _is_for(offered: RoleOffer, post: Post, email: str) -> bool:
    return (offered.email, offered.role, offered.organisation) == (email, post.role, post.organisation)


def renew(actor: Actor, offered: RoleOffer) -> str:
    """The token of a new link; the one before ends. Raises NotAllowed, and RuleBroken for one that has ended."""
    people_roles.require_giver(actor, offered.plan, offered.role)
    _require_waiting(offered)
    token = new_token()
    offered.token_hash, offered.expires_at, offered.created_by = token_hash(token), clock.now() + GOOD_FOR, actor.user
    audit.record("renew_offer", offered, actor=actor.user, plan=offered.plan)
    return token


def withdraw(actor: Actor, offered: RoleOffer) -> None:
    """Take an invitation back before it is taken. Raises NotAllowed, and RuleBroken for one that has ended."""
    people_roles.require_giver(actor, offered.plan, offered.role)
    _require_waiting(offered)
    offered.ended_at = clock.now()
    audit.record("withdraw_offer", offered, actor=actor.user, plan=offered.plan)


def _require_waiting(offered: RoleOffer) -> None:
    if offered.ended_at is not None:
        raise RuleBroken(message(N_("This invitation was taken or withdrawn already.")))


def open_offer(token: str) -> RoleOffer | None:
    """The invitation behind a link while it is good: whoever gave it may still give the role."""
    found = db.session.scalar(select(RoleOffer).where(RoleOffer.token_hash == token_hash(token)))
    if found is None or found.ended_at is not None or found.expires_at <= clock.now():
        return None
    try:
        people_roles.check(actor_for(found.created_by), Post(found.plan, found.role, found.organisation), found.email)
    except TrackerError:
        return None
    return found if found.created_by.active else None


def take(offered: RoleOffer, person: User) -> Membership:
    """The invited person takes the role; what they were signed in with elsewhere ends. Raises NotAllowed for others."""
    if person.email != offered.email or not person.active:
        raise NotAllowed(message(N_("This invitation is for somebody else.")))
    offered.ended_at = clock.now()
    audit.record("take_role", offered, actor=person, plan=offered.plan)
    giver = actor_for(offered.created_by)
    post = Post(offered.plan, offered.role, offered.organisation)
    held = people_roles.held(person, post)
    if held is not None and held.archived_at is None:
        people_signed_in.end_all(person)
        return held
    return people_roles.give(giver, person, post.plan, post.role, post.organisation)


def join(offered: RoleOffer, password_hash: str) -> User:
    """Somebody without an account takes the role with a password of their own. Raises AlreadyExists where one is."""
    person = people.new_person(offered.email, offered.name, offered.language)
    audit.record("add_person", person, actor=person, plan=offered.plan)
    people.set_password(person, password_hash, by=person)
    take(offered, person)
    return person


def words_of(offered: RoleOffer) -> list[str]:
    """The words that the password of whoever takes it must not be made of."""
    organisation = offered.organisation
    return [offered.name, offered.email, *(organisation.name.texts.values() if organisation is not None else ())]


def _said(offered: RoleOffer) -> dict[str, object]:
    return {"organisation": offered.organisation_id, "role": offered.role.value}
