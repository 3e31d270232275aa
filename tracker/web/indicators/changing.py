"""The pages on which an indicator is changed: what is measured, its kind, baseline and targets, who reports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from tracker.domain.breakdown import BROKEN_DOWN
from tracker.domain.errors import Stale
from tracker.domain.permissions import Action
from tracker.domain.vocabulary import Kind
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import dimensions, indicators, versions
from tracker.services import targets as promises
from tracker.web import access
from tracker.web.accepting import accepted, form_page
from tracker.web.conflicts import conflict, version_sent
from tracker.web.forms import TrackerForm, language_rows
from tracker.web.indicators.breaking_down import BreakdownForm
from tracker.web.indicators.forms import AnsweringForm, ChangeKindForm, indicator_form
from tracker.web.indicators.kinds import hints
from tracker.web.indicators.target_form import targets_form
from tracker.web.indicators.views import Answer, blueprint
from tracker.web.languages import spoken

__all__ = ["blueprint"]

Made = Callable[[], TrackerForm]


@blueprint.route("/<int:indicator_id>/edit", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def edit(plan: Plan, indicator: Indicator) -> Answer:
    reasoned = versions.is_used(indicator)
    form = indicator_form(plan, indicator.kind, indicator, reasoned=reasoned)

    def change() -> Indicator:
        facts, reason = form.facts(indicator.kind), form.reason_given()
        return indicators.change(access.the_actor(), plan, indicator, facts, version=version_sent(), reason=reason)

    more: dict[str, Any] = {"kind": indicator.kind, "parent": indicator.commitment or indicator.outcome}
    stored = lambda: indicator_form(plan, indicator.kind, indicator, reasoned=reasoned, stored=True)  # noqa: E731
    return _answer("indicators/edit.html", indicator, form, change, stored, **more)


@blueprint.route("/<int:indicator_id>/kind", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def kind(plan: Plan, indicator: Indicator) -> Answer:
    form = ChangeKindForm(indicator)

    def change() -> Indicator:
        chosen, reason = Kind(form.kind.data), form.reason.data or ""
        return indicators.change_kind(
            access.the_actor(), plan, indicator, chosen, version=version_sent(), reason=reason
        )

    stored = lambda: ChangeKindForm(indicator, formdata=None)  # noqa: E731
    return _answer(
        "indicators/kind.html",
        indicator,
        form,
        change,
        stored,
        hints=hints(),
        entry=None,
        reasoned=versions.is_used(indicator),
    )


@blueprint.route("/<int:indicator_id>/targets", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def targets(plan: Plan, indicator: Indicator) -> Answer:
    if indicator.kind is Kind.TEXT:
        abort(404)  # what is told in words has no baseline and no target
    reasoned = versions.is_used(indicator)
    form = targets_form(plan, indicator, reasoned=reasoned)

    def change() -> Indicator:
        said, reason = form.promise(), form.reason_given()
        return promises.change(access.the_actor(), plan, indicator, said, version=version_sent(), reason=reason)

    stored = lambda: targets_form(plan, indicator, reasoned=reasoned, stored=True)  # noqa: E731
    return _answer("indicators/targets.html", indicator, form, change, stored, following="answering")


@blueprint.route("/<int:indicator_id>/answering", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def answering(plan: Plan, indicator: Indicator) -> Answer:
    form = AnsweringForm(plan, indicator)

    def change() -> Indicator:
        said = form.answering()
        return indicators.set_answering(access.the_actor(), plan, indicator, said, version=version_sent())

    stored = lambda: AnsweringForm(plan, indicator, formdata=None)  # noqa: E731
    return _answer("indicators/answering.html", indicator, form, change, stored)


@blueprint.route("/<int:indicator_id>/breakdown", methods=["GET", "POST"])
@access.may(Action.EDIT_PLAN)
def breakdown(plan: Plan, indicator: Indicator) -> Answer:
    if indicator.kind not in BROKEN_DOWN:
        abort(404)  # a list of laws or a text has no parts
    form = BreakdownForm(plan, indicator)

    def change() -> Indicator:
        actor, crossed = access.the_actor(), form.is_crossed()
        return dimensions.choose(actor, plan, indicator, form.keys(), crossed=crossed, version=version_sent())

    stored = lambda: BreakdownForm(plan, indicator, formdata=None)  # noqa: E731
    return _answer("indicators/breakdown.html", indicator, form, change, stored)


def _answer(
    template: str, indicator: Indicator, form: Any, change: Callable[[], Indicator], stored: Made, *,
    following: str = "show", **more: Any,
) -> Answer:  # fmt: skip
    """Store and go on; where the indicator has just begun, to the next of its pages."""
    clash, begun = None, request.args.get("begun") == "1"
    try:
        if accepted(form, change):
            flash(_("The change is stored."), "success")
            _warn(indicator)
            goes_on = begun and following != "show"
            step, mark = (following, 1) if goes_on else ("show", None)
            code, key = indicator.plan.code, indicator.id
            return redirect(url_for(f".{step}", plan_code=code, indicator_id=key, begun=mark), 303)
    except Stale:
        clash = conflict(indicator, form, stored())
    rows = language_rows(indicator.plan)
    return form_page(template, form, thing=indicator, clash=clash, languages=rows, begun=begun, **more)


def _warn(indicator: Indicator) -> None:
    for sentence in promises.doubts(indicator.plan, indicator):
        flash(spoken(sentence), "warning")
