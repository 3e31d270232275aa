"""A commitment: what it promises, how it is measured, what was reported on it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reports.money import listed, said
from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import CommitmentStatus
from tracker.models.plan import Commitment, Plan
from tracker.services import commitments, money, spending, tree, voices
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.commitments.forms import commitment_form
from tracker.web.conflicts import conflict, version_sent
from tracker.web.figures import printing
from tracker.web.forms import language_rows

blueprint = Blueprint("commitments", __name__, url_prefix="/plans/<plan_code>/commitments")

Answer = str | Response | tuple[str, int]


@blueprint.get("/<int:commitment_id>")
@access.may(Action.READ_PLAN)
def show(plan: Plan, commitment: Commitment) -> Answer:
    return render_template(
        "commitments/show.html",
        commitment=commitment,
        indicators=[each for each in commitment.indicators if each.archived_at is None],
        voices=voices.beside(access.the_actor(), plan, commitment),
        sees_all=access.the_actor().reach(plan, Action.READ_MEASUREMENT).everything,
        NO_REPORT=CommitmentStatus.NO_REPORT,
        references=commitments.references_of(commitment),
        purse=money.of_commitment(access.the_actor(), commitment),
        asked=spending.asked(access.the_actor(), commitment),
        amount=lambda row: said(printing().speech, row.amount, row.currency),
        listed=lambda amounts: listed(printing().speech, amounts),
        may_edit=access.may_change(plan),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def new(plan: Plan) -> Answer:
    form = commitment_form(plan, None, place=_place_asked_for())
    made = accepted(form, lambda: commitments.add(access.the_actor(), plan, form.facts()))
    if made is None:
        return form_page("commitments/edit.html", form, languages=language_rows(plan))
    flash(_("The commitment is stored. Now say how it is measured."), "success")
    return redirect(url_for(".show", plan_code=plan.code, commitment_id=made.id), 303)


def _place_asked_for() -> str:
    for level in ("outcome", "pillar"):
        if key := request.args.get(level, type=int):
            return f"{level}:{key}"
    return ""


@blueprint.route("/<int:commitment_id>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit(plan: Plan, commitment: Commitment) -> Answer:
    form, clash = commitment_form(plan, commitment), None

    def change() -> Commitment:
        return commitments.change(access.the_actor(), plan, commitment, form.facts(), version=version_sent())

    try:
        if accepted(form, change):
            flash(_("The change is stored."), "success")
            return redirect(url_for(".show", plan_code=plan.code, commitment_id=commitment.id), 303)
    except Stale:
        clash = conflict(commitment, form, commitment_form(plan, commitment, stored=True))
    return form_page("commitments/edit.html", form, thing=commitment, clash=clash, languages=language_rows(plan))


@blueprint.post("/<int:commitment_id>/archive")
@access.may(Action.EDIT_PLAN)
def archive(plan: Plan, commitment: Commitment) -> Response:
    tree.archive(access.the_actor(), plan, commitment)
    flash(_("%(code)s is archived. It can be restored from the foot of this page.", code=commitment.code), "success")
    return redirect(url_for("plans.show", plan_code=plan.code), 303)


@blueprint.post("/<int:commitment_id>/restore")
@access.may(Action.EDIT_PLAN)
def restore(plan: Plan, commitment: Commitment) -> Response:
    tree.restore(access.the_actor(), plan, commitment)
    flash(_("%(code)s is back in the plan.", code=commitment.code), "success")
    return redirect(url_for(".show", plan_code=plan.code, commitment_id=commitment.id), 303)
