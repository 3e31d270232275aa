"""Links with which people set their own password: handed over, good once, for seven days or an hour, kept as a hash."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.people import Invitation, Membership, User
from tracker.models.plan import Plan
from tracker.services import audit, clock, people, people_signed_in
from tracker.services.acting import Actor
from tracker.services.people_signed_in import new_token, token_hash

GOOD_FOR, RESET_GOOD_FOR = timedelta(days=7), timedelta(hours=1)


def invite(actor: Actor | None, person: User) -> str:
    """The token of a new link for a person. Their password, sign-ins and earlier links end at once.

    Raises RuleBroken for oneself (change the password instead) and for somebody who is deactivated.
    """
    people.require_administrator(actor)
    if actor is not None and person is actor.user:
        raise RuleBroken(message(N_("This is your own account: change your password there.")))
    if not person.active:
        raise RuleBroken(message(N_("This person is deactivated. Reactivate them first.")))
    replaces = person.password is not None or is_reset(person)
    person.password = None
    people_signed_in.end_all(person)
    return issue(people.user_of(actor), person, is_reset=replaces)


def invite_again(actor: Actor, plan: Plan, person: User) -> str:
    """The token of a new link for somebody who has not used theirs, as the coordinator of the only plan they are in.

    Raises NotAllowed for anybody else: then a new link would let a coordinator into what is not theirs.
    """
    actor.require(plan, Action.INVITE)
    elsewhere = select(Membership.id).where(Membership.user_id == person.id, Membership.plan_id != plan.id).limit(1)
    if person.password or person.is_administrator or not person.active or db.session.scalar(elsewhere):
        raise NotAllowed(message(N_("Only an administrator can make a new link for this person.")))
    return issue(actor.user, person, plan)


def is_reset(person: User) -> bool:
    """Whether an earlier link replaced a password: a newer one must not sign in what that one would not."""
    mine = Invitation.user_id == person.id
    return bool(db.session.scalar(select(Invitation.id).where(mine, Invitation.is_reset).limit(1)))


def issue(by: User | None, person: User, plan: Plan | None = None, *, is_reset: bool = False) -> str:
    """A new link's token; the person's earlier links end. The caller has checked who may ask for it."""
    now, token = clock.now(), new_token()
    earlier = Invitation.user_id == person.id, Invitation.used_at.is_(None), Invitation.expires_at > now
    db.session.execute(update(Invitation).where(*earlier).values(expires_at=now))
    invitation = Invitation(
        token_hash=token_hash(token),
        user_id=person.id,
        created_by_id=by.id if by else None,
        created_at=now,
        expires_at=now + (RESET_GOOD_FOR if is_reset else GOOD_FOR),
        is_reset=is_reset,
    )
    db.session.add(invitation)
    audit.record("invite_person", invitation, actor=by, plan=plan, after={"user": person.id})
    return token


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link while it is good: not used, not run out, its person active."""
    found = db.session.scalar(
        select(Invitation).where(Invitation.token_hash == token_hash(token)).options(joinedload(Invitation.user))
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.now() or not found.user.active:
        return None
    return found


def accept(invitation: Invitation, password_hash: str) -> User:
    """Use a link: the person has this password from now on, and no other sign-in of theirs holds."""
    invitation.used_at = clock.now()
    audit.record("accept_invitation", invitation, actor=invitation.user)
    people.set_password(invitation.user, password_hash, by=invitation.user)
    return invitation.user
