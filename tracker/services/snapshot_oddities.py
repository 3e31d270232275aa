"""The notes of a report on what looks odd: the warnings of each measurement with the remark, and broken rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.snapshot import IndicatorLine, NoteLine
from tracker.domain.breakdown import BROKEN_DOWN, of_one
from tracker.domain.checks import Problem
from tracker.domain.explanation import told
from tracker.domain.oddities import oddities
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import NoteTopic
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement
from tracker.services import dimensions, second_look
from tracker.services.material import definition_of, observation_of, span_of
from tracker.services.snapshot_lines import View, official_rows

Rows = Mapping[int, Sequence[Measurement]]


def odd_notes(view: View, lines: Iterable[IndicatorLine]) -> Iterator[NoteLine]:
    """What is odd in the values of the report's own period, in the order of the plan.

    A note with numbers stands under an indicator that is sensitive if any of the two is: so it leaves with its numbers.
    """
    found, by_code = list(lines), {each.code: each for each in view.material.indicators}
    by_id = {each.id: each for each in by_code.values()}
    rows: Rows = {
        each.id: official_rows(view.material.measurements.get(each.id, ()), view.cut_off) for each in by_code.values()
    }
    figures = {line.code: line for line in found}
    for line in found:
        indicator = by_code[line.code]
        here = [row for row in rows[indicator.id] if row.period.code == view.at.key]
        for row in here:
            yield from _of_row(view, indicator, row, rows)
        yield from _broken_rules(view, indicator, figures, by_id)


def _of_row(view: View, indicator: Indicator, row: Measurement, rows: Rows) -> Iterator[NoteLine]:
    earlier = [
        second_look.as_earlier(each)
        for each in rows[indicator.id]
        if each.organisation_id == row.organisation_id and each.period.ends_on < row.period.ends_on
    ]
    observation, span = observation_of(row), span_of(row.period)
    for one in oddities(definition_of(indicator, view.material.plan), observation, span, earlier):
        topic = NoteTopic.SOURCE if one.field == "source_on" else NoteTopic.ODD
        yield NoteLine(code=indicator.code, topic=topic, text=_said(indicator, row, one))
    for sentence in _parts_above(view, indicator, row):
        yield NoteLine(code=indicator.code, topic=NoteTopic.ODD, text=_of_organisation(row, sentence))


def _said(indicator: Indicator, row: Measurement, one: Problem) -> Message:
    """A warning in the name of its organisation, with the remark; of a sensitive indicator the remark stays inside."""
    if not row.remark or indicator.is_sensitive:
        return _of_organisation(row, one.message)
    said = N_("%(organisation)s: %(warning)s Remark: %(remark)s")
    return message(said, organisation=row.organisation.name, warning=one.message, remark=row.remark)


def _of_organisation(row: Measurement, warning: Message) -> Message:
    return message(N_("%(organisation)s: %(warning)s"), organisation=row.organisation.name, warning=warning)


def _parts_above(view: View, indicator: Indicator, row: Measurement) -> Iterator[Message]:
    """Parts above the total: no form lets them in, but they may stand in what was brought in otherwise."""
    if not row.parts or indicator.kind not in BROKEN_DOWN:
        return
    definition, observation = definition_of(indicator, view.material.plan), observation_of(row)
    for dimension in indicator.dimensions:
        found = of_one(definition, observation, span_of(row.period), dimensions.layout(dimension))
        if found.problem is not None:
            yield found.problem


def _broken_rules(
    view: View, indicator: Indicator, figures: Mapping[str, IndicatorLine], by_id: Mapping[int, Indicator]
) -> Iterator[NoteLine]:
    """The rules of which this indicator is the lower one, by the figures of the period, whoever reported them."""
    for check in view.material.cross_checks:
        upper = by_id.get(check.upper_id)
        if check.lower_id != indicator.id or upper is None or upper.code not in figures:
            continue
        low, high = figures[indicator.code].figure, figures[upper.code].figure
        if low.value is not None and high.value is not None and low.value > high.value:
            sentence = N_("%(value)s (%(lower)s) is more than %(other)s (%(upper)s). It should never be above it.")
            said = message(
                sentence,
                value=told(low.value, low.precision),
                lower=indicator.code,
                other=told(high.value, high.precision),
                upper=upper.code,
            )
            under = upper.code if upper.is_sensitive else indicator.code
            yield NoteLine(code=under, topic=NoteTopic.ODD, text=said)
