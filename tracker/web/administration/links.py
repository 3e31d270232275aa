"""The link that is handed to a person: kept for its page in the browser of whoever made it, nowhere else."""

from __future__ import annotations

from flask import current_app, session, url_for

from config import Settings
from tracker.models.people import RoleOffer, User
from tracker.services import people_invitations, people_offers

PLACE = "link"


def keep(whose: User | RoleOffer, token: str) -> None:
    """Keep the newest link for its page, so that a page loaded twice still shows it."""
    session[PLACE] = {"whose": _key(whose), "token": token}


def _key(whose: User | RoleOffer) -> str:
    return f"{whose.__tablename__} {whose.id}"


def address(whose: User | RoleOffer) -> str | None:
    """The whole address of the link made last, if it is this one's and still good."""
    kept = session.get(PLACE, {})
    if kept.get("whose") != _key(whose):
        return None
    if isinstance(whose, RoleOffer):
        is_good, endpoint = people_offers.open_offer(kept["token"]) is not None, "joining.join"
    else:
        is_good, endpoint = people_invitations.open_invitation(kept["token"]) is not None, "account.invitation"
    if not is_good:
        return None
    settings: Settings = current_app.extensions["settings"]
    if settings.public_url:
        return settings.public_url + url_for(endpoint, token=kept["token"])
    return url_for(endpoint, token=kept["token"], _external=True)
