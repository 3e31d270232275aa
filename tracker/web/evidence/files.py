"""Files of evidence on their way in, checked before they are stored, and out, never opened inside our pages."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, current_app, send_file
from werkzeug.datastructures import FileStorage

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind
from tracker.models.database import db, reading
from tracker.models.evidence import Evidence
from tracker.services import evidence as service
from tracker.services import files
from tracker.services.acting import Actor
from tracker.services.evidence_details import named_after
from tracker.services.files import Checked
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


def add(actor: Actor, thing: Moved, form: EvidenceForm) -> list[Evidence]:
    """Check all files, then put them on the disk and add their items: all, or with the reason for each refused none.

    A refusal leaves files that nothing speaks of, at most.
    """
    service.check_open(thing)
    uploads, details = form.uploads(), form.details()
    if not uploads or details.kind is not EvidenceKind.FILE:
        return [service.add(actor, thing, details)]
    service.check_reviewer(actor, thing.plan, details)
    made = []
    for upload, checked in _checked(form, uploads):
        own = details if len(uploads) == 1 else named_after(details, checked.name, thing.plan.default_language)
        made.append(service.add(actor, thing, own, checked=checked, stored=_put(upload.stream)))
    return made


def _checked(form: EvidenceForm, uploads: list[FileStorage]) -> list[tuple[FileStorage, Checked]]:
    """What each file is. Raises the last refusal, after the others were put into the form."""
    taken, refused = [], []
    for upload in uploads:
        try:
            taken.append((upload, files.check(upload.stream, upload.filename, most=largest())))
        except RuleBroken as error:
            refused.append(error)
    for each in refused[:-1]:
        form.refuse(each)
    if refused:
        raise refused[-1]
    return taken


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
        record_afterwards(actor, evidence, service.record_download)
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


def record_afterwards(actor: Actor, evidence: Evidence, record: Callable[[Actor, int], None]) -> None:
    """Enter a look in the record of acts, once the request's own transaction, which only reads, is over."""
    key = evidence.id
    transaction.afterwards(lambda: _record(actor, key, record))


def _record(actor: Actor, evidence_id: int, record: Callable[[Actor, int], None]) -> None:
    token = reading.set(False)
    try:
        record(actor, evidence_id)
        db.session.commit()
    finally:
        reading.reset(token)
