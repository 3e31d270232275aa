"""Whoever is signed in and asks for what is not theirs, or is not there, stands in the record of acts."""

from __future__ import annotations

from flask import Flask, Response, g, request

from tracker.models.plan import Plan
from tracker.services import people_attempts
from tracker.web import identity, transaction

REFUSED = (403, 404)


def init_app(app: Flask) -> None:
    app.after_request(note)


def note(response: Response) -> Response:
    """Enter a refusal once the request's transaction is over; what was asked for is named by its kind only."""
    person = identity.person()
    if person is None or response.status_code not in REFUSED or request.endpoint in (None, "static"):
        return response
    asked = {"address": request.endpoint, "method": request.method, "status": response.status_code}
    plan: Plan | None = g.get("plan")
    transaction.record_afterwards(lambda: people_attempts.record_refused_access(person, plan, asked))
    return response
