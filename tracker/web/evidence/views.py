"""Adding evidence to what is being entered, looking at it, downloading it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.plan import Plan
from tracker.services import evidence as service
from tracker.services import evidence_changing as changing
from tracker.services.moving import Moved
from tracker.web import access
from tracker.web.accepting import accepted
from tracker.web.addresses import entry_address
from tracker.web.conflicts import conflict, version_sent
from tracker.web.evidence import files, pages
from tracker.web.evidence.forms import MOST_FILES, ChoiceForm, SupportForm, evidence_form
from tracker.web.transaction import takes_files

blueprint = Blueprint("evidence", __name__)

MEASUREMENT = "/plans/<plan_code>/measurements/<int:measurement_id>/evidence"
STATUS = "/plans/<plan_code>/statuses/<int:status_report_id>/evidence"

Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>")
@access.may(Action.READ_EVIDENCE)
def show(plan: Plan, evidence: Evidence) -> Answer:
    return pages.show(access.the_actor(), evidence)


@blueprint.route("/plans/<plan_code>/evidence/<int:evidence_id>/change", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
def change(plan: Plan, evidence: Evidence) -> Answer:
    actor, form, version = access.the_actor(), evidence_form(plan, item=evidence), version_sent()
    clash = None
    try:
        changed = accepted(form, lambda: changing.change(actor, evidence, form.details(), version=version))
    except Stale:
        changed, clash = None, conflict(evidence, form, evidence_form(plan, item=evidence, stored=True))
    if changed is not None:
        flash(_("Changed. What was changed in its texts is to be checked again."), "success")
        return redirect(pages.address(evidence), 303)
    return pages.change(evidence, form, clash)


@blueprint.post("/plans/<plan_code>/evidence/<int:evidence_id>/support")
@access.may(Action.ADD_EVIDENCE)
def support(plan: Plan, evidence: Evidence) -> Answer:
    actor = access.the_actor()
    form = SupportForm(changing.supportable(actor, evidence))
    if accepted(form, lambda: changing.support(actor, evidence, form.thing.data)):
        flash(_("The evidence supports this too now."), "success")
        return redirect(pages.address(evidence), 303)
    return pages.show(actor, evidence, form), 422


@blueprint.post("/plans/<plan_code>/evidence/<int:evidence_id>/baselines/<int:indicator_id>/take-off")
@access.may(Action.READ_PLAN)
def take_off_baseline(plan: Plan, evidence: Evidence, indicator: Indicator) -> Answer:
    service.check_visible(access.the_actor(), evidence)
    if ChoiceForm().validate_on_submit():
        changing.take_off_baseline(access.the_actor(), evidence, indicator)
        flash(_("The evidence is taken off here. It is kept, and can be used again."), "success")
    return redirect(pages.address(evidence), 303)


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>/file")
@access.may(Action.READ_EVIDENCE)
def download(plan: Plan, evidence: Evidence) -> Response:
    actor = access.the_actor()
    service.check_visible(actor, evidence)
    return files.copy_or_original(actor, evidence)


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>/original")
@access.may(Action.READ_EVIDENCE)
def original(plan: Plan, evidence: Evidence) -> Response:
    actor = access.the_actor()
    service.check_visible(actor, evidence)
    return files.original(actor, evidence)


@blueprint.get("/plans/<plan_code>/evidence/<int:evidence_id>/preview")
@access.may(Action.READ_EVIDENCE)
def preview(plan: Plan, evidence: Evidence) -> Response:
    service.check_visible(access.the_actor(), evidence)
    return files.preview(evidence)


@blueprint.route(f"{MEASUREMENT}/new", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
@takes_files(MOST_FILES)
def add_to_measurement(plan: Plan, measurement: Measurement) -> Answer:
    return _adding(measurement)


@blueprint.route(f"{STATUS}/new", methods=["GET", "POST"])
@access.may(Action.ADD_EVIDENCE)
@takes_files(MOST_FILES)
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
    form = evidence_form(thing.plan)
    added = accepted(form, lambda: files.add(actor, thing, form))
    if added is not None:
        flash(pages.said_of_added(len(added)), "success")
        return pages.after_adding(entry_address(thing) + "#evidence")
    return pages.add(thing, form)


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
