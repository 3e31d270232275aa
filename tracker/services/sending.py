"""Forms that were stored, so that the same one sent twice is stored once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tracker.models.audit import SentForm
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import clock

KEPT = timedelta(hours=24)


def earlier(user: User, key: str) -> SentForm | None:
    """The stored form with this key, if this person sent it within the last 24 hours."""
    return db.session.scalar(select(SentForm).where(SentForm.user_id == user.id, SentForm.key == key))


def start(user: User, key: str, digest: str) -> SentForm | None:
    """Claim a key before anything is stored; None where a twin of this request claimed and stored it meanwhile."""
    db.session.execute(delete(SentForm).where(SentForm.at < clock.now() - KEPT))
    form = SentForm(user_id=user.id, key=key, digest=digest, answer="", at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(form)
    except IntegrityError:
        return None
    return form
