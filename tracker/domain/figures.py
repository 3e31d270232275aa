"""One figure for one indicator and period: the only place where an indicator's numbers come together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from tracker.domain import explanation
from tracker.domain.cautions import cautions
from tracker.domain.periods import alike, in_order
from tracker.domain.progress import Goal, baseline_number, expected_value, goal, is_measurable, period_target, way
from tracker.domain.rating import Case, rate
from tracker.domain.reading import Reading, read
from tracker.domain.reports import Reports, missing, official
from tracker.domain.series import Carried, Coverage, Definition, Expected, Figure, Observation, Span
from tracker.domain.texts import Message
from tracker.domain.verdict import verdict
from tracker.domain.vocabulary import DataStatus, Kind, Rating

STATUSES = (DataStatus.FINAL, DataStatus.PROVISIONAL, DataStatus.ESTIMATED)  # the weakest report decides


def figure(
    definition: Definition,
    periods: Collection[Span],
    observations: Iterable[Observation],
    at: Span,
    *,
    expected: Collection[Expected] | None = None,
    cut_off: datetime | None = None,
) -> Figure:
    """The indicator's figure for the period `at`, from verified measurements of periods that end by its end.

    `expected` names the reports that are due (None: every organisation that ever reported, in every period); `cut_off`
    bounds when a measurement was verified. Nothing depends on the order of anything that is passed.
    """
    return _Series(definition, {*periods, at}, observations, expected, cut_off).figure(at)


def series(
    definition: Definition,
    periods: Collection[Span],
    observations: Iterable[Observation],
    *,
    expected: Collection[Expected] | None = None,
    cut_off: datetime | None = None,
) -> tuple[Figure, ...]:
    """The indicator's figure for each of the periods, in their order; as `figure` gives them."""
    one = _Series(definition, set(periods), observations, expected, cut_off)
    return tuple(one.figure(at) for at in in_order(periods))


class _Series:
    """The readings of one indicator, each made once."""

    def __init__(
        self,
        definition: Definition,
        periods: Collection[Span],
        observations: Iterable[Observation],
        expected: Collection[Expected] | None,
        cut_off: datetime | None,
    ) -> None:
        self.definition = definition
        self.goal: Goal = goal(definition)
        self.reports = Reports(periods, official(observations, cut_off), expected)
        self.readings: dict[Span, Reading] = {}

    def figure(self, at: Span) -> Figure:
        reading, before = self._reading(at), self._before(at)
        so_far = [one for one in (*before, reading) if one.at.starts_on >= self.definition.plan_start]
        expected, assumed = expected_value(self.definition, self.goal, at, [one.at for one in so_far])
        pace = None if expected is None else way(self.goal, expected)
        met_before = any(one.judged.met for one in before)
        first = next((one.at for one in (*before, reading) if one.judged.met), None)
        made = replace(
            _values(self.definition, self.goal, reading),
            rating=rate(_case(self.definition, self.goal, reading, pace, met_before=met_before)),
            periods=_periods_reported(so_far),
            period_target=period_target(self.definition, at),
            expected=expected,
            expected_assumed=assumed,
            first_achieved=None if self.goal.maintain else first,
        )
        made = _changes(self.definition, made, reading, before)
        return replace(
            made,
            warnings=cautions(self.definition, reading, before),
            explanation=(*_told(reading), *verdict(self.definition, self.goal, made, pace)),
        )

    def _reading(self, at: Span) -> Reading:
        if at not in self.readings:
            self.readings[at] = read(self.definition, self.goal, self.reports, at)
        return self.readings[at]

    def _before(self, at: Span) -> tuple[Reading, ...]:
        """The periods before `at` that can stand beside it, in their order."""
        spans = alike(self.reports.spans.values(), at)
        return tuple(self._reading(span) for span in spans if span.ends_on < at.ends_on)


def _values(definition: Definition, goal: Goal, reading: Reading) -> Figure:
    """What was measured and how far it came; the rating is decided by `rate`."""
    joined, judged = reading.joined, reading.judged
    made = Figure(
        kind=definition.kind,
        period=reading.at,
        state=reading.state,
        rating=Rating.NOT_RATED,
        reason=reading.reason,
        value=joined.value,
        since_start=reading.total.value if goal.since_start else None,
        numerator=joined.numerator,
        denominator=joined.denominator,
        choice=joined.choice,
        reached=joined.reached,
        reached_on=joined.reached_on,
        items=joined.items,
        texts=joined.texts,
        at_least=reading.total.at_least,
        due=reading.due,
        precision=definition.precision,
        direction=goal.direction,
        baseline=definition.baseline,
        target=goal.final,
        progress=judged.progress,
        share_of_target=judged.share_of_target,
        met=judged.met,
    )
    return _with_reports(made, reading, since_start=goal.since_start)


def _with_reports(made: Figure, reading: Reading, *, since_start: bool) -> Figure:
    """The figure with the reports that it rests on and those that are lacking."""
    used = (reading.all_gathered if since_start else reading.gathered).used
    return replace(
        made,
        carried_from=tuple(Carried(one.organisation, one.span) for one in used if one.carried),
        absent=reading.gathered.absent,
        taken=in_order({one.span for one in used}),
        reports=reading.gathered.coverage,
        data_status=_weakest(one.observation.data_status for one in used),
    )


def _case(definition: Definition, goal: Goal, reading: Reading, expected: Fraction | None, *, met_before: bool) -> Case:
    judged = reading.judged
    return Case(
        kind=definition.kind,
        due=reading.due,
        reported=reading.reported,
        has_target=goal.value is not None,
        maintain=goal.maintain,
        measurable=goal.measurable,
        direction=goal.direction,
        met=judged.met,
        met_before=met_before,
        below_origin=judged.below_origin,
        progress=judged.progress,
        expected=expected,
        enough=definition.on_track,
    )


def _changes(definition: Definition, made: Figure, reading: Reading, before: Collection[Reading]) -> Figure:
    """The last value reported before, and the differences to it and to the baseline; a carried value has none."""
    last = next((one for one in reversed(tuple(before)) if one.reported and one.joined.value is not None), None)
    previous = last.joined.value if last else None
    now = reading.joined.value if reading.reported and is_measurable(definition) else None
    start = baseline_number(definition) if definition.contains_baseline else None
    return replace(
        made,
        previous=previous,
        previous_period=last.at if last else None,
        change=None if now is None or start is None else now - start,
        change_from_previous=None if now is None or previous is None else now - previous,
        in_points=definition.kind is Kind.SHARE,
    )


def _weakest(statuses: Iterable[DataStatus]) -> DataStatus:
    return max(statuses, key=STATUSES.index, default=DataStatus.FINAL)


def _periods_reported(readings: Collection[Reading]) -> Coverage:
    """In how many of the periods since the plan began anything was reported, of those in which it was due."""
    due = [one for one in readings if one.gathered.coverage.of]
    return Coverage(sum(1 for one in due if one.gathered.present), len(due))


def _told(reading: Reading) -> tuple[Message, ...]:
    """Where the compared value comes from, and what stands in or is missing."""
    gathered, joined = reading.all_gathered, reading.total
    told = [*joined.explanation, *([joined.problem] if joined.problem else [])]
    told += [explanation.told_carried(span) for span in in_order({one.span for one in gathered.used if one.carried})]
    if gathered.used and missing(gathered.absent):
        told.append(explanation.told_gaps(gathered.coverage))
    return tuple(told)
