"""Reviewing: one decision at a time, each by somebody other than the person who made the entry, none ever erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain import reviewing
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import EditionState, EvidenceClass, PeriodState, State, Step, Verification
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceCheck, EvidenceLink
from tracker.models.measurement import Measurement, ReportingPeriod, Review, StatusReport
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Report
from tracker.services import audit, clock, moving
from tracker.services.acting import Actor
from tracker.services.evidence import check_visible, may_see

Reviewable = Measurement | StatusReport

DECISIONS = ("verify", "return", "verify_evidence", "reject_evidence")
LOOKS = ("read", "download")
"""How the names of acts begin that only look at something."""

SETTLED = {
    PeriodState.LOCKED: message(N_("The period is locked: nothing in it changes any more.")),
    PeriodState.CLOSED: message(N_("The period is closed, so nothing in it changes until it is opened again.")),
}
"""Why nothing is decided in a period that is no longer open."""

FROZEN = (EditionState.RENDERING, EditionState.ISSUED, EditionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Item:
    """An evidence item as a reviewer meets it; `hindrance` says why they cannot check it, None where they can."""

    evidence: Evidence
    visible: bool
    hindrance: Message | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that a decision rests on; a hindrance says why this person cannot take the step."""

    thing: Reviewable
    before: Reviewable | None
    replaces: Reviewable | None
    evidence: tuple[Item, ...]
    verify_hindrance: Message | None
    return_hindrance: Message | None

    @property
    def unchecked(self) -> int:
        return sum(item.evidence.verification is Verification.UNVERIFIED for item in self.evidence)


def had_a_hand_in(user: User, plan: Plan, table: type[Reviewable | Evidence]) -> frozenset[int]:
    """The ids of the things of a plan that this person entered or changed, by the record of acts."""
    looked = or_(*(AuditEntry.act.startswith(word) for word in LOOKS))
    rows = db.session.scalars(
        select(AuditEntry.subject_id)
        .where(AuditEntry.actor_id == user.id, AuditEntry.plan_id == plan.id, AuditEntry.subject == table.__tablename__)
        .where(AuditEntry.act.not_in(DECISIONS), ~looked)
        .distinct()
    )
    return frozenset(key for key in rows if key is not None)


def hindrance(actor: Actor, thing: Reviewable, touched: frozenset[int]) -> Message | None:
    """Why this person may not decide on a thing, whatever its state; `touched` as `had_a_hand_in` gives it."""
    try:
        reviewing.check_four_eyes(
            reviewer_id=actor.user.id,
            author_id=actor.user.id if thing.id in touched else thing.author_id,
            reviewer_organisations=actor.organisations(thing.plan),
            organisation_id=thing.organisation_id,
            voice=getattr(thing, "voice", None),
        )
    except RuleBroken as error:
        return error.message
    return SETTLED.get(thing.period.state)


def evidence_hindrance(actor: Actor, evidence: Evidence, touched: frozenset[int]) -> Message | None:
    """Why this person may not check an evidence item."""
    if evidence.visibility is EvidenceClass.RESTRICTED and evidence.reviewer_id != actor.user.id:
        return message(N_("Restricted: only the reviewer whom its organisation named can open and check it."))
    if actor.user.id == evidence.added_by_id or evidence.id in touched:
        return message(N_("You added this evidence yourself. Somebody else has to check it."))
    return None


def dossier(actor: Actor, thing: Reviewable) -> Dossier:
    """What the page shows on which a reviewer decides."""
    plan = thing.plan
    touched = had_a_hand_in(actor.user, plan, Evidence)
    items = tuple(
        Item(each, may_see(actor, each), evidence_hindrance(actor, each, touched)) for each in evidence_of(thing)
    )
    mine = hindrance(actor, thing, had_a_hand_in(actor.user, plan, type(thing)))
    return Dossier(
        thing=thing,
        before=before(thing),
        replaces=replaced_by(thing),
        evidence=items,
        verify_hindrance=mine or _closed(thing, Step.VERIFY),
        return_hindrance=mine or _closed(thing, Step.RETURN),
    )


def evidence_of(thing: Reviewable) -> list[Evidence]:
    """The evidence that supports a thing, in the order in which it was added, with the decisions on each item."""
    column = EvidenceLink.measurement_id if isinstance(thing, Measurement) else EvidenceLink.status_report_id
    found = db.session.scalars(
        select(Evidence)
        .join(Evidence.links)
        .where(column == thing.id, EvidenceLink.archived_at.is_(None), Evidence.archived_at.is_(None))
        .order_by(EvidenceLink.id)
        .options(joinedload(Evidence.added_by), joinedload(Evidence.organisation))
        .options(selectinload(Evidence.checks).joinedload(EvidenceCheck.reviewer))
    )
    return list(found.unique())


def before(thing: Reviewable) -> Reviewable | None:
    """The same organisation's last verified entry for an earlier period."""
    table: type[Any] = type(thing)
    found: Reviewable | None = db.session.scalar(
        select(table)
        .join(ReportingPeriod, ReportingPeriod.id == table.period_id)
        .where(*_of_the_same_series(thing), ReportingPeriod.ends_on < thing.period.ends_on)
        .order_by(ReportingPeriod.ends_on.desc(), table.revision.desc())
        .limit(1)
    )
    return found


