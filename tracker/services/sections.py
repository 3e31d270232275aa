"""The report of a period: where its sections are written."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import SectionKey
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report, Section
from tracker.services import audit, clock, editing
from tracker.services.acting import Actor

FREE = tuple(key for key in SectionKey if key is not SectionKey.PROGRESS)
"""Sections that stand once in a report; progress is written once for each pillar."""


def reports_of(plan: Plan) -> list[tuple[ReportingPeriod, Report | None]]:
    """Each period with its report, newest first; None where nobody has begun it."""
    periods = db.session.scalars(
        select(ReportingPeriod)
        .where(ReportingPeriod.plan_id == plan.id)
        .order_by(ReportingPeriod.ends_on.desc(), ReportingPeriod.id)
    )
    query = select(Report).where(Report.plan_id == plan.id).options(selectinload(Report.editions))
    begun = {report.period_id: report for report in db.session.scalars(query)}
    return [(period, begun.get(period.id)) for period in periods]


def begin(actor: Actor, period: ReportingPeriod) -> Report:
    """The report of a period, begun if nobody has."""
    actor.require(period.plan, Action.WRITE_REPORT)
    report = db.session.scalar(select(Report).where(Report.period_id == period.id))
    if report is None:
        report = Report(plan_id=period.plan_id, period=period)
        db.session.add(report)
        audit.record("report.begin", report, actor=actor.user, plan=period.plan)
    return report


def written(report: Report) -> dict[tuple[SectionKey, int | None], Section]:
    """What was written so far, by section and pillar."""
    query = select(Section).where(Section.report_id == report.id).options(joinedload(Section.pillar))
    return {(row.key, row.pillar_id): row for row in db.session.scalars(query)}


def one(report: Report, key: SectionKey, pillar: Pillar | None) -> Section | None:
    """A section as it is stored; None where nothing was written yet."""
    return written(report).get((key, pillar.id if pillar else None))


def pillars_of(plan: Plan) -> list[Pillar]:
    query = select(Pillar).where(Pillar.plan_id == plan.id, Pillar.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Pillar.position, Pillar.id)))


def write(
    actor: Actor, report: Report, key: SectionKey, pillar: Pillar | None, body: Multilingual, *, version: int | None
) -> Section:
    """Store a section's text in all languages that the form showed.

    `version` is the one that the person saw, None where there was none yet. Raises Stale where somebody else wrote
    meanwhile, RuleBroken for a section that does not exist.
    """
    actor.require(report.plan, Action.WRITE_REPORT)
    if (key is SectionKey.PROGRESS) is (pillar is None):
        raise RuleBroken(message(N_("There is no such section.")))
    section = written(report).get((key, pillar.id if pillar else None))
    if (section is None and version is not None) or (section is not None and section.version != version):
        raise Stale(message(N_("Somebody else changed this while you were writing.")))
    if section is None:
        section = Section(report_id=report.id, key=key, pillar_id=pillar.id if pillar else None, body=Multilingual())
        db.session.add(section)
    section.body = editing.texts_kept(section.body, body, report.plan.languages)
    section.author_id, section.written_at = actor.user.id, clock.now()
    lengths = {code: len(text) for code, text in section.body.texts.items()}
    audit.record("section.write", section, actor=actor.user, plan=report.plan, after={"key": key, "lengths": lengths})
    return section
