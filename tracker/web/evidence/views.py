"""Adding evidence to what is being entered, looking at it, downloading it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.permissions import Action
from tracker.models.evidence import Evidence
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.plan import Plan
from tracker.services import evidence as service
from tracker.services import files as service_files
from tracker.services.moving import Moved
from tracker.web import access
from tracker.web.accepting import accepted
from tracker.web.addresses import entry_address
from tracker.web.evidence import files
from tracker.web.evidence.forms import ChoiceForm, evidence_form
from tracker.web.forms import language_rows

blueprint = Blueprint("evidence", __name__)

MEASUREMENT = "/plans/<plan_code>/measurements/<int:measurement_id>/evidence"
STATUS = "/plans/<plan_code>/statuses/<int:status_report_id>/evidence"

MEGABYTE = service_files.MEGABYTE

Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>")
@access.may(Action.READ_EVIDENCE)
def show(plan: Plan, evidence: Evidence) -> str:
    service.check_visible(access.the_actor(), evidence)
    return render_template(
        "evidence/show.html", evidence=evidence, uses=service.uses(evidence), entry_address=entry_address
    )


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>/file")
@access.may(Action.READ_EVIDENCE)
def download(plan: Plan, evidence: Evidence) -> Response:
    actor = access.the_actor()
    service.check_visible(actor, evidence)
    return files.answer(actor, evidence)


@blueprint.route(f"{MEASUREMENT}/new", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
def add_to_measurement(plan: Plan, measurement: Measurement) -> Answer:
    return _adding(measurement)


@blueprint.route(f"{STATUS}/new", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
def add_to_status(plan: Plan, status_report: StatusReport) -> Answer:
    return _adding(status_report)


@blueprint.post(f"{MEASUREMENT}/<int:evidence_id>/use")
@access.may(Action.ADD_EVIDENCE)
def use_for_measurement(plan: Plan, measurement: Measurement, evidence: Evidence) -> Answer:
    return _using(measurement, evidence)


@blueprint.post(f"{STATUS}/<int:evidence_id>/use")
@access.may(Action.ADD_EVIDENCE)
def use_for_status(plan: Plan, status_report: StatusReport, evidence: Evidence) -> Answer:
    return _using(status_report, evidence)


@blueprint.post(f"{MEASUREMENT}/<int:evidence_id>/take-off")
@access.may(Action.ADD_EVIDENCE)
def take_off_measurement(plan: Plan, measurement: Measurement, evidence: Evidence) -> Answer:
    return _taking_off(measurement, evidence)


@blueprint.post(f"{STATUS}/<int:evidence_id>/take-off")
@access.may(Action.ADD_EVIDENCE)
def take_off_status(plan: Plan, status_report: StatusReport, evidence: Evidence) -> Answer:
    return _taking_off(status_report, evidence)


def _adding(thing: Moved) -> Answer:
    actor = access.the_actor()
    if request.method == "GET":
        service.check_open(thing)  # to a sent form this is said on its page, with all that was typed
    form = evidence_form(thing.plan)()
    added = accepted(form, lambda: files.add(actor, thing, form))
    if added is not None:
        flash(_("The evidence is added. Go on here, or send it for review."), "success")
        return redirect(entry_address(thing) + "#evidence", 303)
    page = render_template(
        "evidence/add.html",
        form=form,
        thing=thing,
        back=entry_address(thing),
        candidates=service.candidates(thing),
        choice_form=ChoiceForm(formdata=None),
        languages=language_rows(thing.plan),
        most=files.largest() // MEGABYTE,
        kinds=service_files.NAMES,
    )
    return page, 422 if form.errors else 200


def _using(thing: Moved, evidence: Evidence) -> Answer:
    if ChoiceForm().validate_on_submit():
        service.attach(access.the_actor(), thing, evidence)
        flash(_("The evidence supports this too now."), "success")
    return redirect(entry_address(thing) + "#evidence", 303)


def _taking_off(thing: Moved, evidence: Evidence) -> Answer:
    if ChoiceForm().validate_on_submit():
        service.take_off(access.the_actor(), thing, evidence)
        flash(_("The evidence is taken off here. It is kept, and can be used again."), "success")
    return redirect(entry_address(thing) + "#evidence", 303)
