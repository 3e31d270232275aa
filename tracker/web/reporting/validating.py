"""Validation rounds: the coordinator asks for remarks and answers them; the plan's people read the draft and remark."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import SectionKey
from tracker.domain.workshop_words import Decision
from tracker.models.plan import Plan
from tracker.models.reporting import Report
from tracker.models.workshop import DraftRemark, ValidationRound
from tracker.services import drafting, rounds, sections
from tracker.services.rounds import RemarkFacts
from tracker.web import access
from tracker.web.conflicts import version_sent
from tracker.web.fields import DayField
from tracker.web.forms import Needed, TrackerForm
from tracker.web.reporting.section_list import section_label
from tracker.web.words import offered, word

blueprint = Blueprint("validating", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | Response | tuple[str, int]
MOST = 4000


class RoundForm(TrackerForm):
    """Until when remarks are asked for, and what to look at."""

    until = DayField(_l("Until"), [Needed()], description=_l("The last day on which people can remark."))
    note = TextAreaField(_l("What should people look at?"), [Length(max=MOST)])


class RemarkForm(TrackerForm):
    """A remark on a section of the draft; the sections are those of the plan."""

    section = SelectField(_l("Section"))
    text = TextAreaField(
        _l("Remark"), [Needed(), Length(max=MOST)],
        description=_l("What is wrong or missing, and what should stand there. Write nothing that points to a person."),
    )  # fmt: skip


class AnswerForm(TrackerForm):
    decision = RadioField(_l("Decision"))
    answer = TextAreaField(
        _l("Answer"), [Needed(), Length(max=MOST)], description=_l("What was changed, or why nothing.")
    )


@blueprint.route("/<int:report_id>/validation", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def show(plan: Plan, report: Report) -> Answer:
    form = RoundForm()
    if form.validate_on_submit() and form.until.data:
        try:
            rounds.begin(access.the_actor(), report, form.until.data, form.note.data or "")
            flash(_("The validation round is open. The people of the plan find the draft below “Report”."))
            return redirect(url_for(".show", plan_code=plan.code, report_id=report.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    found = rounds.of_report(report)
    running = next((each for each in found if rounds.is_open(each)), None)
    page = render_template("reporting/validation.html", form=form, report=report, rounds=found, running=running,
                           label=_label)  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.post("/rounds/<int:validation_id>/close")
@access.may(Action.WRITE_REPORT)
def close(plan: Plan, validation: ValidationRound) -> Response:
    rounds.close(access.the_actor(), validation)
    flash(_("The validation round is closed."))
    return redirect(url_for(".show", plan_code=plan.code, report_id=validation.report_id), 303)


@blueprint.route("/rounds/<int:validation_id>/draft", methods=["GET", "POST"])
@access.may(Action.REMARK_DRAFT)
def draft(plan: Plan, validation: ValidationRound) -> Answer:
    """The draft, what this person remarked on it, and a form for one more remark."""
    actor = access.the_actor()
    rounds.require_reader(actor, validation)
    form = _remark_form(plan)
    if form.validate_on_submit():
        try:
            rounds.remark(actor, validation, _facts(plan, form))
            flash(_("Your remark is stored. The coordinator answers it."))
            return redirect(url_for(".draft", plan_code=plan.code, validation_id=validation.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    page = render_template(
        "reporting/draft.html", form=form, round=validation, mine=rounds.of_person(actor, validation), label=_label,
        is_open=rounds.is_open(validation), snapshot=drafting.draft(plan, validation.report.period),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/remarks/<int:remark_id>/answer", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def answer(plan: Plan, remark: DraftRemark) -> Answer:
    form: Any = AnswerForm(data={"decision": remark.decision or "", "answer": remark.answer})
    form.decision.choices = offered((each.value, word(each)) for each in Decision)
    if form.validate_on_submit():
        try:
            decision = Decision(form.decision.data)
            rounds.answer(access.the_actor(), remark, decision, form.answer.data or "", version=version_sent())
            flash(_("The answer is stored."))
            return redirect(url_for(".show", plan_code=plan.code, report_id=remark.round.report_id), 303)
        except RuleBroken as error:
            form.refuse(error)
    version = version_sent() if form.is_submitted() else remark.version
    page = render_template("reporting/answer.html", form=form, remark=remark, label=_label(remark), version=version)
    return (page, 422) if form.is_submitted() else page


def _label(remark: DraftRemark) -> str:
    return section_label(remark.key, remark.pillar)


def _remark_form(plan: Plan) -> RemarkForm:
    form = RemarkForm(section=request.args.get("section", ""))
    form.section.choices = offered(
        (f"{key}:{pillar.id}" if pillar else key.value, section_label(key, pillar))
        for key, pillar in sections.places(plan)
    )
    return form


def _facts(plan: Plan, form: RemarkForm) -> RemarkFacts:
    key, _colon, about = (form.section.data or "").partition(":")
    pillar = next((each for each in sections.pillars_of(plan) if str(each.id) == about), None)
    return RemarkFacts(SectionKey(key), pillar, form.text.data or "")
