"""Second factors: who needs one, the app that makes codes, and recovery codes for when the telephone is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import CursorResult, delete, exists, func, select, update

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Role
from tracker.models.database import db
from tracker.models.factors import Authenticator, Passkey, RecoveryCode
from tracker.models.people import User
from tracker.services import audit, clock, one_time_codes, people, people_signed_in
from tracker.services.acting import Actor
from tracker.services.people_signed_in import token_hash

NEEDED_BY = frozenset({Role.COORDINATOR})
"""Besides administrators: whose password alone would open too much."""

RECOVERY_CODES = 10
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike on paper."""


def is_needed(actor: Actor) -> bool:
    """Whether this person gets in with a second factor only."""
    return actor.user.is_administrator or any(part.role in NEEDED_BY for part in actor.parts)


def authenticator_of(person: User) -> Authenticator | None:
    return db.session.scalar(select(Authenticator).where(Authenticator.user_id == person.id))


def passkeys_of(person: User) -> Sequence[Passkey]:
    """A person's passkeys, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.user_id == person.id).order_by(Passkey.id)).all()


def has_any(person: User) -> bool:
    """Whether a password alone no longer lets this person in."""
    kinds = (select(kind.id).where(kind.user_id == person.id) for kind in (Authenticator, Passkey))
    return any(db.session.scalar(select(exists(kind))) for kind in kinds)


def codes_left(person: User) -> int:
    """How many recovery codes were not used yet."""
    unused = RecoveryCode.user_id == person.id, RecoveryCode.used_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def set_up(person: User, sealed: str, code: str, *, key: str) -> list[str]:
    """Take an app into use that shows the right code; a person's earlier app makes no codes any more.

    Gives new recovery codes, which are shown once. Raises RuleBroken at `code` for a wrong one.
    """
    counter = one_time_codes.counter_of(sealed, key, code, at=clock.now(), after=0)
    if counter is None:
        raise RuleBroken(message(N_("This is not the code that the app shows now. Type the newest one.")), "code")
    add_authenticator(person, sealed, counter)
    return new_recovery_codes(person)


def add_authenticator(person: User, sealed: str, counter: int = 0) -> Authenticator:
    """Keep an app whose codes are known to be right."""
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == person.id))
    app = Authenticator(user_id=person.id, secret=sealed, last_counter=counter, created_at=clock.now())
    db.session.add(app)
    db.session.flush()
    audit.record("add_authenticator", person, actor=person)
    return app


def takes_code(person: User, typed: str, *, key: str) -> bool:
    """Whether a code of the app or a recovery code is right; it is used up by that."""
    code = "".join(typed.split())
    if code.isdigit():
        return _takes_code_of_app(person, code, key)
    return _takes_recovery_code(person, code)


def _takes_code_of_app(person: User, code: str, key: str) -> bool:
    app = authenticator_of(person)
    if app is None:
        return False
    counter = one_time_codes.counter_of(app.secret, key, code, at=clock.now(), after=app.last_counter)
    if counter is None:
        return False
    # Of two requests with the same code at the same moment, one changes the row.
    newest = Authenticator.id == app.id, Authenticator.last_counter < counter
    return _changed_one(update(Authenticator).where(*newest).values(last_counter=counter))


def _takes_recovery_code(person: User, code: str) -> bool:
    unused = RecoveryCode.user_id == person.id, RecoveryCode.used_at.is_(None)
    this = RecoveryCode.code_hash == _hash_of(person, code)
    if not _changed_one(update(RecoveryCode).where(*unused, this).values(used_at=clock.now())):
        return False
    audit.record("use_recovery_code", person, actor=person, after={"left": codes_left(person)})
    return True


def _changed_one(statement: object) -> bool:
    done = db.session.execute(statement)  # type: ignore[call-overload]
    return isinstance(done, CursorResult) and done.rowcount == 1


def new_recovery_codes(person: User) -> list[str]:
    """Ten new codes, each good once; the earlier ones end. Only their hashes are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == person.id))
    codes = [_made_up_code() for _ in range(RECOVERY_CODES)]
    now = clock.now()
    db.session.add_all(RecoveryCode(user_id=person.id, code_hash=_hash_of(person, c), created_at=now) for c in codes)
    audit.record("make_recovery_codes", person, actor=person, after={"codes": len(codes)})
    return codes


def _made_up_code() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(4))


def _hash_of(person: User, code: str) -> str:
    """80 random bits need no slow hash; the person's id keeps one code from being good for two people."""
    return token_hash(f"{person.id}:{code.lower().replace('-', '')}")


def remove_authenticator(actor: Actor) -> None:
    """Take one's app out of use. Raises RuleBroken for the last factor of somebody who needs one."""
    person = actor.user
    if is_needed(actor) and not passkeys_of(person):
        raise RuleBroken(message(N_("Your role needs a second factor. Set up another one first.")))
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == person.id))
    if not passkeys_of(person):
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == person.id))
    audit.record("remove_authenticator", person, actor=person)


def remove_all(actor: Actor | None, person: User) -> None:
    """Take every factor of a person away, who has lost them, and end their sign-ins; None is the command line.

    Raises NotAllowed, and RuleBroken for oneself and where there is none.
    """
    people.require_administrator(actor)
    if actor is not None and actor.user is person:
        raise RuleBroken(message(N_("This is your own account: change your second factors there.")))
    if not has_any(person):
        raise RuleBroken(message(N_("This person has no second factor.")))
    for kind in (Authenticator, Passkey, RecoveryCode):
        db.session.execute(delete(kind).where(kind.user_id == person.id))
    people_signed_in.end_all(person)
    audit.record("remove_factors", person, actor=people.user_of(actor))
