"""The draft as a PDF for internal approval: asked for, made by the worker, downloaded, gone after some days."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import RadioField

from config import LANGUAGES, Settings
from tracker import jobs
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import FileFormat
from tracker.models.plan import Plan
from tracker.models.reporting import Report
from tracker.models.workshop import DraftFile
from tracker.services import draft_files
from tracker.web import access, transaction
from tracker.web.forms import TrackerForm
from tracker.web.languages import NAMES
from tracker.web.serving import MEDIA_TYPES
from tracker.web.words import offered

blueprint = Blueprint("drafts", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | AnyResponse | tuple[str, int]


class DraftForm(TrackerForm):
    """In which of the plan's languages."""

    language = RadioField(_l("Language of the draft"))


@blueprint.route("/<int:report_id>/drafts", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def index(plan: Plan, report: Report) -> Answer:
    form = DraftForm()
    form.language.choices = offered((code, NAMES[code]) for code in plan.languages if code in LANGUAGES)
    if form.validate_on_submit():
        try:
            draft_files.request(access.the_actor(), report, form.language.data or "")
            transaction.afterwards(jobs.wake)
            flash(_("The draft is being made. Look again in a moment."))
            return redirect(url_for(".index", plan_code=plan.code, report_id=report.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    page = render_template(
        "reporting/drafts.html", form=form, report=report, rows=draft_files.of_report(report), days=draft_files.DAYS
    )
    return (page, 422) if form.is_submitted() else page


@blueprint.get("/drafts/<int:draft_id>/file")
@access.may(Action.WRITE_REPORT)
def download(plan: Plan, draft: DraftFile) -> Response:
    settings: Settings = current_app.extensions["settings"]
    content = draft_files.content_of(draft, settings)
    if content is None:
        abort(404)
    answer = send_file(
        io.BytesIO(content), MEDIA_TYPES[FileFormat.PDF], as_attachment=True, download_name=draft.file_name
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
