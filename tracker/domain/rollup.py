"""Pillars and plans in one number, or rather two: with what is missing counted as nothing, and without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.domain.series import Coverage, Figure
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import Kind, NoValue, Rating

LISTED = (Kind.ORDINAL, Kind.TEXT)  # shown beside the average, never in it
YES_OR_NO = (Kind.MILESTONE,)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a roll-up: its code, its figure and its declared weight (0 or more)."""

    code: str
    figure: Figure
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """Two means of capped progress (1 is 100 %) with their n of N; None where there is nothing to average.

    `headline` counts what is missing as 0, `reported` leaves it out. The rest are codes: `without_progress` are in N
    but have no number, `listed` are ordinals and texts, `not_due` and `not_applicable` have left N.
    """

    headline: Fraction | None
    reported: Fraction | None
    coverage: Coverage
    equal_weights: bool
    ratings: tuple[tuple[Rating, int], ...]
    without_progress: tuple[str, ...]
    listed: tuple[str, ...]
    not_due: tuple[str, ...]
    not_applicable: tuple[str, ...]
    explanation: tuple[Message, ...]


def score(figure: Figure) -> Fraction | None:
    """What an indicator adds to an average, 0 to 1: capped progress; yes or no, and maintained or not, are 1 or 0.

    None where nothing was reported or no progress can be computed.
    """
    if figure.rating in (Rating.NO_DATA, Rating.NO_TARGET, Rating.NOT_RATED) or figure.met is None:
        return figure.capped
    if figure.rating is Rating.ACHIEVED:
        return Fraction(1)
    if figure.kind in YES_OR_NO or figure.rating in (Rating.MAINTAINED, Rating.NOT_MAINTAINED):
        return Fraction(int(figure.met))
    return figure.capped


def rollup(lines: Iterable[Line]) -> Rollup:
    """Both means over the indicators of a pillar or a plan, with the declared weights.

    N are the indicators that are due and have a numeric rule; not applicable and hidden ones have left it. Weights that
    add up to 0 are taken as equal. Raises ValueError for a negative weight.
    """
    every = sorted(lines, key=lambda line: line.code)
    if any(line.weight < 0 for line in every):
        raise ValueError("a weight is 0 or more")
    numeric = [line for line in every if line.figure.kind not in LISTED]
    left = [line for line in numeric if line.figure.reason is NoValue.NOT_APPLICABLE]
    secret = [line for line in numeric if line.figure.hidden]
    due = [line for line in numeric if line.figure.due and line not in left and line not in secret]
    scored = [line for line in due if score(line.figure) is not None]
    coverage = Coverage(len(scored), len(due))
    headline, reported = _mean(due), _mean(scored)
    equal = len({line.weight for line in due}) < 2 or not sum(line.weight for line in due)
    return Rollup(
        headline=headline,
        reported=reported,
        coverage=coverage,
        equal_weights=equal,
        ratings=_counted(every),
        without_progress=_codes(line for line in due if line not in scored),
        listed=_codes(line for line in every if line.figure.kind in LISTED),
        not_due=_codes(line for line in numeric if not line.figure.due and line not in left),
        not_applicable=_codes(left),
        explanation=_told(coverage, len(secret), equal_weights=equal),
    )


def _mean(lines: Sequence[Line]) -> Fraction | None:
    """The weighted mean of the scores, a missing one being 0."""
    if not lines:
        return None
    weights = [Fraction(line.weight) for line in lines]
    if not any(weights):
        weights = [Fraction(1)] * len(lines)
    scores = [score(line.figure) or Fraction(0) for line in lines]
    return sum((a * b for a, b in zip(weights, scores, strict=True)), Fraction(0)) / sum(weights)


def _counted(lines: Sequence[Line]) -> tuple[tuple[Rating, int], ...]:
    found = [line.figure.rating for line in lines]
    return tuple((rating, found.count(rating)) for rating in Rating if rating in found)


def _codes(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.code for line in lines)


def _told(coverage: Coverage, secret: int, *, equal_weights: bool) -> tuple[Message, ...]:
    told = N_("Indicators whose progress is hidden because of small counts are in neither mean: %(n)s.")
    return (
        *((message(told, n=secret),) if secret else ()),
        message(N_("%(n)s of %(of)s indicators that are due have a figure."), n=coverage.n, of=coverage.of),
        message(N_("Before it is averaged, progress below zero counts as zero, beyond the target as the whole of it.")),
        message(N_("All indicators weigh the same.") if equal_weights else N_("The declared weights are used.")),
        message(N_("The headline counts what is missing as 0; the other mean leaves it out.")),
    )
