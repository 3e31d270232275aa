"""The people of one plan, for its coordinator."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.permissions import Action
from tracker.models.people import Membership, RoleOffer
from tracker.models.plan import Plan
from tracker.services import people_invitations, people_offers, people_roles, plans
from tracker.web import access, languages
from tracker.web.administration import links
from tracker.web.administration.forms import InvitationForm, Offer
from tracker.web.administration.views import Answer

blueprint = Blueprint("people", __name__, url_prefix="/plans/<plan_code>/people")


@blueprint.get("")
@access.may(Action.INVITE)
def index(plan: Plan) -> Answer:
    roles = people_roles.of_plan(plan)
    given, offers = people_roles.GIVEN_BY_COORDINATORS, people_offers.of_plan(plan)
    return render_template("administration/plan_people.html", roles=roles, given=given, offers=offers)


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
            offered, token = people_offers.offer(access.the_actor(), post, **form.facts())
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        else:
            return _offered(offered, token)
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
    links.keep(membership.user, token)
    return redirect(url_for(".link", plan_code=plan.code, membership_id=membership.id), 303)


@blueprint.get("/<int:membership_id>/link")
@access.may(Action.INVITE)
def link(plan: Plan, membership: Membership) -> Answer:
    return _link_page(plan, membership.user.name, links.address(membership.user))


@blueprint.post("/offers/<int:offer_id>/link")
@access.weighty
@access.may(Action.INVITE)
def renew_offer(plan: Plan, offer: RoleOffer) -> Answer:
    return _offered(offer, people_offers.renew(access.the_actor(), offer))


@blueprint.get("/offers/<int:offer_id>/link")
@access.may(Action.INVITE)
def offer_link(plan: Plan, offer: RoleOffer) -> Answer:
    return _link_page(plan, offer.name, links.address(offer))


@blueprint.post("/offers/<int:offer_id>/withdraw")
@access.weighty
@access.may(Action.INVITE)
def withdraw_offer(plan: Plan, offer: RoleOffer) -> Answer:
    people_offers.withdraw(access.the_actor(), offer)
    flash(_("The invitation is withdrawn. Its link does not work any more."), "success")
    return redirect(url_for(".index", plan_code=plan.code), 303)


def _offered(offer: RoleOffer, token: str) -> Answer:
    links.keep(offer, token)
    return redirect(url_for(".offer_link", plan_code=offer.plan.code, offer_id=offer.id), 303)


def _link_page(plan: Plan, name: str, address: str | None) -> Answer:
    back = url_for(".index", plan_code=plan.code)
    return render_template("administration/link.html", name=name, address=address, back=back)
