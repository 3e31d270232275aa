"""Help pages, open to everybody."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from tracker.domain.permissions import ROLES, TABLE, Scope
from tracker.domain.vocabulary import Rating, Role
from tracker.web import access

blueprint = Blueprint("help", __name__, url_prefix="/help")

# In the order in which a reader looks for them.
GOOD_FIRST = (
    Rating.ACHIEVED,
    Rating.ON_TRACK,
    Rating.BEHIND,
    Rating.REGRESSED,
    Rating.ACHIEVED_EARLIER,
    Rating.MAINTAINED,
    Rating.NOT_MAINTAINED,
    Rating.NO_DATA,
    Rating.NO_TARGET,
    Rating.NOT_COMPUTABLE,
    Rating.NOT_DUE,
    Rating.NOT_RATED,
)


@blueprint.get("")
@access.public
def index() -> str:
    return render_template("help/index.html")


@blueprint.get("/how-the-work-goes/<role>")
@access.public
def steps(role: str) -> str:
    """The work of one kind of user in a few steps."""
    if role not in list(Role):
        abort(404)
    return render_template(f"help/steps_{role}.html")


@blueprint.get("/who-may-do-what")
@access.public
def rights() -> str:
    """The permission table, as the guard reads it."""
    return render_template("help/rights.html", roles=ROLES, rights=TABLE, Scope=Scope)


@blueprint.get("/words")
@access.public
def words() -> str:
    return render_template("help/words.html")


@blueprint.get("/ratings")
@access.public
def ratings() -> str:
    return render_template("help/ratings.html", ratings=GOOD_FIRST)