def replaced_by(thing: Reviewable) -> Reviewable | None:
    """The verified revision of the same period that a correction would replace; it stays official meanwhile."""
    table: type[Any] = type(thing)
    found: Reviewable | None = db.session.scalar(
        select(table)
        .where(*_of_the_same_series(thing), table.period_id == thing.period_id, table.revision < thing.revision)
        .order_by(table.revision.desc())
        .limit(1)
    )
    return found


def _of_the_same_series(thing: Reviewable) -> tuple[ColumnElement[bool], ...]:
    """What verified entries of one organisation about one indicator or commitment have in common."""
    if isinstance(thing, Measurement):
        subject = Measurement.indicator_id == thing.indicator_id
    else:
        subject = StatusReport.commitment_id == thing.commitment_id
    table = type(thing)
    return subject, table.organisation_id == thing.organisation_id, table.state == State.VERIFIED


def issued_with(thing: Reviewable) -> Edition | None:
    """The newest issued edition that a verified entry is in: one of its period, for a value also of a later period."""
    if thing.decided_at is None:
        return None
    own = Report.period_id == thing.period_id
    also_later = ReportingPeriod.ends_on >= thing.period.ends_on
    return db.session.scalar(
        select(Edition)
        .join(Edition.report)
        .join(Report.period)
        .where(Edition.plan_id == thing.plan_id, Edition.state.in_(FROZEN), Edition.cut_off >= thing.decided_at)
        .where(also_later if isinstance(thing, Measurement) else own)
        .order_by(Edition.id.desc())
        .limit(1)
    )


def _closed(thing: Reviewable, step: Step) -> Message | None:
    """Why a step is not open from where the thing stands."""
    try:
        reviewing.move(thing.state, step)
    except RuleBroken as error:
        return error.message
    edition = issued_with(thing) if thing.state is State.VERIFIED else None
    if edition is None:
        return None
    return message(
        N_("Edition %(number)s was issued with this, so it cannot be returned. A correction is a new revision of it."),
        number=edition.number,
    )


def decide(actor: Actor, thing: Reviewable, step: Step, *, remark: str, version: int) -> Review:
    """Verify a measurement or a status, or return it with a reason; `version` is the one that the reviewer saw.

    Raises NotAllowed, Stale where somebody changed or decided it meanwhile, and RuleBroken for one's own entry, for a
    step that is not open, for a return without a reason, and for what was issued in an edition.
    """
    actor.require(thing.plan, Action.REVIEW, thing.organisation_id)
    hold(thing, version)
    moving.share(thing.period)
    refusal = hindrance(actor, thing, had_a_hand_in(actor.user, thing.plan, type(thing))) or _closed(thing, step)
    if refusal is not None:
        raise RuleBroken(refusal)
    if step is Step.RETURN and not remark.strip():
        raise RuleBroken(message(N_("Say what has to be changed, so that the contributor can do it.")), "remark")
    old, thing.state = thing.state, reviewing.move(thing.state, step)
    thing.decided_at = clock.now()
    review = Review(step=step, remark=remark.strip(), reviewer_id=actor.user.id, at=thing.decided_at)
    thing.reviews.append(review)
    db.session.flush()
    after = {"state": thing.state.value, "review": review.id}
    audit.record(step.value, thing, actor=actor.user, plan=thing.plan, before={"state": old.value}, after=after)
    return review


def check_evidence(
    actor: Actor, evidence: Evidence, verdict: Verification, *, remark: str, version: int
) -> EvidenceCheck:
    """Verify an evidence item or reject it with a reason; a later check may come to another verdict, and both are kept.

    Raises NotAllowed, NotFound for a restricted item of another organisation, Stale, and RuleBroken for one's own item,
    for the verdict that it has already, and for a rejection without a reason.
    """
    actor.require(evidence.plan, Action.VERIFY_EVIDENCE, evidence.organisation_id)
    check_visible(actor, evidence)
    hold(evidence, version)
    refusal = evidence_hindrance(actor, evidence, had_a_hand_in(actor.user, evidence.plan, Evidence))
    if refusal is not None:
        raise RuleBroken(refusal)
    if verdict is evidence.verification or verdict is Verification.UNVERIFIED:
        raise RuleBroken(message(N_("This evidence was checked already, with the same result.")))
    if verdict is Verification.REJECTED and not remark.strip():
        raise RuleBroken(message(N_("Say what is wrong with this evidence, so that it can be replaced.")), "remark")
    return _write_check(actor, evidence, verdict, remark.strip())


def hold(thing: Reviewable | Evidence, version: int) -> None:
    """Raises Stale. Others who decide on the same thing wait here until this transaction ends, and then see its end."""
    db.session.refresh(thing, with_for_update={"of": type(thing)})
    if thing.version != version:
        raise Stale(message(N_("Somebody else changed this or decided on it since you opened it.")))


def _write_check(actor: Actor, evidence: Evidence, verdict: Verification, remark: str) -> EvidenceCheck:
    old, evidence.verification = evidence.verification, verdict
    check = EvidenceCheck(
        evidence_id=evidence.id, verdict=verdict, remark=remark, reviewer_id=actor.user.id, at=clock.now()
    )
    evidence.checks.append(check)
    db.session.flush()
    act = "verify_evidence" if verdict is Verification.VERIFIED else "reject_evidence"
    after = {"verification": verdict.value, "check": check.id}
    audit.record(act, evidence, actor=actor.user, plan=evidence.plan, before={"verification": old.value}, after=after)
    return check
