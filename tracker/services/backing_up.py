"""Making a back-up: first one moment of the database, then the files, one archive, read again before it counts."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy.orm import Session

from config import Settings, make_private
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.sealing import Watch
from tracker.services import audit, audit_checking, backup_archive, backup_database, backup_keys, clock
from tracker.services.backup_archive import Packer, Part, Unpacker
from tracker.services.restoring_places import KEY
from tracker.storage import Found, Place, force
from tracker.storage_bucket import place_of

FORMAT = 1
AHEAD = timedelta(hours=1)
"""As far may a back-up seem to lie ahead; further, a clock jumped and its age is not known."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a back-up says of itself; the last part of its archive.

    `faults` are files that the database names and that were missing or changed when it was made.
    """

    format: int
    made_at: str
    revision: str | None
    entries: int
    head: str
    record_is_whole: bool
    parts: Mapping[str, Part]
    faults: Sequence[str]

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, indent=1).encode()


@dataclass(frozen=True, slots=True)
class Made:
    """A back-up that was made: where, when, its size in bytes, how many files besides the database, and its faults."""

    path: Path
    at: datetime
    size: int
    files: int
    is_encrypted: bool
    faults: Sequence[str]
    record_is_whole: bool

    @property
    def is_good(self) -> bool:
        return not self.faults and self.record_is_whole


@dataclass(frozen=True, slots=True)
class Last:
    """The last good back-up, as this installation remembers it; older than `days` it is said to be old."""

    at: datetime
    name: str
    size: int
    files: int
    is_encrypted: bool
    days: int = 1

    @property
    def is_old(self) -> bool:
        return not -AHEAD <= clock.now() - self.at <= timedelta(days=self.days)


def make(settings: Settings, out: Path, recipients: Sequence[str]) -> Made:
    """Back up the installation into a new file, or a new file in a folder. Enters the act in the record.

    What the database names is complete: its moment is taken first, and files are never changed. Raises RuleBroken
    where the file is there already, a key is none, or the archive cannot be read again; then nothing is left.
    """
    keys, at = backup_keys.recipients(recipients), clock.now()
    path = out / f"tracker-{at:%Y%m%d-%H%M%S}.tar{'.age' if keys else ''}" if out.is_dir() else out
    if path.exists():
        raise RuleBroken(message(N_("There is a file of this name already: %(name)s."), name=path.name))
    lock, opener = backup_keys.make()  # only for reading it again: the secret half is forgotten with this process
    coming = path.with_name(path.name + ".part")
    try:
        with _private(coming) as file:
            contents = _write(settings, file, at, [*keys, lock] if keys else [])
            _read_again(file, contents, [opener])
            size, digest = file.seek(0, os.SEEK_END), _digest(file)
        coming.replace(path)
    finally:
        coming.unlink(missing_ok=True)
    force(path.parent)
    files = sum(name.startswith("storage/") for name in contents.parts)
    made = Made(path, at, size, files, bool(keys), contents.faults, contents.record_is_whole)
    audit.record("make_backup", None, actor=None, after={"sha256": digest, "files": files, "encrypted": bool(keys)})
    if made.is_good:
        _remember(settings, made)
    return made


def last(settings: Settings) -> Last | None:
    """The last good back-up; None where none was made here, or what is remembered cannot be read."""
    try:
        said = json.loads(_memory(settings).read_text(encoding="utf-8"))
        at = datetime.fromisoformat(said["at"])
        return Last(at, said["name"], said["size"], said["files"], said["is_encrypted"], settings.backup_days)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(settings: Settings, file: IO[bytes], at: datetime, keys: Sequence[Any]) -> Contents:
    found: list[Contents] = []
    with (
        tempfile.TemporaryDirectory(prefix="backup-", dir=settings.instance) as folder,
        backup_database.snapshot(settings, Path(folder)) as (path, session),
    ):
        backup_archive.write(file, _archive(settings, path, session, at, found, with_key=bool(keys)), keys)
    file.flush()
    os.fsync(file.fileno())
    return found[0]


def _archive(
    settings: Settings, database: Path, session: Session, at: datetime, found: list[Contents], *, with_key: bool
) -> Iterator[bytes]:
    """The bytes of the archive; what they hold is in `found` at the end."""
    packer, damaged = Packer(), set()
    with database.open("rb") as file:
        yield from packer.add(database.name, file)
    if with_key and settings.key_file.is_file():
        with settings.key_file.open("rb") as file:
            yield from packer.add(KEY, file)
    place = place_of(settings)
    for found_file in _stored(place):
        name, watch = f"storage/{found_file.name}", Watch()
        yield from packer.add_chunks(name, found_file.size, map(watch.see, place.read(found_file.name)))
        if is_sealed(name) and not watch.is_whole:
            damaged.add(name)
    record = audit_checking.check(session=session)
    contents = Contents(
        FORMAT,
        at.isoformat(),
        backup_database.revision(session),
        record.count,
        record.head,
        record.is_whole,
        dict(packer.parts),
        faults(packer.parts, backup_database.named_files(session), damaged),
    )
    found.append(contents)
    yield from packer.end(contents.to_bytes())


def is_sealed(name: str) -> bool:
    """Whether a part is sealed, so that its name is not the hash of its bytes as they are kept."""
    return name.startswith("storage/evidence/")


def faults(parts: Mapping[str, Part], named: set[str], damaged: Collection[str] = ()) -> list[str]:
    """Files that a database names and that are missing, or that are not what they were when they were stored.

    Of a sealed file that is told by `damaged`, of another by its name, which is its hash.
    """
    plain = {name: part for name, part in parts.items() if name.startswith("storage/") and not is_sealed(name)}
    changed = {name for name, part in plain.items() if name.rsplit("/", maxsplit=1)[1] != part.sha256}
    return sorted((named - set(parts)) | changed | set(damaged))


def _stored(place: Place) -> Iterator[Found]:
    """The files of the storage, those left out that are still being written."""
    for each in place.found():
        if backup_archive.NAMES.fullmatch(f"storage/{each.name}"):
            yield each


def _read_again(file: IO[bytes], contents: Contents, keys: Sequence[Any]) -> None:
    taker = Unpacker()
    backup_archive.read(file, taker, keys)
    found = {name: part for name, part in taker.parts.items() if name != backup_archive.MANIFEST}
    if found != contents.parts or taker.manifest != contents.to_bytes():
        raise RuleBroken(message(N_("The back-up could not be read again as it was written; the disk may be failing.")))


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is a file


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
        yield file


def _memory(settings: Settings) -> Path:
    return settings.instance / "last-backup.json"


def _remember(settings: Settings, made: Made) -> None:
    said = {"at": made.at.isoformat(), "name": made.path.name, "size": made.size, "files": made.files}
    make_private(_memory(settings), json.dumps(said | {"is_encrypted": made.is_encrypted}))
