"""Money of commitments: what is promised to each, what was spent on each, never added across currencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from tracker.domain import money
from tracker.domain.errors import RuleBroken
from tracker.domain.money import Amount, BudgetState
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, Multilingual, message
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.money import Funding, Spending
from tracker.models.plan import Commitment, Plan
from tracker.services import audit, clock, commitments, editing
from tracker.services.acting import Actor

YEARS = (1990, 2100)
SAID = (BudgetState.NOT_STATED, BudgetState.NONE_ALLOCATED, BudgetState.UNKNOWN)
"""What a coordinator can say of a budget without naming an amount; that there is one follows from its amounts."""


@dataclass(frozen=True, kw_only=True)
class Promised:
    """An amount of a commitment's budget as it was typed; `donor_id` None means the state's own budget."""

    donor_id: int | None
    amount: Decimal | None
    currency: str
    year: int | None
    source: Multilingual


@dataclass(frozen=True, slots=True)
class Purse:
    """A commitment with its money: what is promised, and what was spent as far as the reader may see it."""

    commitment: Commitment
    funding: tuple[Funding, ...]
    spending: tuple[Spending, ...]

    @property
    def promised(self) -> tuple[Amount, ...]:
        return money.totals(Amount(each.currency, each.year, each.amount) for each in self.funding)

    @property
    def spent(self) -> tuple[Amount, ...]:
        return money.totals(Amount(each.currency, None, each.amount) for each in self.spending)


def of_plan(actor: Actor, plan: Plan) -> list[Purse]:
    """All commitments in use with their money, in the order of the plan; as many queries for any number of them."""
    funding = _by_commitment(_funding().where(Funding.plan_id == plan.id))
    spending = _by_commitment(_seen(actor, plan).where(Spending.plan_id == plan.id))
    return [Purse(each, funding.get(each.id, ()), spending.get(each.id, ())) for each in commitments.of_plan(plan)]


def of_commitment(actor: Actor, commitment: Commitment) -> Purse:
    """A commitment's money."""
    funding = db.session.scalars(_funding().where(Funding.commitment_id == commitment.id))
    spending = db.session.scalars(_seen(actor, commitment.plan).where(Spending.commitment_id == commitment.id))
    return Purse(commitment, tuple(funding), tuple(spending))


def _funding() -> Select[Funding]:
    query = select(Funding).where(Funding.archived_at.is_(None)).options(joinedload(Funding.donor))
    return query.order_by(Funding.year, Funding.currency, Funding.id)


def _seen(actor: Actor, plan: Plan) -> Select[Spending]:
    """What was spent, where the person may read it."""
    reach = actor.reach(plan, Action.READ_MEASUREMENT)
    query = spendings()
    return query if reach.everything else query.where(Spending.organisation_id.in_(reach.organisation_ids))


def spendings() -> Select[Spending]:
    """What was spent, in the order of the periods."""
    return (
        select(Spending)
        .where(Spending.archived_at.is_(None))
        .join(Spending.period)
        .options(joinedload(Spending.period), joinedload(Spending.organisation))
        .order_by(ReportingPeriod.ends_on, Spending.currency, Spending.id)
    )


def by_commitment(plan: Plan) -> dict[int, tuple[tuple[Funding, ...], tuple[Spending, ...]]]:
    """The whole plan's money for a report: funding and spending of each commitment that has some."""
    funding = _by_commitment(_funding().where(Funding.plan_id == plan.id))
    spending = _by_commitment(spendings().where(Spending.plan_id == plan.id))
    return {key: (funding.get(key, ()), spending.get(key, ())) for key in {*funding, *spending}}


