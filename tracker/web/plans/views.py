"""A plan: begun, read as a tree, its facts and its state changed."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import PlanState
from tracker.domain.wording import label
from tracker.models.plan import Plan
from tracker.services import plans, tree
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import conflict, version_sent
from tracker.web.countries import country_name
from tracker.web.fields import key_of
from tracker.web.forms import language_rows
from tracker.web.plans.forms import NewPlanForm, StateForm, plan_form
from tracker.web.several import in_each

blueprint = Blueprint("plans", __name__)

Answer = str | Response | tuple[str, int]


@blueprint.route("/plans/new", methods=["GET", "POST"])
@access.signed_in
def new() -> Answer:
    actor = access.the_actor()
    plans.require_creator(actor)
    form = NewPlanForm(plans.creators_organisations(actor))
    made = accepted(form, lambda: _create(form))
    if made is None:
        return form_page("plans/new.html", form)
    flash(_("The plan was created, with the four pillars in place."), "success")
    return redirect(url_for(".show", plan_code=made.code), 303)


def _create(form: NewPlanForm) -> Plan:
    new_plan = form.new_plan()
    titles = {theme: in_each(label(theme), new_plan.languages) for theme in plans.FOUR}
    organisation_id = int(form.organisation.data or 0)
    return plans.create(access.the_actor(), new_plan, organisation_id=organisation_id, pillar_titles=titles)


@blueprint.get("/plans/archived")
@access.signed_in
def archived() -> Answer:
    return render_template("plans/archived.html", plans=plans.of_person(access.the_actor(), archived=True))


@blueprint.get("/plans/<plan_code>")
@access.may(Action.READ_PLAN)
def show(plan: Plan) -> Answer:
    may_edit = access.may_change(plan)
    return render_template(
        "plans/show.html",
        branches=tree.tree(plan),
        may_edit=may_edit,
        arranging=may_edit and request.args.get("arrange") == "1",
        archived=tree.archived(plan) if may_edit else [],
        country=country_name(plan.country),
    )


@blueprint.get("/plans/<plan_code>/facts")
@access.may(Action.READ_PLAN)
def facts(plan: Plan) -> Answer:
    parent = plans.parent_of(plan)
    return render_template("plans/facts.html", country=country_name(plan.country), parent=parent)


@blueprint.route("/plans/<plan_code>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit(plan: Plan) -> Answer:
    actor = access.the_actor()
    offer = plans.candidates(plan), plans.possible_parents(actor, plan)
    form = plan_form(plan, *offer)
    clash = None
    try:
        if accepted(form, lambda: plans.change(actor, plan, form.facts(), version=version_sent())):
            flash(_("The change is stored."), "success")
            return redirect(url_for(".show", plan_code=plan.code), 303)
    except Stale:
        clash = conflict(plan, form, plan_form(plan, *offer, stored=True))
    return form_page("plans/edit.html", form, thing=plan, clash=clash, languages=language_rows(plan))


@blueprint.route("/plans/<plan_code>/state", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def state(plan: Plan) -> Answer:
    form, clash = StateForm(plan), None

    def change() -> Plan:
        state, public = PlanState(form.state.data), bool(form.is_public.data)
        return plans.set_state(access.the_actor(), plan, state, public=public, version=version_sent())

    try:
        if accepted(form, change):
            flash(_("The change is stored."), "success")
            return redirect(url_for(".show", plan_code=plan.code), 303)
    except Stale:
        clash = conflict(plan, form, StateForm(plan, formdata=None))
    return form_page("plans/state.html", form, thing=plan, clash=clash)


@blueprint.post("/plans/<plan_code>/arrange")
@access.may(Action.EDIT_PLAN)
def arrange(plan: Plan) -> Response:
    """Move one part of the tree: its button says `up:indicator:12`."""
    way, _colon, what = request.form.get("move", "").partition(":")
    name, _colon, number = what.partition(":")
    key = key_of(number)
    if way not in ("up", "down") or name not in tree.LEVELS or key is None:
        abort(400)
    moved = tree.move(access.the_actor(), plan, name, key, up=way == "up")
    if moved is None:
        abort(404)
    return redirect(url_for(".show", plan_code=plan.code, arrange=1, _anchor=f"{name}-{key}"), 303)
