"""A scanner for viruses as a plug: clamd, where a setting names it; its absence is said and never hidden."""

from __future__ import annotations

import io
import socket
import struct
from contextlib import closing
from typing import IO

from sqlalchemy import select

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Scan
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.services.files import Checked
from tracker.services.keyring import vault

SECONDS = 20
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


def scan_waiting(settings: Settings) -> int:
    """Have the files scanned that wait for it. Returns how many were judged; the caller commits."""
    waiting = db.session.scalars(select(Evidence).where(Evidence.scan == Scan.WAITING).limit(100)).all()
    judged = 0
    for item in waiting if settings.scanner else ():
        found = scan(settings, io.BytesIO(vault(settings, item.organisation_id).whole(item.sha256)))
        if found is Scan.WAITING:
            break
        item.scan = found
        judged += 1
    return judged
