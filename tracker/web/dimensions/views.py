"""By what the indicators of a plan can be broken down: read, added, changed, archived and restored."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.models.indicator import Dimension
from tracker.models.plan import Plan
from tracker.services import dimensions
from tracker.web import access, transaction
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import Conflict, conflict, version_sent
from tracker.web.dimensions.forms import DimensionForm, dimension_form, usual
from tracker.web.forms import language_rows

blueprint = Blueprint("dimensions", __name__, url_prefix="/plans/<plan_code>/dimensions")

Answer = str | Response | tuple[str, int]


@blueprint.get("")
@access.may(Action.READ_PLAN)
def index(plan: Plan) -> Answer:
    archived = dimensions.of_plan(plan, archived=True)
    found = dimensions.of_plan(plan)
    return render_template(
        "dimensions/index.html",
        dimensions=found,
        archived=archived,
        in_use=dimensions.in_use,
        usual=usual([*found, *archived]),
        may_edit=access.may_change(plan),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def new(plan: Plan) -> Answer:
    like = request.args.get("like", "")
    form = dimension_form(plan, None, like=like)
    if request.form.get("step") == "add":
        return _redrawn(plan, form, None)
    made = accepted(form, lambda: dimensions.add(access.the_actor(), plan, form.facts(plan), code=like))
    return _stored(plan) if made else _page(plan, form, None)


@blueprint.route("/<int:dimension_id>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit(plan: Plan, dimension: Dimension) -> Answer:
    form = dimension_form(plan, dimension)
    if request.form.get("step") == "add":
        return _redrawn(plan, form, dimension)

    def change() -> Dimension:
        return dimensions.change(access.the_actor(), plan, dimension, form.facts(plan), version=version_sent())

    try:
        done = accepted(form, change)
    except Stale:
        stored = dimension_form(plan, dimension, stored=True)
        return _page(plan, form, dimension, clash=conflict(dimension, form, stored))
    return _stored(plan) if done else _page(plan, form, dimension)


@blueprint.post("/<int:dimension_id>/archive")
@access.may(Action.EDIT_PLAN)
def archive(plan: Plan, dimension: Dimension) -> Response:
    dimensions.archive(access.the_actor(), plan, dimension)
    return _stored(plan)


@blueprint.post("/<int:dimension_id>/restore")
@access.may(Action.EDIT_PLAN)
def restore(plan: Plan, dimension: Dimension) -> Response:
    dimensions.restore(access.the_actor(), plan, dimension)
    return _stored(plan)


def _redrawn(plan: Plan, form: DimensionForm, thing: Dimension | None) -> tuple[str, int]:
    """The form with a few rows more; nothing is stored."""
    transaction.only_redrawn()
    form.add_rows()
    return _page(plan, form, thing)


def _page(plan: Plan, form: DimensionForm, thing: Dimension | None, clash: Conflict | None = None) -> tuple[str, int]:
    rows = language_rows(plan)
    return form_page("dimensions/edit.html", form, thing=thing, clash=clash, languages=rows)


def _stored(plan: Plan) -> Response:
    flash(_("The change is stored."), "success")
    return redirect(url_for(".index", plan_code=plan.code), 303)
