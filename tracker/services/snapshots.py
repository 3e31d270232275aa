"""Taking a snapshot: everything that a report for one plan and period says, calculated once, for every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from reports.snapshot import (
    VERSION,
    OrganisationLine,
    PillarPart,
    PlanFacts,
    SectionText,
    Snapshot,
    Summary,
)
from tracker.domain.periods import taken
from tracker.domain.rollup import Line, rollup
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import (
    Audience,
    CommitmentStatus,
    EditionState,
    Rating,
    SectionKey,
    SectionState,
    State,
)
from tracker.models.database import db
from tracker.models.measurement import Measurement, ReportingPeriod
from tracker.models.people import Organisation
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Edition, Report, Section
from tracker.services import audit, clock
from tracker.services.material import Material, gather, span_of
from tracker.services.snapshot_evidence import register
from tracker.services.snapshot_lines import View, commitment_line, indicator_line
from tracker.services.snapshot_notes import notes
from tracker.services.snapshot_recommendations import follow_up_lines, recommendation_lines


def take(
    plan: Plan, period: ReportingPeriod, *,
    cut_off: datetime | None = None, audience: Audience = Audience.OFFICIAL, edition: int | None = None,
) -> Snapshot:  # fmt: skip
    """What a report says of decisions up to `cut_off` (now, unless given); as many queries for any size of plan."""
    material, cut_off = gather(plan), cut_off or clock.now()
    at = span_of(period)
    periods = taken(material.spans, at)
    view = View(
        material, at, cut_off, register(material, {span.key for span in periods}, cut_off), _last_report(period)
    )
    sections = _sections(plan, period)
    pillars = tuple(_pillar(view, each, sections) for each in material.pillars)
    return Snapshot(
        version=VERSION,
        plan=_plan(plan),
        period=at,
        periods=periods,
        audience=audience,
        edition=edition,
        cut_off=cut_off,
        audit_head=audit.head(),
        organisations=_organisations(view),
        summary=_summary(view, pillars),
        sections=_texts(sections),
        pillars=pillars,
        evidence=view.register.lines,
        notes=tuple(notes(view, pillars)),
        recommendations=recommendation_lines(plan, period),
        follow_up=follow_up_lines(plan, period),
    )


def _last_report(period: ReportingPeriod) -> datetime | None:
    """The cut-off of the last edition of an earlier period; None where this report is the first."""
    earlier = (ReportingPeriod.plan_id == period.plan_id, ReportingPeriod.ends_on < period.ends_on)
    query = select(func.max(Edition.cut_off)).join(Edition.report).join(Report.period).where(*earlier)
    return db.session.scalar(query.where(Edition.state.in_((EditionState.ISSUED, EditionState.SUPERSEDED))))


def _plan(plan: Plan) -> PlanFacts:
    return PlanFacts(
        code=plan.code,
        title=plan.title,
        country=plan.country,
        generation=plan.generation,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        languages=tuple(plan.languages),
        default_language=plan.default_language,
        lead=plan.lead.name if plan.lead else Multilingual(),
        contact=plan.contact,
        act_title=plan.act_title,
        act_date=plan.act_date,
        is_demonstration=plan.is_demonstration,
        on_track_percent=plan.on_track_percent,
    )


def _sections(plan: Plan, period: ReportingPeriod) -> list[Section]:
    is_printed = Section.state != SectionState.LEFT_OUT
    query = (
        select(Section).join(Section.report).where(Report.plan_id == plan.id, Report.period_id == period.id, is_printed)
    )
    order = list(SectionKey)
    return sorted(db.session.scalars(query), key=lambda row: order.index(row.key))


def _texts(sections: Iterable[Section]) -> tuple[SectionText, ...]:
    return tuple(SectionText(key=row.key, body=row.body) for row in sections if row.pillar_id is None and row.body)


def _pillar(view: View, pillar: Pillar, sections: Iterable[Section]) -> PillarPart:
    material = view.material
    commitments = [each for each in material.commitments if each.pillar_id == pillar.id]
    outcomes = [each for each in material.outcomes if each.pillar_id == pillar.id]
    # Below each commitment its own indicators, then those of the outcomes.
    own = {each.id: place for place, each in enumerate(commitments)}
    indicators = [each for each in material.indicators if each.commitment_id in own]
    indicators.sort(key=lambda each: (own[each.commitment_id or 0], each.position, each.id))
    indicators += [each for each in material.indicators if each.outcome_id in {outcome.id for outcome in outcomes}]
    lines = tuple(indicator_line(view, each) for each in indicators)
    return PillarPart(
        code=pillar.code,
        title=pillar.title,
        theme=pillar.theme,
        rollup=rollup(Line(line.code, line.figure, Decimal(line.weight)) for line in lines),
        outcomes=tuple((outcome.code, outcome.title) for outcome in outcomes),
        commitments=tuple(commitment_line(view, each) for each in commitments),
        indicators=lines,
        narrative=next((row.body for row in sections if row.pillar_id == pillar.id), Multilingual()),
    )


def _summary(view: View, pillars: tuple[PillarPart, ...]) -> Summary:
    lines = [line for pillar in pillars for line in pillar.indicators]
    commitments = [line for pillar in pillars for line in pillar.commitments]
    ratings = Counter(line.figure.rating for line in lines)
    statuses = Counter(line.official for line in commitments)
    civil = Counter(status for line in commitments for status in line.civil_society)
    organisations = _organisations(view)
    return Summary(
        rollup=rollup(Line(line.code, line.figure, Decimal(line.weight)) for line in lines),
        ratings=tuple((rating, ratings[rating]) for rating in Rating if ratings[rating]),
        statuses=tuple((status, statuses[status]) for status in CommitmentStatus if statuses[status]),
        civil_society=tuple((status, civil[status]) for status in CommitmentStatus if civil[status]),
        reports_due=sum(each.due for each in organisations),
        reports_verified=sum(each.reported for each in organisations),
        reports_waiting=sum(line.waiting for line in lines),
    )


def _organisations(view: View) -> tuple[OrganisationLine, ...]:
    """Everybody who leads, supports or answers for something, with how many reports of this period came in."""
    due: Counter[int] = Counter()
    reported: Counter[int] = Counter()
    for indicator in view.material.indicators:
        rows = view.material.measurements.get(indicator.id, ())
        for owed in view.material.assignments.get(indicator.id, ()):
            if owed.period.code == view.at.key:
                due[owed.organisation_id] += 1
                reported[owed.organisation_id] += _has_report(view, rows, owed.organisation_id)
    return tuple(
        OrganisationLine(key=each.code, name=each.name, kind=each.kind, due=due[each.id], reported=reported[each.id])
        for each in _involved(view.material)
    )


def _involved(material: Material) -> list[Organisation]:
    found: list[Organisation | None] = []
    for commitment in material.commitments:
        found += [commitment.lead, *commitment.supporting]
    for indicator in material.indicators:
        found += indicator.responsible
    tables: tuple[Any, ...] = (material.assignments, material.measurements, material.statuses)
    found += [row.organisation for table in tables for rows in table.values() for row in rows]
    by_id = {each.id: each for each in found if each is not None}
    return sorted(by_id.values(), key=lambda each: (each.kind, each.code))


def _has_report(view: View, rows: Iterable[Measurement], organisation_id: int) -> bool:
    return any(
        row.organisation_id == organisation_id
        and row.period.code == view.at.key
        and row.state is State.VERIFIED
        and row.decided_at is not None
        and row.decided_at <= view.cut_off
        for row in rows
    )
