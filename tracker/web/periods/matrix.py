"""Who answers for which indicator in a period: indicators down, organisations across."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.models.indicator import Indicator
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Organisation
from tracker.models.plan import Plan
from tracker.services import assignments, editing, periods, tree
from tracker.services.assignments import Pair
from tracker.web import access
from tracker.web.accepting import form_page
from tracker.web.conflicts import Conflict, version_sent
from tracker.web.fields import key_of
from tracker.web.forms import TrackerForm
from tracker.web.languages import moment, shown
from tracker.web.periods.closing import Answer, blueprint

__all__ = ["blueprint"]

FIELD = "answers"


class MatrixForm(TrackerForm):
    """Only the token: the boxes of the matrix are read as pairs."""


@blueprint.route("/<int:period_id>/assign", methods=["GET", "POST"])
@access.may(Action.OPEN_PERIOD)
def assign(plan: Plan, period: ReportingPeriod) -> Answer:
    form, chosen, clash = MatrixForm(), _start(plan, period), None
    if form.validate_on_submit():
        chosen = _sent()
        try:
            stays = assignments.set_assignments(access.the_actor(), plan, period, chosen, version=version_sent())
            return _done(plan, period, stays)
        except RuleBroken as error:
            form.refuse(error)
        except Stale:
            clash = _conflict(plan, period, chosen)
    return _page(plan, period, form, chosen, clash)


def _start(plan: Plan, period: ReportingPeriod) -> set[Pair]:
    """What is ticked when the page opens: what is stored, or on demand a proposal or the period before."""
    wish, stored = request.args.get("start", ""), assignments.assigned(period)
    if wish == "responsible":
        return stored | assignments.proposed(plan, period)
    before = periods.earlier(plan, period)
    if wish == "earlier" and before is not None:
        return stored | assignments.assigned(before)
    return stored


def _sent() -> set[Pair]:
    """The ticked boxes; what is no pair of numbers is nobody's box and left out."""
    parts = (value.partition(":") for value in request.form.getlist(FIELD))
    pairs = ((key_of(indicator), key_of(organisation)) for indicator, _colon, organisation in parts)
    return {(i, o) for i, o in pairs if i is not None and o is not None}


def _done(plan: Plan, period: ReportingPeriod, stays: set[Pair]) -> Response:
    flash(_("Who answers for what is stored."), "success")
    if stays:
        codes = sorted({each.code for each in _indicators(plan) if each.id in {pair[0] for pair in stays}})
        sentence = _("Values are there already, so these assignments stay: %(codes)s.", codes=", ".join(codes))
        flash(sentence, "warning")
    return redirect(url_for(".show", plan_code=plan.code, period_id=period.id), 303)


def _conflict(plan: Plan, period: ReportingPeriod, mine: set[Pair]) -> Conflict:
    """The indicators for which somebody else stored other organisations meanwhile."""
    who, when = editing.last_change(period) or (_("Somebody"), None)
    stored, names = assignments.assigned(period), _names(assignments.answering_organisations(plan, period))
    rows = tuple(
        (f"{each.code} {shown(each.title).text}", _told(each.id, stored, names), _told(each.id, mine, names))
        for each in _indicators(plan)
        if {o for i, o in stored if i == each.id} != {o for i, o in mine if i == each.id}
    )
    return Conflict(who, moment(when) if when else "", rows)


def _told(indicator_id: int, pairs: set[Pair], names: dict[int, str]) -> str:
    return "; ".join(sorted(names.get(o, str(o)) for i, o in pairs if i == indicator_id))


def _names(organisations: list[Organisation]) -> dict[int, str]:
    return {each.id: shown(each.name).text for each in organisations}


def _indicators(plan: Plan) -> list[Indicator]:
    return [each for branch in tree.tree(plan) for each in branch.all_indicators]


def _page(
    plan: Plan, period: ReportingPeriod, form: MatrixForm, chosen: set[Pair], clash: Conflict | None
) -> tuple[str, int]:
    return form_page(
        "periods/assign.html",
        form,
        thing=period,
        clash=clash,
        chosen=chosen,
        entered=assignments.entered(period),
        branches=tree.tree(plan),
        organisations=assignments.answering_organisations(plan, period),
        contributors=assignments.contributors(plan),
        earlier=periods.earlier(plan, period),
    )
