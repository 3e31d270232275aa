"""The report of a period: where its sections are written."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain import placed
from tracker.domain.errors import NotAllowed, RuleBroken, Stale
from tracker.domain.permissions import Action, Scope, scope
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Membership, User
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report, Section
from tracker.services import audit, clock, editing
from tracker.services.acting import Actor

FREE = tuple(key for key in SectionKey if key is not SectionKey.PROGRESS)
"""Sections that stand once in a report; progress is written once for each pillar."""

Place = tuple[SectionKey, int | None]
"""A section of a report: its key, and the id of the pillar that it is about."""


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


def written(report: Report) -> dict[Place, Section]:
    """What was written so far, by section and pillar."""
    found = db.session.scalars(_rows().where(Section.report_id == report.id))
    return {(row.key, row.pillar_id): row for row in found}


def _rows() -> Select[Section]:
    people = (joinedload(Section.author), joinedload(Section.assigned_to))
    return select(Section).options(joinedload(Section.pillar), *people)


def one(report: Report, key: SectionKey, pillar: Pillar | None) -> Section | None:
    """A section as it is stored; None where nothing was written yet."""
    place = (Section.report_id == report.id, Section.key == key, Section.pillar_id == (pillar.id if pillar else None))
    return db.session.scalar(_rows().where(*place))


def pillars_of(plan: Plan) -> list[Pillar]:
    query = select(Pillar).where(Pillar.plan_id == plan.id, Pillar.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Pillar.position, Pillar.id)))


def places(plan: Plan) -> list[tuple[SectionKey, Pillar | None]]:
    """Every section that a report of the plan can have, in the order of the report."""
    pillars: list[Pillar | None] = [*pillars_of(plan)]
    return [(key, pillar) for key in SectionKey for pillar in (pillars if key is SectionKey.PROGRESS else [None])]


def writers(plan: Plan) -> list[User]:
    """The people of the plan to whom a section can be given, by name."""
    query = select(Membership).where(Membership.plan_id == plan.id, Membership.archived_at.is_(None))
    rows = db.session.scalars(query.options(joinedload(Membership.user)))
    found = {
        row.user_id: row.user for row in rows if scope(row.role, Action.WRITE_SECTION) is Scope.ALL and row.user.active
    }
    return sorted(found.values(), key=lambda user: (user.name, user.id))


def given_to(actor: Actor, plan: Plan) -> list[Section]:
    """The sections of the plan's reports that were given to this person, newest period first."""
    query = (
        select(Section)
        .join(Section.report)
        .join(Report.period)
        .where(Report.plan_id == plan.id, Section.assigned_to_id == actor.user.id)
        .options(joinedload(Section.report).joinedload(Report.period), joinedload(Section.pillar))
        .order_by(ReportingPeriod.ends_on.desc(), Section.id)
    )
    order = list(SectionKey)
    return sorted(db.session.scalars(query), key=lambda row: (-row.report_id, order.index(row.key)))


def may_write(actor: Actor, report: Report, section: Section | None) -> bool:
    """Whoever writes the report writes every section; others those that were given to them by name."""
    if actor.may(report.plan, Action.WRITE_REPORT):
        return True
    is_theirs = section is not None and section.assigned_to_id == actor.user.id
    return is_theirs and actor.may(report.plan, Action.WRITE_SECTION)


def require_writer(actor: Actor, report: Report, section: Section | None) -> None:
    """Raises NotAllowed for who may not write this section."""
    if not may_write(actor, report, section):
        raise NotAllowed(message(N_("This section was not given to you.")))


