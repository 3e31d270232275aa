"""Bringing a checked file in: opened apart, scanned, sealed, and on its place before anything speaks of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from config import Settings
from tracker.domain.vocabulary import Scan, Use
from tracker.models.evidence import Derivative
from tracker.services import clock, deriving, scanning
from tracker.services.files import Checked
from tracker.services.keyring import vault
from tracker.storage import Storage, Stored


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken: what it is, the bytes that are kept, what was made of it, and what a scanner said."""

    checked: Checked
    stored: Stored
    scan: Scan
    derivation: deriving.Derivation
    kept: tuple[Stored, ...]

    def derivatives(self) -> list[Derivative]:
        """A row for each thing that was made, and one that says why there is no copy."""
        rows = [
            Derivative(
                use=each.use, sha256=stored.sha256, size=stored.size, media_type=each.media_type,
                removed=list(each.removed), made_at=clock.now(),
            )
            for each, stored in zip(self.derivation.made, self.kept, strict=True)
        ]  # fmt: skip
        if self.derivation.note:
            rows.append(Derivative(use=Use.COPY, note=self.derivation.note, made_at=clock.now()))
        return rows


def keep(settings: Settings, organisation_id: int, stream: IO[bytes], checked: Checked) -> Taken:
    """Open a checked file apart, have it scanned, and keep it and what was made of it, sealed.

    Raises RuleBroken at field `file` where it cannot be opened or holds a virus, OSError where the disk fails, and
    Unavailable where the organisation's key cannot be opened.
    """
    scan = scanning.judge(settings, stream, checked)
    derivation = deriving.derive(stream, checked)
    storage = vault(settings, organisation_id, to_write=True)
    return Taken(checked, storage.put(stream), scan, derivation, _kept(storage, derivation))


def _kept(storage: Storage, derivation: deriving.Derivation) -> tuple[Stored, ...]:
    return tuple(storage.put(io.BytesIO(each.content)) for each in derivation.made)
