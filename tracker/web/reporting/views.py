"""The report workshop of a coordinator, and the second person's confirmation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from config import LANGUAGES
from tracker import jobs
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Report
from tracker.services import background, checking, drafting, editions, rounds, sections, snapshot_recommendations
from tracker.web import access, transaction
from tracker.web.reporting.checking import said
from tracker.web.reporting.forms import RequestForm, WithdrawForm
from tracker.web.reporting.section_list import section_rows

blueprint = Blueprint("reporting", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | Response | tuple[str, int]


@blueprint.get("")
@access.may(Action.WRITE_REPORT)
def index(plan: Plan) -> str:
    return render_template("reporting/index.html", rows=sections.reports_of(plan))


@blueprint.post("/<int:period_id>/begin")
@access.may(Action.WRITE_REPORT)
def begin(plan: Plan, period: ReportingPeriod) -> Response:
    report = sections.begin(access.the_actor(), period)
    return redirect(url_for(".show", plan_code=plan.code, report_id=report.id), 303)


@blueprint.get("/<int:report_id>")
@access.may(Action.WRITE_REPORT)
def show(plan: Plan, report: Report) -> str:
    found = rounds.of_report(report)
    return render_template(
        "reporting/show.html",
        report=report,
        rows=section_rows(plan, report),
        running=next((each for each in found if rounds.is_open(each)), None),
        remarks=[remark for each in found for remark in each.remarks],
        raised=snapshot_recommendations.raised(plan, report.period),
        earlier=snapshot_recommendations.earlier(plan, report.period),
        open_edition=next((each for each in report.editions if each.state in editions.OPEN), None),
        shown_editions=[each for each in report.editions if each.state in editions.SHOWN],
    )


@blueprint.get("/<int:report_id>/preview")
@access.may(Action.WRITE_REPORT)
def preview(plan: Plan, report: Report) -> str:
    """What an edition would say now, as a page."""
    return render_template("reporting/preview.html", report=report, snapshot=drafting.draft(plan, report.period))


@blueprint.route("/<int:report_id>/request", methods=["GET", "POST"])
@access.weighty
@access.may(Action.REQUEST_EDITION)
def ask(plan: Plan, report: Report) -> Answer:
    form = RequestForm(languages=[code for code in plan.languages if code in LANGUAGES])
    form.offer(plan, LANGUAGES)
    if form.validate_on_submit():
        try:
            edition = editions.request(access.the_actor(), report, form.languages.data or [], form.remark.data or "")
            flash(_("Edition %(n)s is requested. A second person has to confirm it now.", n=edition.number))
            return redirect(url_for(".edition", plan_code=plan.code, edition_id=edition.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    page = render_template("reporting/request.html", form=form, report=report)
    return (page, 422) if form.is_submitted() else page


@blueprint.get("/editions/<int:edition_id>")
@access.may(Action.CONFIRM_EDITION)
def edition(plan: Plan, edition: Edition) -> str:
    """An edition on its way: what it says, who requested it, how far its files are."""
    return _edition_page(edition, WithdrawForm())


def _edition_page(edition: Edition, form: WithdrawForm) -> str:
    return render_template(
        "reporting/edition.html",
        edition=edition,
        snapshot=drafting.snapshot_of(edition),
        job=background.of_subject("edition", edition.id),
        form=form,
        is_own=edition.requested_by_id == access.the_actor().user.id,
        accepted=checking.accepted(edition.report),
        finding_said=lambda one: said(checking.said(one)),
    )


@blueprint.post("/editions/<int:edition_id>/confirm")
@access.weighty
@access.may(Action.CONFIRM_EDITION)
def confirm(plan: Plan, edition: Edition) -> Response:
    editions.confirm(access.the_actor(), edition)
    transaction.afterwards(jobs.wake)
    flash(_("Confirmed. The files are being made; the edition is issued when all of them are there."))
    return redirect(url_for(".edition", plan_code=plan.code, edition_id=edition.id), 303)


@blueprint.post("/editions/<int:edition_id>/again")
@access.may(Action.REQUEST_EDITION)
def again(plan: Plan, edition: Edition) -> Response:
    editions.try_again(access.the_actor(), edition)
    transaction.afterwards(jobs.wake)
    flash(_("The files are being made again."))
    return redirect(url_for(".edition", plan_code=plan.code, edition_id=edition.id), 303)


@blueprint.post("/editions/<int:edition_id>/withdraw")
@access.may(Action.REQUEST_EDITION)
def withdraw(plan: Plan, edition: Edition) -> Answer:
    form = WithdrawForm()
    if form.validate_on_submit():
        editions.withdraw(access.the_actor(), edition, form.reason.data or "")
        flash(_("The request is withdrawn."))
        return redirect(url_for(".show", plan_code=plan.code, report_id=edition.report_id), 303)
    return _edition_page(edition, form), 422
