"""The page behind an invitation into a plan: whoever it is for takes the role."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.models.people import RoleOffer
from tracker.services import people, people_offers
from tracker.web import access, identity
from tracker.web.account.forms import NewPasswordForm
from tracker.web.account.views import Answer
from tracker.web.forms import TrackerForm

blueprint = Blueprint("joining", __name__)


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@access.public
def join(token: str) -> Answer:
    offered, here = people_offers.open_offer(token), identity.person()
    if offered is None:
        return render_template("account/invitation_over.html"), 404
    if here is not None and here.email != offered.email:
        return render_template("account/invitation_of_another.html", name=here.name), 403
    if here is not None:
        return _take(offered)
    if people.by_email(offered.email) is not None:
        return render_template("account/join_known.html", offer=offered, token=token)
    return _join(offered)


def _take(offered: RoleOffer) -> Answer:
    """Somebody who is signed in takes the role, and stays so in this browser only."""
    form, person, had_factor = TrackerForm(), access.the_actor().user, identity.has_factor()
    if not form.validate_on_submit():
        return render_template("account/join.html", form=form, offer=offered), 422 if form.is_submitted() else 200
    people_offers.take(offered, person)
    identity.sign_in(person, has_factor=had_factor)
    flash(_("The role is yours."), "success")
    return redirect(url_for("home.show"), 303)


def _join(offered: RoleOffer) -> Answer:
    """Somebody without an account chooses a password."""
    form = NewPasswordForm(people_offers.words_of(offered))
    if not form.validate_on_submit():
        return render_template("account/join.html", form=form, offer=offered), 422 if form.is_submitted() else 200
    identity.sign_in(people_offers.join(offered, identity.hash_password(form.password.data or "")))
    flash(_("Your password is set and you are signed in."), "success")
    return redirect(url_for("home.show"), 303)
