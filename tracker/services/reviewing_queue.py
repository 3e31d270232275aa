"""What waits for a reviewer, the oldest first: measurements, statuses, and evidence of what was already decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import EvidenceClass, State, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.services.acting import Actor
from tracker.services.reviewing import Reviewable, evidence_hindrance, had_a_hand_in, hindrance


class Subject(StrEnum):
    """What is decided on."""

    MEASUREMENT = "measurement"
    STATUS = "status"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; None is everything."""

    subject: Subject | None = None
    pillar_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue; `thing` is what the page to decide on shows: of evidence, the first that it supports."""

    subject: Subject
    key: int
    since: datetime
    thing: Reviewable
    code: str
    title: Multilingual
    pillar: Pillar
    organisation: Organisation
    by: str
    evidence: int
    unchecked: int
    hindrance: Message | None

    @property
    def place(self) -> tuple[datetime, str, int]:
        return self.since, self.subject.value, self.key


EVERYTHING = Narrowing()


def queue(actor: Actor, plan: Plan, narrowing: Narrowing = EVERYTHING) -> list[Waiting]:
    """All that waits in a plan, the oldest first, what this person may not decide on included and marked."""
    lines: list[Waiting] = []
    for subject, read in READERS.items():
        if narrowing.subject in (None, subject):
            lines += read(actor, plan, narrowing)
    return sorted(lines, key=lambda line: line.place)


def next_after(lines: Iterable[Waiting], since: datetime | None, subject: Subject, key: int) -> Waiting | None:
    """The next line that this person can decide on: after the given one, else from the start; never the given one."""
    open_ones = [line for line in lines if line.hindrance is None and (line.subject, line.thing.id) != (subject, key)]
    if since is None:
        return next(iter(open_ones), None)
    later = (line for line in open_ones if line.place > (since, subject.value, key))
    return next(later, next(iter(open_ones), None))


def choices(plan: Plan) -> tuple[list[Pillar], list[Organisation]]:
    """What a queue can be narrowed to: the pillars of the plan, and the organisations that entered something in it."""
    senders = [
        select(table.organisation_id).where(table.plan_id == plan.id) for table in (Measurement, StatusReport, Evidence)
    ]
    sent = Organisation.id.in_(senders[0].union(*senders[1:]))
    organisations = select(Organisation).where(sent).order_by(Organisation.code)
    pillars = select(Pillar).where(Pillar.plan_id == plan.id).order_by(Pillar.position, Pillar.id)
    return list(db.session.scalars(pillars)), list(db.session.scalars(organisations))


def _measurements(actor: Actor, plan: Plan, narrowing: Narrowing) -> list[Waiting]:
    wanted = _narrowed(_with_all_of_a_measurement(), Measurement, narrowing).where(
        Measurement.plan_id == plan.id, Measurement.state == State.SUBMITTED
    )
    return _lines(
        actor, db.session.scalars(wanted), had_a_hand_in(actor.user, plan, Measurement), evidence_counts(plan)
    )


def _statuses(actor: Actor, plan: Plan, narrowing: Narrowing) -> list[Waiting]:
    wanted = _narrowed(_with_all_of_a_status(), StatusReport, narrowing).where(
        StatusReport.plan_id == plan.id, StatusReport.state == State.SUBMITTED
    )
    counts = evidence_counts(plan, EvidenceLink.status_report_id)
    return _lines(actor, db.session.scalars(wanted), had_a_hand_in(actor.user, plan, StatusReport), counts)


def _lines(
    actor: Actor, found: Iterable[Reviewable], touched: frozenset[int], counts: dict[int, tuple[int, int]]
) -> list[Waiting]:
    return [
        Waiting(
            Subject.MEASUREMENT if isinstance(thing, Measurement) else Subject.STATUS,
            thing.id,
            thing.submitted_at or thing.created_at,
            thing,
            *called(thing),
            pillar_of(thing),
            thing.organisation,
            thing.author.name,
            *counts.get(thing.id, (0, 0)),
            hindrance(actor, thing, touched),
        )
        for thing in found
    ]


def _evidence(actor: Actor, plan: Plan, narrowing: Narrowing) -> list[Waiting]:
    """Unchecked items whose measurements and statuses are all decided: others show up with what they support.

    Restricted ones stand here for the one reviewer who may open them.
    """
    touched = had_a_hand_in(actor.user, plan, Evidence)
    lines = []
    for item in db.session.scalars(_unchecked(plan, narrowing)):
        if item.visibility is EvidenceClass.RESTRICTED and item.reviewer_id != actor.user.id:
            continue
        things = [thing for link in item.links if link.archived_at is None and (thing := _thing(link)) is not None]
        decided = [thing for thing in things if thing.state is State.VERIFIED]
        if not decided or any(thing.state is State.SUBMITTED for thing in things):
            continue
        thing = decided[0]
        if narrowing.pillar_id not in (None, pillar_of(thing).id):
            continue
        code, refusal = called(thing)[0], evidence_hindrance(actor, item, touched)
        lines.append(
            Waiting(Subject.EVIDENCE, item.id, item.added_at, thing, code, item.title, pillar_of(thing),
                    item.organisation, item.added_by.name, 1, 1, refusal)
        )  # fmt: skip
    return lines


def _unchecked(plan: Plan, narrowing: Narrowing) -> Select[Evidence]:
    links = selectinload(Evidence.links)
    to_value, to_status = links.joinedload(EvidenceLink.measurement), links.joinedload(EvidenceLink.status_report)
    wanted = (
        select(Evidence)
        .where(Evidence.plan_id == plan.id, Evidence.verification == Verification.UNVERIFIED)
        .where(Evidence.archived_at.is_(None))
        .options(joinedload(Evidence.organisation), joinedload(Evidence.added_by))
        .options(to_value.joinedload(Measurement.indicator).options(*_to_pillar()))
        .options(to_value.joinedload(Measurement.period))
        .options(to_status.joinedload(StatusReport.commitment).joinedload(Commitment.pillar))
        .options(to_status.joinedload(StatusReport.period))
    )
    if narrowing.organisation_id is not None:
        wanted = wanted.where(Evidence.organisation_id == narrowing.organisation_id)
    return wanted


READERS: dict[Subject, Callable[[Actor, Plan, Narrowing], list[Waiting]]] = {
    Subject.MEASUREMENT: _measurements,
    Subject.STATUS: _statuses,
    Subject.EVIDENCE: _evidence,
}


def called(thing: Reviewable) -> tuple[str, Multilingual]:
    """The code and title of what a measurement or a status is about."""
    if isinstance(thing, Measurement):
        return thing.indicator.code, thing.indicator.title
    return thing.commitment.code, thing.commitment.text


def pillar_of(thing: Reviewable) -> Pillar:
    """The pillar of the plan under which a measurement or a status stands."""
    if isinstance(thing, StatusReport):
        return thing.commitment.pillar
    if thing.indicator.commitment is not None:
        return thing.indicator.commitment.pillar
    return thing.indicator.outcome.pillar  # type: ignore[union-attr]  # a constraint gives each indicator one of the two


def _thing(link: EvidenceLink) -> Reviewable | None:
    """What is reviewed with an item; None for a baseline, on which nobody decides."""
    return link.measurement or link.status_report


def _to_pillar() -> tuple[Any, ...]:
    return (
        joinedload(Indicator.commitment).joinedload(Commitment.pillar),
        joinedload(Indicator.outcome).joinedload(Outcome.pillar),
    )


def _with_all_of_a_measurement() -> Select[Any]:
    return select(Measurement).options(
        joinedload(Measurement.indicator).options(*_to_pillar()),
        joinedload(Measurement.organisation),
        joinedload(Measurement.author),
        joinedload(Measurement.period),
    )


def _with_all_of_a_status() -> Select[Any]:
    return select(StatusReport).options(
        joinedload(StatusReport.commitment).joinedload(Commitment.pillar),
        joinedload(StatusReport.organisation),
        joinedload(StatusReport.author),
        joinedload(StatusReport.period),
    )


def _narrowed(wanted: Select[Any], table: type[Reviewable], narrowing: Narrowing) -> Select[Any]:
    if narrowing.organisation_id is not None:
        wanted = wanted.where(table.organisation_id == narrowing.organisation_id)
    if narrowing.pillar_id is not None:
        wanted = wanted.where(_in_pillar(table, narrowing.pillar_id))
    return wanted


def _in_pillar(table: type[Reviewable], pillar_id: int) -> ColumnElement[bool]:
    commitments = select(Commitment.id).where(Commitment.pillar_id == pillar_id)
    if table is StatusReport:
        return StatusReport.commitment_id.in_(commitments)
    outcomes = select(Outcome.id).where(Outcome.pillar_id == pillar_id)
    under = Indicator.commitment_id.in_(commitments) | Indicator.outcome_id.in_(outcomes)
    return Measurement.indicator_id.in_(select(Indicator.id).where(under))


def evidence_counts(
    plan: Plan, link: InstrumentedAttribute[int | None] = EvidenceLink.measurement_id
) -> dict[int, tuple[int, int]]:
    """For each thing with evidence: how many items, and how many of them nobody has checked."""
    unchecked = func.sum(case((Evidence.verification == Verification.UNVERIFIED, 1), else_=0))
    rows = db.session.execute(
        select(link, func.count(), unchecked)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Evidence.plan_id == plan.id, Evidence.archived_at.is_(None))
        .where(EvidenceLink.archived_at.is_(None), link.is_not(None))
        .group_by(link)
    )
    return {key: (items, open_ones) for key, items, open_ones in rows if key is not None}
