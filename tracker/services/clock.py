"""What time it is; tests put another clock in its place."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    return now().date()
