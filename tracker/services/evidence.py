"""Evidence: what supports a measurement or a status; added, used again, taken off, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.domain.checks import Problem, problem
from tracker.domain.entries import is_web_address
from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.people import Organisation
from tracker.services import audit, clock, moving
from tracker.services.acting import Actor
from tracker.services.files import Checked
from tracker.services.moving import Moved
from tracker.storage import Stored

FIELDS = {EvidenceKind.FILE: "file", EvidenceKind.LINK: "url", EvidenceKind.HELD_ELSEWHERE: "holder"}
"""The field that each kind of evidence needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says of an evidence item."""

    kind: EvidenceKind
    title: Multilingual
    proves: Multilingual = Multilingual()  # noqa: RUF009 - it cannot be changed
    document_on: date | None = None
    holder: str = ""
    language: str = ""
    visibility: EvidenceClass = EvidenceClass.INTERNAL
    url: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """One item under a measurement or a status; `is_hidden` where this person may only know that it is there."""

    link: EvidenceLink
    evidence: Evidence
    is_hidden: bool


def may_see(actor: Actor, evidence: Evidence) -> bool:
    """Whether a person may see an item: a restricted one only if they also stand for the organisation that owns it."""
    is_theirs = evidence.organisation_id in actor.organisations(evidence.plan)
    if evidence.visibility is EvidenceClass.RESTRICTED and not is_theirs:
        return False
    return actor.may(evidence.plan, Action.READ_EVIDENCE, evidence.organisation_id)


def check_visible(actor: Actor, evidence: Evidence) -> None:
    """Raises NotFound, as for what does not exist, where the person may not see an item."""
    if not may_see(actor, evidence):
        raise NotFound(message(N_("There is no such evidence.")))


def supports(actor: Actor, thing: Moved | None) -> tuple[Support, ...]:
    """The evidence of a measurement or a status, in the order in which it was added."""
    if thing is None or thing.id is None:
        return ()
    links = db.session.scalars(
        select(EvidenceLink)
        .join(EvidenceLink.evidence)
        .where(_column(thing) == thing.id, EvidenceLink.archived_at.is_(None), Evidence.archived_at.is_(None))
        .options(joinedload(EvidenceLink.evidence).joinedload(Evidence.organisation))
        .options(joinedload(EvidenceLink.evidence).joinedload(Evidence.plan))
        .order_by(EvidenceLink.id)
    )
    return tuple(Support(link, link.evidence, not may_see(actor, link.evidence)) for link in links)


def candidates(thing: Moved) -> Sequence[Evidence]:
    """Items of the same organisation that do not yet support this one, newest first."""
    used = select(EvidenceLink.evidence_id).where(_column(thing) == thing.id, EvidenceLink.archived_at.is_(None))
    return db.session.scalars(
        select(Evidence)
        .where(
            Evidence.plan_id == thing.plan_id,
            Evidence.organisation_id == thing.organisation_id,
            Evidence.archived_at.is_(None),
            Evidence.id.not_in(used),
        )
        .order_by(Evidence.id.desc())
        .limit(50)
    ).all()


def uses(evidence: Evidence) -> Sequence[EvidenceLink]:
    """What an item supports."""
    return db.session.scalars(
        select(EvidenceLink)
        .where(EvidenceLink.evidence_id == evidence.id, EvidenceLink.archived_at.is_(None))
        .options(joinedload(EvidenceLink.measurement).joinedload(Measurement.indicator))
        .options(joinedload(EvidenceLink.measurement).joinedload(Measurement.period))
        .options(joinedload(EvidenceLink.status_report).joinedload(StatusReport.commitment))
        .options(joinedload(EvidenceLink.status_report).joinedload(StatusReport.period))
        .order_by(EvidenceLink.id)
    ).all()


def problems(details: Details, *, has_file: bool) -> tuple[Problem, ...]:
    """What keeps an item from being added, each at its field of the form."""
    found = []
    given = {EvidenceKind.FILE: has_file, EvidenceKind.LINK: bool(details.url)}
    if details.kind is EvidenceKind.FILE and not has_file:
        found.append(problem("file", N_("Choose the file.")))
    elif details.kind is EvidenceKind.LINK and not is_web_address(details.url):
        found.append(problem("url", N_("Enter an address that begins with https:// or http://.")))
    elif details.kind is EvidenceKind.HELD_ELSEWHERE and not details.holder:
        found.append(problem("holder", N_("Say who holds it, so that it can be asked for.")))
    for kind, is_given in given.items():
        if is_given and kind is not details.kind:
            found.append(
                problem("kind", N_("You filled in more than one kind. Choose one, and leave the other empty."))
            )
    if not details.title:
        found.append(problem("title", N_("Give it a title, as it stands on the document.")))
    if details.document_on is not None and details.document_on > clock.today():
        sentence = N_("This date is in the future. Today is %(today)s.")
        found.append(problem("document_on", sentence, today=clock.today()))
    return tuple(found)


def add(
    actor: Actor, thing: Moved, details: Details, *, checked: Checked | None = None, stored: Stored | None = None
) -> Evidence:
    """Add an item under a measurement or a status that is still being written; its file was checked and stored before.

    Raises NotAllowed, and RuleBroken at its field, or without one where the thing was sent or its period is closed.
    """
    actor.require(thing.plan, Action.ADD_EVIDENCE, thing.organisation_id)
    check_open(thing)
    for found in problems(details, has_file=stored is not None):
        raise RuleBroken(found.message, found.field)
    evidence = Evidence(
        plan=thing.plan,
        organisation=db.session.get_one(Organisation, thing.organisation_id),
        added_by=actor.user,
        added_at=clock.now(),
        verification=Verification.UNVERIFIED,
        **_columns(details, checked, stored),
    )
    evidence.links.append(EvidenceLink(**{_column(thing).key: thing.id}))
    db.session.add(evidence)
    db.session.flush()
    after = {"sha256": evidence.sha256, "visibility": evidence.visibility.value, **_named(thing)}
    audit.record("add_evidence", evidence, actor=actor.user, plan=thing.plan, after=after)
    return evidence


def attach(actor: Actor, thing: Moved, evidence: Evidence) -> None:
    """Let an item that is there support one thing more. Raises NotFound for another organisation's, RuleBroken."""
    actor.require(thing.plan, Action.ADD_EVIDENCE, thing.organisation_id)
    check_open(thing)
    if evidence.organisation_id != thing.organisation_id or evidence.plan_id != thing.plan_id:
        raise NotFound(message(N_("There is no such evidence.")))
    link = db.session.scalar(
        select(EvidenceLink).where(EvidenceLink.evidence_id == evidence.id, _column(thing) == thing.id)
    )
    if link is None:
        db.session.add(EvidenceLink(evidence_id=evidence.id, **{_column(thing).key: thing.id}))
    else:
        link.archived_at = None
    audit.record("attach_evidence", evidence, actor=actor.user, plan=thing.plan, after=_named(thing))


