"""Reporting periods: months counted from an anchor, periods of a plan in bulk, and which periods a report takes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.series import Span
from tracker.domain.vocabulary import Frequency

MONTHS = {Frequency.YEARLY: 12, Frequency.HALF_YEARLY: 6, Frequency.QUARTERLY: 3}
LETTERS = {Frequency.YEARLY: "", Frequency.HALF_YEARLY: " H", Frequency.QUARTERLY: " Q"}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """A period that a plan will report on; `is_partial` where the plan begins or ends inside it."""

    name: str
    starts_on: date
    ends_on: date
    is_partial: bool

    @property
    def months(self) -> int:
        """How many months it covers; what is counted in fewer is not scaled up."""
        return months_covered(self.starts_on, self.ends_on)


def add_months(anchor: date, months: int) -> date:
    """The date so many months after the anchor, held at the end of a shorter month (31 January + 1 = 28 February).

    Count every date from the same anchor: adding month by month would lose days for good.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def months_covered(starts_on: date, ends_on: date) -> int:
    """How many calendar months a period touches."""
    return (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1


def planned_periods(
    starts_on: date, ends_on: date, frequency: Frequency, *, year_starts_in: int = 1
) -> tuple[PlannedPeriod, ...]:
    """The periods of a plan from its first to its last day, cut to fit.

    `year_starts_in` is the first month of its year. Raises ValueError if the plan ends before it starts or there is no
    such month.
    """
    if ends_on < starts_on or not 1 <= year_starts_in <= 12:
        raise ValueError("a plan ends after it starts, and its year starts in month 1 to 12")
    if frequency is Frequency.ONCE:
        return (PlannedPeriod(f"{starts_on.year}–{ends_on.year}", starts_on, ends_on, is_partial=False),)
    anchor = date(starts_on.year - (starts_on.month < year_starts_in), year_starts_in, 1)
    step = MONTHS[frequency]
    made = []
    for number in range(months_covered(anchor, ends_on) // step + 1):
        first, last = add_months(anchor, number * step), add_months(anchor, (number + 1) * step) - DAY
        if last >= starts_on and first <= ends_on:
            partial = first < starts_on or last > ends_on
            name = _name(add_months(anchor, number * step // 12 * 12), frequency, number * step % 12 // step + 1)
            made.append(PlannedPeriod(name, max(first, starts_on), min(last, ends_on), is_partial=partial))
    return tuple(made)


def in_order(periods: Iterable[Span]) -> tuple[Span, ...]:
    """By their ends; of two that end together the longer comes last, for it says more. Time of entry never counts."""
    return tuple(sorted(periods, key=lambda span: (span.ends_on, -span.starts_on.toordinal(), span.key)))


def taken(periods: Iterable[Span], at: Span) -> tuple[Span, ...]:
    """The periods that a report for `at` takes: those that end on or before its end."""
    return tuple(span for span in in_order(periods) if span.ends_on <= at.ends_on)


def alike(periods: Iterable[Span], at: Span) -> tuple[Span, ...]:
    """The periods that can be set beside `at` in one row: whole ones beside whole ones, quarters beside quarters.

    A short first or last period of a plan is a whole one.
    """
    spans = in_order({*periods, at})
    inner = {span for span in spans if _is_inside(span, spans)}
    months = months_covered(at.starts_on, at.ends_on)
    if at not in inner:
        return tuple(span for span in spans if span not in inner)
    return tuple(span for span in spans if span in inner and months_covered(span.starts_on, span.ends_on) == months)


def partial(periods: Iterable[Span]) -> frozenset[Span]:
    """The outermost periods that are shorter than another one, or as long as no year, half-year, quarter or month is.

    A plan that begins in August has a first year of five months; readers have to see that it is none.
    """
    spans = in_order(periods)
    whole = {span: months_covered(span.starts_on, span.ends_on) for span in spans if not _is_inside(span, spans)}
    longest = max(whole.values(), default=0)
    return frozenset(span for span, months in whole.items() if months < longest or is_odd(months))


def is_odd(months: int) -> bool:
    """Whether so many months are neither whole years nor a half-year, a quarter or a month."""
    return bool(months % 12) and months not in (1, 3, 6)


def _is_inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(span.is_part_of(other) for other in spans)


def _name(year: date, frequency: Frequency, number: int) -> str:
    written = str(year.year) if year.month == 1 else f"{year.year}/{(year.year + 1) % 100:02}"
    return written + (f"{LETTERS[frequency]}{number}" if LETTERS[frequency] else "")
