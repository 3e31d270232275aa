"""Many entries on one page, each with a box to tick: those about which nothing is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.models.plan import Plan
from tracker.services import reviewing, reviewing_doubts, reviewing_many, reviewing_queue
from tracker.services.reviewing_many import Chosen
from tracker.services.reviewing_queue import Subject, Waiting
from tracker.web import access
from tracker.web.fields import key_of
from tracker.web.forms import TrackerForm
from tracker.web.reviewing import pages
from tracker.web.reviewing.forms import NarrowingForm
from tracker.web.reviewing.views import Answer, blueprint

__all__ = ["blueprint"]

FIELD = "entries"


class ManyForm(TrackerForm):
    """Only the token: what is ticked is read from the boxes."""


@blueprint.route("/many", methods=["GET", "POST"])
@access.may(Action.REVIEW)
def many(plan: Plan) -> Answer:
    form, ticked = ManyForm(), _sent()
    if form.validate_on_submit():
        try:
            return _done(plan, reviewing_many.verify(access.the_actor(), plan, ticked))
        except RuleBroken as error:
            form.refuse(error)
    page = _page(plan, form, ticked)
    return (page, 422) if request.method == "POST" else page


def _sent() -> list[Chosen]:
    """The ticked boxes; what names no entry in no version is nobody's box and left out."""
    found = []
    for value in request.form.getlist(FIELD):
        subject, _colon, rest = value.partition(":")
        key, version = (key_of(part) for part in rest.partition(":")[::2])
        if subject in tuple(reviewing_many.NAMES) and key is not None and version is not None:
            found.append(Chosen(Subject(subject), key, version))
    return found


def _page(plan: Plan, form: ManyForm, ticked: Sequence[Chosen]) -> str:
    actor, narrowing = access.the_actor(), NarrowingForm.asked(plan)
    lines = reviewing_many.undoubted(actor, plan, narrowing.narrowing)
    offered = lines[: reviewing_many.MOST]
    return render_template(
        "reviewing/many.html",
        form=form,
        lines=offered,
        total=len(lines),
        before=reviewing_doubts.last_verified(line.thing for line in offered),
        links=pages.links(plan, narrowing),
        ticked=_start(offered, ticked),
        ticks=url_for(".many", plan_code=plan.code, tick="all", **narrowing.kept),
        here=url_for(".many", plan_code=plan.code, **narrowing.kept),
    )


def _start(lines: Iterable[Waiting], ticked: Sequence[Chosen]) -> set[tuple[str, int]]:
    """What is ticked when the page opens: what came back, on demand everything, else nothing."""
    if request.args.get("tick") == "all" and request.method == "GET":
        return {(line.subject.value, line.key) for line in lines}
    return {(each.subject.value, each.key) for each in ticked}


def _done(plan: Plan, outcome: reviewing_many.Outcome) -> Response:
    number = len(outcome.verified)
    if number:
        flash(ngettext("%(num)s entry verified.", "%(num)s entries verified.", number), "success")
    if outcome.left_out:
        codes = ", ".join(_codes(outcome.left_out))
        flash(_("Left as they were, because somebody changed them or there is something to look at: %(codes)s.",
                codes=codes), "warning")  # fmt: skip
    return redirect(pages.links(plan, NarrowingForm.asked(plan)).queue, 303)


def _codes(things: Iterable[reviewing.Reviewable]) -> list[str]:
    return sorted({reviewing_queue.called(thing)[0] for thing in things})
