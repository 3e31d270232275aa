"""Recommendations of a report, and what this report says about those of earlier ones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.workshop_words import RecommendationStatus
from tracker.models.plan import Plan
from tracker.models.reporting import Report
from tracker.models.workshop import FollowUp, Recommendation
from tracker.services import organisations, recommendations, snapshot_recommendations
from tracker.services.recommendations import RecommendationFacts
from tracker.web import access
from tracker.web.conflicts import conflict, version_sent
from tracker.web.fields import DayField, key_of, organisation_choices
from tracker.web.forms import TrackerForm, fill, language_rows, multilingual, texts
from tracker.web.words import offered, word

blueprint = Blueprint("recommending", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | Response | tuple[str, int]


def recommendation_form(plan: Plan, stored: Recommendation | None = None) -> Any:
    """The form for a plan's languages, filled with what is stored."""
    names = [("", _("nobody yet")), *organisation_choices(organisations.everyone())]
    fields: dict[str, Any] = {
        "text": texts(_l("Recommendation"), plan, long=True, required=True),
        "owner": SelectField(_l("Who is asked to act"), choices=offered(names)),
        "due_on": DayField(_l("Until"), description=_l("The day by which it should be done.")),
    }
    form: Any = type("RecommendationForm", (TrackerForm,), fields)()
    if stored is not None and not form.is_submitted():
        fill(form.text, stored.text)
        form.owner.data, form.due_on.data = str(stored.owner_id or ""), stored.due_on
    return form


def follow_up_form(plan: Plan) -> Any:
    choices = offered((each.value, word(each)) for each in RecommendationStatus)
    fields: dict[str, Any] = {
        "status": RadioField(_l("What became of it"), choices=choices),
        "remark": texts(_l("Remark"), plan, long=True),
    }
    return type("FollowUpForm", (TrackerForm,), fields)()


@blueprint.get("/<int:report_id>/recommendations")
@access.may(Action.WRITE_REPORT)
def index(plan: Plan, report: Report) -> str:
    return render_template(
        "reporting/recommendations.html",
        report=report,
        raised=snapshot_recommendations.raised(plan, report.period),
        earlier=snapshot_recommendations.earlier(plan, report.period),
    )


@blueprint.route("/<int:report_id>/recommendations/new", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def new(plan: Plan, report: Report) -> Answer:
    form = recommendation_form(plan)
    if form.validate_on_submit():
        try:
            recommendations.add(access.the_actor(), report, _facts(form))
            flash(_("The recommendation is added."))
            return _to_list(report)
        except RuleBroken as error:
            form.refuse(error)
    page = _form_page(plan, report, form, None)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/recommendations/<int:recommendation_id>/edit", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def edit(plan: Plan, recommendation: Recommendation) -> Answer:
    form, report = recommendation_form(plan, recommendation), recommendation.report
    if form.validate_on_submit():
        try:
            recommendations.change(access.the_actor(), recommendation, _facts(form), version=version_sent())
            flash(_("The recommendation is stored."))
            return _to_list(report)
        except RuleBroken as error:
            form.refuse(error)
        except Stale:
            return _form_page(plan, report, form, recommendation, is_late=True), 409
    page = _form_page(plan, report, form, recommendation)
    return (page, 422) if form.is_submitted() else page


@blueprint.post("/recommendations/<int:recommendation_id>/remove")
@access.may(Action.WRITE_REPORT)
def remove(plan: Plan, recommendation: Recommendation) -> Response:
    recommendations.remove(access.the_actor(), recommendation)
    flash(_("The recommendation is taken out of the report."))
    return _to_list(recommendation.report)


@blueprint.route("/<int:report_id>/recommendations/<int:recommendation_id>/follow-up", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def follow_up(plan: Plan, report: Report, recommendation: Recommendation) -> Answer:
    form, given = follow_up_form(plan), recommendations.given(report, recommendation)
    if not form.is_submitted():
        form.status.data = given.status if given else None
        fill(form.remark, given.remark if given else None)
        return _answer_page(plan, report, recommendation, form, given)
    if form.validate():
        try:
            _answer(report, recommendation, form)
            flash(_("Stored: what became of the recommendation."))
            return _to_list(report)
        except RuleBroken as error:
            form.refuse(error)
    return _answer_page(plan, report, recommendation, form, given), 422


def _answer(report: Report, recommendation: Recommendation, form: Any) -> None:
    status, remark = RecommendationStatus(form.status.data), multilingual(form.remark)
    recommendations.answer(access.the_actor(), report, recommendation, status, remark, version=version_sent())


def _facts(form: Any) -> RecommendationFacts:
    return RecommendationFacts(multilingual(form.text), key_of(form.owner.data), form.due_on.data)


def _to_list(report: Report) -> Response:
    return redirect(url_for(".index", plan_code=report.plan.code, report_id=report.id), 303)


def _form_page(plan: Plan, report: Report, form: Any, stored: Recommendation | None, *, is_late: bool = False) -> str:
    """The form, with the version that the person saw; after a conflict with the stored one, so that it can be sent."""
    version = stored.version if stored else None
    late = None
    if is_late and stored is not None:
        theirs = type(form)(formdata=None)
        fill(theirs.text, stored.text)
        theirs.owner.data, theirs.due_on.data = str(stored.owner_id or ""), stored.due_on
        late = conflict(stored, form, theirs)
    return render_template(
        "reporting/recommendation.html", form=form, report=report, recommendation=stored, conflict=late,
        version=version_sent() if form.is_submitted() and not is_late else version, languages=language_rows(plan),
    )  # fmt: skip


def _answer_page(plan: Plan, report: Report, recommendation: Recommendation, form: Any, given: FollowUp | None) -> str:
    version = given.version if given else None
    return render_template(
        "reporting/follow_up.html", form=form, report=report, recommendation=recommendation,
        version=version_sent() if form.is_submitted() else version, languages=language_rows(plan),
    )  # fmt: skip
