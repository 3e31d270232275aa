"""Periods that are shorter than they look: the months that they cover, said beside their names."""

from __future__ import annotations

from reports.language import Speech
from reports.snapshot import Snapshot
from tracker.domain.periods import months_covered, partial


def covered(snapshot: Snapshot, speech: Speech) -> dict[str, str]:
    """What a report says of each partial period, by its key: the first and the last day, and how many months."""
    return {
        span.key: speech.gettext(
            "%(first)s to %(last)s, months covered: %(months)s",
            first=speech.day(span.starts_on),
            last=speech.day(span.ends_on),
            months=months_covered(span.starts_on, span.ends_on),
        )
        for span in partial(snapshot.periods)
    }
