"""All evidence of an issued edition in one archive with an index, kept for a day."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from config import Settings
from reports.evidence_index import IndexLine, index
from reports.language import Speech
from tracker.domain.errors import RuleBroken, Unavailable
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, JobState, Scan, Use
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceBundle
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Job
from tracker.services import audit, background, clock, drafting, editions, evidence, keyring
from tracker.services.acting import Actor
from tracker.storage import Storage

KIND = "evidence-bundle"
KEPT = timedelta(days=1)
"""Nothing speaks of the bytes afterwards, and the sweep of the storage removes them."""

A_PART = 200 * 1024 * 1024
"""How many bytes of files one archive holds; more go into further parts, so that memory has an end."""

WHEN = (2000, 1, 1, 0, 0, 0)

RESTRICTED = N_("Restricted: only the organisation that holds it can show it.")
ELSEWHERE = N_("It is not a file here.")
WAITING = N_("The file was not judged by the virus scanner, or was found infected.")
GONE = N_("The file cannot be read: it is missing or damaged.")


@dataclass
class _Made:
    """What was put into archives so far."""

    lines: list[IndexLine] = field(default_factory=list)
    archives: list[io.BytesIO] = field(default_factory=lambda: [io.BytesIO()])
    size: int = 0
    holds: list[int] = field(default_factory=list)


def of_edition(edition: Edition) -> list[tuple[EvidenceBundle, Job | None]]:
    """The bundles that are there or on their way, the newest first, each with its job."""
    rows = db.session.scalars(
        select(EvidenceBundle)
        .where(EvidenceBundle.edition_id == edition.id, EvidenceBundle.removed_at.is_(None))
        .where(EvidenceBundle.requested_at > clock.now() - KEPT)
        .options(joinedload(EvidenceBundle.requested_by))
        .order_by(EvidenceBundle.id.desc())
    ).all()
    jobs = db.session.scalars(select(Job).where(Job.kind == KIND, Job.subject_id.in_([row.id for row in rows])))
    found = {job.subject_id: job for job in jobs}
    return [(row, found.get(row.id)) for row in rows]


def request(actor: Actor, edition: Edition, language: str) -> EvidenceBundle:
    """Ask for all evidence of an issued edition; the worker makes the archive.

    Raises NotAllowed, and RuleBroken where it is not issued, its items have no numbers, or one is being made.
    """
    plan = edition.plan
    actor.require(plan, Action.EXPORT_EVIDENCE)
    if edition.state not in editions.SHOWN:
        raise RuleBroken(message(N_("This edition is not issued.")))
    if len(edition.evidence_ids) != len(drafting.snapshot_of(edition).evidence):
        raise RuleBroken(message(N_("This edition was made before its evidence could be put together.")))
    if any(job is not None and job.state in (JobState.QUEUED, JobState.RUNNING) for _row, job in of_edition(edition)):
        raise RuleBroken(message(N_("The evidence of this edition is being put together already.")))
    owner = plan.lead_id or min(actor.organisations(plan))
    made = EvidenceBundle(
        plan_id=plan.id, edition_id=edition.id, sealed_for_id=owner, language=language,
        requested_by_id=actor.user.id, requested_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    background.start(f"{KIND}-{made.id}", KIND, made.id, total=max(1, len(edition.evidence_ids)))
    audit.record("request_bundle", made, actor=actor.user, plan=plan, after={"edition": edition.id})
    return made


def put_together(job: Job, settings: Settings, keep: Callable[[], None]) -> None:
    """Read the files, write the archives, seal them, and note where they are. `job` was claimed; `keep` commits.

    Classes are those of now: what was restricted after the issue is left out too. Archives are made in memory and
    sealed before they reach the disk.
    """
    bundle = db.session.get_one(EvidenceBundle, job.subject_id)
    edition = db.session.get_one(Edition, bundle.edition_id)
    made = _Made()
    for done, line in enumerate(_lines(edition)):
        background.beat(job.id, done, "")
        keep()
        _add(made, line, settings)
    stem = f"{edition.plan.code}_{edition.report.period.code}_edition-{edition.number}_evidence".replace("/", "-")
    speech = Speech(bundle.language, edition.plan.default_language)
    title = f"{speech.text(edition.plan.title).text}, {speech.text(edition.report.period.name).text}"
    with zipfile.ZipFile(made.archives[0], "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("index.xlsx", WHEN), index(title, made.lines, bundle.language))
    vault = keyring.vault(settings, bundle.sealed_for_id, to_write=True)
    parts = []
    for number, content in enumerate(made.archives, start=1):
        content.seek(0)
        stored = vault.put(content)
        name = f"{stem}.zip" if len(made.archives) == 1 else f"{stem}_part-{number}.zip"
        parts.append({"name": name, "sha256": stored.sha256, "size": stored.size})
    bundle.parts, bundle.holds = parts, made.holds
    background.end(job)
    keep()


def opened(actor: Actor, bundle: EvidenceBundle, part: int, settings: Settings) -> tuple[str, int, Iterator[bytes]]:
    """The name, size and bytes of one part. Raises NotAllowed, and RuleBroken where it is not there (any more)."""
    actor.require(_plan(bundle), Action.EXPORT_EVIDENCE)
    is_over = bundle.removed_at is not None or bundle.requested_at < clock.now() - KEPT
    if is_over or not 0 <= part < len(bundle.parts) or _is_closed(bundle):
        raise RuleBroken(message(N_("This archive is no longer kept. Ask for it again.")))
    said = bundle.parts[part]
    return said["name"], said["size"], _vault(bundle, settings).read(said["sha256"])


def record_download(actor: Actor, bundle_id: int, part: int) -> None:
    """Enter in the record of acts that somebody took a part."""
    bundle = db.session.get_one(EvidenceBundle, bundle_id)
    after = {"edition": bundle.edition_id, "part": part}
    audit.record("download_bundle", bundle, actor=actor.user, plan=_plan(bundle), after=after)


def let_go() -> int:
    """Forget bundles that are older than a day. Returns how many."""
    old = EvidenceBundle.requested_at < clock.now() - KEPT
    rows = list(db.session.scalars(select(EvidenceBundle).where(EvidenceBundle.removed_at.is_(None), old)))
    for row in rows:
        row.removed_at, row.parts = clock.now(), []
    return len(rows)


def _is_closed(bundle: EvidenceBundle) -> bool:
    """Whether something in it was restricted or archived since it was put together."""
    closed = (Evidence.visibility == EvidenceClass.RESTRICTED) | Evidence.archived_at.is_not(None)
    query = select(Evidence.id).where(Evidence.id.in_(bundle.holds), closed).limit(1)
    return db.session.scalar(query) is not None


def _plan(bundle: EvidenceBundle) -> Plan:
    return db.session.get_one(Edition, bundle.edition_id).plan


def _vault(bundle: EvidenceBundle, settings: Settings) -> Storage:
    return keyring.vault(settings, bundle.sealed_for_id)


def _lines(edition: Edition) -> Iterator[tuple[IndexLine, Evidence]]:
    """The items under the numbers that the edition printed, as they are now."""
    rows = db.session.scalars(
        select(Evidence)
        .where(Evidence.id.in_(edition.evidence_ids), Evidence.plan_id == edition.plan_id)
        .options(joinedload(Evidence.organisation), selectinload(Evidence.made))
    )
    items = {row.id: row for row in rows}
    supports = {line.number: line.supports for line in drafting.snapshot_of(edition).evidence}
    for number, key in enumerate(edition.evidence_ids, start=1):
        item = items[key]
        line = IndexLine(
            number=number, kind=item.kind, visibility=item.visibility, verification=item.verification,
            title=item.title, proves=item.proves, holder=item.organisation.name, document_on=item.document_on,
            url=item.url, supports=supports.get(number, ()),
        )  # fmt: skip
        yield line, item


def _add(made: _Made, found: tuple[IndexLine, Evidence], settings: Settings) -> None:
    """Put an item's file into the archive that is being filled, or say in the index why it is not there."""
    line, item = found
    why = _left_out(item)
    content = _content(item, settings) if why is None else None
    if why is None and content is None:
        why = message(GONE)
    if why is not None or content is None:
        made.lines.append(replace(line, left_out=why))
        return
    body, ending, is_copy = content
    if made.size and made.size + len(body) > A_PART:
        made.archives.append(io.BytesIO())
        made.size = 0
    made.size += len(body)
    name = f"E{line.number:03}_{_plain(item.file_name, ending)}"
    with zipfile.ZipFile(made.archives[-1], "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, WHEN), body)
    digest = hashlib.sha256(body).hexdigest()
    made.holds.append(item.id)
    made.lines.append(replace(line, file=name, part=len(made.archives), is_copy=is_copy, sha256=digest))


def _left_out(item: Evidence) -> Message | None:
    if item.visibility is EvidenceClass.RESTRICTED:
        return message(RESTRICTED)
    if item.kind is not EvidenceKind.FILE:
        return message(ELSEWHERE)
    if item.scan in (Scan.WAITING, Scan.INFECTED):
        return message(WAITING)
    return evidence.why_no_copy(item) if evidence.made_for(item, Use.COPY) is None else None


def _content(item: Evidence, settings: Settings) -> tuple[bytes, str, bool] | None:
    """The copy that was made for readers, never the original; None where it cannot be read."""
    copy = evidence.made_for(item, Use.COPY)
    if copy is None:
        return None
    try:
        content = keyring.vault(settings, item.organisation_id).whole(copy.sha256)
        return content, ENDINGS.get(copy.media_type, ""), True
    except (OSError, Unavailable):
        return None


ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}


def _plain(name: str, ending: str) -> str:
    """A file name that every system can unpack, with the ending of what the file now is."""
    stem, dot, own = name.rpartition(".")
    stem, own = (stem, dot + own) if dot and len(own) <= 5 else (name, "")
    stem = re.sub(r"[^\w .()-]+", "_", unicodedata.normalize("NFC", stem)).strip(". _")[:80] or "file"
    return stem + (ending or own)
