"""Issuing the annual report: requested by one person, confirmed by another, frozen from one snapshot, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from reports import codec
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import EditionState, FileFormat, PlanState
from tracker.models.database import db
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, EditionFile, Job, Report
from tracker.services import audit, background, checking, clock, drafting, snapshot_evidence
from tracker.services.acting import Actor

OPEN = (EditionState.REQUESTED, EditionState.RENDERING, EditionState.FAILED)
SHOWN = (EditionState.ISSUED, EditionState.SUPERSEDED)


def shown_in(plan: Plan) -> list[Edition]:
    """The issued editions of a plan, newest first; superseded ones too, for they stay what they are."""
    query = _with_files().where(Edition.plan_id == plan.id, Edition.state.in_(SHOWN))
    found = db.session.scalars(query).unique()
    return sorted(found, key=lambda each: (each.report.period.ends_on, each.number), reverse=True)


def to_confirm(actor: Actor, plan: Plan) -> list[Edition]:
    """The requested editions of a plan that wait for this person, the oldest first; none for who may not confirm."""
    if not actor.may(plan, Action.CONFIRM_EDITION):
        return []
    waiting = (Edition.state == EditionState.REQUESTED, Edition.requested_by_id != actor.user.id)
    query = _with_files().where(Edition.plan_id == plan.id, *waiting).order_by(Edition.requested_at)
    return list(db.session.scalars(query).unique())


def published() -> list[Edition]:
    """The issued editions of all public plans, by plan, newest first."""
    query = _with_files().join(Edition.plan).where(Edition.state.in_(SHOWN), *_is_public())
    found = db.session.scalars(query).unique()
    return sorted(found, key=lambda each: (each.plan.code, -each.report.period.ends_on.toordinal(), -each.number))


def published_edition(edition_id: int) -> Edition | None:
    """An issued edition of a public plan."""
    query = _with_files().join(Edition.plan).where(Edition.id == edition_id, Edition.state.in_(SHOWN), *_is_public())
    return db.session.scalars(query).unique().one_or_none()


def _is_public() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Plan.is_public.is_(True), Plan.state != PlanState.ARCHIVED


def _with_files() -> Select[Edition]:
    period = joinedload(Edition.report).joinedload(Report.period)
    return select(Edition).options(period, joinedload(Edition.plan), selectinload(Edition.files))


def file_of(edition: Edition, file_id: int) -> EditionFile | None:
    """One of the edition's files, once it is issued."""
    if edition.state not in SHOWN:
        return None
    return next((file for file in edition.files if file.id == file_id), None)


def request(actor: Actor, report: Report, languages: Sequence[str], remark: str = "") -> Edition:
    """Freeze the figures and texts as they are now and ask a second person to issue them.

    Raises RuleBroken while another request or a check is open, or where no language was chosen.
    """
    plan = report.plan
    actor.require(plan, Action.REQUEST_EDITION)
    if not languages or not set(languages) <= set(plan.languages):
        raise RuleBroken(message(N_("Choose at least one of the plan's languages.")), "languages")
    if any(each.state in OPEN for each in report.editions):
        raise RuleBroken(message(N_("An edition of this report is already on its way. Finish or withdraw it first.")))
    number = 1 + max((each.number for each in report.editions if each.state in SHOWN), default=0)
    unfilled = drafting.unfilled(plan, report.period, edition=number)
    checking.require_clean(report, unfilled)
    snapshot = drafting.finished(unfilled, plan, report.period)
    edition = Edition(
        plan_id=plan.id,
        report=report,
        number=number,
        state=EditionState.REQUESTED,
        languages=[code for code in plan.languages if code in languages],
        cut_off=snapshot.cut_off,
        snapshot=codec.to_json(snapshot),
        evidence_ids=snapshot_evidence.numbered(plan, report.period, snapshot.cut_off),
        snapshot_sha256=codec.fingerprint(snapshot),
        requested_by=actor.user,
        requested_at=snapshot.cut_off,
        remark=remark,
    )
    db.session.add(edition)
    after = {"number": number, "snapshot": edition.snapshot_sha256, "languages": edition.languages}
    audit.record("edition.request", edition, actor=actor.user, plan=plan, after=after)
    return edition


