"""Amounts of money as a report writes them: grouped as the language groups digits, with the currency's code."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from reports.language import Speech
from tracker.domain.money import Amount

SPACE = "\u00a0"


def said(speech: Speech, amount: Decimal, currency: str) -> str:
    """One amount with the code of its currency (ISO 4217), never broken from it."""
    return speech.number(amount, max(0, -int(amount.as_tuple().exponent))) + SPACE + currency


def listed(speech: Speech, amounts: Iterable[Amount]) -> list[str]:
    """Sums, each with its currency and, where it has one, its year."""
    return [
        said(speech, each.amount, each.currency) + (f" ({each.year})" if each.year is not None else "")
        for each in amounts
    ]
