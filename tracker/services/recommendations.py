"""Recommendations: raised in one report, with an owner and a date, and answered in the reports after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.domain.errors import NotFound, RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.workshop_words import RecommendationStatus
from tracker.models.database import db
from tracker.models.people import Organisation
from tracker.models.reporting import Report
from tracker.models.workshop import FollowUp, Recommendation
from tracker.services import audit, clock, editing, snapshot_recommendations
from tracker.services.acting import Actor


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    """What is recommended, to whom, until when."""

    text: Multilingual
    owner_id: int | None
    due_on: date | None


def add(actor: Actor, report: Report, facts: RecommendationFacts) -> Recommendation:
    """Recommend something in a report, after what it recommends already. Raises RuleBroken without a text."""
    actor.require(report.plan, Action.WRITE_REPORT)
    _check(facts)
    last = db.session.scalar(select(func.max(Recommendation.position)).where(Recommendation.report_id == report.id))
    made = Recommendation(plan_id=report.plan_id, report=report, position=(last or 0) + 1, **_values(facts))
    db.session.add(made)
    audit.record("add_recommendation", made, actor=actor.user, plan=report.plan, after=_said(facts))
    return made


def change(actor: Actor, recommendation: Recommendation, facts: RecommendationFacts, *, version: int | None) -> None:
    """Raises Stale where somebody else changed it meanwhile, RuleBroken without a text."""
    actor.require(recommendation.plan, Action.WRITE_REPORT)
    editing.require_version(recommendation, version)
    _check(facts)
    text = editing.texts_kept(recommendation.text, facts.text, recommendation.plan.languages)
    values = _values(facts) | {"text": text}
    before, after = editing.changed(recommendation, values)
    editing.apply(recommendation, values)
    audit.record(
        "change_recommendation", recommendation, actor=actor.user, plan=recommendation.plan, before=before, after=after
    )


def remove(actor: Actor, recommendation: Recommendation) -> None:
    """Take it out of the report and of those after it; editions that print it stay as they are."""
    actor.require(recommendation.plan, Action.WRITE_REPORT)
    if recommendation.archived_at is None:
        recommendation.archived_at = clock.now()
        audit.record("remove_recommendation", recommendation, actor=actor.user, plan=recommendation.plan)


def answer(
    actor: Actor, report: Report, recommendation: Recommendation, status: RecommendationStatus,
    remark: Multilingual, *, version: int | None,
) -> FollowUp:  # fmt: skip
    """Say in a report what became of a recommendation of an earlier one.

    Raises NotFound where it is none that this report answers, Stale where somebody else answered meanwhile.
    """
    actor.require(report.plan, Action.WRITE_REPORT)
    stored = given(report, recommendation)
    if stored is None and version is None:
        stored = FollowUp(recommendation_id=recommendation.id, report_id=report.id, remark=Multilingual())
        db.session.add(stored)
    elif stored is None:
        raise Stale(message(N_("Somebody else changed this while you were writing.")))
    else:
        editing.require_version(stored, version)
    stored.status, stored.remark = status, editing.texts_kept(stored.remark, remark, report.plan.languages)
    stored.by_id, stored.at = actor.user.id, clock.now()
    after = {"report": report.id, "status": status}
    audit.record("follow_up", recommendation, actor=actor.user, plan=report.plan, after=after)
    return stored


def _values(facts: RecommendationFacts) -> dict[str, object]:
    return {"text": facts.text, "owner_id": facts.owner_id, "due_on": facts.due_on}


def _check(facts: RecommendationFacts) -> None:
    if not facts.text:
        raise RuleBroken(message(N_("Say what is recommended.")), "text")
    if facts.owner_id is not None and db.session.get(Organisation, facts.owner_id) is None:
        raise RuleBroken(message(N_("Choose one of the organisations.")), "owner")


def _said(facts: RecommendationFacts) -> dict[str, object]:
    return {name: editing.plain(value) for name, value in _values(facts).items()}


def given(report: Report, recommendation: Recommendation) -> FollowUp | None:
    """What a report says about a recommendation already. Raises NotFound where it has nothing to say about it."""
    found = snapshot_recommendations.earlier(report.plan, report.period)
    here = {row.id: answered for _number, row, answered in found}
    if recommendation.id not in here:
        raise NotFound(message(N_("This report has nothing to say about that recommendation.")))
    return here[recommendation.id]
