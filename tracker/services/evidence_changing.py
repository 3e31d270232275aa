"""Changing what is said of an evidence item, and letting it support further figures, baselines among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.reviewing import EDITABLE
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import EvidenceKind, PeriodState, State, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.services import audit, clock, editing, evidence
from tracker.services.acting import Actor
from tracker.services.evidence_details import TEXTS, Details, columns, problems, traced
from tracker.services.moving import Moved

SETTLED = N_(
    "Something that rests on this evidence waits for review, or its period is closed. "
    "Only who may see it and the consent can be changed now."
)


@dataclass(frozen=True, slots=True)
class Supportable:
    """What an item could support besides: `key` names it in a form."""

    key: str
    thing: Moved | Indicator


def change(actor: Actor, item: Evidence, details: Details, *, version: int | None) -> Evidence:
    """Change what is said of an item; what was checked before is to be checked again where its texts changed.

    Its kind and its file stay. Raises NotAllowed, Stale, and RuleBroken at its field.
    """
    actor.require(item.plan, Action.ADD_EVIDENCE, item.organisation_id)
    editing.require_version(item, version)
    for found in problems(details, has_file=item.kind is EvidenceKind.FILE):
        raise RuleBroken(found.message, found.field)
    evidence.check_reviewer(actor, item.plan, details)
    values, before = columns(details) | {"kind": item.kind}, traced(item)
    texts_change = any(getattr(item, name) != values[name] for name in TEXTS)
    if texts_change and is_settled(item):
        raise RuleBroken(message(SETTLED))
    if texts_change:
        values["verification"] = Verification.UNVERIFIED
    editing.apply(item, values)
    db.session.flush()
    audit.record("change_evidence", item, actor=actor.user, plan=item.plan, before=before, after=traced(item))
    return item


def is_settled(item: Evidence) -> bool:
    """Whether a reviewer has something before them that rests on it, or a period that does is closed."""
    things = [link.measurement or link.status_report for link in item.links if link.archived_at is None]
    return any(
        thing is not None and (thing.state is State.SUBMITTED or thing.period.state is not PeriodState.OPEN)
        for thing in things
    )


def supportable(actor: Actor, item: Evidence) -> list[Supportable]:
    """What of its organisation an item could support besides: entries still being written, and baselines."""
    if not actor.may(item.plan, Action.ADD_EVIDENCE, item.organisation_id):
        return []
    links = [link for link in item.links if link.archived_at is None]
    used = {_key(link.measurement or link.status_report or link.indicator) for link in links}
    found: list[Moved | Indicator] = [*_open(item, Measurement), *_open(item, StatusReport), *_reported(item)]
    return [Supportable(_key(thing), thing) for thing in found if _key(thing) not in used]


def support(actor: Actor, item: Evidence, key: str) -> Evidence:
    """Let an item support one thing more, named as `supportable` names it. Raises NotAllowed, NotFound, RuleBroken."""
    actor.require(item.plan, Action.ADD_EVIDENCE, item.organisation_id)
    thing = next((each.thing for each in supportable(actor, item) if each.key == key), None)
    if thing is None:
        raise RuleBroken(message(N_("Choose what it supports.")), "thing")
    if not isinstance(thing, Indicator):
        evidence.attach(actor, thing, item)
        return item
    link = _to_baseline(item, thing)
    if link is None:
        item.links.append(EvidenceLink(indicator_id=thing.id))
    else:
        link.archived_at = None
    db.session.flush()
    audit.record("support_evidence", item, actor=actor.user, plan=item.plan, after={"indicator": thing.id})
    return item


def take_off_baseline(actor: Actor, item: Evidence, indicator: Indicator) -> None:
    """Withdraw an item from a baseline; the item and the trace of it stay. Raises NotAllowed, NotFound."""
    actor.require(item.plan, Action.ADD_EVIDENCE, item.organisation_id)
    link = _to_baseline(item, indicator)
    if link is None or link.archived_at is not None:
        raise NotFound(message(N_("There is no such evidence.")))
    link.archived_at = clock.now()
    audit.record("take_off_evidence", item, actor=actor.user, plan=item.plan, before={"indicator": indicator.id})


def _key(thing: Any) -> str:
    return f"{thing.__tablename__}-{thing.id}"


def _to_baseline(item: Evidence, indicator: Indicator) -> EvidenceLink | None:
    return db.session.scalar(
        select(EvidenceLink).where(EvidenceLink.evidence_id == item.id, EvidenceLink.indicator_id == indicator.id)
    )


def _open(item: Evidence, table: type[Moved]) -> list[Any]:
    return list(
        db.session.scalars(
            select(table)
            .join(ReportingPeriod, ReportingPeriod.id == table.period_id)
            .where(table.plan_id == item.plan_id, table.organisation_id == item.organisation_id)
            .where(table.state.in_(EDITABLE), ReportingPeriod.state == PeriodState.OPEN)
            .order_by(ReportingPeriod.ends_on.desc(), table.id)
            .limit(200)
        )
    )


def _reported(item: Evidence) -> list[Indicator]:
    """The indicators that its organisation answers for, whose baseline it may therefore prove."""
    assigned = select(Assignment.indicator_id).where(Assignment.organisation_id == item.organisation_id)
    answers = Indicator.responsible.any(Organisation.id == item.organisation_id)
    return list(
        db.session.scalars(
            select(Indicator)
            .where(Indicator.plan_id == item.plan_id, Indicator.archived_at.is_(None))
            .where(Indicator.baseline_value.is_not(None), or_(Indicator.id.in_(assigned), answers))
            .order_by(Indicator.code)
        )
    )
