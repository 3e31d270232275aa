"""The commitments and indicators of a report, each as one frozen line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.snapshot import CommitmentLine, IndicatorLine, Narrative, StatusLine
from reports.snapshot_advice import RevisionLine
from tracker.domain.figures import series
from tracker.domain.periods import alike, taken
from tracker.domain.reports import waiting
from tracker.domain.series import Figure, Span
from tracker.domain.vocabulary import CommitmentStatus, State, Theme, Voice
from tracker.models.indicator import Indicator
from tracker.models.measurement import StatusReport
from tracker.models.plan import Commitment
from tracker.services import earlier, versions
from tracker.services.material import Material
from tracker.services.snapshot_cells import cells
from tracker.services.snapshot_evidence import Register
from tracker.services.snapshot_money import funding_lines, spending_lines


@dataclass(frozen=True)
class View:
    """What a snapshot looks at: a plan's material at one period, as it was decided by the cut-off.

    `since` is the cut-off of the last edition of an earlier period; what was revised before, that one told.
    """

    material: Material
    at: Span
    cut_off: datetime
    register: Register
    since: datetime | None = None


# What a line says in the words of the indicator itself, and what in those of the version that is valid at the cut-off.
COPIED = ("code", "title", "source", "library_reference", "is_sensitive", "is_illustrative", "weight")
VERSIONED = ("definition", "method", "unit", "kind", "per", "scale", "baseline_source", "baseline_unknown")


def figures_of(material: Material, indicator: Indicator, at: Span, cut_off: datetime | None) -> tuple[Figure, ...]:
    """The figures of an indicator for the periods that a report for `at` sets side by side; the last is `at`'s own."""
    periods = taken(material.spans, at)
    found = series(
        material.definition(indicator, cut_off),
        periods,
        material.observations(indicator),
        expected=material.expected(indicator),
        cut_off=cut_off,
    )
    beside = set(alike(periods, at))
    return tuple(each for each in found if each.period in beside)


def indicator_line(view: View, indicator: Indicator) -> IndicatorLine:
    figures = figures_of(view.material, indicator, view.at, view.cut_off)
    rows = official_rows(view.material.measurements.get(indicator.id, ()), view.cut_off)
    here = [row for row in rows if row.period.code == view.at.key]
    version = versions.valid(indicator, view.cut_off)
    copied: dict[str, Any] = {name: getattr(indicator, name) for name in COPIED}
    copied |= {name: getattr(version, name) for name in VERSIONED}
    return IndicatorLine(
        **copied,
        theme=_theme(indicator),
        commitment=indicator.commitment.code if indicator.commitment else "",
        outcome=indicator.outcome.code if indicator.outcome else "",
        responsible=tuple(each.code for each in indicator.responsible),
        figure=figures[-1],
        previous=figures[-2] if len(figures) > 1 else None,
        series=(*earlier.figures(indicator), *figures),
        narratives=tuple(
            Narrative(organisation=row.organisation.code, text=row.narrative) for row in here if row.narrative
        ),
        sources=tuple((row.source, row.source_on) for row in here if row.source),
        breakdown=(
            *earlier.cells(view.material, indicator),
            *cells(view.material, [row for row in rows if row.period.ends_on <= view.at.ends_on]),
        ),
        evidence=_numbers(view.register.by_measurement, rows),
        waiting=len([one for one in waiting(view.material.observations(indicator)) if one.period == view.at.key]),
        revisions=_revisions(view, indicator),
    )


def _revisions(view: View, indicator: Indicator) -> tuple[RevisionLine, ...]:
    return tuple(
        RevisionLine(on=each.at.date(), reason=each.reason, change=change)
        for each in versions.history(indicator, until=view.cut_off)
        if view.since is None or each.at > view.since
        for change in each.changes
    )


def _theme(indicator: Indicator) -> Theme | None:
    if indicator.commitment is not None:
        return indicator.commitment.own_theme
    return indicator.outcome.pillar.theme if indicator.outcome is not None else None


def official_rows(rows: Iterable[Any], cut_off: datetime) -> list[Any]:
    """Of measurements or statuses, the newest verified revision per period and organisation."""
    newest: dict[tuple[int, int], Any] = {}
    for row in sorted(rows, key=lambda row: row.revision):
        if row.state is State.VERIFIED and row.decided_at is not None and row.decided_at <= cut_off:
            newest[row.period_id, row.organisation_id] = row
    return sorted(newest.values(), key=lambda row: (row.period.ends_on, row.organisation.code))


def _numbers(numbers: dict[int, list[int]], rows: Iterable[Any]) -> tuple[int, ...]:
    return tuple(sorted({number for row in rows for number in numbers.get(row.id, ())}))


def commitment_line(view: View, commitment: Commitment) -> CommitmentLine:
    rows = official_rows(view.material.statuses.get(commitment.id, ()), view.cut_off)
    here = [row for row in rows if row.period.code == view.at.key]
    funding, spending = view.material.money.get(commitment.id, ((), ()))
    return CommitmentLine(
        code=commitment.code,
        text=commitment.text,
        theme=commitment.own_theme,
        outcome=commitment.outcome.code if commitment.outcome else "",
        lead=commitment.lead.code if commitment.lead else "",
        supporting=tuple(each.code for each in commitment.supporting),
        references=tuple(f"{each['scheme']}:{each['code']}" for each in commitment.references),
        is_illustrative=commitment.is_illustrative,
        official=_official(commitment, here),
        civil_society=tuple(row.status for row in here if row.voice is Voice.CIVIL_SOCIETY),
        statuses=tuple(_status_line(view, row) for row in here),
        budget=commitment.budget,
        funding=funding_lines(funding),
        spending=spending_lines(spending, view.at),
    )


def _official(commitment: Commitment, rows: list[StatusReport]) -> CommitmentStatus:
    """The lead's status where it reported, else that of the first other official body."""
    official = [row for row in rows if row.voice is Voice.OFFICIAL]
    official.sort(key=lambda row: row.organisation_id != commitment.lead_id)
    return official[0].status if official else CommitmentStatus.NO_REPORT


def _status_line(view: View, row: StatusReport) -> StatusLine:
    return StatusLine(
        voice=row.voice,
        organisation=row.organisation.code,
        status=row.status,
        note=row.note,
        evidence=_numbers(view.register.by_status, [row]),
    )
