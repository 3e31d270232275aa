"""The record of acts: of a plan for its coordinators, of the installation for administrators."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for

from tracker.domain import acts
from tracker.domain.permissions import Action
from tracker.models.plan import Plan
from tracker.services import audit_reading
from tracker.services.audit_reading import Line
from tracker.web import access
from tracker.web.audit.forms import NarrowingForm

blueprint = Blueprint("audit", __name__)

# Where a subject is shown: the endpoint, and what its address calls the subject.
PLACES = {
    "commitment": ("commitments.show", "commitment_id"),
    "indicator": ("indicators.show", "indicator_id"),
    "reporting_period": ("periods.show", "period_id"),
    "measurement": ("measurements.show", "measurement_id"),
    "evidence": ("evidence.show", "evidence_id"),
    "report": ("reporting.show", "report_id"),
    "edition": ("editions.show", "edition_id"),
}
PLACES_OF_THE_INSTALLATION = {
    "organisation": ("administration.organisation", "organisation_id"),
    "user": ("administration.person", "person_id"),
}


@blueprint.get("/plans/<plan_code>/record")
@access.may(Action.READ_RECORD)
def index(plan: Plan) -> str:
    return _page(plan)


@blueprint.get("/administration/record")
@access.administrator
def installation() -> str:
    return _page(None)


def _page(plan: Plan | None) -> str:
    filter_ = NarrowingForm.asked(plan)
    page = audit_reading.page(access.the_actor(), plan, filter_.narrowing, request.args.get("page", 1, type=int))
    return render_template("audit/index.html", page=page, filter=filter_, links=Links(plan, filter_), acts=acts)


class Links:
    """Where the page leads: to other pages of the record and to what was acted on."""

    def __init__(self, plan: Plan | None, filter_: NarrowingForm) -> None:
        self.plan, self.kept = plan, filter_.kept

    @property
    def all(self) -> str:
        return self._record()

    def page(self, number: int) -> str:
        return self._record(**self.kept, page=number)

    def history(self, line: Line) -> str:
        """Everything that was done to one subject."""
        return self._record(subject=line.entry.subject, number=line.entry.subject_id)

    def subject(self, line: Line) -> str:
        """The page of what was acted on; empty where there is none, or none that this person may open."""
        places = PLACES_OF_THE_INSTALLATION if self.plan is None else PLACES
        if line.entry.subject not in places or not line.name.is_open:
            return ""
        endpoint, name = places[line.entry.subject]
        named: dict[str, Any] = {name: line.entry.subject_id}
        return url_for(endpoint, **named, **self._plan)

    @property
    def _plan(self) -> dict[str, Any]:
        return {} if self.plan is None else {"plan_code": self.plan.code}

    def _record(self, **asked: Any) -> str:
        return url_for("audit.installation" if self.plan is None else "audit.index", **asked, **self._plan)
