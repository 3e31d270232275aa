"""Numbers that people typed into prose, compared with those that the tables of the same report print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from reports.snapshot import IndicatorLine, Snapshot
from tracker.domain.display import Printed, rounded
from tracker.domain.display import shown as printed
from tracker.domain.series import Figure

NUMBER = re.compile(
    r"""(?<![\w.,/:-])                                   # not in a word, a date, a reference
    (?:\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+)    # 1 060, 1,060, 1.060 or 1060
    (?:[.,]\d+)?
    (?![\w/:-]|[.,]\d)""",
    re.VERBOSE,
)
LISTED = re.compile(r"(?m)^\s*\d{1,2}[.)]\s")
"""The number of a point in a list."""

DAYS, FIRST_YEAR, LAST_YEAR = 31, 1900, 2100
RESOLUTION = 1325


def strange(snapshot: Snapshot, pillar: str, language: str, text: str) -> list[str]:
    """The typed numbers that no table has: those of one pillar for its own prose, of the whole report else.

    Years, the number of the resolution and whole numbers up to 31, which may be days or small counts of anything, are
    never strange.
    """
    found = [(typed, number) for typed in _typed(text) if (number := read(typed, language)) is not None]
    if not any(_is_telling(number) for _typed_text, number in found):
        return []
    known = known_numbers(snapshot, pillar)
    return list(dict.fromkeys(typed for typed, number in found if _is_telling(number) and number not in known))


def read(typed: str, language: str) -> Decimal | None:
    """A number as its language writes it: English with a decimal point, others with a comma; None for neither."""
    plain = re.sub(r"[ \u00a0\u202f]", "", typed)
    group, point = (",", ".") if language.startswith("en") else (".", ",")
    if plain.count(point) > 1:
        return None
    return Decimal(plain.replace(group, "").replace(point, "."))


def known_numbers(snapshot: Snapshot, pillar: str = "") -> frozenset[Decimal]:
    """Every number that the tables print, of one pillar or of the whole report with its counts."""
    parts = [part for part in snapshot.pillars if pillar in ("", part.code)]
    found = [number for part in parts for line in part.indicators for number in _of_line(line)]
    for rollup in (snapshot.summary.rollup, *(part.rollup for part in parts)):
        found += [Decimal(rollup.coverage.n), Decimal(rollup.coverage.of)]
        found += [rounded(each * 100, 1) for each in (rollup.headline, rollup.reported) if each is not None]
    summary = snapshot.summary
    counts = (*summary.ratings, *summary.statuses, *summary.civil_society)
    found += [Decimal(n) for _word, n in counts]
    found += [Decimal(n) for n in (summary.reports_due, summary.reports_verified, summary.reports_waiting)]
    return frozenset(found)


def _typed(text: str) -> Iterator[str]:
    return (found.group() for found in NUMBER.finditer(LISTED.sub(" ", text)))


def _is_telling(number: Decimal) -> bool:
    is_whole = number == number.to_integral_value()
    return not (is_whole and (number <= DAYS or FIRST_YEAR <= number <= LAST_YEAR or number == RESOLUTION))


def _of_line(line: IndicatorLine) -> Iterator[Decimal]:
    for figure in line.series:
        yield from _of_figure(figure)
    yield from (cell.value for cell in line.breakdown if cell.value is not None)


def _of_figure(figure: Figure) -> Iterator[Decimal]:
    shown = printed(figure)
    for one in (shown.value, shown.since_start, shown.baseline, shown.target, shown.period_target, shown.progress,
                shown.share_of_target, shown.change):  # fmt: skip
        if isinstance(one, Printed):
            yield from (Decimal(one.number), abs(Decimal(one.number)))
    yield from _exact((figure.numerator, figure.denominator, figure.change_from_previous))


def _exact(values: Iterable[Fraction | None]) -> Iterator[Decimal]:
    for value in values:
        if value is not None:
            yield from (abs(rounded(value, decimals)) for decimals in (0, 1))
