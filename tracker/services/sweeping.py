"""What a crash or a refusal left behind in the storage is removed after a day; files from before sealing are sealed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from config import Settings
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.services import keyring
from tracker.services.backup_database import stored_names
from tracker.services.keyring import vault
from tracker.storage import COMING, Folder, Storage
from tracker.storage_bucket import place_of

A_DAY = 24 * 60 * 60
"""How old, in seconds, something must be that nothing speaks of (requirement F2): a form may still be on its way."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files nothing spoke of, how many were half written, and how many bytes both had."""

    orphans: int = 0
    halves: int = 0
    size: int = 0


def sweep(settings: Settings, *, older_than: float = A_DAY) -> Swept:
    """Remove what no row speaks of and what is half written, if it is old enough; nothing may be pending.

    While it removes, no form that brings a file is stored: on SQLite it holds the one write transaction, on PostgreSQL
    a lock that such forms share. What was written again since it was listed has a new age, and stays.
    """
    place = place_of(settings)
    old = [each for each in place.found() if each.age >= older_than]
    db.session.rollback()
    keyring.hold_off_writers()
    named = stored_names(db.session())
    lost = [each for each in old if each.name not in named and (place.age(each.name) or 0) >= older_than]
    for each in lost:
        place.remove(each.name)
    db.session.rollback()
    halves = sum(each.name.startswith(f"{COMING}/") or f"/{COMING}/" in each.name for each in lost)
    return Swept(len(lost) - halves, halves, sum(each.size for each in lost))


def seal_old_files(settings: Settings, keep: Callable[[], None]) -> int:
    """Seal evidence files that lie in plain, as earlier versions kept them. Returns how many were.

    Each is sealed, forced to the disk and read again before its plain copy is removed; it may be stopped and begun
    again at any moment. `keep` commits.
    """
    plain, count = Storage(Folder(settings.storage), "evidence"), 0
    rows = select(Evidence.sha256, Evidence.organisation_id).where(Evidence.sha256 != "").distinct()
    owners: dict[str, set[int]] = {}
    for sha256, organisation_id in db.session.execute(rows):
        owners.setdefault(sha256, set()).add(organisation_id)
    for sha256, organisations in owners.items():
        if not plain.exists(sha256):
            continue
        content = plain.whole(sha256)
        for organisation_id in sorted(organisations):
            _seal(vault(settings, organisation_id, to_write=True), sha256, content)
        keep()  # the key is kept before the last plain copy goes
        plain.place.remove(plain.name(sha256))
        count += 1
    return count


def _seal(sealed: Storage, sha256: str, content: bytes) -> None:
    stored = sealed.put(io.BytesIO(content))
    if stored.sha256 != sha256 or sealed.whole(sha256) != content:
        raise OSError(f"{sha256} is not in plain what its name says, and was left as it is")
