"""Restoring a back-up: unpacked beside, judged whole, and only then put in the place of what was there.

What was there is moved aside and never deleted.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.people import Invitation, RoleOffer, SignIn
from tracker.models.reminding import CalendarAddress
from tracker.services import (
    audit,
    audit_checking,
    backing_up,
    backup_archive,
    backup_database,
    backup_keys,
    clock,
    schema,
)
from tracker.services import restoring_places as places
from tracker.services.backing_up import FORMAT, Contents
from tracker.services.backup_archive import DAMAGED, MANIFEST, Part, Unpacker

NOT_EMPTY = N_(
    "People or files are in this installation already. Stop it and add --replace: they are moved aside and kept."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where what was there before lies now (None where there was nothing)."""

    contents: Contents
    files: int
    aside: str | None

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.contents.made_at)


def restore(settings: Settings, path: Path, identity: Path | None, *, replace: bool) -> Restored:
    """Put a back-up in the place of the installation, which nobody may be using.

    Raises RuleBroken, with nothing changed, for what is damaged, cut off, locked with another key, of a newer version
    or another kind of database, whose database or record does not hold, and for an installation that is not empty
    unless it may be replaced.
    """
    keys = backup_keys.identities(identity) if identity is not None else ()
    if not replace and not places.is_empty(settings):
        raise RuleBroken(message(NOT_EMPTY))
    with _beside(settings) as folder:
        contents = _unpack(path, folder, keys)
        _require_fit(settings, contents)
        if backup_database.is_sqlite(settings):
            _require_sound(folder / backup_database.SQLITE, contents)
        aside = places.put(settings, folder, lambda session: _require_same(session, contents))
    return Restored(contents, sum(name.startswith("storage/") for name in contents.parts), aside)


def enter() -> None:
    """Enter the act in the restored record; end sign-ins and links of back then, which may have ended since."""
    now = clock.now()
    db.session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now))
    db.session.execute(update(CalendarAddress).where(CalendarAddress.ended_at.is_(None)).values(ended_at=now))
    unused = Invitation.used_at.is_(None) & (Invitation.expires_at > now)
    db.session.execute(update(Invitation).where(unused).values(expires_at=now))
    open_offers = RoleOffer.ended_at.is_(None) & (RoleOffer.expires_at > now)
    db.session.execute(update(RoleOffer).where(open_offers).values(expires_at=now))
    audit.record("restore_backup", None, actor=None, before={"head": audit.head()})


@contextmanager
def _beside(settings: Settings) -> Iterator[Path]:
    """A private folder on the disk of the installation, so that what is in it can be moved in at once."""
    folder = Path(tempfile.mkdtemp(prefix="restore-", dir=settings.instance))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _unpack(path: Path, folder: Path, keys: Sequence[Any]) -> Contents:
    def open_part(name: str) -> IO[bytes]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    taker = Unpacker(open_part)
    try:
        with path.open("rb") as file:
            backup_archive.read(file, taker, keys)
    finally:
        taker.close()
    contents = _contents(taker.manifest)
    if contents.parts != {name: part for name, part in taker.parts.items() if name != MANIFEST}:
        raise RuleBroken(message(DAMAGED))
    os.sync()
    return contents


def _contents(manifest: bytes) -> Contents:
    try:
        said = json.loads(manifest)
        if said["format"] != FORMAT:
            raise RuleBroken(
                message(N_("This back-up was made by another version of the tracker that writes it otherwise."))
            )
        return Contents(**said | {"parts": {name: Part(**part) for name, part in said["parts"].items()}})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RuleBroken(message(DAMAGED)) from None


def _require_fit(settings: Settings, contents: Contents) -> None:
    if backup_database.file_name(settings) not in contents.parts:
        sentence = N_("This back-up is of another kind of database than this installation has: SQLite or PostgreSQL.")
        raise RuleBroken(message(sentence))
    if contents.revision is not None and contents.revision not in schema.known():
        raise RuleBroken(
            message(N_("This back-up was made by a newer version of the tracker. Install that one first."))
        )


def _require_sound(database: Path, contents: Contents) -> None:
    if backup_database.faults(database):
        raise RuleBroken(message(DAMAGED))
    with backup_database.session_on(f"sqlite:///{database}") as session:
        _require_same(session, contents)


def _require_same(session: Session, contents: Contents) -> None:
    """The files that the database names and the record of acts are as they were when the back-up was made."""
    record = audit_checking.check(session=session)
    if (record.count, record.head, record.is_whole) != (contents.entries, contents.head, contents.record_is_whole):
        raise RuleBroken(message(N_("The record of acts in this back-up does not hold. Nothing was changed.")))
    damaged = [name for name in contents.faults if backing_up.is_sealed(name) and name in contents.parts]
    if backing_up.faults(contents.parts, backup_database.named_files(session), damaged) != list(contents.faults):
        raise RuleBroken(message(DAMAGED))
