"""Making the files of an edition from its frozen snapshot, in a process of its own; a failure changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from config import Settings
from reports.document import document
from reports.document_archive import SourceData
from reports.snapshot import Snapshot
from reports.tables import tables
from reports.workbook import workbook
from tracker.domain.vocabulary import Audience, FileFormat
from tracker.models.database import db
from tracker.models.reporting import Edition, EditionFile, Job
from tracker.services import background, drafting, editions
from tracker.storage import Storage
from tracker.storage_bucket import place_of

Drawn = Mapping[FileFormat, SourceData]
"""What was drawn before of the same edition in the same language."""
Draw = Callable[[Snapshot, str, Drawn], bytes]


def _workbook(snapshot: Snapshot, language: str, _drawn: Drawn) -> bytes:
    return workbook(snapshot, language)


def _tables(snapshot: Snapshot, language: str, _drawn: Drawn) -> bytes:
    return tables(snapshot, language)


def _document(snapshot: Snapshot, language: str, drawn: Drawn) -> bytes:
    """The PDF, with the very workbook that is issued beside it inside."""
    return document(snapshot, language, source=drawn[FileFormat.XLSX])


DRAWN_BY: dict[FileFormat, Draw] = {
    FileFormat.XLSX: _workbook,
    FileFormat.CSV: _tables,
    FileFormat.PDF: _document,
}
"""In the order in which they are drawn."""


def edition_files(settings: Settings) -> Storage:
    """Where the bytes of editions lie."""
    return Storage(place_of(settings), "editions")


def render(job: Job, settings: Settings, keep: Callable[[], None]) -> None:
    """Draw all files of an edition, store their bytes, and issue it. `job` was claimed before.

    `keep` commits: the progress as it goes, and all of the issue at once at the end.
    """
    edition = db.session.get_one(Edition, job.subject_id)
    snapshot, storage = drafting.snapshot_of(edition), edition_files(settings)
    files: list[EditionFile] = []
    for language in edition.languages:
        drawn: dict[FileFormat, SourceData] = {}
        for kind, draw in DRAWN_BY.items():
            background.beat(job.id, len(files), f"{kind} {language}")
            name = editions.name_of_file(edition, language, kind)
            keep()  # no lock is held while it draws: others write meanwhile
            drawn[kind] = SourceData(name, draw(snapshot, language, drawn))
            files.append(_stored(storage, language, kind, drawn[kind]))
    editions.complete(edition, files)
    background.end(job)
    keep()


def _stored(storage: Storage, language: str, kind: FileFormat, drawn: SourceData) -> EditionFile:
    stored = storage.put(io.BytesIO(drawn.content))
    return EditionFile(
        language=language,
        audience=Audience.OFFICIAL,
        format=kind,
        file_name=drawn.name,
        sha256=stored.sha256,
        size=stored.size,
    )
