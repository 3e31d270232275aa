"""What happened in the demonstration plan, told in the order in which it happened, each act at its own moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from tracker.services import clock

MORNING, AFTERNOON, EVENING = time(9, tzinfo=UTC), time(13, tzinfo=UTC), time(16, tzinfo=UTC)


class Timeline:
    """Acts by day and time of day; of those at the same time the one that was told first comes first."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Callable[[], object]]] = []

    def add(self, day: date, at: time, act: Callable[[], object]) -> None:
        self._acts.append((datetime.combine(day, at), len(self._acts), act))

    def run(self) -> None:
        """Do everything, oldest first, and forget it."""
        acts, self._acts = sorted(self._acts, key=lambda one: one[:2]), []
        for moment, number, act in acts:
            with clock.stopped_at(moment + timedelta(seconds=number)):
                act()
