"""Rules between two indicators of a plan: read, added and removed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.permissions import Action
from tracker.models.measurement import CrossCheck
from tracker.models.plan import Plan
from tracker.services import cross_checks
from tracker.web import access
from tracker.web.accepting import accepted
from tracker.web.cross_checks.forms import CrossCheckForm

blueprint = Blueprint("cross_checks", __name__, url_prefix="/plans/<plan_code>/cross-checks")

Answer = str | Response | tuple[str, int]


@blueprint.get("")
@access.may(Action.READ_PLAN)
def index(plan: Plan) -> Answer:
    return _page(plan, CrossCheckForm(cross_checks.offered(plan)))


@blueprint.post("")
@access.may(Action.EDIT_PLAN)
def add(plan: Plan) -> Answer:
    form = CrossCheckForm(cross_checks.offered(plan))
    made = accepted(form, lambda: cross_checks.add(access.the_actor(), plan, *form.keys()))
    return _stored(plan) if made else _page(plan, form)


@blueprint.post("/<int:cross_check_id>/remove")
@access.may(Action.EDIT_PLAN)
def remove(plan: Plan, cross_check: CrossCheck) -> Answer:
    cross_checks.remove(access.the_actor(), plan, cross_check)
    return _stored(plan)


def _page(plan: Plan, form: CrossCheckForm) -> tuple[str, int]:
    page = render_template(
        "cross_checks/index.html",
        form=form,
        checks=cross_checks.of_plan(plan),
        may_edit=access.may_change(plan),
    )
    return page, 422 if form.errors else 200


def _stored(plan: Plan) -> Response:
    flash(_("The change is stored."), "success")
    return redirect(url_for(".index", plan_code=plan.code), 303)
