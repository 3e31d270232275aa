"""The two voices on a commitment, side by side over the periods, as far as a person may hear them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker.domain.permissions import Action, Reach
from tracker.domain.vocabulary import EditionState, State, Voice
from tracker.models.database import db
from tracker.models.evidence import EvidenceLink
from tracker.models.measurement import ReportingPeriod, StatusReport
from tracker.models.plan import Commitment, Plan
from tracker.models.reporting import Edition, Report
from tracker.services.acting import Actor
from tracker.services.evidence import Support
from tracker.services.reported import supports
from tracker.services.statuses import is_asked


@dataclass(frozen=True, slots=True)
class Said:
    """What one organisation said; `is_printed` where the person knows it from an issued edition alone."""

    report: StatusReport
    is_printed: bool
    evidence: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A period with what the official side and civil society said in it."""

    period: ReportingPeriod
    official: tuple[Said, ...]
    civil_society: tuple[Said, ...]


def beside(actor: Actor, plan: Plan, commitment: Commitment) -> list[Beside]:
    """All periods that ask for the commitment, the newest first.

    One's own reports stand there in any state, and all for those who read all. Of others' reports stand those that an
    issued edition of the period prints. A verified status stands beside its correction until that is verified too.
    """
    reach = actor.reach(plan, Action.READ_MEASUREMENT)
    rows, spans = _rows(commitment), periods(plan)
    printed = {} if reach.everything else _printed(plan)
    chosen = {each.id: list(_chosen(rows.get(each.id, ()), reach, printed.get(each.id))) for each in spans}
    ids = [report.id for found in chosen.values() for report, _known_by in found]
    evidence = supports(actor, EvidenceLink.status_report_id, ids)
    said = {
        key: [Said(report, is_printed, evidence.get(report.id, ())) for report, is_printed in found]
        for key, found in chosen.items()
    }
    return [
        Beside(each, _of(said[each.id], Voice.OFFICIAL), _of(said[each.id], Voice.CIVIL_SOCIETY))
        for each in spans
        if said[each.id] or is_asked(commitment, each)
    ]


def _of(found: Iterable[Said], voice: Voice) -> tuple[Said, ...]:
    return tuple(each for each in found if each.report.voice is voice)


def periods(plan: Plan) -> Sequence[ReportingPeriod]:
    """The plan's periods, the newest first."""
    query = select(ReportingPeriod).where(ReportingPeriod.plan_id == plan.id)
    return db.session.scalars(query.order_by(ReportingPeriod.ends_on.desc(), ReportingPeriod.id.desc())).all()


def _rows(commitment: Commitment) -> dict[int, list[StatusReport]]:
    query = select(StatusReport).where(StatusReport.commitment_id == commitment.id)
    query = query.options(joinedload(StatusReport.organisation), joinedload(StatusReport.author))
    found: dict[int, list[StatusReport]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(StatusReport.organisation_id, StatusReport.revision)):
        found[row.period_id].append(row)
    return found


def _printed(plan: Plan) -> dict[int, datetime]:
    """Up to which moment issued editions print what was verified, by period."""
    issued = Edition.state.in_((EditionState.ISSUED, EditionState.SUPERSEDED))
    query = select(Report.period_id, func.max(Edition.cut_off)).join(Edition.report)
    rows = db.session.execute(query.where(Report.plan_id == plan.id, issued).group_by(Report.period_id))
    return {period_id: cut_off for period_id, cut_off in rows}  # noqa: C416 - rows are no pairs to the type checker


def _chosen(
    rows: Iterable[StatusReport], reach: Reach, cut_off: datetime | None
) -> Iterator[tuple[StatusReport, bool]]:
    """Of each organisation its newest revision and the verified one that still counts, or only what was printed."""
    by_organisation: dict[int, list[StatusReport]] = defaultdict(list)
    for row in rows:
        by_organisation[row.organisation_id].append(row)
    for organisation_id, revisions in by_organisation.items():
        if not reach.covers(organisation_id):
            seen = [row for row in revisions if cut_off is not None and _counts(row, cut_off)]
            yield from ((row, True) for row in seen[-1:])
            continue
        verified = [row for row in revisions if row.state is State.VERIFIED]
        yield from ((row, False) for row in dict.fromkeys([*verified[-1:], revisions[-1]]))


def _counts(row: StatusReport, cut_off: datetime) -> bool:
    return row.state is State.VERIFIED and row.decided_at is not None and row.decided_at <= cut_off
