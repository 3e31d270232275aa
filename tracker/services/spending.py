"""What organisations say they spent on commitments: one amount for each period and currency, with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from tracker.domain import money as amounts
from tracker.domain.errors import NotFound, RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import PeriodState
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.money import Spending
from tracker.models.people import Organisation
from tracker.models.plan import Commitment, Plan
from tracker.services import audit, clock, editing, money, moving
from tracker.services.acting import Actor


@dataclass(frozen=True, slots=True)
class SpendingPlace:
    """Who says what was spent on which commitment in which period, and what was said already, by currency."""

    period: ReportingPeriod
    commitment: Commitment
    organisation: Organisation
    rows: dict[str, Spending]

    @property
    def plan(self) -> Plan:
        return self.period.plan


def find(actor: Actor, period: ReportingPeriod, commitment: Commitment, organisation_id: int) -> SpendingPlace:
    """Where an organisation says what it spent. Raises NotFound where it is not asked, or hidden from the person."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or not actor.may(period.plan, Action.READ_MEASUREMENT, organisation_id):
        raise NotFound(message(N_("There is no such commitment.")))
    actor.require(period.plan, Action.REPORT_SPENDING, organisation_id)
    rows = db.session.scalars(
        money.spendings().where(
            Spending.period_id == period.id,
            Spending.commitment_id == commitment.id,
            Spending.organisation_id == organisation_id,
        )
    ).all()
    if not rows and not is_asked(commitment, organisation_id):
        raise NotFound(message(N_("There is no such commitment.")))
    return SpendingPlace(period, commitment, organisation, {row.currency: row for row in rows})


def asked(actor: Actor, commitment: Commitment) -> list[tuple[ReportingPeriod, Organisation]]:
    """The open periods for which an organisation of the person's is asked what it spent, the newest first."""
    reach = actor.reach(commitment.plan, Action.REPORT_SPENDING)
    own = [each for each in (commitment.lead, *commitment.supporting) if each and each.id in reach.organisation_ids]
    if not own or commitment.archived_at is not None:
        return []
    query = select(ReportingPeriod).where(
        ReportingPeriod.plan_id == commitment.plan_id, ReportingPeriod.state == PeriodState.OPEN
    )
    periods = db.session.scalars(query.order_by(ReportingPeriod.ends_on.desc())).all()
    return [(period, each) for period in periods for each in own]


def is_asked(commitment: Commitment, organisation_id: int) -> bool:
    """Whether an organisation leads or supports a commitment in use, and so is asked what it spent on it."""
    involved = {commitment.lead_id, *(each.id for each in commitment.supporting)}
    return commitment.archived_at is None and organisation_id in involved


def record_spending(
    actor: Actor, at: SpendingPlace, *, amount: Decimal | None, currency: str, source: str, version: int
) -> Spending:
    """Say how much was spent, one amount for each currency; zero is an amount. `version` 0 stands for a new one.

    Raises RuleBroken at a field, or without one where the period is closed, and Stale.
    """
    actor.require(at.plan, Action.REPORT_SPENDING, at.organisation.id)
    moving.check_open(at.period)
    editing.require_in_use(at.plan)
    exact = amounts.checked(amount, may_be_zero=True)
    if not source:
        raise RuleBroken(message(N_("Say where this can be looked up: a budget report, an account.")), "source")
    row = _row(at, currency)
    is_there = row is not None and row.archived_at is None
    if is_there and version == 0:
        sentence = N_("There is already an amount in %(currency)s. Correct that one.")
        raise RuleBroken(message(sentence, currency=currency), "currency")
    if version and (row is None or not is_there or row.version != version):
        raise Stale(message(N_("Somebody else changed this while you were writing.")))
    before = money.digest(row) if row is not None and is_there else {}
    row = row or Spending(
        plan_id=at.plan.id, commitment_id=at.commitment.id, period_id=at.period.id,
        organisation_id=at.organisation.id, currency=currency,
    )  # fmt: skip
    row.amount, row.source, row.author_id = exact, source, actor.user.id
    row.entered_at, row.archived_at = clock.now(), None
    db.session.add(row)
    audit.record("record_spending", row, actor=actor.user, plan=at.plan, before=before, after=money.digest(row))
    return row


def take_off_spending(actor: Actor, spending: Spending) -> None:
    """Take an amount off that should not be there."""
    actor.require(spending.plan, Action.REPORT_SPENDING, spending.organisation_id)
    moving.check_open(spending.period)
    editing.require_in_use(spending.plan)
    money.require_there(spending)
    spending.archived_at = clock.now()
    audit.record("take_off_spending", spending, actor=actor.user, plan=spending.plan, before=money.digest(spending))


def _row(at: SpendingPlace, currency: str) -> Spending | None:
    """What stands there in a currency, also what was taken off; nobody else stores there until the end."""
    return db.session.scalar(
        select(Spending)
        .where(
            Spending.period_id == at.period.id,
            Spending.commitment_id == at.commitment.id,
            Spending.organisation_id == at.organisation.id,
            Spending.currency == currency,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
