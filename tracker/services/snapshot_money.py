"""The money of a commitment as a report says it: what is promised, and what was spent by the end of the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.snapshot import FundingLine, SpendingLine
from tracker.domain.series import Span
from tracker.domain.texts import Multilingual
from tracker.models.money import Funding, Spending
from tracker.services.material import span_of


def funding_lines(rows: Iterable[Funding]) -> tuple[FundingLine, ...]:
    return tuple(
        FundingLine(
            donor=row.donor.name if row.donor is not None else Multilingual(),
            amount=row.amount,
            currency=row.currency,
            year=row.year,
            source=row.source,
        )
        for row in rows
    )


def spending_lines(rows: Iterable[Spending], at: Span) -> tuple[SpendingLine, ...]:
    """What was spent in periods that end by the end of `at`; a year stands for its halves, so nothing counts twice."""
    ended = [row for row in rows if row.period.ends_on <= at.ends_on]
    return tuple(
        SpendingLine(
            organisation=row.organisation.name,
            period=row.period.name,
            here=at.holds(span_of(row.period)),
            amount=row.amount,
            currency=row.currency,
            source=row.source,
        )
        for row in _outermost(ended)
    )


def _outermost(rows: list[Spending]) -> Iterator[Spending]:
    """The amounts that no other of the same organisation, in the same currency and for a longer period, contains."""
    for row in rows:
        same = (one for one in rows if one.organisation_id == row.organisation_id and one.currency == row.currency)
        if not any(span_of(row.period).is_part_of(span_of(other.period)) for other in same):
            yield row
