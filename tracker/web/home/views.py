"""The first page after signing in."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.services import plans
from tracker.web import access

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@access.signed_in
def show() -> str:
    actor = access.the_actor()
    return render_template("home/show.html", plans=plans.of_person(actor))
