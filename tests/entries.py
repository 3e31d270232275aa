"""Entries for tests, put into the tables as they stand after somebody entered them: values, statuses, evidence."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from tests.world import english
from tracker.domain.vocabulary import CommitmentStatus, EditionState, EvidenceKind, SectionKey, State, Voice
from tracker.models.database import Base, db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation, User
from tracker.models.plan import Commitment
from tracker.models.reporting import Edition, Report
from tracker.models.workshop import DraftFile, DraftRemark, Recommendation, ValidationRound
from tracker.services import clock

Entry = Measurement | StatusReport
Row = TypeVar("Row", bound=Base)


def measured(
    indicator: Indicator, period: ReportingPeriod, organisation: Organisation, author: User,
    value: str | None = "12", *, state: State = State.SUBMITTED, hours_ago: int = 0, **more: Any,
) -> Measurement:  # fmt: skip
    """A measurement that was sent some hours ago, and decided at once where its state says so."""
    at = clock.now() - timedelta(hours=hours_ago)
    made = Measurement(
        plan_id=period.plan_id, indicator_id=indicator.id, period_id=period.id, organisation_id=organisation.id,
        author_id=author.id, value=None if value is None else Decimal(value), state=state, created_at=at,
        submitted_at=None if state is State.DRAFT else at, decided_at=at if state is State.VERIFIED else None, **more,
    )  # fmt: skip
    return _kept(made)


def reported(
    commitment: Commitment, period: ReportingPeriod, organisation: Organisation, author: User,
    status: CommitmentStatus = CommitmentStatus.IN_PROGRESS, *, state: State = State.SUBMITTED,
    voice: Voice = Voice.CIVIL_SOCIETY, hours_ago: int = 0, **more: Any,
) -> StatusReport:  # fmt: skip
    at = clock.now() - timedelta(hours=hours_ago)
    made = StatusReport(
        plan_id=period.plan_id, commitment_id=commitment.id, period_id=period.id, organisation_id=organisation.id,
        author_id=author.id, status=status, voice=voice, state=state, created_at=at, submitted_at=at,
        decided_at=at if state is State.VERIFIED else None, **more,
    )  # fmt: skip
    return _kept(made)


def evidenced(*entries: Entry, by: User, title: str = "Attendance lists", hours_ago: int = 0, **more: Any) -> Evidence:
    """A reference to something held elsewhere that supports some entries of one organisation."""
    item = Evidence(
        plan_id=entries[0].plan_id, organisation_id=entries[0].organisation_id, added_by_id=by.id,
        added_at=clock.now() - timedelta(hours=hours_ago), title=english(title),
        **{"kind": EvidenceKind.HELD_ELSEWHERE, **more},
    )  # fmt: skip
    for entry in entries:
        key = "measurement_id" if isinstance(entry, Measurement) else "status_report_id"
        item.links.append(EvidenceLink(**{key: entry.id}))
    return _kept(item)


def issued(
    period: ReportingPeriod, asked: User, confirmed: User, *, state: EditionState = EditionState.ISSUED
) -> Edition:
    """An edition of a period's report with everything that was verified until now."""
    now, report = clock.now(), Report(plan_id=period.plan_id, period_id=period.id)
    made = Edition(
        plan_id=period.plan_id, report=report, number=1, state=state, languages=["en"], cut_off=now, snapshot={},
        snapshot_sha256="0" * 64, requested_by_id=asked.id, requested_at=now, confirmed_by_id=confirmed.id,
        issued_at=now,
    )  # fmt: skip
    return _kept(made)


def recommended(report: Report, text: str, **more: Any) -> Recommendation:
    """What a report recommends."""
    return _kept(Recommendation(plan_id=report.plan_id, report_id=report.id, text=english(text), **more))


def in_validation(report: Report, who: User) -> dict[str, int]:
    """A validation round that is open, a remark in it, and a draft as a file, by the names that addresses give them."""
    now = clock.now()
    asked = ValidationRound(
        plan_id=report.plan_id, report_id=report.id, until=clock.today(), opened_by_id=who.id, opened_at=now
    )
    key, plan_id = SectionKey.LESSONS, report.plan_id
    said = DraftRemark(plan_id=plan_id, round=asked, key=key, text="A remark", author_id=who.id, at=now)
    draft = DraftFile(
        plan_id=report.plan_id, report_id=report.id, language="en", snapshot={}, requested_by_id=who.id,
        requested_at=now, file_name="draft.pdf",
    )  # fmt: skip
    return {"validation": _kept(asked).id, "remark": _kept(said).id, "draft": _kept(draft).id}


def _kept(row: Row) -> Row:
    db.session.add(row)
    db.session.commit()
    return row
