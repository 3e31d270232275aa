"""Evidence: what supports a measurement or a status; added, used again, taken off, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import EvidenceClass, Role, Use, Verification
from tracker.models.database import db
from tracker.models.evidence import Derivative, Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.people import Membership, Organisation, User
from tracker.models.plan import Plan
from tracker.services import audit, clock, deriving, moving
from tracker.services.acting import Actor
from tracker.services.evidence_details import NO_SUCH_REVIEWER, Details, columns, problems
from tracker.services.intake import Taken
from tracker.services.moving import Moved

BEFORE_COPIES = N_("It was added before copies were made. Its organisation can add it again.")


@dataclass(frozen=True, slots=True)
class Support:
    """One item under a measurement or a status; `is_hidden` where this person may only know that it is there."""

    link: EvidenceLink
    evidence: Evidence
    is_hidden: bool


def may_see(actor: Actor, evidence: Evidence) -> bool:
    """Whether a person may see an item; a restricted one: its organisation, and the one reviewer whom that named."""
    is_theirs = evidence.organisation_id in actor.organisations(evidence.plan)
    is_named = evidence.reviewer_id == actor.user.id
    if evidence.visibility is EvidenceClass.RESTRICTED and not (is_theirs or is_named):
        return False
    return actor.may(evidence.plan, Action.READ_EVIDENCE, evidence.organisation_id)


def is_own(actor: Actor, evidence: Evidence) -> bool:
    """Whether a person stands for the organisation that holds an item."""
    return evidence.organisation_id in actor.organisations(evidence.plan)


def may_take_original(actor: Actor, evidence: Evidence) -> bool:
    """Whether a person may have the very file: its organisation, and who may check it."""
    if not may_see(actor, evidence):
        return False
    may_check = actor.may(evidence.plan, Action.VERIFY_EVIDENCE, evidence.organisation_id)
    return is_own(actor, evidence) or may_check


def made_for(evidence: Evidence, use: Use) -> Derivative | None:
    """What was made of an item's file for one use; None where there is nothing."""
    return next((each for each in evidence.made if each.use is use and each.sha256), None)


def why_no_copy(evidence: Evidence) -> Message:
    """Why there is no copy for others."""
    notes = [each.note for each in evidence.made if each.use is Use.COPY and each.note]
    return message(deriving.NOTES[notes[0]] if notes else BEFORE_COPIES)


def check_visible(actor: Actor, evidence: Evidence) -> None:
    """Raises NotFound, as for what does not exist, where the person may not see an item."""
    if not may_see(actor, evidence):
        raise NotFound(message(N_("There is no such evidence.")))


def reviewers(plan: Plan) -> Sequence[User]:
    """Those of whom an organisation may name one to open and check a restricted item."""
    role = (Membership.plan_id == plan.id, Membership.role == Role.REVIEWER, Membership.archived_at.is_(None))
    people = select(User).where(User.memberships.any(and_(*role)), User.active.is_(True), User.archived_at.is_(None))
    return db.session.scalars(people.order_by(User.name)).all()


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


def supports_baseline(actor: Actor, indicator: Indicator) -> tuple[Support, ...]:
    """The evidence of an indicator's baseline, without what this person may not even know of."""
    links = db.session.scalars(
        select(EvidenceLink)
        .join(EvidenceLink.evidence)
        .where(EvidenceLink.indicator_id == indicator.id, EvidenceLink.archived_at.is_(None))
        .where(Evidence.archived_at.is_(None))
        .options(joinedload(EvidenceLink.evidence).joinedload(Evidence.organisation))
        .order_by(EvidenceLink.id)
    )
    known = [link for link in links if actor.may(indicator.plan, Action.READ_EVIDENCE, link.evidence.organisation_id)]
    return tuple(Support(link, link.evidence, not may_see(actor, link.evidence)) for link in known)


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
        .options(joinedload(EvidenceLink.indicator))
        .order_by(EvidenceLink.id)
    ).all()


def add(actor: Actor, thing: Moved, details: Details, *, file: Taken | None = None) -> Evidence:
    """Add an item under a measurement or a status that is still being written; its file was checked and kept before.

    Raises NotAllowed, and RuleBroken at its field, or without one where the thing was sent or its period is closed.
    """
    actor.require(thing.plan, Action.ADD_EVIDENCE, thing.organisation_id)
    check_open(thing)
    for found in problems(details, has_file=file is not None):
        raise RuleBroken(found.message, found.field)
    check_reviewer(actor, thing.plan, details)
    evidence = Evidence(
        plan=thing.plan,
        organisation=db.session.get_one(Organisation, thing.organisation_id),
        added_by=actor.user,
        added_at=clock.now(),
        verification=Verification.UNVERIFIED,
        **columns(details, file),
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


def check_reviewer(actor: Actor, plan: Plan, details: Details) -> None:
    """Raises RuleBroken where the reviewer who may open a restricted item is none of the plan, or oneself."""
    if details.visibility is not EvidenceClass.RESTRICTED or details.reviewer_id is None:
        return
    if details.reviewer_id == actor.user.id or details.reviewer_id not in {each.id for each in reviewers(plan)}:
        raise RuleBroken(message(NO_SUCH_REVIEWER), "reviewer")


def check_open(thing: Moved) -> None:
    """Raises RuleBroken where the evidence of a thing is settled: it was sent, or its period is closed."""
    moving.check_open(thing.period)
    moving.check_editable(thing)


def record_reading(actor: Actor, evidence_id: int) -> None:
    """Enter in the record of acts that somebody opened a restricted item."""
    evidence = db.session.get_one(Evidence, evidence_id)
    audit.record("read_evidence", evidence, actor=actor.user, plan=evidence.plan)


def record_download(actor: Actor, evidence_id: int) -> None:
    """Enter in the record of acts that somebody took an original file."""
    evidence = db.session.get_one(Evidence, evidence_id)
    audit.record("download_evidence", evidence, actor=actor.user, plan=evidence.plan)


def _column(thing: Moved) -> Any:
    return EvidenceLink.measurement_id if isinstance(thing, Measurement) else EvidenceLink.status_report_id


def _named(thing: Moved) -> dict[str, Any]:
    return {thing.__tablename__: thing.id}
