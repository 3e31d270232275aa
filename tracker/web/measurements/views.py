"""One measurement for those who may read it: its owner, reviewers and coordinators."""

from __future__ import annotations

from flask import Blueprint, render_template

from tracker.domain.permissions import Action
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services import evidence, moving, places, second_look
from tracker.web import access
from tracker.web.breakdown import broken_down
from tracker.web.measured import measured, promised

blueprint = Blueprint("measurements", __name__)
blueprint.add_app_template_global(measured)
blueprint.add_app_template_global(promised)
blueprint.add_app_template_global(broken_down)


@blueprint.get("/plans/<plan_code>/measurements/<int:measurement_id>")
@access.may(Action.READ_MEASUREMENT)
def show(plan: Plan, measurement: Measurement) -> str:
    return render_template(
        "measurements/show.html",
        measurement=measurement,
        supports=evidence.supports(access.the_actor(), measurement),
        history=moving.history(measurement),
        revisions=places.revisions(measurement),
        warnings=second_look.of_measurement(measurement),
        before=places.before(places.of(measurement)),
    )
