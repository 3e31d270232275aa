"""Administration: the organisations of this installation. Its people are in `people`, on the same addresses."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import AlreadyExists, RuleBroken, Stale
from tracker.models.people import Organisation
from tracker.services import organisations as service
from tracker.web import access, languages
from tracker.web.administration.forms import NAME_LANGUAGES, OrganisationForm
from tracker.web.conflicts import Conflict, conflict, version_sent
from tracker.web.countries import country_name
from tracker.web.forms import language_rows

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

Answer = str | Response | tuple[str, int]


@blueprint.get("/organisations")
@access.administrator
def organisations() -> Answer:
    archived = request.args.get("archived") == "1"
    found = service.everyone(archived=archived)
    return render_template(
        "administration/organisations.html", organisations=found, archived=archived, country_name=country_name
    )


@blueprint.route("/organisations/new", methods=["GET", "POST"])
@access.administrator
def new_organisation() -> Answer:
    form = OrganisationForm()
    if form.validate_on_submit():
        try:
            made = service.add(access.the_actor(), form.particulars())
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        else:
            flash(_("%(name)s was added.", name=languages.shown(made.name).text), "success")
            return redirect(url_for(".organisations"), 303)
    return _form_page(form, None)


@blueprint.route("/organisations/<int:organisation_id>", methods=["GET", "POST"])
@access.administrator
def organisation(organisation: Organisation) -> Answer:
    form = OrganisationForm(organisation)
    if form.validate_on_submit():
        try:
            service.change(access.the_actor(), organisation, form.particulars(), version=version_sent())
        except (AlreadyExists, RuleBroken) as error:
            form.refuse(error)
        except Stale:
            stored = OrganisationForm(organisation, formdata=None)
            return _form_page(form, organisation, conflict(organisation, form, stored))
        else:
            flash(_("The change is stored."), "success")
            return redirect(url_for(".organisations"), 303)
    return _form_page(form, organisation)


@blueprint.post("/organisations/<int:organisation_id>/archive")
@access.administrator
def archive_organisation(organisation: Organisation) -> Answer:
    service.archive(access.the_actor(), organisation)
    flash(_("%(name)s is archived.", name=languages.shown(organisation.name).text), "success")
    return redirect(url_for(".organisations"), 303)


@blueprint.post("/organisations/<int:organisation_id>/restore")
@access.administrator
def restore_organisation(organisation: Organisation) -> Answer:
    service.restore(access.the_actor(), organisation)
    flash(_("%(name)s is in use again.", name=languages.shown(organisation.name).text), "success")
    return redirect(url_for(".organisations"), 303)


def _form_page(form: OrganisationForm, thing: Organisation | None, clash: Conflict | None = None) -> tuple[str, int]:
    status = 409 if clash else 422 if form.is_submitted() else 200
    return render_template(
        "administration/organisation.html",
        form=form,
        organisation=thing,
        clash=clash,
        rows=language_rows(NAME_LANGUAGES),
        current=form.current,
    ), status
