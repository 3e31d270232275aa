"""Stored bytes as a download: as they were stored, never opened inside our pages."""

from __future__ import annotations

import io

from flask import Response, abort, current_app, send_file

from config import Settings
from tracker.domain.vocabulary import FileFormat
from tracker.models.reporting import Edition
from tracker.services import editions
from tracker.services.rendering import edition_files

MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.CSV: "application/zip",
}


def edition_file(edition: Edition, file_id: int) -> Response:
    """One file of an issued edition, streamed from the storage; 404 where the edition has no such file."""
    file = editions.file_of(edition, file_id)
    if file is None:
        abort(404)
    settings: Settings = current_app.extensions["settings"]
    answer = send_file(
        io.BytesIO(edition_files(settings).whole(file.sha256)),
        MEDIA_TYPES[file.format],
        as_attachment=True,
        download_name=file.file_name,
        etag=file.sha256,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    # A browser may keep what everybody may read; of a closed plan it keeps nothing.
    answer.headers["Cache-Control"] = "private, no-cache" if edition.plan.is_public else "no-store"
    return answer
