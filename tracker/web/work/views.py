"""My work, and entering, sending, recalling and correcting a measurement."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.plan import Commitment, Plan
from tracker.services import grids, measuring, places, statuses, work
from tracker.services.moving import Moved
from tracker.services.places import Place
from tracker.web import access, transaction
from tracker.web.accepting import accepted
from tracker.web.addresses import entry_address
from tracker.web.conflicts import version_sent
from tracker.web.work import pages
from tracker.web.work.forms import CorrectionForm, StepForm, measurement_form, status_form
from tracker.web.work.measuring import MeasurementForm
from tracker.web.work.measuring import measurement as sent_measurement

blueprint = Blueprint("work", __name__)

MEASUREMENT = "/plans/<plan_code>/periods/<int:period_id>/indicators/<int:indicator_id>/measurement/<int:for_id>"
STATUS = "/plans/<plan_code>/periods/<int:period_id>/commitments/<int:commitment_id>/status/<int:for_id>"

Answer = str | tuple[str, int] | Response


@blueprint.get("/plans/<plan_code>/work")
@access.may(Action.RECORD_MEASUREMENT)
def show(plan: Plan) -> str:
    earlier = "earlier" in request.args
    found = work.of_person(access.the_actor(), plan, earlier=earlier)
    return render_template("work/show.html", work=found, earlier=earlier)


@blueprint.route(MEASUREMENT, methods=["GET", "POST"])
@access.may(Action.RECORD_MEASUREMENT)
def measure(plan: Plan, period: ReportingPeriod, indicator: Indicator, for_id: int) -> Answer:
    actor = access.the_actor()
    at = places.find(actor, period, indicator, for_id)
    form = sent_measurement(measurement_form(indicator, grids.of(indicator, at.measurement)), at)
    if request.form.get("step") in ("add", "sums"):
        return _redrawn(at, form)
    version, send = version_sent() or 0, form.is_complete
    try:
        stored = accepted(form, lambda: measuring.save(actor, at, form.entry(), version=version, send=send))
    except Stale:
        at = places.hold(at)
        return pages.measure(at, form, clash=pages.clash(at, form))
    return _stored(stored) if stored is not None else pages.measure(at, form)


@blueprint.post("/plans/<plan_code>/measurements/<int:measurement_id>/recall")
@access.may(Action.RECORD_MEASUREMENT)
def recall_measurement(plan: Plan, measurement: Measurement) -> Answer:
    if StepForm().validate_on_submit():
        measuring.recall(access.the_actor(), measurement, version=version_sent() or 0)
        flash(_("Recalled. It is a draft again."), "success")
    return redirect(entry_address(measurement), 303)


@blueprint.route("/plans/<plan_code>/measurements/<int:measurement_id>/correct", methods=["GET", "POST"])
@access.may(Action.RECORD_MEASUREMENT)
def correct_measurement(plan: Plan, measurement: Measurement) -> Answer:
    form = CorrectionForm()
    actor = access.the_actor()
    made = accepted(form, lambda: measuring.correct(actor, measurement, str(form.reason.data)))
    if made is not None:
        flash(_("Change what is wrong, then send it. Until then the verified value stays the official one."), "info")
        return redirect(entry_address(made), 303)
    page = render_template("work/correct.html", form=form, thing=measurement, back=entry_address(measurement))
    return page, 422 if form.errors else 200


@blueprint.route(STATUS, methods=["GET", "POST"])
@access.may(Action.REPORT_STATUS)
def status(plan: Plan, period: ReportingPeriod, commitment: Commitment, for_id: int) -> Answer:
    actor = access.the_actor()
    at = statuses.find(actor, period, commitment, for_id)
    form = status_form(plan)()
    if request.method == "GET" and at.report is not None:
        pages.show_status(form, at.report)
    version, send = version_sent() or 0, request.form.get("step") == "send"
    try:
        stored = accepted(form, lambda: statuses.save(actor, at, **form.said(), version=version, send=send))
    except Stale:
        at = statuses.hold(at)
        return pages.status(at, form, clash=pages.status_clash(at, form))
    return _stored(stored) if stored is not None else pages.status(at, form)


@blueprint.post("/plans/<plan_code>/statuses/<int:status_report_id>/recall")
@access.may(Action.REPORT_STATUS)
def recall_status(plan: Plan, status_report: StatusReport) -> Answer:
    if StepForm().validate_on_submit():
        statuses.recall(access.the_actor(), status_report, version=version_sent() or 0)
        flash(_("Recalled. It is a draft again."), "success")
    return redirect(entry_address(status_report), 303)


@blueprint.route("/plans/<plan_code>/statuses/<int:status_report_id>/correct", methods=["GET", "POST"])
@access.may(Action.REPORT_STATUS)
def correct_status(plan: Plan, status_report: StatusReport) -> Answer:
    form = CorrectionForm()
    actor = access.the_actor()
    made = accepted(form, lambda: statuses.correct(actor, status_report, str(form.reason.data)))
    if made is not None:
        flash(_("Change what is wrong, then send it. Until then the verified status stays the official one."), "info")
        return redirect(entry_address(made), 303)
    page = render_template("work/correct.html", form=form, thing=status_report, back=entry_address(status_report))
    return page, 422 if form.errors else 200


def _redrawn(at: Place, form: MeasurementForm) -> Answer:
    """The form as it was typed, with one row more or with its sums; nothing is stored."""
    transaction.only_redrawn()
    if request.form.get("step") == "add":
        form.add_row()
    return pages.measure(at, form)


def _stored(thing: Moved) -> Response:
    """Say what was done, and lead on: to the evidence, back to the form, or to the rest of the work."""
    step = request.form.get("step")
    if step == "evidence":
        return redirect(pages.evidence_address(thing), 303)
    if step == "shows" and isinstance(thing, Measurement):
        return redirect(url_for("proofs.ticks", plan_code=thing.plan.code, measurement_id=thing.id), 303)
    if step != "send":
        flash(_("Saved as a draft. It is not sent yet."), "success")
        return redirect(entry_address(thing), 303)
    pages.say_sent(thing)
    return redirect(url_for("work.show", plan_code=thing.plan.code), 303)
