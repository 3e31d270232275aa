"""People: who they are, and the verbs that change that."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.models.database import db
from tracker.models.people import User
from tracker.services import audit


def by_email(email: str) -> User | None:
    """The person with this e-mail, however it is capitalised."""
    return db.session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def record_sign_in(user: User) -> None:
    audit.record("sign_in", user, actor=user)


def record_sign_out(user: User) -> None:
    audit.record("sign_out", user, actor=user)
