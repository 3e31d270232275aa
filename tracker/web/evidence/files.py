"""Files of evidence on their way in, checked before they are stored, and out, never opened inside our pages."""

from __future__ import annotations

from flask import Response, abort, current_app, send_file

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind
from tracker.models.database import db, reading
from tracker.models.evidence import Evidence
from tracker.services import evidence as service
from tracker.services import files
from tracker.services.acting import Actor
from tracker.services.moving import Moved
from tracker.storage import Storage, Stored
from tracker.web import transaction
from tracker.web.evidence.forms import EvidenceForm


def storage() -> Storage:
    """Where the bytes of evidence lie."""
    settings: Settings = current_app.extensions["settings"]
    return Storage(settings.storage / "evidence")


def largest() -> int:
    """How many bytes a file may have."""
    settings: Settings = current_app.extensions["settings"]
    return settings.max_upload


def add(actor: Actor, thing: Moved, form: EvidenceForm) -> Evidence:
    """Check the file, put it on the disk, then add the item; a refusal leaves a file that nothing speaks of."""
    service.check_open(thing)
    upload, details = form.upload(), form.details()
    if upload is None or details.kind is not EvidenceKind.FILE:
        return service.add(actor, thing, details)
    checked = files.check(upload.stream, upload.filename, most=largest())
    return service.add(actor, thing, details, checked=checked, stored=_put(upload.stream))


def _put(stream: object) -> Stored:
    try:
        return storage().put(stream)  # type: ignore[arg-type]  # what the library calls a stream of bytes
    except OSError as error:
        current_app.logger.error("evidence could not be stored: %s", error)
        raise RuleBroken(
            message(N_("The file could not be stored: the disk is full or fails. Tell the administrator.")), "file"
        ) from None


def answer(actor: Actor, evidence: Evidence) -> Response:
    """The original bytes of a file as a download, always as an attachment; 404 where there are none."""
    if evidence.kind is not EvidenceKind.FILE or not storage().exists(evidence.sha256):
        abort(404)
    if evidence.visibility is EvidenceClass.RESTRICTED:
        key = evidence.id
        transaction.afterwards(lambda: _record(actor, key))
    response = send_file(
        storage().path(evidence.sha256),
        evidence.media_type,
        as_attachment=True,
        download_name=evidence.file_name,
        conditional=False,
        etag=False,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def _record(actor: Actor, evidence_id: int) -> None:
    """In a transaction of its own: the request's only read."""
    token = reading.set(False)
    try:
        service.record_download(actor, evidence_id)
        db.session.commit()
    finally:
        reading.reset(token)