def confirm(actor: Actor, edition: Edition) -> Job:
    """A second person agrees: the files are made, and the edition is issued when they are all there.

    Raises RuleBroken for the person who requested it, or where nothing is to be confirmed.
    """
    actor.require(edition.plan, Action.CONFIRM_EDITION)
    if edition.requested_by_id == actor.user.id:
        raise RuleBroken(message(N_("You requested this edition. Somebody else has to confirm it.")))
    if edition.state is not EditionState.REQUESTED:
        raise RuleBroken(message(N_("This edition is not waiting for confirmation.")))
    edition.confirmed_by, edition.state = actor.user, EditionState.RENDERING
    job = background.start(
        f"edition-{edition.id}", "edition", edition.id, total=len(FileFormat) * len(edition.languages)
    )
    audit.record(
        "edition.confirm", edition, actor=actor.user, plan=edition.plan, after={"snapshot": edition.snapshot_sha256}
    )
    return job


def try_again(actor: Actor, edition: Edition) -> Job:
    """Make the files anew after a failure, from the same snapshot."""
    actor.require(edition.plan, Action.REQUEST_EDITION)
    if edition.state is not EditionState.FAILED:
        raise RuleBroken(message(N_("The files of this edition did not fail.")))
    edition.state = EditionState.RENDERING
    job = background.restart(f"edition-{edition.id}")
    audit.record("edition.try_again", edition, actor=actor.user, plan=edition.plan)
    return job


def withdraw(actor: Actor, edition: Edition, reason: str) -> None:
    """Take a request back before it is issued, or give up one whose files failed; its number is free again."""
    actor.require(edition.plan, Action.REQUEST_EDITION)
    if edition.state not in (EditionState.REQUESTED, EditionState.FAILED):
        raise RuleBroken(message(N_("This edition can no longer be withdrawn.")))
    if not reason.strip():
        raise RuleBroken(message(N_("Say why, in a sentence.")), "reason")
    edition.state = EditionState.WITHDRAWN
    audit.record("edition.withdraw", edition, actor=actor.user, plan=edition.plan, reason=reason)


def complete(edition: Edition, files: Sequence[EditionFile]) -> None:
    """Issue: the hashes of all files, the new state and the successor of the edition before, in one transaction."""
    edition.state, edition.issued_at = EditionState.ISSUED, clock.now()
    edition.files.extend(files)
    for older in edition.report.editions:
        if older.state is EditionState.ISSUED and older.number < edition.number:
            older.state, older.superseded_by = EditionState.SUPERSEDED, edition
    hashes = {file.file_name: file.sha256 for file in files}
    audit.record("edition.issue", edition, actor=edition.confirmed_by, plan=edition.plan, after={"files": hashes})


def failed(edition: Edition, why: str) -> None:
    edition.state = EditionState.FAILED
    audit.record("edition.fail", edition, actor=None, plan=edition.plan, reason=why)


def name_of_file(edition: Edition, language: str, kind: FileFormat) -> str:
    """Such as demo-kz_2023_edition-1_ru.pdf: safe on every system, and it says what it is."""
    ending = "csv.zip" if kind is FileFormat.CSV else kind
    name = f"{edition.plan.code}_{edition.report.period.code}_edition-{edition.number}_{language}.{ending}"
    return name.replace("/", "-")


def record_download(actor: Actor, edition: Edition, file_id: int) -> None:
    """Enter that somebody who is signed in took a file of an edition."""
    audit.record("edition.download", edition, actor=actor.user, plan=edition.plan, after={"file": file_id})
