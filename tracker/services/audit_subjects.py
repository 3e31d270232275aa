"""What the subjects of recorded acts are called today: by code, number or name, never by a text of evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.money import Funding, Spending
from tracker.models.people import Invitation, Membership, Organisation, SignIn, User
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.models.reporting import Edition, Report, Section
from tracker.services.acting import Actor
from tracker.services.evidence import may_see

Key = tuple[str, int | None]
Reader: TypeAlias = Callable[[], tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Name:
    """What a subject is called, empty where only its number says which it is; `is_open`: this person may open it."""

    text: str = ""
    is_open: bool = False


def names(actor: Actor, entries: Iterable[AuditEntry]) -> dict[Key, Name]:
    """The names of the subjects of some entries: one query for each kind of subject among them."""
    keys: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.subject_id is not None:
            keys[entry.subject].add(entry.subject_id)
    found: dict[Key, Name] = {}
    for subject, ids in keys.items():
        if subject == "evidence":
            found |= _evidence(actor, ids)
        elif subject in READERS:
            found |= dict(_read(subject, ids))
    return found


def _read(subject: str, ids: Collection[int]) -> Iterator[tuple[Key, Name]]:
    table, wanted = READERS[subject]()
    for key, *parts in db.session.execute(wanted.where(table.id.in_(ids))):
        yield (subject, key), Name(" · ".join(str(part) for part in parts), is_open=True)


def _evidence(actor: Actor, ids: Collection[int]) -> dict[Key, Name]:
    rows = select(Evidence).where(Evidence.id.in_(ids)).options(joinedload(Evidence.plan))
    return {("evidence", each.id): Name(is_open=may_see(actor, each)) for each in db.session.scalars(rows)}


def _coded(table: Any) -> Reader:
    return lambda: (table, select(table.id, table.code))


def _of_person(table: Any) -> Reader:
    return lambda: (table, select(table.id, User.name).join(table.user))


def _people() -> tuple[Any, Any]:
    table: Any = User  # the sign-in library says that its id is a plain number
    return table, select(table.id, table.name)


def _measurements() -> tuple[Any, Any]:
    wanted = select(Measurement.id, Indicator.code, ReportingPeriod.code)
    return Measurement, wanted.join(Measurement.indicator).join(Measurement.period)


def _statuses() -> tuple[Any, Any]:
    wanted = select(StatusReport.id, Commitment.code, ReportingPeriod.code)
    return StatusReport, wanted.join(StatusReport.commitment).join(StatusReport.period)


def _funding() -> tuple[Any, Any]:
    return Funding, select(Funding.id, Commitment.code, Funding.year).join(Funding.commitment)


def _spending() -> tuple[Any, Any]:
    wanted = select(Spending.id, Commitment.code, ReportingPeriod.code)
    return Spending, wanted.join(Spending.commitment).join(Spending.period)


def _reports() -> tuple[Any, Any]:
    return Report, select(Report.id, ReportingPeriod.code).join(Report.period)


def _sections() -> tuple[Any, Any]:
    return Section, select(Section.id, ReportingPeriod.code).join(Section.report).join(Report.period)


def _editions() -> tuple[Any, Any]:
    return Edition, select(Edition.id, ReportingPeriod.code, Edition.number).join(Edition.report).join(Report.period)


READERS: dict[str, Reader] = {
    "plan": _coded(Plan),
    "pillar": _coded(Pillar),
    "outcome": _coded(Outcome),
    "commitment": _coded(Commitment),
    "indicator": _coded(Indicator),
    "reporting_period": _coded(ReportingPeriod),
    "organisation": _coded(Organisation),
    "user": _people,
    "membership": _of_person(Membership),
    "invitation": _of_person(Invitation),
    "sign_in": _of_person(SignIn),
    "measurement": _measurements,
    "status_report": _statuses,
    "funding": _funding,
    "spending": _spending,
    "report": _reports,
    "section": _sections,
    "edition": _editions,
}
"""For each kind of subject its table, and a query of its id and of what it is called by."""
