"""The link that is handed to a person: kept for its page in the browser of whoever made it, nowhere else."""

from __future__ import annotations

from flask import current_app, session, url_for

from config import Settings
from tracker.models.people import User
from tracker.services import people_invitations

PLACE = "link"


def keep(person: User, token: str) -> None:
    """Keep the newest link for its page, so that a page loaded twice still shows it."""
    session[PLACE] = {"person": person.id, "token": token}


def address(person: User) -> str | None:
    """The whole address of the link made last, if it is this person's and still good."""
    kept = session.get(PLACE, {})
    if kept.get("person") != person.id or people_invitations.open_invitation(kept["token"]) is None:
        return None
    settings: Settings = current_app.extensions["settings"]
    if settings.public_url:
        return settings.public_url + url_for("account.invitation", token=kept["token"])
    return url_for("account.invitation", token=kept["token"], _external=True)
