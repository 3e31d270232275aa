"""The status of commitments, in two voices: the official one, and civil society's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import CommitmentStatus, OrganisationKind, State, Voice
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Plan
from tracker.services import clock, moving
from tracker.services.acting import Actor
from tracker.services.places import TAKEN_OUT

REPORTED = tuple(status for status in CommitmentStatus if status is not CommitmentStatus.NO_REPORT)
"""What an organisation may say; that there is no report is what the tracker says of silence."""

NEED_A_NOTE = (CommitmentStatus.DELAYED, CommitmentStatus.SUSPENDED, CommitmentStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Who reports the status of which commitment for which period, in which voice, and what is there already."""

    period: ReportingPeriod
    commitment: Commitment
    organisation: Organisation
    voice: Voice
    report: StatusReport | None

    @property
    def plan(self) -> Plan:
        return self.period.plan

    @property
    def version(self) -> int:
        return self.report.version if self.report is not None else 0


def voice_of(organisation: Organisation, commitment: Commitment) -> Voice | None:
    """In which voice an organisation reports on a commitment; None where it is not asked.

    A government body speaks officially, a non-governmental organisation for civil society, leading or supporting alike.
    An international organisation or a donor is neither: it speaks officially of what it leads, and else not at all.
    """
    leads = commitment.lead_id == organisation.id
    if not leads and organisation.id not in {each.id for each in commitment.supporting}:
        return None
    if organisation.kind is OrganisationKind.NGO:
        return Voice.CIVIL_SOCIETY
    return Voice.OFFICIAL if leads or organisation.kind is OrganisationKind.GOVERNMENT else None


def is_asked(commitment: Commitment, period: ReportingPeriod) -> bool:
    """Whether a period asks for the status of a commitment: not before it starts, and not once it is archived."""
    begun = commitment.starts_on is None or commitment.starts_on <= period.ends_on
    return begun and commitment.archived_at is None


def find(actor: Actor, period: ReportingPeriod, commitment: Commitment, organisation_id: int) -> StatusPlace:
    """Where an organisation reports. Raises NotFound where it is not asked, or hidden from the person; NotAllowed."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or not actor.may(period.plan, Action.READ_MEASUREMENT, organisation_id):
        raise NotFound(message(N_("There is no such status.")))
    actor.require(period.plan, Action.REPORT_STATUS, organisation_id)
    report = latest(period, commitment, organisation_id)
    voice = report.voice if report is not None else voice_of(organisation, commitment)
    if voice is None or (report is None and not is_asked(commitment, period)):
        raise NotFound(message(N_("There is no such status.")))
    return StatusPlace(period, commitment, organisation, voice, report)


def of(report: StatusReport) -> StatusPlace:
    return StatusPlace(report.period, report.commitment, report.organisation, report.voice, report)


def latest(period: ReportingPeriod, commitment: Commitment, organisation_id: int) -> StatusReport | None:
    """The newest revision, whatever its state."""
    return db.session.scalar(
        select(StatusReport)
        .where(
            StatusReport.period_id == period.id,
            StatusReport.commitment_id == commitment.id,
            StatusReport.organisation_id == organisation_id,
        )
        .order_by(StatusReport.revision.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def hold(at: StatusPlace) -> StatusPlace:
    """The place with what is stored there now; until the transaction ends nobody else stores there.

    Raises RuleBroken where the commitment was archived meanwhile.
    """
    if at.commitment.archived_at is not None:
        raise RuleBroken(message(TAKEN_OUT))
    db.session.execute(select(Commitment.id).where(Commitment.id == at.commitment.id).with_for_update())
    return replace(at, report=latest(at.period, at.commitment, at.organisation.id))


def before(at: StatusPlace) -> StatusReport | None:
    """What the same organisation reported last for an earlier period."""
    found: Sequence[StatusReport] = db.session.scalars(
        select(StatusReport)
        .join(StatusReport.period)
        .where(
            StatusReport.commitment_id == at.commitment.id,
            StatusReport.organisation_id == at.organisation.id,
            StatusReport.state.in_((State.VERIFIED, State.SUBMITTED)),
            ReportingPeriod.ends_on < at.period.ends_on,
        )
        .order_by(ReportingPeriod.ends_on.desc(), StatusReport.revision.desc())
        .limit(1)
    ).all()
    return found[0] if found else None


def save(
    actor: Actor,
    at: StatusPlace,
    *,
    status: CommitmentStatus,
    note: Multilingual,
    version: int,
    send: bool = False,
) -> StatusReport:
    """Save a draft and, where asked, send it for review. `version` is the one that the person had before them.

    Raises RuleBroken, at its field or without one where the period is closed or it was sent, and Stale where somebody
    else saved it meanwhile.
    """
    actor.require(at.plan, Action.REPORT_STATUS, at.organisation.id)
    moving.check_open(at.period)
    at = hold(at)
    moving.check_version(at.report, version)
    if at.report is not None:
        moving.check_editable(at.report)
    if status not in REPORTED:
        raise RuleBroken(message(N_("Choose the status as your organisation sees it.")), "status")
    if send and status in NEED_A_NOTE and not note:
        raise RuleBroken(message(N_("Say in the note why it is so. The report prints it.")), "note")
    report = at.report or _begun(actor, at, status)
    before_it = _digest(report) if at.report is not None else {}
    report.status, report.note, report.author_id = status, note, actor.user.id
    moving.write("save", report, actor, before_it, _digest(report))
    if send:
        moving.submit(actor, report)
    return report


def recall(actor: Actor, report: StatusReport, *, version: int) -> None:
    """Take a sent status back. Raises RuleBroken where it was decided already or another person sent it, and Stale."""
    actor.require(report.plan, Action.REPORT_STATUS, report.organisation_id)
    moving.check_version(report, version)
    moving.recall(actor, report)


def correct(actor: Actor, report: StatusReport, reason: str) -> StatusReport:
    """Begin a new revision of a verified status, with the same contents; the verified one stays official."""
    actor.require(report.plan, Action.REPORT_STATUS, report.organisation_id)
    at = hold(of(report))
    moving.check_correctable(report, at.report, reason)
    made = _begun(actor, at, report.status, revision=report.revision + 1, reason=reason)
    made.note = report.note
    db.session.flush()
    moving.take_evidence_along(report, made)
    moving.write("correct", made, actor, {}, {"corrects": report.id, **_digest(made)}, reason=reason)
    return made


def _begun(
    actor: Actor, at: StatusPlace, status: CommitmentStatus, *, revision: int = 1, reason: str = ""
) -> StatusReport:
    report = StatusReport(
        plan=at.plan,
        commitment=at.commitment,
        period=at.period,
        organisation=at.organisation,
        author=actor.user,
        voice=at.voice,
        status=status,
        created_at=clock.now(),
        state=State.DRAFT,
        revision=revision,
        revision_reason=reason,
    )
    db.session.add(report)
    return report


def _digest(report: StatusReport) -> dict[str, Any]:
    """What the record of acts keeps of a status: its word and state, and only a hash of its note."""
    note = sorted((report.note or Multilingual()).texts.items())
    return {
        "state": report.state.value,
        "revision": report.revision,
        "status": report.status.value,
        "texts": hashlib.sha256(repr(note).encode()).hexdigest(),
    }
