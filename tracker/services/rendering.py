"""Making the files of an edition from its frozen snapshot, in a process of its own; a failure changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reports.document import document
from reports.snapshot import Snapshot
from reports.workbook import workbook
from tracker.domain.vocabulary import Audience, FileFormat
from tracker.models.database import db
from tracker.models.reporting import Edition, EditionFile, Job
from tracker.services import background, editions
from tracker.storage import Storage

Draw = Callable[[Snapshot, str], bytes]

DRAWN_BY: dict[FileFormat, Draw] = {FileFormat.XLSX: workbook, FileFormat.PDF: document}


def edition_files(folder: Path) -> Storage:
    """Where the bytes of editions lie."""
    return Storage(folder / "editions")


def render(job: Job, folder: Path, keep: Callable[[], None]) -> None:
    """Draw all files of an edition, store their bytes, and issue it. `job` was claimed before.

    `keep` commits: the progress as it goes, and all of the issue at once at the end.
    """
    edition = db.session.get_one(Edition, job.subject_id)
    snapshot, storage = editions.snapshot_of(edition), edition_files(folder)
    wanted = [(code, kind) for code in edition.languages for kind in DRAWN_BY]
    files = []
    for done, (language, kind) in enumerate(wanted):
        background.beat(job.id, done, f"{kind} {language}")
        keep()
        stored = storage.put(io.BytesIO(DRAWN_BY[kind](snapshot, language)))
        files.append(
            EditionFile(
                language=language,
                audience=Audience.OFFICIAL,
                format=kind,
                file_name=editions.name_of_file(edition, language, kind),
                sha256=stored.sha256,
                size=stored.size,
            )
        )
    editions.complete(edition, files)
    background.end(job)
    keep()
