"""Search inside a plan: only over what the person may see, by the same words on every database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import joinedload, selectinload

from config import Settings
from tracker.domain import finding
from tracker.domain.finding import Piece
from tracker.domain.permissions import Action
from tracker.domain.texts import Multilingual
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.plan import Commitment, Plan
from tracker.models.reporting import Report, Section
from tracker.services import audit, evidence_texts
from tracker.services.acting import Actor
from tracker.services.evidence import may_see


class Group(StrEnum):
    """What is searched, in the order in which it is shown."""

    COMMITMENTS = "commitments"
    INDICATORS = "indicators"
    NARRATIVES = "narratives"
    SECTIONS = "sections"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that holds all the words in one of its languages; `around` is where they stand beside its title."""

    group: Group
    thing: Any
    title: tuple[Piece, ...]
    around: tuple[Piece, ...]
    language: str


def search(actor: Actor, plan: Plan, query: str, settings: Settings) -> dict[Group, list[Hit]]:
    """What holds all the words of a query, by group, in the order of the plan; nothing for a query without words.

    A constant number of queries to the database.
    """
    wanted = finding.words(query)
    if not wanted:
        return {}
    found = {group: list(read(actor, plan, wanted)) for group, read in READERS.items()}
    found[Group.EVIDENCE] = list(_evidence(actor, plan, wanted, settings))
    return {group: hits for group, hits in found.items() if hits}


def record(actor: Actor, plan: Plan, found: int) -> None:
    """Enter in the record of acts that somebody searched, and how much was found; never the words."""
    audit.record("search", plan, actor=actor.user, plan=plan, after={"found": found})


def _commitments(actor: Actor, plan: Plan, wanted: Sequence[str]) -> Iterator[Hit]:
    rows = db.session.scalars(
        select(Commitment)
        .where(Commitment.plan_id == plan.id, Commitment.archived_at.is_(None))
        .order_by(Commitment.position, Commitment.code)
    )
    for row in rows:
        yield from _hit(Group.COMMITMENTS, row, plan, wanted, row.code, row.text)


def _indicators(actor: Actor, plan: Plan, wanted: Sequence[str]) -> Iterator[Hit]:
    rows = db.session.scalars(
        select(Indicator)
        .where(Indicator.plan_id == plan.id, Indicator.archived_at.is_(None))
        .order_by(Indicator.position, Indicator.code)
    )
    for row in rows:
        further = (row.definition, row.method, row.source, row.means)
        yield from _hit(Group.INDICATORS, row, plan, wanted, row.code, row.title, *further)


def _narratives(actor: Actor, plan: Plan, wanted: Sequence[str]) -> Iterator[Hit]:
    """What organisations wrote: of others than one's own only to those who read all measurements."""
    values = db.session.scalars(
        select(Measurement)
        .where(Measurement.plan_id == plan.id, _owned(actor, plan, Action.READ_MEASUREMENT, Measurement))
        .options(
            joinedload(Measurement.indicator), joinedload(Measurement.period), joinedload(Measurement.organisation)
        )
        .order_by(Measurement.period_id.desc(), Measurement.id)
    )
    for row in values:
        further = (row.narrative, row.statement, Multilingual({plan.default_language: row.source}))
        yield from _hit(Group.NARRATIVES, row, plan, wanted, row.indicator.code, *further, titled=row.indicator.title)
    told = db.session.scalars(
        select(StatusReport)
        .where(StatusReport.plan_id == plan.id, _owned(actor, plan, Action.READ_MEASUREMENT, StatusReport))
        .options(joinedload(StatusReport.commitment), joinedload(StatusReport.period))
        .options(joinedload(StatusReport.organisation))
        .order_by(StatusReport.period_id.desc(), StatusReport.id)
    )
    for report in told:
        code, title = report.commitment.code, report.commitment.text
        yield from _hit(Group.NARRATIVES, report, plan, wanted, code, report.note, titled=title)


def _sections(actor: Actor, plan: Plan, wanted: Sequence[str]) -> Iterator[Hit]:
    """What is written for reports, for those who write them."""
    if not actor.may(plan, Action.WRITE_REPORT):
        return
    rows = db.session.scalars(
        select(Section)
        .join(Section.report)
        .where(Report.plan_id == plan.id)
        .options(joinedload(Section.report).joinedload(Report.period), joinedload(Section.pillar))
        .order_by(Report.period_id.desc(), Section.id)
    )
    for row in rows:
        yield from _hit(Group.SECTIONS, row, plan, wanted, "", row.body, titled=Multilingual())


def _evidence(actor: Actor, plan: Plan, wanted: Sequence[str], settings: Settings) -> Iterator[Hit]:
    """Titles, what is said of an item, and the text of its file, unless it is restricted."""
    rows = db.session.scalars(
        select(Evidence)
        .where(Evidence.plan_id == plan.id, Evidence.archived_at.is_(None))
        .where(_owned(actor, plan, Action.READ_EVIDENCE, Evidence))
        .options(joinedload(Evidence.organisation), joinedload(Evidence.plan), selectinload(Evidence.made))
        .order_by(Evidence.id.desc())
    ).all()
    seen = [row for row in rows if may_see(actor, row)]
    inside = evidence_texts.holding(seen, wanted, settings)
    for row in seen:
        said = Multilingual({plan.default_language: f"{row.holder}\n{row.file_name}"})
        hits = list(_hit(Group.EVIDENCE, row, plan, wanted, "", row.title, row.proves, said))
        yield from hits
        if row.id in inside and not hits:
            shown = row.title.shown(plan.default_language, plan.default_language)
            around = tuple(finding.snippet(inside[row.id], wanted))
            yield Hit(Group.EVIDENCE, row, ((shown.text, False),), around, "")


READERS: dict[Group, Callable[[Actor, Plan, Sequence[str]], Iterator[Hit]]] = {
    Group.COMMITMENTS: _commitments,
    Group.INDICATORS: _indicators,
    Group.NARRATIVES: _narratives,
    Group.SECTIONS: _sections,
}


def _owned(actor: Actor, plan: Plan, action: Action, table: Any) -> ColumnElement[bool]:
    """What belongs to an organisation that the person's right reaches, asked in the query itself."""
    reach = actor.reach(plan, action)
    return true() if reach.everything else table.organisation_id.in_(reach.organisation_ids)


def _hit(
    group: Group,
    thing: Any,
    plan: Plan,
    wanted: Sequence[str],
    code: str,
    *texts: Multilingual,
    titled: Multilingual | None = None,
) -> Iterator[Hit]:
    """A thing of which the texts of one language hold all the words. The first text is its title, unless `titled`.

    With `titled` the words have to be in the texts themselves: the title is only what they belong to.
    """
    title = texts[0] if titled is None else titled
    further = texts[1:] if titled is None else texts
    for language in _languages(plan, texts):
        here = [text.texts.get(language, "") for text in texts]
        if finding.holds_all([*here, code if titled is None else ""], wanted):
            shown = title.texts.get(language) or title.shown(language, plan.default_language).text
            marked = finding.marked(shown, wanted) if titled is None else [(shown, False)]
            around = next((s for t in further if (s := finding.snippet(t.texts.get(language, ""), wanted))), [])
            yield Hit(group, thing, tuple(marked), tuple(around), language)
            return


def _languages(plan: Plan, texts: Iterable[Multilingual]) -> list[str]:
    """The languages of a thing, the plan's own first."""
    there = dict.fromkeys(code for text in texts for code in text.texts)
    return [code for code in plan.languages if code in there] + [c for c in there if c not in plan.languages]
