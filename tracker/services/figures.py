"""The official figures of one indicator, made exactly as a report makes them."""

from __future__ import annotations

from reports.snapshot import IndicatorLine
from tracker.domain.periods import taken
from tracker.domain.vocabulary import State
from tracker.models.indicator import Indicator
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services import clock
from tracker.services.material import Material, gather, span_of
from tracker.services.snapshot_evidence import register
from tracker.services.snapshot_lines import View, indicator_line


def of_indicator(plan: Plan, indicator: Indicator) -> IndicatorLine | None:
    """Its line in a report of the newest period that has a verified value, else of the newest that has ended.

    None where no period has ended yet, or the indicator is archived and so stands in no report.
    """
    material, now = gather(plan), clock.now()
    period = _period(material, indicator)
    if period is None or indicator.archived_at is not None:
        return None
    at = span_of(period)
    keys = {span.key for span in taken(material.spans, at)}
    return indicator_line(View(material, at, now, register(material, keys, now)), indicator)


def _period(material: Material, indicator: Indicator) -> ReportingPeriod | None:
    rows = material.measurements.get(indicator.id, ())
    verified = {row.period_id for row in rows if row.state is State.VERIFIED}
    newest = sorted(material.periods, key=lambda each: (each.ends_on, each.id), reverse=True)
    with_value = (each for each in newest if each.id in verified)
    ended = (each for each in newest if each.ends_on < clock.today())
    return next(with_value, None) or next(ended, None)
