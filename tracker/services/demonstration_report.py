"""The report of 2023 in the demonstration plan: its sections, and edition 1, issued by two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from config import Settings
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.reporting import Edition, Job, Report
from tracker.services import (
    background,
    checking,
    demonstration_library,
    editions,
    organisations,
    recommendations,
    rendering,
    sections,
)
from tracker.services.acting import Actor
from tracker.services.demonstration_people import Cast
from tracker.services.demonstration_timeline import AFTERNOON, EVENING, MORNING, Timeline
from tracker.services.recommendations import RecommendationFacts

LANGUAGES = ("en", "ru")
ACCEPTED = "Demonstration data: accepted as it is, so that every kind of finding can be seen."
WRITTEN, REQUESTED, CONFIRMED = date(2024, 12, 5), date(2024, 12, 10), date(2024, 12, 12)


def tell(
    cast: Cast,
    period: Callable[[], ReportingPeriod],
    settings: Settings,
    timeline: Timeline,
    said: Callable[[str], None],
) -> None:
    """Put the writing and the issue of the report on the timeline; `period` is asked for when it is there."""

    def request() -> None:
        db.session.flush()
        db.session.expire_all()  # what later acts linked to things read before is read anew, as in a request of its own
        requester = cast.actor("coordinator-1")
        report = sections.begin(requester, period())
        checking.accept_all(requester, report, ACCEPTED)
        editions.request(requester, report, LANGUAGES, "The first report of the plan.")

    def confirm() -> None:
        report = sections.begin(cast.actor("coordinator-1"), period())
        said("  making edition 1 in English and Russian …")
        issue(cast.actor("reviewer"), report.editions[-1], settings)

    timeline.add(WRITTEN, MORNING, lambda: write(cast.actor("coordinator-1"), period()))
    timeline.add(REQUESTED, AFTERNOON, request)
    timeline.add(CONFIRMED, EVENING, confirm)


def write(actor: Actor, period: ReportingPeriod) -> Report:
    """Every section of the report, the narrative of each pillar, and what the report recommends."""
    report = sections.begin(actor, period)
    for key in sections.FREE:
        sections.write(
            actor, report, key, None, demonstration_library.section(key.value), version=None, state=SectionState.READY
        )
    for pillar in sections.pillars_of(period.plan):
        body = demonstration_library.section(f"progress-{pillar.code}")
        sections.write(actor, report, SectionKey.PROGRESS, pillar, body, version=None, state=SectionState.READY)
    for said in demonstration_library.table("recommendations.toml")["recommendation"]:
        owner, text = organisations.by_code(said["owner"]), demonstration_library.text(said["text"])
        recommendations.add(actor, report, RecommendationFacts(text, owner.id if owner else None, said["due_on"]))
    return report


def issue(actor: Actor, edition: Edition, settings: Settings) -> Job:
    """Confirm and make the files at once, in the running transaction: the worker never sees the job."""
    job = background.claim(editions.confirm(actor, edition).id)
    if job is None:
        raise RuntimeError("the job of the edition was taken by somebody else")
    rendering.render(job, settings, db.session.flush)
    return job
