"""The report workshop of a coordinator, and the second person's confirmation."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from config import LANGUAGES
from tracker import jobs
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import SectionKey
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Edition, Report, Section
from tracker.services import background, editions, sections
from tracker.web import access, transaction
from tracker.web.conflicts import version_sent
from tracker.web.forms import fill, language_rows, multilingual
from tracker.web.languages import shown
from tracker.web.reporting.forms import RequestForm, WithdrawForm, section_form
from tracker.web.words import word

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
    return render_template(
        "reporting/show.html",
        report=report,
        rows=_section_rows(plan, report),
        open_edition=next((each for each in report.editions if each.state in editions.OPEN), None),
        shown_editions=[each for each in report.editions if each.state in editions.SHOWN],
    )


def _section_rows(plan: Plan, report: Report) -> list[tuple[str, str, Section | None]]:
    """(label, address of its form, what is written) of each section in the order of the report."""
    written = sections.written(report)
    rows = []
    for key in SectionKey:
        pillars: list[Pillar | None] = list(sections.pillars_of(plan)) if key is SectionKey.PROGRESS else [None]
        for pillar in pillars:
            address = url_for(
                ".write", plan_code=plan.code, report_id=report.id, key=key.value, about=pillar.id if pillar else None
            )
            rows.append((_label(key, pillar), address, written.get((key, pillar.id if pillar else None))))
    return rows


def _label(key: SectionKey, pillar: Pillar | None) -> str:
    return word(key) if pillar is None else f"{word(key)}: {pillar.code} {shown(pillar.title).text}"


@blueprint.route("/<int:report_id>/sections/<key>", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def write(plan: Plan, report: Report, key: str) -> Answer:
    section_key, pillar = _asked_for(plan, key)
    section, label = sections.one(report, section_key, pillar), _label(section_key, pillar)
    form: Any = section_form(plan, _("Text"))()
    if not form.is_submitted():
        fill(form.body, section.body if section else None)
        return _section_page(plan, report, form, key=section_key, label=label, section=section)
    if not form.validate():
        return _section_page(plan, report, form, key=section_key, label=label, section=section), 422
    try:
        body = multilingual(form.body)
        sections.write(access.the_actor(), report, section_key, pillar, body, version=version_sent())
    except Stale:
        theirs = sections.one(report, section_key, pillar)
        return _section_page(plan, report, form, key=section_key, label=label, section=theirs, conflict=theirs), 409
    flash(_("Stored: %(section)s.", section=label))
    return redirect(url_for(".show", plan_code=plan.code, report_id=report.id), 303)


def _section_page(plan: Plan, report: Report, form: Any, *, conflict: Section | None = None, **told: Any) -> str:
    """The form, with the version that the person saw; after a conflict with the stored one, so that it can be sent."""
    stored = told["section"].version if told["section"] else None
    return render_template(
        "reporting/section.html",
        form=form,
        conflict=conflict,
        version=version_sent() if form.is_submitted() and conflict is None else stored,
        languages=language_rows(plan),
        back=url_for(".show", plan_code=plan.code, report_id=report.id),
        **told,
    )


def _asked_for(plan: Plan, key: str) -> tuple[SectionKey, Pillar | None]:
    about = request.args.get("about", type=int)
    pillar = next((each for each in sections.pillars_of(plan) if each.id == about), None)
    if key not in list(SectionKey) or (key == SectionKey.PROGRESS) is (pillar is None):
        abort(404)
    return SectionKey(key), pillar


@blueprint.get("/<int:report_id>/preview")
@access.may(Action.WRITE_REPORT)
def preview(plan: Plan, report: Report) -> str:
    """What an edition would say now, as a page."""
    return render_template("reporting/preview.html", report=report, snapshot=editions.draft(plan, report.period))


@blueprint.route("/<int:report_id>/request", methods=["GET", "POST"])
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
    return render_template(
        "reporting/edition.html",
        edition=edition,
        snapshot=editions.snapshot_of(edition),
        job=background.of_subject("edition", edition.id),
        form=WithdrawForm(),
        is_own=edition.requested_by_id == access.the_actor().user.id,
    )


@blueprint.post("/editions/<int:edition_id>/confirm")
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
    page = render_template(
        "reporting/edition.html", edition=edition, snapshot=editions.snapshot_of(edition), form=form, is_own=False,
        job=background.of_subject("edition", edition.id),
    )  # fmt: skip
    return page, 422
