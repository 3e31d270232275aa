"""The second step of signing in, the step before weighty acts, and the pages where second factors are set up."""

from __future__ import annotations

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from config import Settings
from tracker.domain.errors import RuleBroken
from tracker.services import one_time_codes, people_signed_in, second_factors
from tracker.web import access, carrying, identity
from tracker.web.account.entering import knows_password, takes_code
from tracker.web.account.forms import AppForm
from tracker.web.account.views import Answer
from tracker.web.carrying import CodeForm, code_page, confirm_form, confirm_page
from tracker.web.languages import spoken

blueprint = Blueprint("factors", __name__)

NEW = "new_factor"


@blueprint.get("/sign-in/code")
@access.public
def code() -> Answer:
    if identity.half() is None:
        return redirect(url_for("account.sign_in"), 303)
    form = CodeForm(formdata=None)
    form.next.data = request.args.get("next")
    return code_page(form)


@blueprint.post("/sign-in/code")
@access.public
def enter_code() -> Answer:
    form, waiting = CodeForm(), identity.half()
    if waiting is None:
        return _anew()
    if not form.validate_on_submit():
        return code_page(form), 422
    user, key = waiting.user, waiting.id
    right = takes_code(user, form.factor_code.data or "", half=key)
    if right:
        identity.sign_in(user, has_factor=True)
        return carrying.go_on(form.next.data, form.carried.data)
    if right is None or identity.half() is None:
        return _anew()
    form.factor_code.errors = [_("This code is not right, or was used already. Type the newest one.")]
    return code_page(form), 422


def _anew() -> Answer:
    flash(_("Sign in again: the step with the code took too long, or too many codes were tried."), "warning")
    return redirect(url_for("account.sign_in"), 303)


@blueprint.route("/account/confirm", methods=["GET", "POST"])
@access.signed_in_by_password
def confirm() -> Answer:
    user, form = access.the_actor().user, confirm_form()
    if not form.is_submitted():
        form.next.data = request.args.get("next")
    if not form.validate_on_submit():
        return confirm_page(form), 422 if form.is_submitted() else 200
    if not knows_password(user, form.password.data or ""):
        form.password.errors = [_("This is not your password.")]
        return confirm_page(form), 422
    if "factor_code" in form and not takes_code(user, form.factor_code.data or ""):
        form.factor_code.errors = [_("This code is not right, or was used already. Type the newest one.")]
        return confirm_page(form), 422
    row = identity.sign_in_row()
    if row is not None:
        people_signed_in.confirm(row, has_factor="factor_code" in form)
    return carrying.go_on(form.next.data, form.carried.data, page="account/confirmed.html")


@blueprint.get("/account/second-factor")
@access.signed_in_by_password
def show() -> Answer:
    actor = access.the_actor()
    return render_template(
        "account/factors.html",
        app=second_factors.authenticator_of(actor.user),
        passkeys=second_factors.passkeys_of(actor.user),
        codes=second_factors.codes_left(actor.user),
        is_needed=second_factors.is_needed(actor),
    )


@blueprint.route("/account/second-factor/app", methods=["GET", "POST"])
@access.weighty
@access.signed_in_by_password
def app() -> Answer:
    user, form, key = access.the_actor().user, AppForm(), identity.factor_key()
    if access.owes_factor():
        return carrying.ask_to_confirm()
    sealed = session[NEW] = session.get(NEW) or one_time_codes.new_secret(key)
    if form.validate_on_submit():
        try:
            codes = second_factors.set_up(user, sealed, form.factor_code.data or "", key=key)
        except RuleBroken as error:
            form.factor_code.errors = [spoken(error.message)]
        else:
            return _set_up(codes)
    status = 422 if form.is_submitted() else 200
    return render_template("account/app.html", form=form, **_shown(sealed)), status


def _set_up(codes: list[str]) -> Answer:
    """A person who set up a factor has shown it; what was begun elsewhere without it ends."""
    session.pop(NEW, None)
    user = access.the_actor().user
    people_signed_in.end_all(user)
    identity.sign_in(user, has_factor=True)
    return render_template("account/codes.html", codes=codes)


def _shown(sealed: str) -> dict[str, object]:
    """The key of a new app in letters and as a picture."""
    settings: Settings = current_app.extensions["settings"]
    site = settings.public_url.partition("://")[2] or request.host
    key, email = identity.factor_key(), access.the_actor().user.email
    address = one_time_codes.address(sealed, key, email=email, site=f"1325 {site}")
    picture = segno.make(address, micro=False, error="m").svg_inline(border=3, light="#fff", omitsize=True)
    letters = one_time_codes.readable(sealed, key)
    spaced = " ".join(letters[place : place + 4] for place in range(0, len(letters), 4))
    return {"picture": Markup(picture), "letters": spaced, "address": address}  # noqa: S704 - our own drawing


@blueprint.post("/account/second-factor/app/remove")
@access.weighty
@access.signed_in
def remove_app() -> Answer:
    try:
        second_factors.remove_authenticator(access.the_actor())
    except RuleBroken as error:
        flash(spoken(error.message), "error")
    else:
        flash(_("The app is removed. Its codes do not work any more."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.post("/account/second-factor/codes")
@access.weighty
@access.signed_in
def new_codes() -> Answer:
    return render_template("account/codes.html", codes=second_factors.new_recovery_codes(access.the_actor().user))
