"""Whether the installation can do its work now; answered by yes and no, without anything of the inside."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from tracker.models.database import db, only_reading
from tracker.services import schema


def checks(settings: Settings) -> dict[str, bool]:
    """What has to hold, by name. Writes nothing."""
    return {
        "database": database_answers(),
        "tables": tables_are_current(),
        "storage": may_be_written(settings.storage),
        "disk": has_room(settings.instance, settings.least_free),
    }


def database_answers() -> bool:
    try:
        with only_reading():
            db.session.execute(text("SELECT 1"))
            db.session.rollback()
    except SQLAlchemyError:
        return False
    return True


def tables_are_current() -> bool:
    try:
        return not schema.not_current()
    except SQLAlchemyError:
        return False


def may_be_written(folder: Path) -> bool:
    """Whether something can be put into a folder, or the folder made; a disk that is read-only says no."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)


def has_room(folder: Path, least: int) -> bool:
    """Whether so many bytes are free where a folder lies."""
    try:
        return shutil.disk_usage(folder).free >= least
    except OSError:
        return False
