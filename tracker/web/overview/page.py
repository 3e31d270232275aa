"""What the overview shows of its figures, in the order in which a reader asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask import render_template, url_for
from flask_babel import gettext as _

from reports.charts import Segment, StatusBar, status_bar
from reports.palette import COMMITMENT_STATUSES
from reports.snapshot import IndicatorLine, PillarPart
from tracker.domain.vocabulary import CommitmentStatus
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services.overview import Overview, Owed
from tracker.web.languages import chosen, direction, number
from tracker.web.languages import shown as text_of
from tracker.web.overview.forms import NarrowingForm
from tracker.web.words import word

Statuses = list[tuple[CommitmentStatus, int]]


def shown(plan: Plan, overview: Overview, periods: Sequence[ReportingPeriod]) -> str:
    form = NarrowingForm.asked(overview.snapshot)
    return render_template(
        "overview/show.html",
        overview=overview,
        snapshot=overview.snapshot,
        summary=overview.snapshot.summary,
        has_indicators=any(pillar.indicators for pillar in overview.snapshot.pillars),
        filter=form,
        tabs=[_tab(plan, each, overview) for each in reversed(periods)],
        here=url_for("overview.show", plan_code=plan.code, period=overview.period.code),
        lines=_lines(overview, form),
        statuses={pillar.code: _statuses(pillar) for pillar in overview.snapshot.pillars},
        drawing=_drawing(overview),
        status_rows=[(word(status), number(n)) for status, n in overview.snapshot.summary.statuses],
        unassigned=_unassigned(overview),
        entry=lambda owed: _entry(plan, owed),
    )


def _tab(plan: Plan, period: ReportingPeriod, overview: Overview) -> tuple[str, str, bool]:
    address = url_for("overview.show", plan_code=plan.code, period=period.code)
    return text_of(period.name).text, address, period.id == overview.period.id


def _lines(overview: Overview, form: NarrowingForm) -> list[tuple[PillarPart, list[IndicatorLine]]]:
    """The indicators that stay when the list is narrowed, by pillar; pillars of which none stays are left out."""
    owed = overview.owed()
    found = [
        (pillar, [line for line in pillar.indicators if form.keeps(line, owed.get(line.code, ()))])
        for pillar in overview.snapshot.pillars
        if form.pillar.data in ("", pillar.code)
    ]
    return [(pillar, lines) for pillar, lines in found if lines]


def _statuses(pillar: PillarPart) -> Statuses:
    counts = Counter(commitment.official for commitment in pillar.commitments)
    return [(status, counts[status]) for status in COMMITMENT_STATUSES if counts[status]]


def _drawing(overview: Overview) -> bytes | None:
    """The official statuses of all commitments as one bar; None without a commitment."""
    counts = dict(overview.snapshot.summary.statuses)
    if not counts:
        return None
    parts = tuple(
        Segment(word(status), counts.get(status, 0), number(counts.get(status, 0)), fill)
        for status, fill in COMMITMENT_STATUSES.items()
    )
    told = ", ".join(f"{part.label}: {part.written}" for part in parts if part.count)
    title = _("Official status of the commitments")
    return status_bar(StatusBar(title=title, description=told, segments=parts, rtl=direction(chosen()) == "rtl"))


def _unassigned(overview: Overview) -> list[IndicatorLine]:
    """Indicators for which nobody answers in the period although they are due in it."""
    owed = overview.owed()
    return [line for line in overview.snapshot.indicators if line.figure.due and line.code not in owed]


def _entry(plan: Plan, owed: Owed) -> str:
    """Where an owed measurement can be looked at: itself, else its indicator."""
    if owed.measurement_id is not None:
        return url_for("measurements.show", plan_code=plan.code, measurement_id=owed.measurement_id)
    return url_for("indicators.show", plan_code=plan.code, indicator_id=owed.indicator_id)
