"""Finding words in texts of any language: every sign is folded to one sign, so that places stay what they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

MOST_WORDS, SHORTEST = 8, 2
AROUND = 70
"""How many signs of a text are shown on either side of what was found."""

Piece = tuple[str, bool]
"""A part of a text, and whether it is what was looked for."""

ALIKE = {"ё": "е", "ѐ": "е", "ѝ": "и"}


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    lower = sign.casefold()
    if len(lower) != 1:
        return sign
    lower = ALIKE.get(lower, lower)
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() else lower


def folded(text: str) -> str:
    """The text as it is compared: without differences of case, of Latin accents, and of е and ё; as long as it was."""
    return "".join(_folded(sign) for sign in text)


def words(query: str) -> tuple[str, ...]:
    """What a person looks for: at most eight folded words of two signs or more."""
    cleaned = unicodedata.normalize("NFC", query)[:200]
    found = dict.fromkeys(word for word in folded(cleaned).split() if len(word) >= SHORTEST)
    return tuple(found)[:MOST_WORDS]


def holds_all(texts: Iterable[str], wanted: Sequence[str]) -> bool:
    """Whether each word is in one of the texts, anywhere in it: endings of words differ, their beginnings seldom."""
    joined = "\n".join(folded(text) for text in texts)
    return all(word in joined for word in wanted)


def marked(text: str, wanted: Sequence[str]) -> list[Piece]:
    """The whole text in pieces, what was looked for marked."""
    places = _places(folded(text), wanted)
    pieces: list[Piece] = []
    at = 0
    for begin, end in places:
        pieces += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def snippet(text: str, wanted: Sequence[str]) -> list[Piece]:
    """What stands around the first place that was looked for, marked; empty where nothing is found."""
    text = " ".join(text.split())
    places = _places(folded(text), wanted)
    if not places:
        return []
    begin, end = max(0, places[0][0] - AROUND), min(len(text), places[0][1] + AROUND)
    if begin and " " in text[begin : places[0][0]]:
        begin = text.index(" ", begin) + 1
    if end < len(text) and " " in text[places[0][1] : end]:
        end = text.rindex(" ", places[0][1], end)
    pieces = marked(text[begin:end], wanted)
    before, after = ("… ", False), (" …", False)
    return [*([before] if begin else []), *pieces, *([after] if end < len(text) else [])]


def _places(compared: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand, in order, those that touch or overlap joined."""
    found = []
    for word in wanted:
        at = compared.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = compared.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
