"""What time it is; tests and the demonstration plan put another clock in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    return now().date()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at one moment: for acts that are told afterwards, such as a demonstration's."""
    before = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(before)
