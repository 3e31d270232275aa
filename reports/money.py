"""Amounts of money as a report writes them: grouped as the language groups digits, with the currency's code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.language import Speech
from reports.snapshot import CommitmentLine, PillarPart, Snapshot
from tracker.domain.money import Amount, BudgetState, over_years, totals

SPACE = "\u00a0"


def said(speech: Speech, amount: Decimal, currency: str) -> str:
    """One amount with the code of its currency (ISO 4217), never broken from it, also from right to left."""
    return speech.code(speech.number(amount, max(0, -int(amount.as_tuple().exponent))) + SPACE + currency)


def listed(speech: Speech, amounts: Iterable[Amount]) -> list[str]:
    """Sums, each with its currency and, where it has one, after its year."""
    return [
        (f"{each.year}: " if each.year is not None else "") + said(speech, each.amount, each.currency)
        for each in amounts
    ]


@dataclass(frozen=True, slots=True)
class Purse:
    """A commitment's money in words, or (`line` None) that of a whole pillar; each text stands on a line of its own."""

    line: CommitmentLine | None
    state: BudgetState | None
    promised: tuple[str, ...]
    spent_here: tuple[str, ...]
    spent: tuple[str, ...]
    sources: tuple[str, ...] = ()


def is_stated(snapshot: Snapshot) -> bool:
    """Whether anybody said anything about money: a report without it has no section on it."""
    return any(line.budget is not BudgetState.NOT_STATED or line.spending for line in snapshot.commitments)


def money_words(snapshot: Snapshot, speech: Speech) -> dict[str, Any]:
    """What the section on money of a paper says things with."""
    return {"has_money": is_stated(snapshot), "purses": lambda pillar: purses(speech, pillar)}


def purses(speech: Speech, pillar: PillarPart) -> Iterator[Purse]:
    """The commitments of a pillar, and at the end, where there is anything to add, their sums by currency and year."""
    yield from (_purse(speech, line) for line in pillar.commitments)
    together = _sums(speech, pillar.commitments)
    if len(pillar.commitments) > 1 and (together.promised or together.spent):
        yield together


def _purse(speech: Speech, line: CommitmentLine) -> Purse:
    own = speech.gettext("The state's own budget")
    promised = tuple(
        speech.gettext(
            "%(year)s: %(amount)s, %(giver)s",
            year=str(each.year),
            amount=said(speech, each.amount, each.currency),
            giver=speech.text(each.donor).text or own,
        )
        for each in line.funding
    )
    sums = _sums(speech, [line])
    return Purse(line, line.budget, promised, sums.spent_here, sums.spent, tuple(_sources(speech, line)))


def _sums(speech: Speech, lines: Iterable[CommitmentLine]) -> Purse:
    rows = list(lines)
    promised = totals(Amount(each.currency, each.year, each.amount) for line in rows for each in line.funding)
    spent = [(each.here, Amount(each.currency, None, each.amount)) for line in rows for each in line.spending]
    here = totals(amount for is_here, amount in spent if is_here)
    return Purse(
        None,
        None,
        tuple(listed(speech, promised)),
        tuple(listed(speech, here)),
        tuple(listed(speech, over_years(amount for _here, amount in spent))),
    )


def _sources(speech: Speech, line: CommitmentLine) -> Iterator[str]:
    """Where the amounts can be looked up, each once."""
    found = [speech.text(each.source).text for each in line.funding]
    found += [
        speech.gettext(
            "%(organisation)s: %(source)s", organisation=speech.text(each.organisation).text, source=each.source
        )
        for each in line.spending
    ]
    yield from dict.fromkeys(text for text in found if text)
