"""Money: the plan's table of budgets and spending, a commitment's budget, what an organisation spent in a period."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reports.money import listed, said
from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.models.measurement import ReportingPeriod
from tracker.models.money import Funding, Spending
from tracker.models.plan import Commitment, Plan
from tracker.services import money
from tracker.services import spending as spent
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import conflict, version_sent
from tracker.web.figures import printing
from tracker.web.forms import language_rows
from tracker.web.money.forms import BudgetForm, SpendingForm, funding_form

blueprint = Blueprint("money", __name__, url_prefix="/plans/<plan_code>")

Answer = str | Response | tuple[str, int]
FUNDING = "/commitments/<int:commitment_id>/funding"
SPENDING = "/periods/<int:period_id>/commitments/<int:commitment_id>/spending/<int:for_id>"


@blueprint.get("/money")
@access.may(Action.READ_PLAN)
def index(plan: Plan) -> str:
    purses = money.of_plan(access.the_actor(), plan)
    pillars = [(pillar, list(rows)) for pillar, rows in groupby(purses, key=lambda one: one.commitment.pillar)]
    every = access.the_actor().reach(plan, Action.READ_MEASUREMENT).everything
    return render_template("money/index.html", pillars=pillars, sum_of=money.together, sees_all=every, **_written())


@blueprint.route(FUNDING, methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def funding(plan: Plan, commitment: Commitment) -> Answer:
    purse = money.of_commitment(access.the_actor(), commitment)
    form = funding_form(plan, None, money.currencies(plan, purse.funding))
    made = accepted(form, lambda: money.add_funding(access.the_actor(), plan, commitment, form.promised()))
    if made is not None:
        flash(_("The amount is stored."), "success")
        return _to_funding(plan, commitment)
    state = BudgetForm(commitment, formdata=None)
    return form_page("money/funding.html", form, purse=purse, state=state, languages=language_rows(plan), **_written())


@blueprint.post("/commitments/<int:commitment_id>/budget")
@access.may(Action.EDIT_PLAN)
def state_budget(plan: Plan, commitment: Commitment) -> Answer:
    state = BudgetForm(commitment)
    if accepted(state, lambda: money.state_budget(access.the_actor(), plan, commitment, state.said())):
        flash(_("The change is stored."), "success")
        return _to_funding(plan, commitment)
    purse = money.of_commitment(access.the_actor(), commitment)
    form = funding_form(plan, None, money.currencies(plan), stored=True)
    more: dict[str, Any] = {"purse": purse, "empty_form": form, "languages": language_rows(plan)}
    return form_page("money/funding.html", state, state=state, **more, **_written())


@blueprint.route("/funding/<int:funding_id>", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def change_funding(plan: Plan, funding: Funding) -> Answer:
    near, clash = money.currencies(plan, [funding]), None
    form = funding_form(plan, funding, near)

    def change() -> Funding:
        return money.change_funding(access.the_actor(), plan, funding, form.promised(), version=version_sent())

    try:
        if accepted(form, change):
            flash(_("The change is stored."), "success")
            return _to_funding(plan, funding.commitment)
    except Stale:
        clash = conflict(funding, form, funding_form(plan, funding, near, stored=True))
    return form_page("money/change.html", form, thing=funding, clash=clash, languages=language_rows(plan))


@blueprint.post("/funding/<int:funding_id>/take-off")
@access.may(Action.EDIT_PLAN)
def take_off_funding(plan: Plan, funding: Funding) -> Response:
    money.take_off_funding(access.the_actor(), plan, funding)
    flash(_("The amount is taken off. It stays on record."), "success")
    return _to_funding(plan, funding.commitment)


@blueprint.route(SPENDING, methods=["GET", "POST"])
@access.may(Action.REPORT_SPENDING)
def spending(plan: Plan, period: ReportingPeriod, commitment: Commitment, for_id: int) -> Answer:
    actor = access.the_actor()
    at = spent.find(actor, period, commitment, for_id)
    row = at.rows.get(request.args.get("currency", ""))
    form, clash = _spending_form(at, row), None
    try:
        if accepted(form, lambda: spent.record_spending(actor, at, **form.said(), version=version_sent() or 0)):
            flash(_("The amount is stored. The next report prints it."), "success")
            return _to_spending(at.period, at.commitment, for_id)
    except Stale:
        at = spent.find(actor, period, commitment, for_id)
        clash = conflict(row, form, _spending_form(at, at.rows.get(form.currency.data or ""), stored=True))
    return form_page("money/spending.html", form, thing=row, clash=clash, at=at, **_written())


@blueprint.post("/spending/<int:spending_id>/take-off")
@access.may(Action.REPORT_SPENDING)
def take_off_spending(plan: Plan, spending: Spending) -> Response:
    spent.take_off_spending(access.the_actor(), spending)
    flash(_("The amount is taken off. It stays on record."), "success")
    return _to_spending(spending.period, spending.commitment, spending.organisation_id)


def _spending_form(at: spent.SpendingPlace, row: Spending | None, *, stored: bool = False) -> SpendingForm:
    near = money.currencies(at.plan, at.rows.values())
    more: dict[str, Any] = {"formdata": None} if stored else {}
    if row is not None:
        more["data"] = {"amount": row.amount, "currency": row.currency, "source": row.source}
    return SpendingForm([row.currency] if row is not None else near, only=row is not None, **more)


def _written() -> dict[str, Any]:
    """How amounts are written in the page's language."""
    speech = printing().speech
    return {
        "amount": lambda row: said(speech, row.amount, row.currency),
        "listed": lambda amounts: listed(speech, amounts),
        "may_edit": access.may_change(g.plan),
    }


def _to_funding(plan: Plan, commitment: Commitment) -> Response:
    return redirect(url_for(".funding", plan_code=plan.code, commitment_id=commitment.id), 303)


def _to_spending(period: ReportingPeriod, commitment: Commitment, for_id: int) -> Response:
    code, key = period.plan.code, commitment.id
    return redirect(url_for(".spending", plan_code=code, period_id=period.id, commitment_id=key, for_id=for_id), 303)
