"""The checks before an issue: what is open, what somebody accepted with a remark, and that nothing open is issued."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reports import checks, codec
from reports.checks import Draft, Finding, Written
from reports.snapshot import Snapshot
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import SectionState
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.plan import Commitment, Plan
from tracker.models.reporting import Report
from tracker.models.workshop import CheckAcceptance
from tracker.services import audit, clock, drafting, rounds, sections
from tracker.services.acting import Actor


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding, and who accepted it with which remark; None where it is open."""

    finding: Finding
    acceptance: CheckAcceptance | None

    @property
    def is_open(self) -> bool:
        return self.acceptance is None


def looked_at(report: Report, snapshot: Snapshot | None = None) -> list[Checked]:
    """Every finding about the report as it is now; `snapshot` is given where it was taken already, figures unfilled."""
    taken = snapshot or drafting.unfilled(report.plan, report.period)
    known = {each.finding: each for each in accepted(report)}
    draft = Draft(taken, _written(report), report.plan.small_count_threshold, _unanswered(report))
    return [Checked(finding, known.get(finding.key)) for finding in checks.findings(draft)]


def accepted(report: Report) -> Sequence[CheckAcceptance]:
    """All that was accepted in a report, in the order in which it was."""
    query = select(CheckAcceptance).where(CheckAcceptance.report_id == report.id)
    return db.session.scalars(query.options(joinedload(CheckAcceptance.by)).order_by(CheckAcceptance.id)).all()


def said(acceptance: CheckAcceptance) -> Message:
    """What was found when it was accepted."""
    return codec.CONVERTER.structure(acceptance.said, Message)


def accept(actor: Actor, report: Report, keys: Collection[str], remark: str) -> int:
    """Accept open findings with one remark, which is kept with each of them. Returns how many.

    Raises RuleBroken without a remark, or where none of them is open and can be accepted.
    """
    actor.require(report.plan, Action.WRITE_REPORT)
    if not remark.strip():
        raise RuleBroken(message(N_("Say in a sentence why this can stay as it is.")), "remark")
    chosen = [one for one in looked_at(report) if one.is_open and one.finding.key in keys]
    wanted = [one.finding for one in chosen if one.finding.can_be_accepted]
    if not wanted:
        raise RuleBroken(message(N_("Mark at least one finding that is open and can be accepted.")), "findings")
    return _accepted(actor, report, wanted, remark)


def accept_all(actor: Actor, report: Report, remark: str) -> int:
    """Accept everything that is open and can be accepted; nothing to accept is fine."""
    actor.require(report.plan, Action.WRITE_REPORT)
    wanted = [one.finding for one in looked_at(report) if one.is_open and one.finding.can_be_accepted]
    return _accepted(actor, report, wanted, remark)


def require_clean(report: Report, snapshot: Snapshot) -> None:
    """Raises RuleBroken while anything is open."""
    still_open = sum(one.is_open for one in looked_at(report, snapshot))
    if still_open:
        told = N_(
            "Checks that are still open: %(n)s. Mend each, or accept it with a remark, before you request the issue."
        )
        raise RuleBroken(message(told, n=still_open))


def things(plan: Plan) -> dict[str, tuple[str, int]]:
    """The plan's indicators and commitments by their code, to link to: what it is, and its id."""
    found: dict[str, tuple[str, int]] = {}
    for name, table in (("commitment", Commitment), ("indicator", Indicator)):
        rows = db.session.execute(select(table.code, table.id).where(table.plan_id == plan.id))
        found |= {code: (name, key) for code, key in rows}
    return found


def _accepted(actor: Actor, report: Report, wanted: Sequence[Finding], remark: str) -> int:
    for finding in wanted:
        db.session.add(
            CheckAcceptance(
                report_id=report.id, finding=finding.key, kind=finding.kind, subject=finding.subject[:200],
                said=codec.CONVERTER.unstructure(finding.text), remark=remark.strip(), by_id=actor.user.id,
                at=clock.now(),
            )
        )  # fmt: skip
    if wanted:
        after = {"findings": [[finding.kind, finding.subject, finding.key] for finding in wanted]}
        audit.record("report.accept", report, actor=actor.user, plan=report.plan, after=after, reason=remark.strip())
    return len(wanted)


def _unanswered(report: Report) -> tuple[tuple[str, Message], ...]:
    """Remarks that wait for an answer, and a round that still takes some."""
    found = []
    for one in rounds.of_report(report):
        if rounds.is_open(one):
            said = message(N_("The validation round is open until %(day)s; close it first."), day=one.until)
            found.append(("", said))
        for each in one.remarks:
            if each.decision is None:
                place = f"{each.key}:{each.pillar.code}" if each.pillar else each.key.value
                said = message(N_("Remark of %(who)s: %(text)s"), who=each.author.name, text=each.text)
                found.append((place, said))
    return tuple(found)


def _written(report: Report) -> tuple[Written, ...]:
    """Every section that the report can have, as it stands."""
    found = sections.written(report)
    rows = (
        (key, pillar, found.get((key, pillar.id if pillar else None))) for key, pillar in sections.places(report.plan)
    )
    return tuple(
        Written(key, pillar.code if pillar else "", row.state if row else SectionState.WRITING,
                row.body if row else Multilingual())
        for key, pillar, row in rows
    )  # fmt: skip
