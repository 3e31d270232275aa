"""How much one person may bring in within a day (requirement C1), so that a stolen account cannot fill the disk."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.people import User
from tracker.services import clock

FILES, BYTES = 200, 1024 * 1024 * 1024
TOO_MUCH = N_(
    "Within a day one person can add 200 files and 1 GB. That much is there already; go on tomorrow, or add a link."
)


def check(user: User, files: int, size: int) -> None:
    """Raises RuleBroken at field `file` where these files are more than one person may add within 24 hours."""
    since = clock.now() - timedelta(days=1)
    count, total = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Evidence.size), 0)).where(
            Evidence.added_by_id == user.id, Evidence.added_at > since, Evidence.sha256 != ""
        )
    ).one()
    if count + files > FILES or total + size > BYTES:
        raise RuleBroken(message(TOO_MUCH), "file")
