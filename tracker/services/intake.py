"""Bringing a checked file in: sealed and on its place before anything speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from config import Settings
from tracker.services.files import Checked
from tracker.services.keyring import vault
from tracker.storage import Stored


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken: what it is, and the bytes that are kept."""

    checked: Checked
    stored: Stored


def keep(settings: Settings, organisation_id: int, stream: IO[bytes], checked: Checked) -> Taken:
    """Seal a checked file and put it where the organisation's evidence lies. Raises OSError, Unavailable."""
    return Taken(checked, vault(settings, organisation_id, to_write=True).put(stream))
