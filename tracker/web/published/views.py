"""Issued editions of public plans, open to everybody."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, render_template

from tracker.models.reporting import Edition
from tracker.services import drafting, editions
from tracker.web import access
from tracker.web.serving import edition_file

blueprint = Blueprint("published", __name__, url_prefix="/published")


@blueprint.get("")
@access.public
def index() -> str:
    return render_template("published/index.html", editions=editions.published())


@blueprint.get("/<int:edition_id>")
@access.public
def show(edition_id: int) -> str:
    edition = _public(edition_id)
    g.plan = edition.plan
    return render_template("published/show.html", edition=edition, snapshot=drafting.snapshot_of(edition))


@blueprint.get("/<int:edition_id>/files/<int:number>")
@access.public
def download(edition_id: int, number: int) -> Response:
    return edition_file(_public(edition_id), number)


def _public(edition_id: int) -> Edition:
    edition = editions.published_edition(edition_id)
    if edition is None:
        abort(404)
    return edition