def _by_commitment(query: Select[Any]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.commitment_id, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def together(purses: Iterable[Purse]) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    """What is promised to several commitments, and what was spent, by currency and year."""
    rows = list(purses)
    promised = money.totals(amount for each in rows for amount in each.promised)
    return promised, money.totals(amount for each in rows for amount in each.spent)


def currencies(plan: Plan, rows: Iterable[Any] = ()) -> Collection[str]:
    """The currencies that are offered first: the plan's, and those in which something stands already."""
    return dict.fromkeys(code for code in (plan.currency, *(row.currency for row in rows)) if code)


def add_funding(actor: Actor, plan: Plan, commitment: Commitment, promised: Promised) -> Funding:
    """Add an amount to a commitment's budget; it then counts as allocated. Raises RuleBroken at a field."""
    _begin(actor, plan, commitment)
    funding = Funding(plan_id=plan.id, commitment_id=commitment.id, **_checked(plan, promised, None))
    db.session.add(funding)
    commitment.budget = BudgetState.ALLOCATED
    audit.record("add_funding", funding, actor=actor.user, plan=plan, after=digest(funding))
    return funding


def change_funding(actor: Actor, plan: Plan, funding: Funding, promised: Promised, *, version: int | None) -> Funding:
    """Correct an amount. Raises Stale where somebody else changed it meanwhile, and RuleBroken at a field."""
    _begin(actor, plan, funding.commitment)
    editing.require_version(funding, version)
    require_there(funding)
    values = _checked(plan, promised, funding)
    values["source"] = editing.texts_kept(funding.source, values["source"], plan.languages)
    before, after = editing.changed(funding, values)
    editing.apply(funding, values)
    audit.record("change_funding", funding, actor=actor.user, plan=plan, before=before, after=after)
    return funding


def take_off_funding(actor: Actor, plan: Plan, funding: Funding) -> None:
    """Take an amount off. Without any left, the budget is not stated again."""
    _begin(actor, plan, funding.commitment)
    require_there(funding)
    funding.archived_at = clock.now()
    db.session.flush()
    left = db.session.scalar(_funding().where(Funding.commitment_id == funding.commitment_id).limit(1))
    if left is None:
        funding.commitment.budget = BudgetState.NOT_STATED
    audit.record("take_off_funding", funding, actor=actor.user, plan=plan, before=digest(funding))


def state_budget(actor: Actor, plan: Plan, commitment: Commitment, state: BudgetState) -> Commitment:
    """Say that no budget is allocated, or that it is unknown, or take that back.

    Raises RuleBroken where amounts say otherwise.
    """
    _begin(actor, plan, commitment)
    if state not in SAID:
        raise RuleBroken(message(N_("Choose one of these.")), "state")
    if db.session.scalar(_funding().where(Funding.commitment_id == commitment.id).limit(1)) is not None:
        sentence = N_("This commitment has amounts in its budget. Take them off before you say that there is none.")
        raise RuleBroken(message(sentence), "state")
    before, commitment.budget = commitment.budget, state
    audit.record(
        "state_budget", commitment, actor=actor.user, plan=plan, before={"budget": before}, after={"budget": state}
    )
    return commitment


def _begin(actor: Actor, plan: Plan, commitment: Commitment) -> None:
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    if commitment.archived_at is not None:
        raise RuleBroken(message(N_("This commitment is archived. Restore it to change its budget.")))


def require_there(row: Funding | Spending) -> None:
    if row.archived_at is not None:
        raise RuleBroken(message(N_("This amount was taken off already.")))


def _checked(plan: Plan, promised: Promised, own: Funding | None) -> dict[str, Any]:
    amount = money.checked(promised.amount, may_be_zero=False)
    if promised.year is None or not YEARS[0] <= promised.year <= YEARS[1]:
        raise RuleBroken(message(N_("Write the year in four digits.")), "year")
    known = [own.donor] if own is not None and own.donor is not None else []
    chosen = [promised.donor_id] if promised.donor_id is not None else []
    donor = commitments.chosen_organisations(plan, chosen, known, "donor")
    return {
        "donor_id": donor[0].id if donor else None,
        "amount": amount,
        "currency": promised.currency,
        "year": promised.year,
        "source": promised.source,
    }


def digest(row: Funding | Spending) -> dict[str, Any]:
    return {"amount": editing.plain(row.amount), "currency": row.currency}
