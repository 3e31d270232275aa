"""Amounts of money: exact, each in its currency, added only where currency and year are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message

LONGEST = 15
"""Digits before the decimal mark: more than any state budget in any currency has."""


class BudgetState(StrEnum):
    """What is known of a commitment's budget: that there is none is something else than that nobody said."""

    NOT_STATED = "not_stated"
    ALLOCATED = "allocated"
    NONE_ALLOCATED = "none_allocated"
    UNKNOWN = "unknown"


NOT_NEGATIVE = N_("An amount is not negative.")
ABOVE_ZERO = N_("An amount is above 0. Where nothing is given, say so instead.")


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """So much in one currency (ISO 4217); `year` None where amounts of several years may stand together."""

    currency: str
    year: int | None
    amount: Decimal


def checked(amount: Decimal | None, *, may_be_zero: bool) -> Decimal:
    """The amount itself if it can be one. Raises RuleBroken at `amount`: more decimals than money has, too large."""
    if amount is None:
        raise RuleBroken(message(N_("Enter the amount.")), "amount")
    if amount < 0 or (amount == 0 and not may_be_zero):
        raise RuleBroken(message(NOT_NEGATIVE if may_be_zero else ABOVE_ZERO), "amount")
    exact = amount.normalize() + 0
    if -int(exact.as_tuple().exponent) > 2 or exact >= Decimal(10) ** LONGEST:
        raise RuleBroken(message(N_("Write the amount in full, with two decimals at most.")), "amount")
    return exact.quantize(Decimal(1) if exact == exact.to_integral_value() else Decimal("0.01"))


def totals(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The sums, one for each currency and year; amounts of different currencies are never added."""
    sums: dict[tuple[str, int | None], Decimal] = defaultdict(Decimal)
    for each in amounts:
        sums[each.currency, each.year] += each.amount
    order = sorted(sums, key=lambda key: (key[0], key[1] or 0))
    return tuple(Amount(currency, year, sums[currency, year]) for currency, year in order)


def over_years(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The sums of each currency over all its years, in the money of those years: no price is adjusted."""
    return totals(Amount(each.currency, None, each.amount) for each in amounts)