def write(
    actor: Actor, report: Report, key: SectionKey, pillar: Pillar | None, body: Multilingual, *,
    version: int | None, state: SectionState | None = None, page: str = "", along: bool = False,
) -> Section:  # fmt: skip
    """Store a section's text in all languages that the form showed, and where its writing stands.

    `version` is the one that the person saw, None where there was none yet; `page` names the page on which they write:
    it may go on from what it stored itself. `along` is a saving while somebody writes, of which the record keeps the
    first from each page; it is stored whatever it says, so that nothing typed is lost. Raises Stale where somebody else
    wrote meanwhile, RuleBroken for a section that does not exist or a placed figure that the plan does not have,
    NotAllowed for who may not write it.
    """
    _require_place(key, pillar)
    _lock(report)
    section = one(report, key, pillar)
    require_writer(actor, report, section)
    section = _opened(report, key, pillar, section, version=version, page=page)
    is_noted = not (along and page and section.page == page)
    if not along:
        require_placeable(report.plan, body)
    section.body = editing.texts_kept(section.body, body, report.plan.languages)
    section.state = _state(actor, report, section, state)
    section.author, section.written_at, section.page = actor.user, clock.now(), page
    if is_noted:
        lengths = {code: len(text) for code, text in section.body.texts.items()}
        after = {"key": key, "lengths": lengths, "writing": section.state}
        audit.record("section.write", section, actor=actor.user, plan=report.plan, after=after)
    db.session.flush()
    return section


def _lock(report: Report) -> None:
    """One after the other: two people who begin the same section at the same moment would make two of it."""
    db.session.execute(select(Report.id).where(Report.id == report.id).with_for_update())


def require_placeable(plan: Plan, body: Multilingual) -> None:
    """Raises RuleBroken, at the text's language, where a figure is placed that the plan does not have."""
    if not any("{{" in text or "}}" in text for text in body.texts.values()):
        return
    indicators, pillars = codes(plan)
    for language, text in body.texts.items():
        wrong = placed.problems(text, indicators, pillars)
        if wrong:
            raise RuleBroken(wrong[0], f"body.{language}")


def codes(plan: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the plan's indicators and pillars that a text can name."""
    indicators = select(Indicator.code).where(Indicator.plan_id == plan.id, Indicator.archived_at.is_(None))
    return frozenset(db.session.scalars(indicators)), frozenset(pillar.code for pillar in pillars_of(plan))


def _require_place(key: SectionKey, pillar: Pillar | None) -> None:
    if (key is SectionKey.PROGRESS) is (pillar is None):
        raise RuleBroken(message(N_("There is no such section.")))


def _opened(
    report: Report, key: SectionKey, pillar: Pillar | None, section: Section | None, *, version: int | None, page: str
) -> Section:
    """The section to write into, in the version that the person saw, or as their own page left it."""
    if section is None:
        if version is not None:
            raise Stale(message(N_("Somebody else changed this while you were writing.")))
        return _begun(report, key, pillar)
    try:
        editing.require_version(section, version)
    except Stale:
        if not page or section.page != page:
            raise
    return section


def _begun(report: Report, key: SectionKey, pillar: Pillar | None) -> Section:
    section = Section(report_id=report.id, key=key, pillar_id=pillar.id if pillar else None, body=Multilingual())
    db.session.add(section)
    return section


def _state(actor: Actor, report: Report, section: Section, wanted: SectionState | None) -> SectionState:
    """Whether a section is left out is decided by who writes the report."""
    kept = section.state or SectionState.WRITING
    if wanted is None or wanted is kept:
        return kept
    decides = actor.may(report.plan, Action.WRITE_REPORT)
    return wanted if decides or SectionState.LEFT_OUT not in (wanted, kept) else kept


def assign(actor: Actor, report: Report, wanted: Mapping[Place, User | None]) -> None:
    """Say who writes which sections; None gives one back to those who write the report.

    Raises RuleBroken for somebody who is not one of the plan's people.
    """
    actor.require(report.plan, Action.WRITE_REPORT)
    _lock(report)
    people, found = {user.id for user in writers(report.plan)}, written(report)
    pillars = {pillar.id: pillar for pillar in pillars_of(report.plan)}
    for (key, pillar_id), user in wanted.items():
        section = found.get((key, pillar_id))
        if (section.assigned_to if section else None) is user:
            continue
        if user is not None and user.id not in people:
            raise RuleBroken(message(N_("Choose a person of this plan.")))
        _require_place(key, pillars.get(pillar_id) if pillar_id else None)
        section = section or _begun(report, key, pillars.get(pillar_id) if pillar_id else None)
        section.assigned_to = user
        after = {"key": key, "person": user.id if user else None}
        audit.record("section.assign", section, actor=actor.user, plan=report.plan, after=after)
