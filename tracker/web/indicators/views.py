"""An indicator: read, begun by its kind or from a library, archived and restored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.breakdown import BROKEN_DOWN
from tracker.domain.permissions import Action
from tracker.domain.versions import LABELS
from tracker.domain.vocabulary import Kind, Theme
from tracker.models.evidence import EvidenceLink
from tracker.models.indicator import Indicator
from tracker.models.plan import Commitment, Outcome, Plan
from tracker.services import (
    cross_checks,
    dimensions,
    evidence,
    figures,
    indicators,
    libraries,
    loading,
    reported,
    targets,
    tree,
    versions,
)
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.breakdown import Overview, over_periods
from tracker.web.crossed import Matrix
from tracker.web.fields import key_of
from tracker.web.forms import language_rows
from tracker.web.indicators.forms import KindForm, indicator_form, place_word, places_word
from tracker.web.indicators.kinds import hints
from tracker.web.indicators.trend import period_name, trend
from tracker.web.indicators.values import reported_text, value_text
from tracker.web.languages import spoken
from tracker.web.words import choices

blueprint = Blueprint("indicators", __name__, url_prefix="/plans/<plan_code>/indicators")

Answer = str | Response | tuple[str, int]


DRAWN_BY = {"trend": trend, "period_name": period_name, "value_text": value_text, "reported_text": reported_text}
"""What the page of an indicator draws its figures with."""


@blueprint.get("/<int:indicator_id>")
@access.may(Action.READ_PLAN)
def show(plan: Plan, indicator: Indicator) -> Answer:
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        entry=libraries.find(indicator.library_reference),
        line=figures.of_indicator(plan, indicator) if access.can(Action.READ_OVERVIEW) else None,
        broken_down=_broken_down(plan, indicator),
        **DRAWN_BY,
        place_rule=place_word(indicator.kind, indicator.place_rule),
        places_rule=places_word(indicator.kind, indicator.place_rule),
        dimensions=dimensions.asked(indicator),
        BROKEN_DOWN=BROKEN_DOWN,
        revisions=versions.history(indicator),
        label_of=lambda aspect: spoken(LABELS[aspect]),
        doubts=targets.doubts(plan, indicator),
        rules=cross_checks.of_indicator(cross_checks.of_plan(plan), indicator),
        **_reported(plan, indicator),
        baseline_evidence=evidence.supports_baseline(access.the_actor(), indicator),
        may_edit=access.may_change(plan),
    )


@blueprint.get("/library")
@access.may(Action.EDIT_PLAN)
def library(plan: Plan) -> Answer:
    """The libraries, narrowed by words, pillar and library; nothing is taken over before its form is sent."""
    theme, chosen = request.args.get("theme", ""), request.args.get("library", "")
    words = request.args.get("q", "")[:200]
    found = libraries.search(words, Theme(theme) if theme in list(Theme) else None, chosen)
    themes = [pair for pair in choices(Theme, empty=_("All pillars")) if pair[0] != Theme.CROSS_CUTTING]
    return render_template(
        "indicators/library.html",
        entries=found,
        adopted=indicators.adopted(plan),
        asked={"q": words, "theme": theme, "library": chosen},
        place=_place_asked_for(),
        themes=themes,
        names=libraries.NAMES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def new(plan: Plan) -> Answer:
    """First question: what kind, and for which commitment or outcome. Nothing is stored yet."""
    entry = libraries.find(request.args.get("reference", ""))
    form = KindForm(plan, data={"place": _place_asked_for(), "kind": entry.kind.value if entry else None})
    if form.validate_on_submit():
        reference = entry.reference if entry else None
        kind, place = form.kind.data, form.place.data
        address = url_for(".define", plan_code=plan.code, kind=kind, place=place, reference=reference)
        return redirect(address, 303)
    return form_page("indicators/kind.html", form, hints=hints(), entry=entry)


@blueprint.route("/new/<kind>", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def define(plan: Plan, kind: str) -> Answer:
    """Second question: what exactly is measured. Baseline and targets follow on a page of their own."""
    chosen = Kind(kind) if kind in list(Kind) else abort(404)
    parent = _parent(plan) or abort(404)
    entry = libraries.find(request.args.get("reference", ""))
    form = indicator_form(plan, chosen, None, entry=entry)

    def add() -> Indicator:
        reference = entry.reference if entry else ""
        return indicators.add(access.the_actor(), plan, parent, chosen, form.facts(chosen), reference=reference)

    made = accepted(form, add)
    if made is None:
        more: dict[str, Any] = {"languages": language_rows(plan), "kind": chosen, "parent": parent, "entry": entry}
        return form_page("indicators/edit.html", form, **more)
    flash(_("The indicator is stored."), "success")
    step = ".answering" if chosen is Kind.TEXT else ".targets"
    return redirect(url_for(step, plan_code=plan.code, indicator_id=made.id, begun=1), 303)


@blueprint.post("/<int:indicator_id>/archive")
@access.may(Action.EDIT_PLAN)
def archive(plan: Plan, indicator: Indicator) -> Response:
    tree.archive(access.the_actor(), plan, indicator)
    flash(_("%(code)s is archived. It can be restored from the foot of this page.", code=indicator.code), "success")
    return redirect(url_for("plans.show", plan_code=plan.code), 303)


@blueprint.post("/<int:indicator_id>/restore")
@access.may(Action.EDIT_PLAN)
def restore(plan: Plan, indicator: Indicator) -> Response:
    tree.restore(access.the_actor(), plan, indicator)
    flash(_("%(code)s is back in the plan.", code=indicator.code), "success")
    return redirect(url_for(".show", plan_code=plan.code, indicator_id=indicator.id), 303)


def _reported(plan: Plan, indicator: Indicator) -> dict[str, Any]:
    """The values that the person may see, each with its evidence, and the decisions on them."""
    rows = indicators.measurements(access.the_actor(), plan, indicator)
    supports = reported.supports(access.the_actor(), EvidenceLink.measurement_id, [row.id for row in rows])
    return {"measurements": rows, "supports_of": supports, "decisions": reported.decisions(rows)}


def _broken_down(plan: Plan, indicator: Indicator) -> list[Overview | Matrix]:
    """Its figures by dimension for those who read every report; small counts of others are not for everybody."""
    every = access.the_actor().reach(plan, Action.READ_MEASUREMENT).everything
    return over_periods(plan, indicator) if every and indicator.archived_at is None else []


def _place_asked_for() -> str:
    for level in ("commitment", "outcome"):
        if key := request.args.get(level, type=int):
            return f"{level}:{key}"
    return request.args.get("place", "")


def _parent(plan: Plan) -> Commitment | Outcome | None:
    """What the address says that the indicator measures, if it is of this plan."""
    level, _colon, number = _place_asked_for().partition(":")
    key = key_of(number)
    if level not in ("commitment", "outcome") or key is None:
        return None
    found = loading.in_plan(plan, level, key)
    return found if isinstance(found, (Commitment, Outcome)) and found.archived_at is None else None
