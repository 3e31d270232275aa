"""What one indicator says at the end of one period: its value, what is missing, how it stands against the target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tracker.domain.aggregation import Joined, join
from tracker.domain.periods import taken
from tracker.domain.progress import BY_DATE, Goal, is_reached, progress, share_of_target, way
from tracker.domain.reports import Gathered, Reports, missing
from tracker.domain.series import Definition, Span
from tracker.domain.vocabulary import Direction, Kind, NoValue, TimeRule, ValueState

REASONS = (  # of several reasons the first is told
    NoValue.NOT_REPORTED,
    NoValue.NOT_AVAILABLE,
    NoValue.CONFIDENTIAL,
    NoValue.NOT_APPLICABLE,
    NoValue.NOT_DUE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A value against its target; all None where nothing can be told."""

    met: bool | None = None
    progress: Fraction | None = None
    share_of_target: Fraction | None = None
    below_origin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`gathered` and `joined` are the period's own, `all_gathered` and `total` those since the plan began."""

    at: Span
    gathered: Gathered
    joined: Joined
    all_gathered: Gathered
    total: Joined
    reported: bool
    due: bool
    judged: Judged

    @property
    def value(self) -> Fraction | None:
        """The value that is compared with the target."""
        return self.total.value

    @property
    def state(self) -> ValueState:
        """What stands in the place of the period's value."""
        if not self.gathered.used:
            return ValueState.NO_VALUE
        if self.joined.problem is not None:
            return ValueState.NOT_COMPUTABLE
        if not self.reported:
            return ValueState.CARRIED
        partly = bool(missing(self.gathered.absent)) and (self.gathered.gaps or self._some_carried)
        return ValueState.PARTIAL if partly else ValueState.VALUE

    @property
    def reason(self) -> NoValue | None:
        """Why the period has no value of its own."""
        if self.reported:
            return None
        given = {one.reason for one in self.gathered.absent}
        return next(
            (reason for reason in REASONS if reason in given), NoValue.NOT_REPORTED if self.due else NoValue.NOT_DUE
        )

    @property
    def _some_carried(self) -> bool:
        return any(report.carried for report in self.gathered.used)


def read(definition: Definition, goal: Goal, reports: Reports, at: Span) -> Reading:
    """The value of the period `at` and how it stands, without a look at other periods."""
    spans = taken(reports.spans.values(), at)
    window = tuple(span for span in spans if at.holds(span))
    latest = definition.time_rule is TimeRule.LATEST
    gathered = reports.latest(window, at) if latest else reports.gather(window)
    joined = join(definition, gathered, at)
    all_gathered, total = gathered, joined
    if goal.since_start:
        all_gathered = reports.gather([span for span in spans if span.starts_on >= definition.plan_start])
        total = join(definition, all_gathered, at)
    reported = _is_reported(definition, gathered, at)
    return Reading(
        at=at,
        gathered=gathered,
        joined=joined,
        all_gathered=all_gathered,
        total=total,
        reported=reported,
        due=_is_due(definition, goal, reports, gathered, at),
        judged=judge(goal, total) if reported else Judged(),
    )


def judge(goal: Goal, joined: Joined) -> Judged:
    """A value against its target. Where the true value may be larger, silence must not make a falling one look good."""
    value = joined.value
    if value is None:
        return Judged()
    gone = way(goal, value)
    below = gone is not None and gone < 0
    met, made = is_reached(goal, value), progress(goal, value)
    if joined.at_least and goal.direction is not Direction.AT_LEAST:
        beyond = goal.value is not None and value > goal.value
        met = False if beyond else None
        made = made if below else None
    return Judged(met=met, progress=made, share_of_target=share_of_target(goal, value), below_origin=below)


def _is_reported(definition: Definition, gathered: Gathered, at: Span) -> bool:
    """Whether the period has a report of its own; a milestone once reached on a date stands until told otherwise."""
    if any(not report.carried for report in gathered.used):
        return True
    if definition.kind is not Kind.MILESTONE:
        return False
    dates = (report.observation.reached_on for report in gathered.used if report.observation.reached)
    return any(on is not None and on <= at.ends_on for on in dates)


def _is_due(definition: Definition, goal: Goal, reports: Reports, gathered: Gathered, at: Span) -> bool:
    """Whether anything is due for the period: a report, or for milestones and ordinals the target's date."""
    if definition.kind in BY_DATE and goal.final is not None:
        return goal.final.due_on <= at.ends_on
    if gathered.present or any(one.reason is not NoValue.NOT_DUE for one in gathered.absent):
        return True
    return not reports.told and not gathered.absent
