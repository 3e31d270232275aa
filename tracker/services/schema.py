"""Which migration the tables stand at, and whether this version can work with them."""

from __future__ import annotations

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from config import ROOT
from tracker.models.database import db, only_reading
from tracker.services import backup_database

NEWER = (
    "The database stands at revision {found}, which this version of the tracker does not know: a newer one made it."
    " Start that version, or bring back a back-up that was made before the upgrade."
)
OLDER = (
    "The database stands at revision {found}; this version needs {wanted}. Make a back-up, then bring it up with:"
    " tracker database upgrade"
)


@cache
def known() -> tuple[str, ...]:
    """The revisions that this version knows, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions())


def standing() -> str | None:
    """The revision of the tables; None where there are none yet, or none made by migrations. Raises SQLAlchemyError."""
    with only_reading():
        try:
            return backup_database.revision(db.session())
        finally:
            db.session.rollback()


def unknown() -> str:
    """A sentence where the tables are of a version that is not known here; empty where they are, or cannot be asked."""
    try:
        return _newer(standing())
    except SQLAlchemyError:
        return ""  # pages answer that the database is away, and go on by themselves when it is back


def not_current() -> str:
    """A sentence where the tables are not exactly this version's; empty where they are."""
    found = standing()
    if found == known()[0]:
        return ""
    return _newer(found) or OLDER.format(found=found or "none", wanted=known()[0])


def _newer(found: str | None) -> str:
    return NEWER.format(found=found) if found is not None and found not in known() else ""
