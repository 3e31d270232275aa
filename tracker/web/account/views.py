"""The pages of one's own account."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tracker.services import people, people_invitations, people_roles, people_signed_in, second_factors
from tracker.web import access, carrying, identity, languages
from tracker.web.account.entering import admitted, knows_password
from tracker.web.account.forms import ChangePasswordForm, NewPasswordForm
from tracker.web.carrying import CodeForm, SignInForm, code_page, sign_in_page

blueprint = Blueprint("account", __name__)

Answer = str | AnyResponse | tuple[str, int]


@blueprint.get("/sign-in")
@access.public
def sign_in() -> Answer:
    target = carrying.local(request.args.get("next"))
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
    if not second_factors.has_any(user):
        identity.sign_in(user)
        return carrying.go_on(form.next.data, form.carried.data)
    identity.begin(user)
    if form.carried.data:
        step = CodeForm(formdata=None)
        step.next.data, step.carried.data = form.next.data, form.carried.data
        return code_page(step)
    return redirect(url_for("factors.code", next=form.next.data or None), 303)


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Answer:
    identity.sign_out()
    answer = redirect(url_for("account.sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.post("/language")
@access.public
def language() -> Answer:
    code, user = request.form.get("language", ""), identity.person()
    answer = Response(status=303, headers={"Location": carrying.local(request.form.get("next"))})
    if code in languages.offered():
        languages.keep(answer, code)
        if user is not None:
            people.set_language(user, code)
    return answer


@blueprint.get("/account")
@access.signed_in
def show() -> Answer:
    user = access.the_actor().user
    sign_ins = people_signed_in.open_ones(user, *identity.limits())
    here = identity.sign_in_row()
    return render_template(
        "account/show.html",
        user=user,
        roles=people_roles.of_person(user),
        sign_ins=sign_ins,
        here=here,
        has_factor=second_factors.has_any(user),
    )


@blueprint.post("/account/sign-ins/<int:sign_in_id>/end")
@access.signed_in
def end_sign_in(sign_in_id: int) -> Answer:
    people_signed_in.end_own(access.the_actor().user, sign_in_id)
    flash(_("That sign-in has ended."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.route("/account/password", methods=["GET", "POST"])
@access.signed_in
def password() -> Answer:
    user = access.the_actor().user
    form = ChangePasswordForm(people.words_of(user))
    if form.validate_on_submit():
        if knows_password(user, form.current_password.data or ""):
            had_factor = identity.has_factor()
            people.set_password(user, identity.hash_password(form.password.data or ""), by=user)
            identity.sign_in(user, has_factor=had_factor)
            flash(_("Your password is changed. Every other sign-in of yours has ended."), "success")
            return redirect(url_for(".show"), 303)
        form.current_password.errors = [_("This is not your current password.")]
    return render_template("account/password.html", form=form), 422 if form.is_submitted() else 200


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@access.public
def invitation(token: str) -> Answer:
    found, here = people_invitations.open_invitation(token), identity.person()
    if found is None:
        return render_template("account/invitation_over.html"), 404
    if here is not None:
        return render_template("account/invitation_of_another.html", name=here.name), 403
    form = NewPasswordForm(people.words_of(found.user))
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("account/invitation.html", form=form, user=found.user, found=found), status
    user = people_invitations.accept(found, identity.hash_password(form.password.data or ""))
    if found.is_reset or second_factors.has_any(user):
        flash(_("Your password is set. Sign in with it."), "success")
        return redirect(url_for(".sign_in"), 303)
    identity.sign_in(user)
    flash(_("Your password is set and you are signed in."), "success")
    return redirect(url_for("home.show"), 303)
