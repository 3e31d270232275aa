"""The label of each word of the vocabulary, as people read it; one table, so that it is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from tracker.domain import wording
from tracker.web.languages import spoken


def word(value: StrEnum | None) -> str:
    """The label of a word in the page's language; empty for None."""
    return "" if value is None else spoken(wording.label(value))


def choices(kind: type[StrEnum], *, empty: str | None = None) -> list[tuple[str, str]]:
    """All words of a kind for a select field, with an empty first choice where `empty` says what it means."""
    first = [] if empty is None else [("", empty)]
    return first + [(each.value, word(each)) for each in kind]


def offered(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Values with their labels, as a field with choices takes them when it is made."""
    return [SelectChoice(value, label) for value, label in pairs]
