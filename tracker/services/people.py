"""People: who they are, and the verbs that change that. What each may do in a plan is in `people_roles`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from tracker.domain.errors import AlreadyExists, NotAllowed, RuleBroken
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.people import Membership, User
from tracker.services import audit, clock, people_signed_in
from tracker.services.acting import Actor

# An act's `actor` is None for whoever works at the command line of the server, who may do everything.


def by_email(email: str) -> User | None:
    """The person with this e-mail, however it is capitalised."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def everybody(search: str = "") -> Sequence[User]:
    """All people with their roles, by name; those whose name or e-mail contains `search`."""
    query = (
        select(User)
        .options(
            selectinload(User.memberships).joinedload(Membership.plan),
            selectinload(User.memberships).joinedload(Membership.organisation),
        )
        .order_by(User.name, User.email)
    )
    if search.strip():
        wanted = search.strip().lower()
        found = (func.lower(column).contains(wanted, autoescape=True) for column in (User.name, User.email))
        query = query.where(or_(*found))
    return db.session.scalars(query).all()


def record_search(actor: Actor, found: int) -> None:
    """Enter that an administrator searched among people; not for whom."""
    audit.record("search_people", None, actor=actor.user, after={"found": found})


def user_of(actor: Actor | None) -> User | None:
    return actor.user if actor is not None else None


def require_administrator(actor: Actor | None) -> None:
    """Raises NotAllowed for anybody who does not administer the installation."""
    if actor is not None and not actor.user.is_administrator:
        raise NotAllowed(message(N_("Only an administrator may do this.")))


def add_person(
    actor: Actor | None,
    *,
    email: str,
    name: str,
    language: str = "en",
    is_administrator: bool = False,
    is_demonstration: bool = False,
    password_hash: str | None = None,
) -> User:
    """A new person. Without a password they need an invitation (`people_invitations.invite`).

    Raises AlreadyExists or RuleBroken at `email`, RuleBroken at `name`.
    """
    require_administrator(actor)
    person = new_person(email, name, language)
    person.is_administrator, person.is_demonstration = is_administrator, is_demonstration
    person.password = password_hash
    audit.record("add_person", person, actor=user_of(actor), after={"is_administrator": is_administrator})
    return person


def new_person(email: str, name: str, language: str) -> User:
    """A person's row, checked and added, without rights; the caller has checked who may ask for it and records it."""
    address = proper_email(email)
    if by_email(address) is not None:
        raise AlreadyExists(message(N_("There is a person with this e-mail already.")), "email")
    if not name.strip():
        raise RuleBroken(message(N_("Enter the name.")), "name")
    person = User(
        email=address, name=name.strip(), language=language, fs_uniquifier=secrets.token_hex(32), created_at=clock.now()
    )
    db.session.add(person)
    db.session.flush()
    return person


def proper_email(text: str) -> str:
    """An e-mail in small letters; a host inside an organisation will do. Raises RuleBroken at `email`."""
    try:
        found = validate_email(text.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        raise RuleBroken(message(N_("Enter an e-mail such as name@example.org.")), "email") from None
    return found.normalized.lower()


def change_person(actor: Actor, person: User, *, name: str, language: str, is_administrator: bool) -> None:
    """Raises RuleBroken at `name`, or at `is_administrator` for one's own right or the last administrator's."""
    require_administrator(actor)
    if not name.strip():
        raise RuleBroken(message(N_("Enter the name.")), "name")
    before = person.is_administrator
    if before and not is_administrator:
        _keep_an_administrator(actor, person, "is_administrator")
    person.name, person.language, person.is_administrator = name.strip(), language, is_administrator
    if before != is_administrator and person is not actor.user:
        people_signed_in.end_all(person)
    after = {"is_administrator": is_administrator, "language": language}
    audit.record("change_person", person, actor=actor.user, before={"is_administrator": before}, after=after)


def deactivate(actor: Actor, person: User) -> None:
    """Shut a person out at once; what they did stays. Raises RuleBroken for oneself and for the last administrator."""
    require_administrator(actor)
    if not person.active:
        return
    _keep_an_administrator(actor, person)
    person.active, person.archived_at = False, clock.now()
    people_signed_in.end_all(person)
    audit.record("deactivate_person", person, actor=actor.user, before={"active": True}, after={"active": False})


def reactivate(actor: Actor, person: User) -> None:
    """Let a person sign in again, with the password and the roles they had."""
    require_administrator(actor)
    if person.active:
        return
    person.active, person.archived_at = True, None
    audit.record("reactivate_person", person, actor=actor.user, before={"active": False}, after={"active": True})


def end_sign_ins(actor: Actor, person: User) -> None:
    """Sign a person out everywhere, at once; they can sign in again. Raises NotAllowed."""
    require_administrator(actor)
    people_signed_in.end_all(person)
    audit.record("end_sign_ins", person, actor=actor.user)


def set_password(person: User, password_hash: str, *, by: User | None) -> None:
    """Keep a new password's hash and end every sign-in of the person."""
    person.password = password_hash
    people_signed_in.end_all(person)
    audit.record("set_password", person, actor=by)


def set_language(person: User, language: str) -> None:
    person.language = language


def words_of(person: User) -> list[str]:
    """The words that a password of theirs must not be made of."""
    names = [text for each in person.memberships if each.organisation for text in each.organisation.name.texts.values()]
    codes = [each.organisation.code for each in person.memberships if each.organisation]
    return [person.name, person.email, *names, *codes]


def _keep_an_administrator(actor: Actor, person: User, field: str = "") -> None:
    if person is actor.user:
        raise RuleBroken(message(N_("You cannot take this from yourself: ask another administrator.")), field)
    others = select(func.count()).where(User.is_administrator, User.active, User.email != person.email)
    if person.is_administrator and not db.session.scalar(others):
        raise RuleBroken(message(N_("This is the last administrator. Make somebody else administrator first.")), field)
