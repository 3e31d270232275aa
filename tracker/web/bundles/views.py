"""Asking for all evidence of an issued edition, and taking it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tracker import jobs
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models.evidence import EvidenceBundle
from tracker.models.plan import Plan
from tracker.models.reporting import Edition
from tracker.services import bundles, drafting, editions
from tracker.web import access, languages, transaction
from tracker.web.forms import TrackerForm

blueprint = Blueprint("bundles", __name__, url_prefix="/plans/<plan_code>")

Answer = str | AnyResponse | tuple[str, int]


class AskForm(TrackerForm):
    """Only the token."""


@blueprint.route("/editions/<int:edition_id>/evidence", methods=["GET", "POST"])
@access.weighty
@access.may(Action.EXPORT_EVIDENCE)
def index(plan: Plan, edition: Edition) -> Answer:
    if edition.state not in editions.SHOWN:
        abort(404)
    form = AskForm()
    if form.validate_on_submit():
        try:
            bundles.request(access.the_actor(), edition, languages.chosen())
            transaction.afterwards(jobs.wake)
            flash(_("The files are being put together. Look again in a moment."), "info")
            return redirect(url_for(".index", plan_code=plan.code, edition_id=edition.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    snapshot, rows = drafting.snapshot_of(edition), bundles.of_edition(edition)
    page = render_template("bundles/index.html", form=form, edition=edition, register=snapshot.evidence, rows=rows)
    return (page, 422) if form.is_submitted() else page


@blueprint.get("/bundles/<int:bundle_id>/parts/<int:part>")
@access.weighty
@access.may(Action.EXPORT_EVIDENCE)
def download(plan: Plan, bundle: EvidenceBundle, part: int) -> Response:
    actor, key = access.the_actor(), bundle.id
    name, size, chunks = bundles.opened(actor, bundle, part, current_app.extensions["settings"])
    transaction.record_afterwards(lambda: bundles.record_download(actor, key, part))
    answer = Response(chunks, mimetype="application/zip")
    answer.content_length = size
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
