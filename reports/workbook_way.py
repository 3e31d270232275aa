"""What the progress of a figure was computed from: three numbers that a reader can see and compute with."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from reports.snapshot import IndicatorLine
from tracker.domain.series import Figure


class Way(NamedTuple):
    """How far a value is on the way from the baseline to the target, all three exact and on one scale."""

    value: Fraction
    start: Fraction
    end: Fraction


def way(line: IndicatorLine, figure: Figure) -> Way | None:
    """The numbers behind a figure's progress; None where it has none, or where nothing that may be read explains it.

    The baseline is where the way starts, or 0 for what is counted since the plan began; of a scale with equal steps
    the numbers of the steps. Nothing is computed here but the check that the three give the progress.
    """
    if figure.progress is None or figure.target is None or figure.hidden:
        return None
    found = _of_steps(line, figure) or _of_numbers(figure)
    return next((each for each in found if _gives(each, figure.progress)), None)


def _of_numbers(figure: Figure) -> list[Way]:
    value, end = figure.towards_target, figure.target.value if figure.target else None
    if value is None or end is None:
        return []
    starts = [Fraction(0)] if figure.baseline.value is None else [Fraction(figure.baseline.value), Fraction(0)]
    return [Way(value, start, Fraction(end)) for start in starts]


def _of_steps(line: IndicatorLine, figure: Figure) -> list[Way]:
    steps = {code: Fraction(number) for number, (code, _) in enumerate(line.scale, start=1)}
    codes = (figure.choice, figure.baseline.choice, figure.target.choice if figure.target else None)
    numbers = [steps[code] for code in codes if code is not None and code in steps]
    return [Way(*numbers)] if len(numbers) == len(codes) else []


def _gives(found: Way, progress: Fraction) -> bool:
    return found.end != found.start and (found.value - found.start) / (found.end - found.start) == progress
