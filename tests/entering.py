"""What tests of entering have in common: addresses of entries, what is stored there, and somebody to review it."""

from __future__ import annotations

import io
from typing import Any

from sqlalchemy import func, select

from tests.browsing import Browser
from tests.world import World
from tracker.domain.vocabulary import Step
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.people import Organisation
from tracker.services import places, reviewing, statuses
from tracker.services.acting import actor_for

SHEET = b"region,women\nAlmaty,12\n"
TITLE = {"title-en": "List of participants", "consent": "nobody"}
SOURCED = {"source": "Register of the ministry", "source_on": "2024-01-15"}


def measuring(
    world: World, code: str, *, organisation: Organisation | None = None, period: ReportingPeriod | None = None
) -> str:
    """The address where an organisation enters an indicator; Shelter and 2023 unless said otherwise."""
    where, who = period or world.period_2023, organisation or world.shelter
    plan, indicator = world.plan.code, world.indicators[code].id
    return f"/plans/{plan}/periods/{where.id}/indicators/{indicator}/measurement/{who.id}"


def reporting(world: World, *, organisation: Organisation | None = None, commitment: int = 0) -> str:
    """The address where an organisation reports the status of a commitment for 2023."""
    who, what = organisation or world.shelter, world.commitments[commitment]
    return f"/plans/{world.plan.code}/periods/{world.period_2023.id}/commitments/{what.id}/status/{who.id}"


def stored(world: World, code: str = "trained") -> Measurement | None:
    """The newest revision of Shelter's measurement for 2023."""
    db.session.rollback()
    return places.latest(world.period_2023, world.indicators[code], world.shelter.id)


def stored_status(world: World, organisation: Organisation | None = None) -> StatusReport | None:
    db.session.rollback()
    return statuses.latest(world.period_2023, world.commitments[0], (organisation or world.shelter).id)


def decide(world: World, thing: Any, step: Step, remark: str = "") -> None:
    """Rahima decides on something that was sent."""
    reviewing.decide(actor_for(world.rahima), thing, step, remark=remark, version=thing.version)
    db.session.commit()


def begin(world: World, browser: Browser, code: str = "trained") -> None:
    """Save a draft and go on to its evidence."""
    browser.open(measuring(world, code))
    browser.press(
        "Save and add evidence", {"has_value": "yes"} | SOURCED | ({"value": "12"} if code == "trained" else {})
    )


def a_file(content: bytes = SHEET, name: str = "list.csv") -> Any:
    return io.BytesIO(content), name


def add_file(world: World, browser: Browser, **fields: Any) -> Evidence:
    begin(world, browser)
    browser.press("Add evidence", TITLE | {"file": a_file()} | fields)
    return newest_evidence()


def newest_evidence() -> Evidence:
    db.session.rollback()
    found = db.session.scalars(select(Evidence).order_by(Evidence.id.desc())).first()
    assert found is not None
    return found


def evidence_links() -> int | None:
    query = select(func.count()).select_from(EvidenceLink).where(EvidenceLink.archived_at.is_(None))
    return db.session.scalar(query)


def evidence_address(evidence: Evidence) -> str:
    return f"/plans/test-plan/evidence/{evidence.id}"
