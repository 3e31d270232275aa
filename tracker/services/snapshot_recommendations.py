"""The recommendations of a report, and what it says about those of earlier reports, for its snapshot."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload, selectinload

from reports.snapshot_advice import FollowUpLine, RecommendationLine
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.domain.workshop_words import ENDED
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.models.reporting import Report, Section
from tracker.models.workshop import FollowUp, Recommendation


def recommendation_lines(plan: Plan, period: ReportingPeriod) -> tuple[RecommendationLine, ...]:
    """Those of this report in their order; none where their section is left out."""
    if _is_left_out(plan, period, SectionKey.RECOMMENDATIONS):
        return ()
    return tuple(
        RecommendationLine(
            number=number, text=row.text, owner=row.owner.name if row.owner else Multilingual(), due_on=row.due_on,
            status=row.status,
        )
        for number, row in enumerate(raised(plan, period), start=1)
    )  # fmt: skip


def follow_up_lines(plan: Plan, period: ReportingPeriod) -> tuple[FollowUpLine, ...]:
    """Those of earlier reports that had not ended before, with what this report says; else with their last status."""
    if _is_left_out(plan, period, SectionKey.FOLLOW_UP):
        return ()
    found = []
    for number, row, answer in earlier(plan, period):
        told = answer or last_answer(row, period)
        found.append(
            FollowUpLine(
                raised_in=row.report.period.name, number=number, text=row.text,
                owner=row.owner.name if row.owner else Multilingual(), due_on=row.due_on,
                status=told.status if told else row.status, remark=answer.remark if answer else Multilingual(),
            )
        )  # fmt: skip
    return tuple(found)


def raised(plan: Plan, period: ReportingPeriod) -> list[Recommendation]:
    """The recommendations of a period's report, in their order."""
    query = select(Recommendation).join(Recommendation.report)
    query = query.where(Report.plan_id == plan.id, Report.period_id == period.id, Recommendation.archived_at.is_(None))
    query = query.options(joinedload(Recommendation.owner)).order_by(Recommendation.position, Recommendation.id)
    return list(db.session.scalars(query))


def earlier(plan: Plan, period: ReportingPeriod) -> list[tuple[int, Recommendation, FollowUp | None]]:
    """(number in its report, recommendation, what this report says) of those that had not ended before this report."""
    at = aliased(ReportingPeriod)
    query = select(Recommendation).join(Recommendation.report).join(at, Report.period_id == at.id)
    query = query.where(Report.plan_id == plan.id, at.ends_on < period.ends_on, Recommendation.archived_at.is_(None))
    query = query.options(
        joinedload(Recommendation.owner),
        joinedload(Recommendation.report).joinedload(Report.period),
        selectinload(Recommendation.follow_ups).joinedload(FollowUp.report).joinedload(Report.period),
    ).order_by(at.ends_on, Recommendation.report_id, Recommendation.position, Recommendation.id)
    numbers: dict[int, int] = {}
    found = []
    for row in db.session.scalars(query):
        numbers[row.report_id] = numbers.get(row.report_id, 0) + 1
        before = last_answer(row, period)
        if (before.status if before else row.status) not in ENDED:
            here = next((each for each in row.follow_ups if each.report.period_id == period.id), None)
            found.append((numbers[row.report_id], row, here))
    return found


def last_answer(row: Recommendation, period: ReportingPeriod) -> FollowUp | None:
    """What the last report before this period's said about it."""
    before = [each for each in row.follow_ups if each.report.period.ends_on < period.ends_on]
    return max(before, key=lambda each: (each.report.period.ends_on, each.id), default=None)


def _is_left_out(plan: Plan, period: ReportingPeriod, key: SectionKey) -> bool:
    query = select(Section.state).join(Section.report)
    query = query.where(Report.plan_id == plan.id, Report.period_id == period.id, Section.key == key)
    return db.session.scalar(query) is SectionState.LEFT_OUT
