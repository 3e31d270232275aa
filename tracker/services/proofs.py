"""What evidence has to show for the values of an indicator, and which item shows which point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import EvidencePoint, Indicator
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services import audit, clock, editing, evidence, moving
from tracker.services.acting import Actor

MOST = 12
"""A checklist that is longer is read by nobody."""

Tick = tuple[int, int]
"""The id of a point and the id of an evidence item that shows it."""


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A point as it is wanted: `key` is that of a stored one, None for a new one."""

    key: int | None
    text: Multilingual


@dataclass(frozen=True, slots=True)
class Checked:
    """A point of the list with the items that show it; a rejected item shows nothing."""

    point: EvidencePoint
    links: tuple[EvidenceLink, ...]

    @property
    def is_shown(self) -> bool:
        return any(link.evidence.verification is not Verification.REJECTED for link in self.links)


def asked(indicator: Indicator) -> list[EvidencePoint]:
    """What has to be shown, in its order."""
    return [point for point in indicator.points if point.archived_at is None]


def ask(
    actor: Actor, plan: Plan, indicator: Indicator, rows: Sequence[PointFacts], *, version: int | None
) -> list[EvidencePoint]:
    """Say what evidence has to show: these points in this order; those left out are archived. RuleBroken, Stale."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    editing.require_version(indicator, version)
    if len(rows) > MOST:
        raise RuleBroken(message(N_("At most %(n)s points: a longer list is read by nobody."), n=MOST), "points")
    before = [dict(point.text.texts) for point in asked(indicator)]
    stored = {point.id: point for point in indicator.points}
    kept = []
    for position, row in enumerate(rows):
        point = stored.get(row.key or 0) or EvidencePoint(text=row.text)
        point.text = editing.texts_kept(point.text, row.text, plan.languages)
        point.position, point.archived_at = position, None
        kept.append(point)
    for point in indicator.points:
        if point not in kept:
            point.archived_at = point.archived_at or clock.now()
    indicator.points += [point for point in kept if point not in indicator.points]
    editing.apply(indicator, {})
    after = {"points": [dict(point.text.texts) for point in kept]}
    audit.record("ask_for_evidence", indicator, actor=actor.user, plan=plan, before={"points": before}, after=after)
    return kept


def unentered(indicator: Indicator) -> tuple[Checked, ...]:
    """The same where nothing was entered yet."""
    return tuple(Checked(point, ()) for point in asked(indicator))


def checklist(measurement: Measurement) -> tuple[Checked, ...]:
    """What has to be shown for a measurement, and by which of its items it is."""
    points = asked(measurement.indicator)
    links = _links([measurement.id]).get(measurement.id, []) if points else []
    return tuple(Checked(point, tuple(link for link in links if point in link.shows)) for point in points)


def missing(rows: Iterable[Measurement]) -> dict[int, tuple[EvidencePoint, ...]]:
    """For each measurement with a value the points that nothing shows, where there are any; two queries for all."""
    valued = [row for row in rows if row.no_value is None]
    wanted: dict[int, list[EvidencePoint]] = defaultdict(list)
    found = db.session.scalars(
        select(EvidencePoint)
        .where(EvidencePoint.indicator_id.in_({row.indicator_id for row in valued}))
        .where(EvidencePoint.archived_at.is_(None))
        .order_by(EvidencePoint.position, EvidencePoint.id)
    )
    for point in found:
        wanted[point.indicator_id].append(point)
    asking = [row for row in valued if row.indicator_id in wanted]
    links = _links([row.id for row in asking])
    open_ones = {}
    for row in asking:
        shown = {
            point.id
            for link in links.get(row.id, ())
            if link.evidence.verification is not Verification.REJECTED
            for point in link.shows
        }
        if left := tuple(point for point in wanted[row.indicator_id] if point.id not in shown):
            open_ones[row.id] = left
    return open_ones


def told(points: Iterable[EvidencePoint]) -> tuple[Message, ...]:
    """One sentence for each point that nothing shows."""
    return tuple(message(N_("No evidence shows this yet: %(point)s"), point=point.text) for point in points)


def tick(actor: Actor, measurement: Measurement, ticks: Collection[Tick], *, version: int) -> None:
    """Say which item shows which point; what was said before and is not ticked is taken back.

    Raises NotAllowed, RuleBroken where the measurement was sent or its period is closed, and Stale.
    """
    actor.require(measurement.plan, Action.ADD_EVIDENCE, measurement.organisation_id)
    evidence.check_open(measurement)
    moving.check_version(measurement, version)
    points = asked(measurement.indicator)
    links = _links([measurement.id]).get(measurement.id, [])
    before = sorted([point.id, link.evidence_id] for link in links for point in link.shows)
    for link in links:
        others = [point for point in link.shows if point not in points]
        link.shows = others + [point for point in points if (point.id, link.evidence_id) in ticks]
    db.session.flush()
    after = sorted([point.id, link.evidence_id] for link in links for point in link.shows)
    moving.write("tick_evidence", measurement, actor, {"shows": before}, {"shows": after})


def _links(keys: Collection[int]) -> dict[int, list[EvidenceLink]]:
    """The evidence of measurements, with what each item shows."""
    found: dict[int, list[EvidenceLink]] = defaultdict(list)
    if not keys:
        return found
    links = db.session.scalars(
        select(EvidenceLink)
        .join(EvidenceLink.evidence)
        .where(EvidenceLink.measurement_id.in_(keys), EvidenceLink.archived_at.is_(None))
        .where(Evidence.archived_at.is_(None))
        .options(joinedload(EvidenceLink.evidence), selectinload(EvidenceLink.shows))
        .order_by(EvidenceLink.id)
    )
    for link in links:
        found[link.measurement_id or 0].append(link)
    return found
