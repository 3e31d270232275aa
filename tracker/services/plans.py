"""Plans: which ones a person works on, and how a new one begins."""

from __future__ import annotations

from sqlalchemy import select

from tracker.domain.vocabulary import PlanState
from tracker.models.database import db
from tracker.models.plan import Plan
from tracker.services.acting import Actor


def of_person(actor: Actor) -> list[Plan]:
    """The plans in which the person has a role, archived ones left out, by code."""
    keys = {part.plan_id for part in actor.parts}
    found = db.session.scalars(
        select(Plan).where(Plan.id.in_(keys), Plan.state != PlanState.ARCHIVED).order_by(Plan.code)
    )
    return list(found)