def take_off(actor: Actor, thing: Moved, evidence: Evidence) -> None:
    """Withdraw an item from one thing that is still being written; the item itself and the trace of it stay."""
    actor.require(thing.plan, Action.ADD_EVIDENCE, thing.organisation_id)
    check_open(thing)
    link = db.session.scalar(
        select(EvidenceLink).where(
            EvidenceLink.evidence_id == evidence.id, _column(thing) == thing.id, EvidenceLink.archived_at.is_(None)
        )
    )
    if link is None:
        raise NotFound(message(N_("There is no such evidence.")))
    link.archived_at = clock.now()
    audit.record("take_off_evidence", evidence, actor=actor.user, plan=thing.plan, before=_named(thing))


def check_open(thing: Moved) -> None:
    """Raises RuleBroken where the evidence of a thing is settled: it was sent, or its period is closed."""
    moving.check_open(thing.period)
    moving.check_editable(thing)


def record_download(actor: Actor, evidence_id: int) -> None:
    """Enter in the record of acts that somebody took a restricted item."""
    evidence = db.session.get_one(Evidence, evidence_id)
    audit.record("download_evidence", evidence, actor=actor.user, plan=evidence.plan)


def _column(thing: Moved) -> Any:
    return EvidenceLink.measurement_id if isinstance(thing, Measurement) else EvidenceLink.status_report_id


def _named(thing: Moved) -> dict[str, Any]:
    return {thing.__tablename__: thing.id}


def _columns(details: Details, checked: Checked | None, stored: Stored | None) -> dict[str, Any]:
    """What is kept of the details: of each kind only what belongs to it."""
    file: dict[str, Any] = {}
    if details.kind is EvidenceKind.FILE and checked is not None and stored is not None:
        file = {"file_name": checked.name, "media_type": checked.media_type}
        file |= {"sha256": stored.sha256, "size": stored.size}
    return file | {
        "kind": details.kind,
        "title": details.title,
        "proves": details.proves,
        "document_on": details.document_on,
        "holder": details.holder,
        "language": details.language,
        "visibility": details.visibility,
        "url": details.url if details.kind is EvidenceKind.LINK else "",
    }
