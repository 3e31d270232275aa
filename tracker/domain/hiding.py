"""What is left of a figure when some of it is hidden: no number from which the rest could be worked out."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.disclosure import Hidden
from tracker.domain.series import Baseline, Figure
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import Rating, ValueState

WHOLE = N_("Hidden: it is a small count, or a small count could be worked out from it.")
COMPARED = N_("What is compared with the target is hidden: a small count could be worked out from it.")
ABOUT = N_(
    "Sensitive: counts from 1 to %(most)s are hidden, and with them the numbers from which they could be worked out."
)
WITH_ZEROS = N_(
    "Sensitive: counts from 0 to %(most)s are hidden, and with them the numbers from which they could be worked out."
)
SAYS_NOTHING = (Rating.NOT_DUE, Rating.NO_DATA, Rating.NO_TARGET, Rating.NOT_COMPUTABLE)


def without(figure: Figure, hidden: Hidden) -> Figure:
    """The figure of a sensitive indicator as it may be printed.

    Sentences that add single reports go in every case: a term may be a small count though the sum is none.
    """
    said = tuple(each for each in figure.explanation if not _lists_terms(each))
    if not hidden:
        return replace(figure, explanation=said)
    figure = replace(figure, explanation=said, warnings=())
    if hidden.baseline:
        figure = replace(figure, baseline=Baseline(on=figure.baseline.on, hidden=True), change=None)
        figure = replace(figure, expected=None if figure.expected_assumed else figure.expected)
    if figure.previous_period in hidden.figures:
        figure = replace(figure, previous=None, previous_period=None, change_from_previous=None)
    if figure.first_achieved in hidden.figures:
        figure = replace(figure, first_achieved=None)
    if figure.period in hidden.figures:
        return _unrated(_without_value(figure), WHOLE)
    return _unrated(figure, COMPARED) if figure.period in hidden.unrated else figure


def _without_value(figure: Figure) -> Figure:
    return replace(
        figure,
        state=ValueState.SUPPRESSED,
        value=None,
        numerator=None,
        denominator=None,
        items=(),
        at_least=False,
        change=None,
        change_from_previous=None,
    )


def _unrated(figure: Figure, why: str) -> Figure:
    """Without everything that a comparison with the target would tell; what a rating says of any value stays."""
    return replace(
        figure,
        hidden=True,
        since_start=None,
        progress=None,
        share_of_target=None,
        met=None,
        first_achieved=None,
        rating=figure.rating if figure.rating in SAYS_NOTHING else Rating.NOT_COMPUTABLE,
        explanation=(message(why),),
    )


def _lists_terms(sentence: Message) -> bool:
    return any(isinstance(value, tuple) for _, value in sentence.values)
