"""The pages of a reviewer."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import Step, Verification
from tracker.models.evidence import Evidence
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.plan import Plan
from tracker.services import editions, reviewing, reviewing_queue
from tracker.web import access
from tracker.web.reviewing import pages
from tracker.web.reviewing.forms import CheckForm, DecisionForm, NarrowingForm

blueprint = Blueprint("reviewing", __name__, url_prefix="/plans/<plan_code>/review")

Answer = str | Response | tuple[str, int]


@blueprint.get("")
@access.may(Action.REVIEW)
def queue(plan: Plan) -> str:
    form = NarrowingForm.asked(plan)
    actor = access.the_actor()
    page = pages.page_of(reviewing_queue.queue(actor, plan, form.narrowing))
    told = {"links": pages.links(plan, form), "to_confirm": editions.to_confirm(actor, plan)}
    return render_template("reviewing/queue.html", filter=form, page=page, **told)


@blueprint.get("/measurements/<int:measurement_id>")
@access.may(Action.REVIEW)
def measurement(plan: Plan, measurement: Measurement) -> str:
    return pages.decision(plan, measurement)


@blueprint.get("/statuses/<int:status_report_id>")
@access.may(Action.REVIEW)
def status(plan: Plan, status_report: StatusReport) -> str:
    return pages.decision(plan, status_report)


@blueprint.post("/measurements/<int:measurement_id>")
@access.may(Action.REVIEW)
def decide_measurement(plan: Plan, measurement: Measurement) -> Answer:
    return _decide(plan, measurement)


@blueprint.post("/statuses/<int:status_report_id>")
@access.may(Action.REVIEW)
def decide_status(plan: Plan, status_report: StatusReport) -> Answer:
    return _decide(plan, status_report)


@blueprint.post("/measurements/<int:measurement_id>/evidence/<int:evidence_id>")
@access.may(Action.VERIFY_EVIDENCE)
def check_for_measurement(plan: Plan, measurement: Measurement, evidence: Evidence) -> Answer:
    return _check(plan, measurement, evidence)


@blueprint.post("/statuses/<int:status_report_id>/evidence/<int:evidence_id>")
@access.may(Action.VERIFY_EVIDENCE)
def check_for_status(plan: Plan, status_report: StatusReport, evidence: Evidence) -> Answer:
    return _check(plan, status_report, evidence)


def _decide(plan: Plan, thing: reviewing.Reviewable) -> Answer:
    """Take the step of the button that was pressed, then go on to what waits next."""
    form, actor = DecisionForm(), access.the_actor()
    step = Step.RETURN if request.form.get("step") == Step.RETURN.value else Step.VERIFY
    if not form.validate_on_submit():
        return pages.decision(plan, thing, form=form), 422
    onwards = pages.onwards(actor, plan, thing)
    try:
        reviewing.decide(actor, thing, step, remark=form.remark.data or "", version=pages.version_sent())
    except RuleBroken as error:
        form.refuse(error)
        return pages.decision(plan, thing, form=form), 422
    except Stale as error:
        return pages.decision(plan, thing, form=form, stale=error), 409
    flash(_("Returned to the contributor.") if step is Step.RETURN else _("Verified."), "success")
    return redirect(onwards, 303)


def _check(plan: Plan, thing: reviewing.Reviewable, evidence: Evidence) -> Answer:
    """Keep a verdict on one evidence item and stay with what it supports."""
    if evidence not in reviewing.evidence_of(thing):
        abort(404)
    form = CheckForm(prefix=pages.prefix_of(evidence))
    rejects = request.form.get("verdict") == Verification.REJECTED.value
    verdict = Verification.REJECTED if rejects else Verification.VERIFIED
    if not form.validate_on_submit():
        return pages.decision(plan, thing, check=form, item=evidence), 422
    actor, remark = access.the_actor(), form.remark.data or ""
    try:
        reviewing.check_evidence(actor, evidence, verdict, remark=remark, version=pages.version_sent())
    except RuleBroken as error:
        form.refuse(error)
        return pages.decision(plan, thing, check=form, item=evidence), 422
    except Stale as error:
        return pages.decision(plan, thing, check=form, item=evidence, stale=error), 409
    flash(_("Evidence rejected. The contributor sees the reason.") if rejects else _("Evidence verified."), "success")
    return redirect(pages.link(plan, thing) + "#evidence", 303)
