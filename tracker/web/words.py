"""The label of each word of the vocabulary, as people read it; one table, so that it is the same everywhere."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain import wording
from tracker.web.languages import spoken


def word(value: StrEnum | None) -> str:
    """The label of a word in the page's language; empty for None."""
    return "" if value is None else spoken(wording.label(value))


def choices(kind: type[StrEnum], *, empty: str | None = None) -> list[tuple[str, str]]:
    """All words of a kind for a select field, with an empty first choice where `empty` says what it means."""
    first = [] if empty is None else [("", empty)]
    return first + [(each.value, word(each)) for each in kind]
