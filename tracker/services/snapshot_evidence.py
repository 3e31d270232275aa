"""The evidence register of a report: which items, under which numbers, and how much of each an audience may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from reports.snapshot import EvidenceLine
from tracker.domain.periods import taken
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import EvidenceClass, State
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services.material import Material, gather, span_of


@dataclass
class Register:
    """Numbers of evidence items by what they support; numbers follow the order in which items were added."""

    lines: tuple[EvidenceLine, ...] = ()
    ids: tuple[int, ...] = ()
    by_measurement: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_status: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def register(material: Material, periods: Collection[str], cut_off: datetime) -> Register:
    """The items that support something verified by the cut-off in these periods."""
    made = Register()
    lines: list[EvidenceLine] = []
    ids: list[int] = []
    for item in material.evidence:
        links = [link for link in item.links if _counts(link, periods, cut_off)]
        if not links:
            continue
        number = len(lines) + 1
        for link in links:
            if link.measurement_id is not None:
                made.by_measurement[link.measurement_id].append(number)
            else:
                made.by_status[link.status_report_id or 0].append(number)
        lines.append(_line(number, item, _supports(material, links)))
        ids.append(item.id)
    made.lines, made.ids = tuple(lines), tuple(ids)
    return made


def numbered(plan: Plan, period: ReportingPeriod, cut_off: datetime) -> list[int]:
    """The ids of the items of a report's register, in the order of their numbers."""
    material = gather(plan)
    keys = {span.key for span in taken(material.spans, span_of(period))}
    return list(register(material, keys, cut_off).ids)


def _counts(link: EvidenceLink, periods: Collection[str], cut_off: datetime) -> bool:
    thing = link.measurement or link.status_report
    if thing is None or link.archived_at is not None or thing.period.code not in periods:
        return False
    return thing.state is State.VERIFIED and thing.decided_at is not None and thing.decided_at <= cut_off


def _supports(material: Material, links: Collection[EvidenceLink]) -> tuple[str, ...]:
    indicators, commitments = material.codes
    codes = [indicators.get(link.measurement.indicator_id) for link in links if link.measurement]
    codes += [commitments.get(link.status_report.commitment_id) for link in links if link.status_report]
    return tuple(sorted({code for code in codes if code}))


def _line(number: int, item: Evidence, supports: tuple[str, ...]) -> EvidenceLine:
    """A public item in full; of others only who holds them, so that nothing of theirs is in the file at all."""
    is_public = item.visibility is EvidenceClass.PUBLIC
    return EvidenceLine(
        number=number,
        kind=item.kind,
        visibility=item.visibility,
        title=item.title if is_public else Multilingual(),
        proves=item.proves if is_public else Multilingual(),
        holder=Multilingual({item.plan.default_language: item.holder})
        if item.holder and is_public
        else item.organisation.name,
        document_on=item.document_on if is_public else None,
        language=item.language if is_public else "",
        url=item.url if is_public else "",
        sha256=item.sha256 if is_public else "",
        verification=item.verification,
        supports=supports,
    )
