"""Administration: the people of this installation, their links and their roles."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.models.people import User
from tracker.services import organisations, people_invitations, people_roles, people_signed_in, second_factors
from tracker.services import people as service
from tracker.web import access, identity, languages, transaction
from tracker.web.administration import links
from tracker.web.administration.forms import ChangePersonForm, NewPersonForm, Offer, RoleForm
from tracker.web.administration.views import Answer, blueprint

__all__ = ("blueprint",)  # with the addresses of this module and of `views`


@blueprint.get("/people")
@access.administrator
def people() -> Answer:
    search, actor = request.args.get("search", ""), access.the_actor()
    found = service.everybody(search)
    if search:
        transaction.record_afterwards(lambda: service.record_search(actor, len(found)))
    return render_template("administration/people.html", people=found, search=search)


@blueprint.route("/people/new", methods=["GET", "POST"])
@access.weighty
@access.administrator
def new_person() -> Answer:
    form = NewPersonForm(_offer())
    if not form.is_submitted():
        form.language.data = languages.chosen()
    if form.validate_on_submit():
        try:
            made, token = people_roles.invite(access.the_actor(), form.post(), **form.facts())
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        else:
            return _handed_over(made, token)
    return render_template("administration/new_person.html", form=form), 422 if form.is_submitted() else 200


@blueprint.route("/people/<int:person_id>", methods=["GET", "POST"])
@access.weighty
@access.administrator
def person(person: User) -> Answer:
    form = ChangePersonForm(obj=person)
    if form.validate_on_submit():
        try:
            service.change_person(access.the_actor(), person, **form.facts())
        except RuleBroken as error:
            form.refuse(error)
        else:
            flash(_("The change is stored."), "success")
            return redirect(url_for(".person", person_id=person.id), 303)
    return _person_page(person, form, RoleForm(_offer(), formdata=None))


@blueprint.post("/people/<int:person_id>/roles")
@access.weighty
@access.administrator
def give_role(person: User) -> Answer:
    form = RoleForm(_offer())
    post = form.post() if form.validate_on_submit() else None
    if post is not None:
        try:
            people_roles.give(access.the_actor(), person, post.plan, post.role, post.organisation)
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        else:
            flash(_("%(name)s has the role.", name=person.name), "success")
            return redirect(url_for(".person", person_id=person.id), 303)
    return _person_page(person, ChangePersonForm(formdata=None, obj=person), form)


@blueprint.post("/people/<int:person_id>/roles/<int:role_id>/end")
@access.weighty
@access.administrator
def end_role(person: User, role_id: int) -> Answer:
    people_roles.end(access.the_actor(), people_roles.own_role(person, role_id))
    flash(_("The role has ended."), "success")
    return redirect(url_for(".person", person_id=person.id), 303)


@blueprint.post("/people/<int:person_id>/deactivate")
@access.weighty
@access.administrator
def deactivate(person: User) -> Answer:
    service.deactivate(access.the_actor(), person)
    flash(_("%(name)s cannot sign in any more.", name=person.name), "success")
    return redirect(url_for(".person", person_id=person.id), 303)


@blueprint.post("/people/<int:person_id>/reactivate")
@access.weighty
@access.administrator
def reactivate(person: User) -> Answer:
    service.reactivate(access.the_actor(), person)
    flash(_("%(name)s can sign in again.", name=person.name), "success")
    return redirect(url_for(".person", person_id=person.id), 303)


@blueprint.post("/people/<int:person_id>/sign-ins/end")
@access.weighty
@access.administrator
def end_sign_ins(person: User) -> Answer:
    service.end_sign_ins(access.the_actor(), person)
    flash(_("%(name)s is signed out everywhere.", name=person.name), "success")
    return redirect(url_for(".person", person_id=person.id), 303)


@blueprint.post("/people/<int:person_id>/factors/remove")
@access.weighty
@access.administrator
def remove_factors(person: User) -> Answer:
    second_factors.remove_all(access.the_actor(), person)
    flash(_("%(name)s has no second factor any more and is signed out.", name=person.name), "success")
    return redirect(url_for(".person", person_id=person.id), 303)


@blueprint.post("/people/<int:person_id>/link")
@access.weighty
@access.administrator
def new_link(person: User) -> Answer:
    return _handed_over(person, people_invitations.invite(access.the_actor(), person))


@blueprint.get("/people/<int:person_id>/link")
@access.administrator
def link(person: User) -> Answer:
    back = url_for(".person", person_id=person.id)
    return render_template(
        "administration/link.html",
        name=person.name,
        address=links.address(person),
        back=back,
        is_reset=people_invitations.is_reset(person),
    )


def _offer() -> Offer:
    return Offer(people_roles.plans_to_choose(), organisations.everyone())


def _handed_over(person: User, token: str | None) -> Answer:
    if token is None:
        flash(_("%(name)s has an account already and now has this role too.", name=person.name), "success")
        return redirect(url_for(".person", person_id=person.id), 303)
    links.keep(person, token)
    return redirect(url_for(".link", person_id=person.id), 303)


def _person_page(person: User, form: ChangePersonForm, role_form: RoleForm) -> tuple[str, int]:
    roles = people_roles.of_person(person)
    status = 422 if request.method == "POST" else 200
    return render_template(
        "administration/person.html",
        person=person,
        form=form,
        role_form=role_form,
        roles=roles,
        sign_ins=people_signed_in.open_ones(person, *identity.limits()),
        has_factor=second_factors.has_any(person),
    ), status
