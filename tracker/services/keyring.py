"""The keys of evidence: one for each organisation, locked with a master key that lies in a file, best elsewhere."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from config import Settings, make_private
from tracker.domain.errors import Unavailable
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.evidence import DataKey
from tracker.sealing import Damaged, lock, unlock
from tracker.services import clock
from tracker.storage import Storage
from tracker.storage_bucket import place_of

LENGTH = 32
LOST = N_("The key of the evidence files is not where it should be. The files are kept, but nobody can open them now.")


def name_of(master: bytes) -> str:
    """What a master key is called where something is locked with it; it tells nothing of the key."""
    return hashlib.sha256(b"nap1325 master key" + master).hexdigest()[:16]


def masters(path: Path) -> list[bytes]:
    """The master keys of a file, one a line; the first locks, all open. Empty where there is no file."""
    try:
        lines = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []
    return [base64.urlsafe_b64decode(line) for line in lines]


def written(keys: list[bytes]) -> str:
    return "".join(base64.urlsafe_b64encode(key).decode() + "\n" for key in keys)


def make_master(path: Path) -> None:
    """Make the first master key, readable by its owner alone; of two who make one at once both get the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coming = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(written([secrets.token_bytes(LENGTH)]))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(coming, path)
        except FileExistsError:
            return
    finally:
        coming.unlink()


def add_masters(path: Path, keys: list[bytes]) -> None:
    """Let further master keys open what they locked, behind those that are there."""
    kept = masters(path)
    new = [key for key in keys if key not in kept]
    if new:
        make_private(path, written([*kept, *new]))


def vault(settings: Settings, organisation_id: int, *, to_write: bool = False) -> Storage:
    """Where an organisation's evidence lies, sealed with its key, which is made with the first file.

    Raises Unavailable where its key cannot be opened.
    """
    if to_write:
        _lock_out_sweeping("pg_advisory_xact_lock_shared")
    return Storage(place_of(settings), area(organisation_id), _data_key(settings, organisation_id, to_write=to_write))


def hold_off_writers() -> None:
    """Until the transaction ends, nobody else begins to bring files in; who has begun is waited for."""
    _lock_out_sweeping("pg_advisory_xact_lock")


def _lock_out_sweeping(lock_of_postgresql: str) -> None:
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(text(f"SELECT {lock_of_postgresql}(1326)"))


def area(organisation_id: int) -> str:
    return f"evidence/{organisation_id}"


def _data_key(settings: Settings, organisation_id: int, *, to_write: bool) -> bytes:
    row = _row(organisation_id)
    if row is None and to_write:
        row = _made(settings, organisation_id)
    if row is None:
        raise Unavailable(message(LOST))
    master = {name_of(key): key for key in masters(settings.key_file)}.get(row.locked_with)
    if master is None:
        raise Unavailable(message(LOST))
    try:
        return unlock(base64.urlsafe_b64decode(row.locked), master, str(organisation_id))
    except Damaged:
        raise Unavailable(message(LOST)) from None


def _row(organisation_id: int) -> DataKey | None:
    return db.session.scalar(select(DataKey).where(DataKey.organisation_id == organisation_id))


def _made(settings: Settings, organisation_id: int) -> DataKey | None:
    """A key of an organisation that has none; where another request was faster, its key."""
    if not settings.key_file.exists():
        make_master(settings.key_file)
    master = masters(settings.key_file)[0]
    locked = lock(secrets.token_bytes(LENGTH), master, str(organisation_id), secrets.token_bytes(12))
    row = DataKey(
        organisation_id=organisation_id,
        locked_with=name_of(master),
        locked=base64.urlsafe_b64encode(locked).decode(),
        made_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return _row(organisation_id)
    return row
