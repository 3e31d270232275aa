"""Issued editions of a plan, for everybody with a part in it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from tracker.domain.permissions import Action
from tracker.models.plan import Plan
from tracker.models.reporting import Edition
from tracker.services import drafting, editions
from tracker.web import access, transaction
from tracker.web.serving import edition_file

blueprint = Blueprint("editions", __name__, url_prefix="/plans/<plan_code>/editions")


@blueprint.get("")
@access.may(Action.READ_EDITION)
def index(plan: Plan) -> str:
    waiting = editions.to_confirm(access.the_actor(), plan)
    return render_template("editions/index.html", editions=editions.shown_in(plan), to_confirm=waiting)


@blueprint.get("/<int:edition_id>")
@access.may(Action.READ_EDITION)
def show(plan: Plan, edition: Edition) -> str:
    if edition.state not in editions.SHOWN:
        abort(404)
    return render_template("editions/show.html", edition=edition, snapshot=drafting.snapshot_of(edition))


@blueprint.get("/<int:edition_id>/files/<int:number>")
@access.may(Action.READ_EDITION)
def download(plan: Plan, edition: Edition, number: int) -> Response:
    answer, actor = edition_file(edition, number), access.the_actor()
    transaction.record_afterwards(lambda: editions.record_download(actor, edition, number))
    return answer
