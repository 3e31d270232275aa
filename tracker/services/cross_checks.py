"""Rules between two indicators of a plan: this one is never above that one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.oddities import may_be_compared
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import CrossCheck
from tracker.models.plan import Plan
from tracker.services import audit, clock, editing
from tracker.services.acting import Actor


def of_plan(plan: Plan) -> list[CrossCheck]:
    """The rules in use between indicators in use, in the order in which they were added."""
    rows = db.session.scalars(
        select(CrossCheck)
        .where(CrossCheck.plan_id == plan.id, CrossCheck.archived_at.is_(None))
        .options(joinedload(CrossCheck.lower), joinedload(CrossCheck.upper))
        .order_by(CrossCheck.id)
    )
    return [row for row in rows if row.lower.archived_at is None and row.upper.archived_at is None]


def of_indicator(checks: Iterable[CrossCheck], indicator: Indicator) -> list[CrossCheck]:
    """Those of the rules that say something of an indicator."""
    return [each for each in checks if indicator.id in (each.lower_id, each.upper_id)]


def offered(plan: Plan) -> list[Indicator]:
    """The indicators of a plan that can stand in a rule, by their codes."""
    rows = db.session.scalars(
        select(Indicator).where(Indicator.plan_id == plan.id, Indicator.archived_at.is_(None)).order_by(Indicator.code)
    )
    return [row for row in rows if _comparable(row, row)]


def add(actor: Actor, plan: Plan, lower_id: int, upper_id: int) -> CrossCheck:
    """Say that one indicator is never above another. Raises RuleBroken and AlreadyExists at `upper`."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    lower, upper = (_indicator(plan, key, field) for key, field in ((lower_id, "lower"), (upper_id, "upper")))
    if lower is upper:
        raise RuleBroken(message(N_("Choose two different indicators.")), "upper")
    if not _comparable(lower, upper):
        told = N_("These two cannot be compared: counts go with counts, shares with shares, rates with rates.")
        raise RuleBroken(message(told), "upper")
    found = db.session.scalar(
        select(CrossCheck).where(CrossCheck.lower_id == lower.id, CrossCheck.upper_id == upper.id)
    )
    if found is not None and found.archived_at is None:
        raise AlreadyExists(message(N_("This rule is there already.")), "upper")
    check = found or CrossCheck(plan_id=plan.id, lower=lower, upper=upper)
    check.archived_at = None
    db.session.add(check)
    db.session.flush()
    audit.record("add_cross_check", check, actor=actor.user, plan=plan, after=_said(check))
    return check


def remove(actor: Actor, plan: Plan, check: CrossCheck) -> None:
    """Take a rule out of use; what was said because of it stays where it was said."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    if check.archived_at is None:
        check.archived_at = clock.now()
        db.session.flush()
        audit.record("remove_cross_check", check, actor=actor.user, plan=plan, before=_said(check))


def _indicator(plan: Plan, key: int, field: str) -> Indicator:
    found = db.session.get(Indicator, key)
    if found is None or found.plan_id != plan.id or found.archived_at is not None:
        raise RuleBroken(message(N_("Choose an indicator of this plan.")), field)
    return found


def _comparable(lower: Indicator, upper: Indicator) -> bool:
    return may_be_compared(lower.kind, upper.kind, scales=(Decimal(lower.per), Decimal(upper.per)))


def _said(check: CrossCheck) -> dict[str, str]:
    return {"lower": check.lower.code, "upper": check.upper.code}
