"""The people of one plan, for its coordinator."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.permissions import Action
from tracker.models.people import Membership
from tracker.models.plan import Plan
from tracker.services import people_invitations, people_roles, plans
from tracker.web import access, languages
from tracker.web.administration import links
from tracker.web.administration.forms import InvitationForm, Offer
from tracker.web.administration.views import Answer

blueprint = Blueprint("people", __name__, url_prefix="/plans/<plan_code>/people")


@blueprint.get("")
@access.may(Action.INVITE)
def index(plan: Plan) -> Answer:
    roles = people_roles.of_plan(plan)
    given = people_roles.GIVEN_BY_COORDINATORS
    return render_template("administration/plan_people.html", roles=roles, given=given)


@blueprint.route("/invite", methods=["GET", "POST"])
@access.weighty
@access.may(Action.INVITE)
def invite(plan: Plan) -> Answer:
    form = InvitationForm(Offer([plan], plans.candidates(plan), people_roles.GIVEN_BY_COORDINATORS))
    if not form.is_submitted():
        form.language.data = languages.chosen()
    post = form.post() if form.validate_on_submit() else None
    if post is not None:
        try:
            person, token = people_roles.invite(access.the_actor(), post, **form.facts())
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        else:
            return _handed_over(people_roles.held(person, post), token)
    return render_template("administration/invite.html", form=form), 422 if form.is_submitted() else 200


@blueprint.post("/<int:membership_id>/end")
@access.weighty
@access.may(Action.INVITE)
def end(plan: Plan, membership: Membership) -> Answer:
    people_roles.end(access.the_actor(), membership)
    flash(_("The role has ended."), "success")
    return redirect(url_for(".index", plan_code=plan.code), 303)


@blueprint.post("/<int:membership_id>/link")
@access.weighty
@access.may(Action.INVITE)
def new_link(plan: Plan, membership: Membership) -> Answer:
    token = people_invitations.invite_again(access.the_actor(), plan, membership.user)
    return _handed_over(membership, token)


@blueprint.get("/<int:membership_id>/link")
@access.may(Action.INVITE)
def link(plan: Plan, membership: Membership) -> Answer:
    person, back = membership.user, url_for(".index", plan_code=plan.code)
    return render_template("administration/link.html", person=person, address=links.address(person), back=back)


def _handed_over(membership: Membership | None, token: str | None) -> Answer:
    if membership is None:
        abort(404)
    if token is None:
        name = membership.user.name
        flash(_("%(name)s has an account already and now has this role too.", name=name), "success")
        return redirect(url_for(".index", plan_code=membership.plan.code), 303)
    links.keep(membership.user, token)
    return redirect(url_for(".link", plan_code=membership.plan.code, membership_id=membership.id), 303)
