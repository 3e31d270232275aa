"""A draft as a PDF for internal approval: no edition, no number, the word across every page, gone after some days."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from config import Settings
from reports import codec
from reports.document import document
from reports.snapshot import Snapshot
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import JobState
from tracker.models.database import db
from tracker.models.reporting import Job, Report
from tracker.models.workshop import DraftFile
from tracker.services import audit, background, clock, drafting
from tracker.services.acting import Actor
from tracker.storage import Storage
from tracker.storage_bucket import place_of

KIND = "draft"
DAYS = 7
"""How long a draft is kept: somebody who reads an older one would approve what is no longer there."""

DRAW: Callable[[Snapshot, str], bytes] = document


def draft_storage(settings: Settings) -> Storage:
    """Where the bytes of drafts lie."""
    return Storage(place_of(settings), "drafts")


def of_report(report: Report) -> list[tuple[DraftFile, Job | None]]:
    """The drafts of a report that are there or on their way, the newest first, each with its job."""
    query = select(DraftFile).where(DraftFile.report_id == report.id, DraftFile.removed_at.is_(None))
    rows = db.session.scalars(query.options(joinedload(DraftFile.requested_by)).order_by(DraftFile.id.desc())).all()
    jobs = select(Job).where(Job.kind == KIND, Job.subject_id.in_([row.id for row in rows]))
    found = {job.subject_id: job for job in db.session.scalars(jobs)}
    return [(row, found.get(row.id)) for row in rows]


def request(actor: Actor, report: Report, language: str) -> DraftFile:
    """Ask for the draft of now as a PDF in one language; the worker makes it.

    Raises RuleBroken for a language that the plan does not have, or while one in it is being made.
    """
    plan = report.plan
    actor.require(plan, Action.WRITE_REPORT)
    if language not in plan.languages:
        raise RuleBroken(message(N_("Choose at least one of the plan's languages.")), "language")
    for row, job in of_report(report):
        if row.language == language and job is not None and job.state in (JobState.QUEUED, JobState.RUNNING):
            raise RuleBroken(message(N_("A draft in this language is being made already.")), "language")
    now = clock.now()
    made = DraftFile(
        plan_id=plan.id, report=report, language=language, requested_by=actor.user, requested_at=now,
        snapshot=codec.to_json(drafting.draft(plan, report.period)), file_name=_name(report, language),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    background.start(f"draft-{made.id}", KIND, made.id, total=1)
    audit.record("request_draft", made, actor=actor.user, plan=plan, after={"language": language})
    return made


def render(job: Job, settings: Settings, keep: Callable[[], None]) -> None:
    """Draw the file and store its bytes. `job` was claimed before; `keep` commits."""
    draft = db.session.get_one(DraftFile, job.subject_id)
    snapshot, language = codec.from_json(draft.snapshot), draft.language
    background.beat(job.id, 0, f"pdf {language}")
    keep()  # from here to the next line that asks the database nobody waits for this
    stored = draft_storage(settings).put(io.BytesIO(DRAW(snapshot, language)))
    draft.sha256, draft.size = stored.sha256, stored.size
    background.end(job)
    keep()


def let_go() -> int:
    """Forget the drafts that are older than they may be, with their figures. Returns how many.

    Nothing speaks of their bytes then, and the sweep of the storage removes them.
    """
    old = DraftFile.requested_at < clock.now() - timedelta(days=DAYS)
    rows = list(db.session.scalars(select(DraftFile).where(DraftFile.removed_at.is_(None), old)))
    for row in rows:
        row.removed_at, row.snapshot = clock.now(), {}
    return len(rows)


def content_of(draft: DraftFile, settings: Settings) -> bytes | None:
    """A draft's bytes; None where it is not made yet, or gone."""
    storage = draft_storage(settings)
    if not draft.sha256 or draft.removed_at is not None or not storage.exists(draft.sha256):
        return None
    return storage.whole(draft.sha256)


def _name(report: Report, language: str) -> str:
    """Such as demo-kz_2023_DRAFT_2024-12-05_ru.pdf: nobody takes it for an edition."""
    day = clock.today().isoformat()
    return f"{report.plan.code}_{report.period.code}_DRAFT_{day}_{language}.pdf".replace("/", "-")
