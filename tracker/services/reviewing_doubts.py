"""What is doubtful about entries that wait for review, read for many of them in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain import doubts, entries
from tracker.domain.checks import Problem
from tracker.domain.texts import Message
from tracker.domain.vocabulary import State, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.services import material, proofs, second_look
from tracker.services.measuring import entry_of
from tracker.services.reviewing import Reviewable

Key = tuple[str, int]
Doubts = dict[Key, tuple[Message, ...]]


def key_of(thing: Reviewable) -> Key:
    """How an entry is named here: its table and its id."""
    return thing.__tablename__, thing.id


def of(things: Iterable[Reviewable]) -> Doubts:
    """What is doubtful about each entry; an empty tuple where nothing is."""
    known = list(things)
    values = [each for each in known if isinstance(each, Measurement)]
    told = [each for each in known if isinstance(each, StatusReport)]
    return _of_values(values) | _of_statuses(told)


def last_verified(things: Iterable[Reviewable]) -> dict[Key, Reviewable]:
    """For each entry the last verified one of its series in an earlier period, with all that a page says of it."""
    known = list(things)
    values = [each for each in known if isinstance(each, Measurement)]
    told = [each for each in known if isinstance(each, StatusReport)]
    of_values = _before(Measurement, Measurement.indicator_id, values)
    of_statuses = _before(StatusReport, StatusReport.commitment_id, told)
    _prime([each.id for each in of_values.values()])
    found = {("measurement", key): each for key, each in of_values.items()}
    return found | {("status_report", key): each for key, each in of_statuses.items()}


def _of_values(rows: Sequence[Measurement]) -> Doubts:
    if not rows:
        return {}
    keys = [row.id for row in rows]
    _prime(keys)
    supports = _supports(EvidenceLink.measurement_id, keys)
    odd = second_look.of_many(rows)
    unshown = proofs.missing(rows)
    return {
        key_of(row): _of_value(row, odd[row.id], supports.get(row.id, doubts.NONE))
        + proofs.told(unshown.get(row.id, ()))
        for row in rows
    }


def _of_value(row: Measurement, odd: Sequence[Problem], support: doubts.Support) -> tuple[Message, ...]:
    hints = entries.hints(entry_of(row), material.definition_of(row.indicator, row.plan))
    return tuple(each.message for each in (*odd, *hints)) + doubts.of_value(
        doubts.Value(
            has_reason=row.no_value is not None,
            data_status=row.data_status,
            is_correction=row.revision > 1,
            support=support,
        )
    )


def _of_statuses(rows: Sequence[StatusReport]) -> Doubts:
    if not rows:
        return {}
    supports = _supports(EvidenceLink.status_report_id, [row.id for row in rows])
    before = _before(StatusReport, StatusReport.commitment_id, rows)
    found = {}
    for row in rows:
        last = before.get(row.id)
        found[key_of(row)] = doubts.of_status(
            doubts.Told(
                status=row.status,
                before=last.status if last is not None else None,
                is_correction=row.revision > 1,
                support=supports.get(row.id, doubts.NONE),
            )
        )
    return found


def _prime(keys: Collection[int]) -> None:
    """Read everything that judging needs of these measurements at once."""
    db.session.scalars(
        select(Measurement)
        .where(Measurement.id.in_(keys))
        .options(selectinload(Measurement.items), selectinload(Measurement.parts))
        .options(joinedload(Measurement.indicator).selectinload(Indicator.targets))
        .options(joinedload(Measurement.period), joinedload(Measurement.plan))
    ).all()


def _supports(link: Any, keys: Collection[int]) -> dict[int, doubts.Support]:
    def counted(verification: Verification) -> Any:
        return func.sum(case((Evidence.verification == verification, 1), else_=0))

    rows = db.session.execute(
        select(link, func.count(), counted(Verification.UNVERIFIED), counted(Verification.REJECTED))
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(link.in_(keys), Evidence.archived_at.is_(None), EvidenceLink.archived_at.is_(None))
        .group_by(link)
    )
    return {key: doubts.Support(items, unchecked, rejected) for key, items, unchecked, rejected in rows}


def _before(table: Any, subject: Any, rows: Sequence[Any]) -> dict[int, Any]:
    if not rows:
        return {}
    earlier = db.session.scalars(
        select(table)
        .join(ReportingPeriod, ReportingPeriod.id == table.period_id)
        .where(table.plan_id.in_({row.plan_id for row in rows}), table.state == State.VERIFIED)
        .where(subject.in_({getattr(row, subject.key) for row in rows}))
        .options(joinedload(table.period))
        .order_by(ReportingPeriod.ends_on, table.revision)
    ).all()
    found = {}
    for row in rows:
        same = (
            each
            for each in reversed(earlier)
            if getattr(each, subject.key) == getattr(row, subject.key)
            and each.organisation_id == row.organisation_id
            and each.period.ends_on < row.period.ends_on
        )
        if (last := next(same, None)) is not None:
            found[row.id] = last
    return found
