"""One box over a plan; what is found stands in groups, each with pages of its own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from tracker.domain import finding
from tracker.domain.permissions import Action
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.plan import Plan
from tracker.services import searching
from tracker.services.searching import Group, Hit
from tracker.web import access, transaction
from tracker.web.addresses import entry_address

blueprint = Blueprint("search", __name__, url_prefix="/plans/<plan_code>/search")

FIRST, A_PAGE = 5, 20

LABELS = {
    Group.COMMITMENTS: _l("Commitments"),
    Group.INDICATORS: _l("Indicators"),
    Group.NARRATIVES: _l("What organisations wrote"),
    Group.SECTIONS: _l("Sections of the report"),
    Group.EVIDENCE: _l("Evidence"),
}


@blueprint.get("")
@access.may(Action.READ_PLAN)
def show(plan: Plan) -> str:
    query, actor = request.args.get("q", "")[:200], access.the_actor()
    found = searching.search(actor, plan, query, current_app.extensions["settings"])
    if query.strip():
        total = sum(map(len, found.values()))
        transaction.record_afterwards(lambda: searching.record(actor, plan, total))
    group = request.args.get("group", "")
    chosen = Group(group) if group in tuple(Group) else None
    return render_template(
        "search/show.html",
        searched=query,
        has_words=bool(finding.words(query)),
        parts=_parts(plan, query, found, chosen),
        chosen=chosen,
        link=lambda hit: _link(plan, hit),
        labels=LABELS,
    )


def _parts(plan: Plan, query: str, found: dict[Group, list[Hit]], chosen: Group | None) -> list[dict[str, Any]]:
    """Of each group its first hits; of a chosen one a page of them."""
    parts = []
    for group, hits in found.items():
        if chosen not in (None, group):
            continue
        size = A_PAGE if chosen else FIRST
        pages = max(1, -(-len(hits) // size)) if chosen else 1
        number = min(max(request.args.get("page", 1, type=int), 1), pages)
        address: dict[str, Any] = {"plan_code": plan.code, "q": query, "group": group.value}
        parts.append(
            {
                "group": group,
                "total": len(hits),
                "hits": hits[(number - 1) * size : number * size],
                "page": number,
                "pages": pages,
                "all": url_for(".show", **address) if not chosen and len(hits) > size else "",
                "previous": url_for(".show", page=number - 1, **address) if number > 1 else "",
                "next": url_for(".show", page=number + 1, **address) if number < pages else "",
            }
        )
    return parts


def _link(plan: Plan, hit: Hit) -> str:
    """Where this person reads what was found."""
    thing = hit.thing
    here: dict[str, Any] = {"plan_code": plan.code}
    if hit.group is Group.COMMITMENTS:
        return url_for("commitments.show", commitment_id=thing.id, **here)
    if hit.group is Group.INDICATORS:
        return url_for("indicators.show", indicator_id=thing.id, **here)
    if hit.group is Group.EVIDENCE:
        return url_for("evidence.show", evidence_id=thing.id, **here)
    if isinstance(thing, Measurement):
        return url_for("measurements.show", measurement_id=thing.id, **here)
    if isinstance(thing, StatusReport):
        return _status(plan, thing)
    more: dict[str, Any] = {"about": thing.pillar_id} if thing.pillar_id else {}
    return url_for("writing.write", report_id=thing.report_id, key=thing.key.value, **here, **more)


def _status(plan: Plan, report: StatusReport) -> str:
    if access.can(Action.REPORT_STATUS, report.organisation_id):
        return entry_address(report)
    if access.can(Action.REVIEW, report.organisation_id):
        return url_for("reviewing.status", plan_code=plan.code, status_report_id=report.id)
    return url_for("commitments.show", plan_code=plan.code, commitment_id=report.commitment_id)
