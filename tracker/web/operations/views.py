"""For programs that watch over the installation: is it alive, and can it work?"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from tracker import jobs
from tracker.services import readiness
from tracker.web import access

blueprint = Blueprint("operations", __name__)


@blueprint.get("/health")
@access.public
def health() -> Response:
    """The process answers; nothing else is asked."""
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/ready")
@access.public
def ready() -> tuple[Response, int]:
    """Names and yes or no: what they stand for is in the guide for operators."""
    found = readiness.checks(current_app.extensions["settings"]) | {"queue": jobs.queue().is_there()}
    told = {name: "ok" if holds else "failed" for name, holds in found.items()}
    told["worker"] = "ok" if jobs.queue().is_served() else "silent"
    return jsonify(ready=all(found.values()), checks=told), 200 if all(found.values()) else 503
