"""Files of evidence on their way in, checked before they are stored, and out, never opened inside our pages."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from urllib.parse import quote

from flask import Response, abort, current_app
from werkzeug.datastructures import FileStorage

from config import Settings
from tracker.domain.errors import RuleBroken, Unavailable
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, Scan, Use
from tracker.models.evidence import Evidence
from tracker.services import evidence as service
from tracker.services import files, intake, keyring, upload_limits
from tracker.services.acting import Actor
from tracker.services.evidence_details import named_after
from tracker.services.files import Checked
from tracker.services.intake import Taken
from tracker.services.moving import Moved
from tracker.web import transaction
from tracker.web.evidence.forms import EvidenceForm

HANDED_OUT = (Scan.NOT_SCANNED, Scan.CLEAN)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def largest() -> int:
    """How many bytes a file may have."""
    return settings().max_upload


def add(actor: Actor, thing: Moved, form: EvidenceForm) -> list[Evidence]:
    """Check all files, then put them on the disk and add their items: all, or with the reason for each refused none.

    A refusal leaves files that nothing speaks of, at most.
    """
    service.check_open(thing)
    uploads, details = form.uploads(), form.details()
    if not uploads or details.kind is not EvidenceKind.FILE:
        return [service.add(actor, thing, details)]
    service.check_reviewer(actor, thing.plan, details)
    upload_limits.check(actor.user, len(uploads), sum(_size(each) for each in uploads))
    made = []
    for checked, taken in _taken(form, thing, uploads):
        own = details if len(uploads) == 1 else named_after(details, checked.name, thing.plan.default_language)
        made.append(service.add(actor, thing, own, file=taken))
    return made


def _size(upload: FileStorage) -> int:
    size = upload.stream.seek(0, os.SEEK_END)
    upload.stream.seek(0)
    return size


def _taken(form: EvidenceForm, thing: Moved, uploads: list[FileStorage]) -> list[tuple[Checked, Taken]]:
    """Each file, kept. Raises the last refusal, after the others were put into the form."""
    taken, refused = [], []
    for upload in uploads:
        try:
            checked = files.check(upload.stream, upload.filename, most=largest())
            taken.append((checked, _kept(thing, upload, checked)))
        except RuleBroken as error:
            refused.append(error)
    for each in refused[:-1]:
        form.refuse(each)
    if refused:
        raise refused[-1]
    return taken


def _kept(thing: Moved, upload: FileStorage, checked: Checked) -> Taken:
    try:
        return intake.keep(settings(), thing.organisation_id, upload.stream, checked)
    except OSError as error:
        current_app.logger.error("evidence could not be stored: %s", error)
        raise RuleBroken(
            message(N_("The file could not be stored: the disk is full or fails. Tell the administrator.")), "file"
        ) from None


def copy_or_original(actor: Actor, evidence: Evidence) -> Response:
    """What a reader gets: its organisation the file itself, everybody else the copy without hidden data."""
    if service.is_own(actor, evidence):
        return original(actor, evidence)
    copy = service.made_for(evidence, Use.COPY)
    if copy is None:
        abort(404)
    chunks = _opened(evidence, copy.sha256)
    if evidence.visibility is EvidenceClass.RESTRICTED:
        record_afterwards(actor, evidence, service.record_reading)
    return _attached(chunks, _name_of_copy(evidence.file_name, copy.media_type), copy.media_type, copy.size)


def original(actor: Actor, evidence: Evidence) -> Response:
    """The very file, for those who may have it; recorded, save where people take an unrestricted one of their own."""
    if evidence.kind is not EvidenceKind.FILE or not service.may_take_original(actor, evidence):
        abort(404)
    chunks = _opened(evidence, evidence.sha256)
    if evidence.visibility is EvidenceClass.RESTRICTED or not service.is_own(actor, evidence):
        record_afterwards(actor, evidence, service.record_download)
    return _attached(chunks, evidence.file_name, evidence.media_type, evidence.size)


def preview(evidence: Evidence) -> Response:
    """The picture that we made of it, which alone is shown inside a page."""
    made = service.made_for(evidence, Use.PREVIEW)
    if made is None:
        abort(404)
    response = Response(_opened(evidence, made.sha256), mimetype=made.media_type)
    response.content_length = made.size
    return _closed_in(response)


def text_of(evidence: Evidence) -> str:
    """The bare text of its file; empty where there is none."""
    made = service.made_for(evidence, Use.TEXT)
    return b"".join(_opened(evidence, made.sha256)).decode() if made is not None else ""


def _name_of_copy(name: str, media_type: str) -> str:
    stem = name.rsplit(".", 1)[0]
    return f"{stem}-copy{files.ALLOWED[media_type][0]}"


def _opened(evidence: Evidence, sha256: str) -> Iterator[bytes]:
    """The bytes, of which the first were opened already, so that a fault is answered by a page."""
    if evidence.scan not in HANDED_OUT:
        raise Unavailable(message(N_("The file is not handed out: it was not yet scanned for viruses, or holds one.")))
    try:
        chunks = keyring.vault(settings(), evidence.organisation_id).read(sha256)
        first = next(chunks, b"")
    except OSError as error:
        current_app.logger.error("evidence %s cannot be read: %s", evidence.id, error)
        raise Unavailable(message(N_("The file cannot be read: it is missing or damaged."))) from None
    return chain([first], chunks)


def _attached(chunks: Iterator[bytes], name: str, media_type: str, size: int) -> Response:
    """Bytes as a download, whatever they are: never shown inside our pages, and kept by no browser."""
    response = Response(chunks, mimetype=media_type)
    response.headers["Content-Disposition"] = disposition(name)
    response.content_length = size
    return _closed_in(response)


def _closed_in(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def disposition(name: str) -> str:
    """The header that names a download (RFC 6266): plain letters for old browsers, and the name as it is."""
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def record_afterwards(actor: Actor, evidence: Evidence, record: Callable[[Actor, int], None]) -> None:
    """Enter a look in the record of acts, once the request's own transaction, which only reads, is over."""
    key = evidence.id
    transaction.record_afterwards(lambda: record(actor, key))
