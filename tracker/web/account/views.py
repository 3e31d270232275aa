"""The pages of one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.services import people
from tracker.web import access, carrying, identity, languages
from tracker.web.account.entering import admitted
from tracker.web.carrying import SignInForm, sign_in_page

blueprint = Blueprint("account", __name__)

Answer = str | Response | tuple[str, int]


@blueprint.get("/sign-in")
@access.public
def sign_in() -> Answer:
    target = _local(request.args.get("next"))
    if identity.person() is not None:
        return redirect(target, 303)
    form = SignInForm(formdata=None)
    form.next.data = target
    return sign_in_page(form)


@blueprint.post("/sign-in")
@access.public
def enter() -> Answer:
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_page(form), 422
    user = admitted(form.email.data or "", form.password.data or "")
    if user is None:
        form.form_errors.append(_("The e-mail or the password is not right."))
        return sign_in_page(form), 422
    identity.sign_in(user)
    people.record_sign_in(user)
    carried = carrying.opened(form.carried.data or "")
    if carried is not None:
        return render_template("account/carried.html", carried=carried)
    if form.carried.data:
        flash(_("What was typed before belonged to somebody else's sign-in and was not kept."), "warning")
    return redirect(_local(form.next.data), 303)


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Answer:
    user = identity.person()
    identity.sign_out()
    if user is not None:
        people.record_sign_out(user)
    answer = redirect(url_for("account.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.post("/language")
@access.public
def language() -> Answer:
    code = request.form.get("language", "")
    answer = redirect(_local(request.form.get("next")), 303)
    if code in languages.offered():
        user = identity.person()
        if user is not None:
            user.language = code
        languages.keep(answer, code)
    return answer


@blueprint.get("/account")
@access.signed_in
def show() -> Answer:
    return render_template("account/show.html", user=access.the_actor().user)


def _local(target: str | None) -> str:
    """An address of this site to go on to; the first page where there is none or it would lead elsewhere."""
    return target if target and carrying.is_local(target) else url_for("home.show")
