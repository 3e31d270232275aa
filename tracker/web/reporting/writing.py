"""Writing the sections of a report: by whom, how far, and kept while somebody writes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reports import placing
from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.prose import words
from tracker.domain.report_sections import BY_ITSELF, GUIDANCE
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report, Section
from tracker.services import drafting, rounds, sections
from tracker.web import access, headers
from tracker.web.conflicts import version_sent
from tracker.web.forms import fill, language_rows, multilingual
from tracker.web.languages import chosen, spoken
from tracker.web.reporting.forms import assign_form, chosen_writers, section_form
from tracker.web.reporting.section_list import section_address, section_label, section_rows

blueprint = Blueprint("writing", __name__, url_prefix="/plans/<plan_code>/reports")

Answer = str | Response | tuple[str, int]


@blueprint.get("/mine")
@access.may(Action.WRITE_SECTION)
def mine(plan: Plan) -> str:
    """The sections that were given to this person."""
    rows = [
        (section, section_label(section.key, section.pillar),
         section_address(plan, section.report, section.key, section.pillar))
        for section in sections.given_to(access.the_actor(), plan)
    ]  # fmt: skip
    return render_template("reporting/mine.html", rows=rows, rounds=rounds.open_in(plan))


@blueprint.route("/<int:report_id>/who-writes", methods=["GET", "POST"])
@access.may(Action.WRITE_REPORT)
def assign(plan: Plan, report: Report) -> Answer:
    rows = section_rows(plan, report)
    form = assign_form(rows, sections.writers(plan))
    if form.validate_on_submit():
        try:
            sections.assign(access.the_actor(), report, chosen_writers(form, rows))
            flash(_("Stored: who writes what."))
            return redirect(url_for("reporting.show", plan_code=plan.code, report_id=report.id), 303)
        except RuleBroken as error:
            form.refuse(error)
    page = render_template("reporting/assign.html", form=form, report=report, rows=rows)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<int:report_id>/sections/<key>", methods=["GET", "POST"])
@access.may(Action.WRITE_SECTION)
def write(plan: Plan, report: Report, key: str) -> Answer:
    section_key, pillar = _asked_for(plan, key)
    section = sections.one(report, section_key, pillar)
    sections.require_writer(access.the_actor(), report, section)
    form: Any = section_form(plan, decides=access.can(Action.WRITE_REPORT))()
    if not form.is_submitted():
        fill(form.body, section.body if section else None)
        form.state.data = section.state if section else SectionState.WRITING
        return _page(plan, report, form, section_key, pillar)
    if not form.validate():
        return _page(plan, report, form, section_key, pillar), 422
    try:
        _store(report, form, section_key, pillar, page=request.form.get("form_key", "")[:64])
    except Stale:
        return _page(plan, report, form, section_key, pillar, is_late=True), 409
    except RuleBroken as error:
        form.refuse(error)
        return _page(plan, report, form, section_key, pillar), 422
    flash(_("Stored: %(section)s.", section=section_label(section_key, pillar)))
    return redirect(_back(plan, report), 303)


@blueprint.post("/<int:report_id>/sections/<key>/keep")
@access.may(Action.WRITE_SECTION)
def keep(plan: Plan, report: Report, key: str) -> dict[str, Any] | tuple[dict[str, Any], int]:
    """Store what stands in the form while somebody writes; only the script of the page asks for it."""
    section_key, pillar = _asked_for(plan, key)
    sections.require_writer(access.the_actor(), report, sections.one(report, section_key, pillar))
    form: Any = section_form(plan, decides=access.can(Action.WRITE_REPORT))()
    if not form.validate():
        return {"said": _("This text is too long.")}, 422
    try:
        page = request.form.get("page", "")[:64]
        section = _store(report, form, section_key, pillar, page=page, along=True)
    except Stale as error:
        return {"said": spoken(error.message)}, 409
    return {"version": section.version}


def _store(
    report: Report, form: Any, key: SectionKey, pillar: Pillar | None, *, page: str, along: bool = False
) -> Section:
    state = SectionState(form.state.data) if form.state.data in list(SectionState) else None
    return sections.write(
        access.the_actor(), report, key, pillar, multilingual(form.body),
        version=version_sent(), state=state, page=page, along=along,
    )  # fmt: skip


def _page(
    plan: Plan, report: Report, form: Any, key: SectionKey, pillar: Pillar | None, *, is_late: bool = False
) -> str:
    """The form, with the version that the person saw; after a conflict with the stored one, so that it can be sent."""
    headers.let_the_page_ask()
    stored = sections.one(report, key, pillar)
    version = stored.version if stored else None
    about = pillar.id if pillar else None
    return render_template(
        "reporting/section.html",
        form=form,
        key=key,
        label=section_label(key, pillar),
        guidance=_(GUIDANCE[key]),
        by_itself=key in BY_ITSELF,
        section=stored,
        conflict=stored if is_late else None,
        version=version_sent() if form.is_submitted() and not is_late else version,
        languages=language_rows(plan),
        counts=_counts(form),
        figures=list(placing.offered(drafting.unfilled(plan, report.period), chosen())),
        keep_address=url_for(".keep", plan_code=plan.code, report_id=report.id, key=key.value, about=about),
        back=_back(plan, report),
    )


def _counts(form: Any) -> dict[str, str]:
    """How many words stand in each language."""
    return {code: _("Words: %(n)s", n=words(form.body.form[code].data or "")) for code in form.body.form._fields}


def _back(plan: Plan, report: Report) -> str:
    if access.can(Action.WRITE_REPORT):
        return url_for("reporting.show", plan_code=plan.code, report_id=report.id)
    return url_for(".mine", plan_code=plan.code)


def _asked_for(plan: Plan, key: str) -> tuple[SectionKey, Pillar | None]:
    about = request.args.get("about", type=int)
    pillar = next((each for each in sections.pillars_of(plan) if each.id == about), None)
    if key not in list(SectionKey) or (key == SectionKey.PROGRESS) is (pillar is None):
        abort(404)
    return SectionKey(key), pillar
