"""Why a figure has its progress and its rating, in short sentences."""

from __future__ import annotations

from fractions import Fraction

from tracker.domain.display import shown_progress
from tracker.domain.explanation import told
from tracker.domain.progress import Goal
from tracker.domain.series import Definition, Figure
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import Direction, Kind, NoValue, Rating, ValueState

WHY_NO_DATA = {
    NoValue.NOT_DUE: N_("No data: nothing was due for this period."),
    NoValue.NOT_REPORTED: N_("No data: nothing was reported for this period."),
    NoValue.NOT_AVAILABLE: N_("No data: the figure is not available."),
    NoValue.NOT_APPLICABLE: N_("No data: the indicator does not apply in this period."),
    NoValue.CONFIDENTIAL: N_("No data: the figure is confidential."),
}
REACHED = {
    Direction.AT_LEAST: N_("The target is met if the value is at least %(target)s: it is %(value)s."),
    Direction.AT_MOST: N_("The target is met if the value is at most %(target)s: it is %(value)s."),
    Direction.EXACTLY: N_("The target is met if the value is exactly %(target)s: it is %(value)s."),
}
RATED = {
    Rating.NOT_DUE: N_("Rated not due: nothing is due yet."),
    Rating.NO_TARGET: N_("Rated no target: none was set."),
    Rating.NOT_COMPUTABLE: N_("Rated not computable."),
    Rating.MAINTAINED: N_("Rated maintained: target and baseline are the same, and the value keeps to them."),
    Rating.NOT_MAINTAINED: N_("Rated not maintained: target and baseline are the same, the value misses them."),
    Rating.ACHIEVED: N_("Rated achieved: the final target is met."),
    Rating.REGRESSED: N_("Rated regressed: the value is worse than the baseline."),
    Rating.NOT_RATED: N_("Texts are printed, not rated."),
}
ROUNDING = N_("Numbers are rounded once, where they are printed, half up; the rating uses the unrounded ones.")


def verdict(definition: Definition, goal: Goal, figure: Figure, expected: Fraction | None) -> tuple[Message, ...]:
    """The sentences on progress, on what was expected, on the rating and on rounding.

    `expected` is the progress that should have been made, 1 being 100 %.
    """
    sentences = (
        *_progress(definition, goal, figure),
        *_points(definition, figure),
        *_expected(definition, goal, figure),
        *_rated(definition, figure, expected),
    )
    return (*sentences, message(ROUNDING)) if figure.progress is not None else sentences


def percent(ratio: Fraction) -> object:
    """A ratio in percent as it is printed."""
    printed = shown_progress(ratio)
    return printed.number if printed else ratio


def _progress(definition: Definition, goal: Goal, figure: Figure) -> tuple[Message, ...]:
    value, precision = figure.towards_target, definition.precision
    if value is None or goal.value is None or figure.rating in (Rating.NO_DATA, Rating.NOT_DUE):
        return ()
    if figure.progress is not None and goal.origin is not None:
        sentence = N_(
            "Progress = (value − baseline) / (target − baseline) = "
            "(%(value)s − %(baseline)s) / (%(target)s − %(baseline)s) = %(progress)s %%."
        )
        if goal.origin == 0 and figure.baseline.value != 0:
            sentence = N_("Counted from zero: progress = value / target = %(value)s / %(target)s = %(progress)s %%.")
        return (
            message(
                sentence,
                value=told(value, precision),
                baseline=told(goal.origin, precision),
                target=told(goal.value, precision),
                progress=percent(figure.progress),
            ),
        )
    return (*_unknown_baseline(goal, figure), *_side(definition, goal, value, figure))


def _unknown_baseline(goal: Goal, figure: Figure) -> tuple[Message, ...]:
    if goal.origin is not None or not goal.measurable:
        return ()
    unknown = message(N_("The baseline is unknown, so progress is not computable."))
    if figure.share_of_target is None:
        return (unknown,)
    share = message(
        N_("Share of target = value / target = %(share)s %%; this is not progress."),
        share=percent(figure.share_of_target),
    )
    return (unknown, share)


def _side(definition: Definition, goal: Goal, value: Fraction, figure: Figure) -> tuple[Message, ...]:
    """Whether the value is on the target's side; of a milestone and a step the value itself says it."""
    if definition.kind is Kind.MILESTONE or goal.value is None:
        return ()
    if figure.met is None or (figure.at_least and goal.direction is not Direction.AT_LEAST):
        return (message(N_("The true value may be larger, so it cannot be said how near the target is.")),)
    return (
        message(
            REACHED[goal.direction],
            target=told(goal.value, definition.precision),
            value=told(value, definition.precision),
        ),
    )


def _points(definition: Definition, figure: Figure) -> tuple[Message, ...]:
    """A share of 20 % that becomes 30 % has changed by 10 points, not by 10 %."""
    if not figure.in_points or figure.change is None:
        return ()
    change = told(figure.change, definition.precision)
    return (message(N_("Change from the baseline in percentage points: %(change)s."), change=change),)


def _expected(definition: Definition, goal: Goal, figure: Figure) -> tuple[Message, ...]:
    if figure.expected is None or figure.rating not in (Rating.ON_TRACK, Rating.BEHIND):
        return ()
    if goal.final is not None and goal.final.due_on <= figure.period.ends_on:
        due = told(figure.expected, definition.precision)
        return (message(N_("The final target is due: %(target)s."), target=due),)
    sentence = N_("Expected by %(date)s: %(expected)s, as the targets of the periods say.")
    if figure.expected_assumed:
        sentence = N_(
            "Expected by %(date)s: %(expected)s, on a straight line from the baseline to the final target, "
            "which is an assumption."
        )
    return (message(sentence, date=figure.period.ends_on, expected=told(figure.expected, definition.precision)),)


def _rated(definition: Definition, figure: Figure, expected: Fraction | None) -> tuple[Message, ...]:
    rating = figure.rating
    if rating is Rating.NO_DATA:
        return (message(WHY_NO_DATA[figure.reason or NoValue.NOT_REPORTED]), *_carried_is_none(figure))
    if rating is Rating.ACHIEVED_EARLIER:
        period = figure.first_achieved.name if figure.first_achieved else ""
        return (message(N_("Rated achieved earlier, now below: met in %(period)s, not now."), period=period),)
    if rating in (Rating.ON_TRACK, Rating.BEHIND):
        return (_pace(definition, figure, expected),)
    return (message(RATED[rating]),)


def _pace(definition: Definition, figure: Figure, expected: Fraction | None) -> Message:
    if figure.progress is None or expected is None:
        return message(N_("Rated behind: the target is not met on its date."))
    sentence = N_(
        "Rated behind: progress of %(progress)s %% is less than %(enough)s %% of the expected %(expected)s %%."
    )
    if figure.rating is Rating.ON_TRACK:
        sentence = N_(
            "Rated on track: progress of %(progress)s %% is at least %(enough)s %% of the expected %(expected)s %%."
        )
    return message(
        sentence,
        progress=percent(figure.progress),
        enough=told(definition.on_track * 100),
        expected=percent(expected),
    )


def _carried_is_none(figure: Figure) -> tuple[Message, ...]:
    if figure.state is not ValueState.CARRIED:
        return ()
    return (message(N_("A carried value counts as no data.")),)
