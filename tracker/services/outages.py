"""What an error says of the world outside: a disk that is full, a disk that takes nothing, a database that is away."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class Outage(StrEnum):
    """What is missing; it comes back by itself or by the hand of whoever looks after the computer."""

    FULL = "full"
    READ_ONLY = "read only"
    AWAY = "away"


SYSTEM = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EFBIG: Outage.FULL,
    errno.EROFS: Outage.READ_ONLY,
    errno.EIO: Outage.AWAY,
}
SQLITE = {
    "SQLITE_FULL": Outage.FULL,
    "SQLITE_READONLY": Outage.READ_ONLY,
    "SQLITE_BUSY": Outage.AWAY,
    "SQLITE_CANTOPEN": Outage.AWAY,
    "SQLITE_IOERR": Outage.AWAY,
    "SQLITE_LOCKED": Outage.AWAY,
    "SQLITE_PROTOCOL": Outage.AWAY,
}
POSTGRESQL = {"53100": Outage.FULL, "25006": Outage.READ_ONLY}
AWAY_CLASSES = ("08", "53", "57P", "58")
"""Of PostgreSQL's codes: no connection, no resources, shut down by its operator, faults of its own system."""


def outage(error: BaseException) -> Outage | None:
    """What is missing in the world outside, where that is why something failed; None where we ourselves are."""
    return next((found for each in _chain(error) if (found := _of_one(each)) is not None), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    for _ in range(10):
        if found is None:
            return
        yield found
        found = found.__cause__ or found.__context__


def _of_one(error: BaseException) -> Outage | None:
    if isinstance(error, NoConnectionFree):
        return Outage.AWAY
    if isinstance(error, OSError):
        return SYSTEM.get(error.errno or 0)
    if isinstance(error, DBAPIError):
        return _of_database(error)
    return None


def _of_database(error: DBAPIError) -> Outage | None:
    if isinstance(error.orig, sqlite3.Error):
        name = getattr(error.orig, "sqlite_errorname", "")
        return next((found for start, found in SQLITE.items() if name.startswith(start)), None)
    code = getattr(error.orig, "sqlstate", None)
    if code is None:  # the connection itself failed: nobody was there to give a code
        return Outage.AWAY if type(error.orig).__name__ == "OperationalError" else None
    return POSTGRESQL.get(code) or (Outage.AWAY if code.startswith(AWAY_CLASSES) else None)
