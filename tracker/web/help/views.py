"""Help pages, open to everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.domain.permissions import ROLES, TABLE, Scope
from tracker.web import access

blueprint = Blueprint("help", __name__, url_prefix="/help")


@blueprint.get("")
@access.public
def index() -> str:
    return render_template("help/index.html")


@blueprint.get("/who-may-do-what")
@access.public
def rights() -> str:
    """The permission table, as the guard reads it."""
    return render_template("help/rights.html", roles=ROLES, table=TABLE, Scope=Scope)
