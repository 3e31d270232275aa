"""Whether the record of acts is whole: every entry as it was written, none missing, and nothing cut off its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Report
from tracker.services.audit import FIRST, entry_hash

REQUEST = "edition.request"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry that does not fit. `is_changed`: it says something else than when it was written; otherwise it
    does not follow the entry before it, so that entries were removed, added or moved there."""

    key: int
    at: datetime
    act: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `lost` names what printed a head, or was requested, and is not in the record any more."""

    count: int
    head: str
    broken: Broken | None
    lost: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.broken is None and not self.lost


def check(printed: Iterable[str] = (), session: Session | None = None) -> Verdict:
    """Read the whole record, oldest first, and compare it with the heads that editions carry.

    `printed` are further heads (hex), for instance typed from the cover of a report: each has to be in the record. A
    record whose end was cut off is whole in itself; only what was printed outside it shows that. `session` reads
    another database than the application's, for instance one from a back-up.
    """
    asked: Any = session or db.session
    heads = {head.strip().lower(): f"the head {head.strip().lower()}" for head in printed} | _heads_of_editions(asked)
    requests = _editions(asked)
    count, previous, broken = 0, FIRST, None
    heads.pop(FIRST, None)
    for row in _entries(asked):
        if broken is None:
            broken = _fault(row, previous)
        count, previous = count + 1, row.hash
        heads.pop(row.hash, None)
        if row.act == REQUEST:
            requests.pop(row.subject_id, None)
    lost = [*heads.values(), *(f"the request of {edition}" for edition in requests.values())]
    return Verdict(count, previous, broken, tuple(lost))


def _entries(session: Session) -> Iterator[Row[Any]]:
    """Rows, not things of the mapper: ten thousand are read in a tenth of a second."""
    table = AuditEntry.__table__
    yield from session.execute(select(table).order_by(table.c.id).execution_options(yield_per=1000))


def _fault(row: Row[Any], previous: str) -> Broken | None:
    is_changed = row.hash != entry_hash(row)
    if is_changed or row.previous != previous:
        return Broken(row.id, row.at, row.act, is_changed)
    return None


def _heads_of_editions(session: Session) -> dict[str, str]:
    head = Edition.snapshot["audit_head"].as_string()
    rows = session.execute(_of_editions(head).where(head.is_not(None)))
    return {head: f"the head in {_called(plan, period, number)}" for head, plan, period, number in rows}


def _editions(session: Session) -> dict[int, str]:
    rows = session.execute(_of_editions(Edition.id))
    return {key: _called(plan, period, number) for key, plan, period, number in rows}


def _of_editions(first: Any) -> Any:
    wanted = select(first, Plan.code, ReportingPeriod.code, Edition.number).select_from(Edition)
    return wanted.join(Edition.report).join(Report.period).join(Edition.plan).order_by(Edition.id)


def _called(plan: str, period: str, number: int) -> str:
    return f"edition {number} of {plan} {period}"
