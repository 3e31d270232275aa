"""How an indicator stands: the first rating in a fixed order that holds, from unrounded figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain.vocabulary import Direction, Kind, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a rating is decided from.

    `reported`: there is a report for the period itself. `met` and `progress` are None where nothing can be told.
    `below_origin`: worse than the baseline. `expected` is the progress that should have been made.
    """

    kind: Kind
    due: bool
    reported: bool
    has_target: bool
    maintain: bool = False
    measurable: bool = True
    direction: Direction = Direction.AT_LEAST
    met: bool | None = None
    met_before: bool = False
    below_origin: bool = False
    progress: Fraction | None = None
    expected: Fraction | None = None
    enough: Decimal = Decimal("0.9")


def rate(case: Case) -> Rating:
    """The first rating of the order that holds."""
    return next(rating for rating, holds in ORDER if holds(case))


def _not_due(case: Case) -> bool:
    """What is reached ahead of its date is achieved, all else before its date is not due."""
    return not case.due and not case.met


def _not_computable(case: Case) -> bool:
    if case.met or (case.maintain and case.met is not None):
        return False
    return case.met is None or (case.measurable and case.progress is None)


def _on_track(case: Case) -> bool:
    if case.progress is None or case.expected is None:
        return False
    made = case.progress
    if case.direction is Direction.EXACTLY:
        made = 1 - abs(1 - made)  # too much is as far from the target as too little
    return made >= Fraction(case.enough) * case.expected


ORDER: tuple[tuple[Rating, Callable[[Case], bool]], ...] = (
    (Rating.NOT_DUE, _not_due),
    (Rating.NO_DATA, lambda case: not case.reported),
    (Rating.NOT_RATED, lambda case: case.kind is Kind.TEXT),
    (Rating.NO_TARGET, lambda case: not case.has_target),
    (Rating.NOT_COMPUTABLE, _not_computable),
    (Rating.MAINTAINED, lambda case: case.maintain and case.met is True),
    (Rating.NOT_MAINTAINED, lambda case: case.maintain),
    (Rating.ACHIEVED, lambda case: case.met is True),
    (Rating.ACHIEVED_EARLIER, lambda case: case.met_before),
    (Rating.REGRESSED, lambda case: case.below_origin),
    (Rating.ON_TRACK, _on_track),
    (Rating.BEHIND, lambda case: True),
)
