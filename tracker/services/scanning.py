"""A scanner for viruses as a plug: clamd, where a setting names it; its absence is said and never hidden."""

from __future__ import annotations

import io
import logging
import socket
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import IO

from sqlalchemy import select

from config import Settings
from tracker.domain.errors import RuleBroken, Unavailable
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Scan
from tracker.models.database import db, only_reading
from tracker.models.evidence import Evidence
from tracker.services.files import Checked
from tracker.services.keyring import vault

log = logging.getLogger(__name__)

SECONDS = 20
AT_ONCE = 100
PIECE = 64 * 1024
VIRUS = N_("“%(name)s” holds a virus and was not kept. Have the computer checked from which it comes.")


def judge(settings: Settings, stream: IO[bytes], checked: Checked) -> Scan:
    """What the scanner says of a file that comes in; WAITING where it is silent. Raises RuleBroken for a virus."""
    found = scan(settings, stream)
    if found is Scan.INFECTED:
        raise RuleBroken(message(VIRUS, name=checked.name), "file")
    return found


def scan(settings: Settings, stream: IO[bytes]) -> Scan:
    """Ask the scanner; NOT_SCANNED where none is set."""
    if not settings.scanner:
        return Scan.NOT_SCANNED
    stream.seek(0)
    try:
        said = _asked(settings.scanner, stream)
    except OSError:
        return Scan.WAITING
    finally:
        stream.seek(0)
    if said.endswith(b"FOUND"):
        return Scan.INFECTED
    return Scan.CLEAN if said.endswith(b"OK") else Scan.WAITING


def _asked(address: str, stream: IO[bytes]) -> bytes:
    """The answer of clamd to a stream, by its protocol INSTREAM."""
    with closing(_connected(address)) as line:
        line.sendall(b"zINSTREAM\0")
        while piece := stream.read(PIECE):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(4096)):
            said += more
    return said.rstrip(b"\0\n ")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def scan_waiting(settings: Settings, commit: Callable[[], None]) -> int:
    """Have the files scanned that wait for it, each result committed at once. Returns how many were judged.

    Nobody waits for the database while the scanner thinks. A file that cannot be read does not hold up the others.
    """
    judged = 0
    for key in _waiting() if settings.scanner else ():
        content = _content(settings, key)
        if content is None:
            continue
        found = scan(settings, io.BytesIO(content))
        if found is Scan.WAITING:
            break
        db.session.get_one(Evidence, key).scan = found
        commit()
        judged += 1
    return judged


def _waiting() -> Sequence[int]:
    with only_reading():
        query = select(Evidence.id).where(Evidence.scan == Scan.WAITING).order_by(Evidence.id).limit(AT_ONCE)
        found = db.session.scalars(query).all()
        db.session.rollback()
    return found


def _content(settings: Settings, key: int) -> bytes | None:
    """The bytes of an item; None, with a line in the log, where they cannot be read."""
    with only_reading():
        item = db.session.get_one(Evidence, key)
        try:
            return vault(settings, item.organisation_id).whole(item.sha256)
        except (OSError, Unavailable):
            log.exception("a file that waits for the scanner cannot be read")
            return None
        finally:
            db.session.rollback()
