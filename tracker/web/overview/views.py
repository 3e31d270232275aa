"""The overview of a plan, for those who lead and review it."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from tracker.domain.permissions import Action
from tracker.models.plan import Plan
from tracker.services import arrivals, overview
from tracker.web import access
from tracker.web.overview import matrix_page, page

blueprint = Blueprint("overview", __name__, url_prefix="/plans/<plan_code>/overview")


@blueprint.get("")
@access.may(Action.READ_OVERVIEW)
def show(plan: Plan) -> str:
    periods = overview.periods(plan)
    period = overview.chosen(periods, request.args.get("period", ""))
    if period is None:
        return render_template("overview/no_period.html")
    return page.shown(plan, overview.show(plan, period), periods)


@blueprint.get("/matrix")
@access.may(Action.READ_OVERVIEW)
def matrix(plan: Plan) -> str:
    """Indicators beside organisations: what came in from whom."""
    periods = overview.periods(plan)
    period = overview.chosen(periods, request.args.get("period", ""))
    if period is None:
        return render_template("overview/no_period.html")
    return matrix_page.shown(plan, arrivals.of_period(plan, period), periods)
