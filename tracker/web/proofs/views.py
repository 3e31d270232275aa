"""Saying what evidence has to show, and which item shows it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services import evidence, proofs
from tracker.services.proofs import Tick
from tracker.web import access, transaction
from tracker.web.accepting import accepted, form_page
from tracker.web.addresses import entry_address
from tracker.web.conflicts import Conflict, conflict, version_sent
from tracker.web.fields import key_of
from tracker.web.forms import language_rows
from tracker.web.proofs.forms import PointsForm, TicksForm, points_form

blueprint = Blueprint("proofs", __name__, url_prefix="/plans/<plan_code>")

Answer = str | Response | tuple[str, int]

FIELD = "shows"


@blueprint.route("/indicators/<int:indicator_id>/evidence-needed", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def points(plan: Plan, indicator: Indicator) -> Answer:
    form = points_form(plan, indicator)
    if request.form.get("step") == "add":
        transaction.only_redrawn()
        form.add_rows()
        return _points_page(plan, indicator, form)
    version = version_sent()
    try:
        kept = accepted(
            form, lambda: proofs.ask(access.the_actor(), plan, indicator, form.facts(plan), version=version)
        )
    except Stale:
        clash = conflict(indicator, form, points_form(plan, indicator, stored=True))
        return _points_page(plan, indicator, form, clash)
    return _points_page(plan, indicator, form) if kept is None else _stored(plan, indicator)


@blueprint.route("/measurements/<int:measurement_id>/evidence/shows", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
def ticks(plan: Plan, measurement: Measurement) -> Answer:
    form, actor = TicksForm(), access.the_actor()
    if request.method == "GET":
        evidence.check_open(measurement)
    if form.validate_on_submit():
        proofs.tick(actor, measurement, _ticked(), version=version_sent() or 0)
        flash(_("It is noted what each item shows. Go on here, or send it for review."), "success")
        return redirect(entry_address(measurement) + "#evidence", 303)
    page = render_template(
        "proofs/ticks.html",
        form=form,
        thing=measurement,
        checklist=proofs.checklist(measurement),
        supports=evidence.supports(actor, measurement),
        back=entry_address(measurement) + "#evidence",
    )
    return (page, 422) if form.errors else page


def _ticked() -> set[Tick]:
    """The ticked boxes; what is no pair of numbers is nobody's box and left out."""
    parts = (value.partition(":") for value in request.form.getlist(FIELD))
    pairs = ((key_of(point), key_of(item)) for point, _colon, item in parts)
    return {(point, item) for point, item in pairs if point is not None and item is not None}


def _points_page(plan: Plan, indicator: Indicator, form: PointsForm, clash: Conflict | None = None) -> tuple[str, int]:
    return form_page("proofs/points.html", form, thing=indicator, clash=clash, languages=language_rows(plan))


def _stored(plan: Plan, indicator: Indicator) -> Response:
    flash(_("The change is stored."), "success")
    return redirect(url_for("indicators.show", plan_code=plan.code, indicator_id=indicator.id), 303)
