"""What measurements and statuses have in common on their way: when they may be changed, sent, recalled, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from tracker.domain import reviewing
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import PeriodState, PlanState, State, Step
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.people import User
from tracker.services import audit, clock
from tracker.services.acting import Actor

Moved = Measurement | StatusReport


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened to a measurement or a status; `remark` is a reviewer's or the reason of a correction."""

    step: Step | None
    who: User | None
    at: datetime
    remark: str = ""


def closed(period: ReportingPeriod) -> Message | None:
    """Why nothing can be entered for a period any more; None while it is open."""
    if period.plan.state in (PlanState.CLOSED, PlanState.ARCHIVED):
        return message(N_("The plan has ended, so nothing more can be entered."))
    if period.state is PeriodState.LOCKED:
        return message(N_("The period %(name)s is locked: nothing in it changes any more."), name=period.name)
    if period.state is PeriodState.CLOSED:
        sentence = N_("The period %(name)s is closed. Ask the coordinator of the plan to open it again.")
        return message(sentence, name=period.name)
    return None


def share(period: ReportingPeriod) -> None:
    """Read a period anew; until the transaction ends nobody closes or opens it, while others may enter in it."""
    db.session.refresh(period, with_for_update={"read": True, "of": ReportingPeriod})


def check_open(period: ReportingPeriod) -> None:
    """Raises RuleBroken where the period takes nothing more."""
    share(period)
    refusal = closed(period)
    if refusal is not None:
        raise RuleBroken(refusal)


def check_editable(thing: Moved) -> None:
    """Raises RuleBroken where a thing was sent or verified, so that it is not changed behind a reviewer's back."""
    if thing.state is State.SUBMITTED:
        raise RuleBroken(message(N_("This was sent and waits for review. Recall it to change it.")))
    if thing.state is State.VERIFIED:
        raise RuleBroken(message(N_("This is verified. Correct it in a new revision, with a reason.")))


def check_version(thing: Moved | None, version: int) -> None:
    """Raises Stale where somebody saved it since a person opened it; version 0 stands for "there was none yet"."""
    if (thing.version if thing is not None else 0) != version:
        raise Stale(message(N_("Somebody else changed this since you opened it.")))


def is_editable(thing: Moved | None, period: ReportingPeriod) -> bool:
    return closed(period) is None and (thing is None or thing.state in reviewing.EDITABLE)


def write(
    act: str, thing: Moved, actor: Actor, before: dict[str, Any], after: dict[str, Any], *, reason: str = ""
) -> None:
    """Count a new version also where only something that belongs to the thing changed, and enter the act."""
    if thing.id is not None:
        flag_modified(thing, "revision")
    audit.record(act, thing, actor=actor.user, plan=thing.period.plan, before=before, after=after, reason=reason)


def submit(actor: Actor, thing: Moved) -> None:
    """Send it for review. Raises RuleBroken where that is not open from where it stands."""
    old, thing.state = thing.state, reviewing.move(thing.state, Step.SUBMIT)
    thing.submitted_at, thing.decided_at = clock.now(), None
    thing.author_id = actor.user.id
    write("submit", thing, actor, {"state": old.value}, {"state": thing.state.value})


def recall(actor: Actor, thing: Moved) -> None:
    """Take back what waits for review, by the person who sent it. Raises RuleBroken for another one, or too late."""
    check_open(thing.period)
    state = reviewing.move(thing.state, Step.RECALL)
    if thing.author_id != actor.user.id:
        raise RuleBroken(message(N_("Only the person who sent it can recall it. A reviewer can return it to you.")))
    old, thing.state, thing.submitted_at = thing.state, state, None
    write("recall", thing, actor, {"state": old.value}, {"state": state.value})


def check_correctable(thing: Moved, latest: Moved | None, reason: str) -> None:
    """Raises RuleBroken where a verified thing cannot get a new revision now, or none is needed."""
    check_open(thing.period)
    if thing.state is not State.VERIFIED:
        raise RuleBroken(message(N_("Only what is verified needs a correction; this can still be changed.")))
    if latest is not None and latest.revision > thing.revision:
        raise RuleBroken(message(N_("A correction was begun already. Go on with that one.")))
    if not reason:
        raise RuleBroken(message(N_("Say why it is corrected. The reason is printed in the report.")), "reason")


def take_evidence_along(old: Moved, new: Moved) -> None:
    """Let a correction rest on the evidence of what it corrects, until somebody changes that."""
    column = EvidenceLink.measurement_id if isinstance(old, Measurement) else EvidenceLink.status_report_id
    links = db.session.scalars(
        select(EvidenceLink)
        .join(EvidenceLink.evidence)
        .where(column == old.id, EvidenceLink.archived_at.is_(None), Evidence.archived_at.is_(None))
        .order_by(EvidenceLink.id)
    )
    for link in list(links):
        again = EvidenceLink(evidence_id=link.evidence_id, shows=list(link.shows), **{column.key: new.id})
        db.session.add(again)


def last_change(thing: Moved) -> tuple[User | None, datetime]:
    """Who changed it last, and when."""
    entry = db.session.scalar(
        select(AuditEntry)
        .where(AuditEntry.subject == thing.__tablename__, AuditEntry.subject_id == thing.id)
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return (entry.actor, entry.at) if entry is not None else (thing.author, thing.created_at)


def history(thing: Moved) -> tuple[Act, ...]:
    """What happened to it, oldest first: sent, recalled, decided; begun as a correction."""
    steps = {"submit": Step.SUBMIT, "recall": Step.RECALL, "correct": None}
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == thing.__tablename__, AuditEntry.subject_id == thing.id)
        .where(AuditEntry.act.in_(steps))
        .options(joinedload(AuditEntry.actor))
    )
    acts = [Act(steps[entry.act], entry.actor, entry.at, entry.reason) for entry in entries]
    acts += [Act(review.step, review.reviewer, review.at, review.remark) for review in thing.reviews]
    return tuple(sorted(acts, key=lambda act: act.at))


def last_remark(thing: Moved | None) -> Act | None:
    """Why a returned thing came back."""
    if thing is None or thing.state is not State.RETURNED:
        return None
    returns = [review for review in thing.reviews if review.step is Step.RETURN]
    return Act(Step.RETURN, returns[-1].reviewer, returns[-1].at, returns[-1].remark) if returns else None
