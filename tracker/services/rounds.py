"""Validation rounds: until a day the plan's people read the draft and remark on it; every remark gets an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import SectionKey
from tracker.domain.workshop_words import Decision
from tracker.models.database import db
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report
from tracker.models.workshop import DraftRemark, ValidationRound
from tracker.services import audit, clock, editing
from tracker.services.acting import Actor


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """What is remarked about which section."""

    key: SectionKey
    pillar: Pillar | None
    text: str


def of_report(report: Report) -> list[ValidationRound]:
    """The rounds of a report with their remarks, the newest first."""
    query = select(ValidationRound).where(ValidationRound.report_id == report.id)
    query = query.options(
        joinedload(ValidationRound.opened_by),
        selectinload(ValidationRound.remarks).joinedload(DraftRemark.author),
        selectinload(ValidationRound.remarks).joinedload(DraftRemark.answered_by),
        selectinload(ValidationRound.remarks).joinedload(DraftRemark.pillar),
    )
    return list(db.session.scalars(query.order_by(ValidationRound.id.desc())))


def is_open(one: ValidationRound) -> bool:
    """Whether remarks are taken: up to and including its last day, unless it was closed before."""
    return one.closed_at is None and clock.today() <= one.until


def open_in(plan: Plan) -> Sequence[ValidationRound]:
    """The rounds of a plan in which remarks are taken now."""
    query = select(ValidationRound).where(
        ValidationRound.plan_id == plan.id, ValidationRound.closed_at.is_(None), ValidationRound.until >= clock.today()
    )
    query = query.options(joinedload(ValidationRound.report).joinedload(Report.period))
    return db.session.scalars(query.order_by(ValidationRound.until)).all()


def begin(actor: Actor, report: Report, until: date, note: str) -> ValidationRound:
    """Ask the plan's people for remarks. Raises RuleBroken for a day that is past, or while a round is open."""
    actor.require(report.plan, Action.WRITE_REPORT)
    if until < clock.today():
        raise RuleBroken(message(N_("Choose a day that is not past.")), "until")
    if any(is_open(each) for each in of_report(report)):
        raise RuleBroken(message(N_("A validation round of this report is open already.")))
    made = ValidationRound(
        plan_id=report.plan_id, report=report, until=until, note=note.strip(), opened_by=actor.user,
        opened_at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    after = {"until": until.isoformat()}
    audit.record("open_round", made, actor=actor.user, plan=report.plan, after=after)
    return made


def close(actor: Actor, one: ValidationRound) -> None:
    """Take no more remarks, before the last day."""
    actor.require(one.plan, Action.WRITE_REPORT)
    if one.closed_at is None:
        one.closed_at = clock.now()
        audit.record("close_round", one, actor=actor.user, plan=one.plan)


def require_reader(actor: Actor, one: ValidationRound) -> None:
    """Raises NotFound for who only reads the draft of an open round, once it is over."""
    if not actor.may(one.plan, Action.WRITE_REPORT) and not is_open(one):
        raise NotFound(message(N_("This validation round is over.")))


def remark(actor: Actor, one: ValidationRound, facts: RemarkFacts) -> DraftRemark:
    """Remark on a section of the draft. Raises RuleBroken once the round is over, or where nothing is said."""
    actor.require(one.plan, Action.REMARK_DRAFT)
    if not is_open(one):
        raise RuleBroken(message(N_("This validation round is over.")))
    if not facts.text.strip():
        raise RuleBroken(message(N_("Write your remark.")), "text")
    made = DraftRemark(
        plan_id=one.plan_id, round=one, key=facts.key, pillar=facts.pillar, text=facts.text.strip(),
        author=actor.user, at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    audit.record("remark_on_draft", made, actor=actor.user, plan=one.plan, after={"key": facts.key})
    return made


def of_person(actor: Actor, one: ValidationRound) -> list[DraftRemark]:
    """What this person remarked in a round."""
    return [each for each in one.remarks if each.author_id == actor.user.id]


def answer(actor: Actor, given: DraftRemark, decision: Decision, text: str, *, version: int | None) -> None:
    """Accept or decline a remark, and say why or how. Raises RuleBroken without an answer, Stale for the second."""
    actor.require(given.round.plan, Action.WRITE_REPORT)
    editing.require_version(given, version)
    if not text.strip():
        raise RuleBroken(message(N_("Say in a sentence what was done, or why nothing.")), "answer")
    before = {"decision": given.decision}
    given.decision, given.answer = decision, text.strip()
    given.answered_by, given.answered_at = actor.user, clock.now()
    after = {"decision": decision}
    audit.record("answer_remark", given, actor=actor.user, plan=given.round.plan, before=before, after=after)
