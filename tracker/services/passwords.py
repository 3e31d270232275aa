"""Which passwords are good enough. They are hashed elsewhere; here none is kept."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, Message, message

SHORTEST, LONGEST = 12, 128
"""In characters; the longest is a limit on the work that a stranger can ask for."""

COMMON = Path(__file__).resolve().parent.parent / "library" / "passwords" / "common.txt.gz"
OUR_WORDS = ("tracker", "1325", "unscr", "resolution", "women", "peace", "security", "action", "plan", "password")
FEWEST_DIFFERENT, FEWEST_OF_ONES_OWN = 5, 4
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@cache
def common() -> frozenset[str]:
    """The passwords that most people choose, in small letters."""
    with gzip.open(COMMON, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip().casefold() for line in lines)


def check(password: str, words: Iterable[str] = ()) -> None:
    """Refuse a password that is short, common, or made of words that stand for us or for its owner.

    `words` are the owner's: name, e-mail, organisations. Any characters are allowed. Raises RuleBroken at `password`.
    """
    fault = _fault(password, words)
    if fault is not None:
        raise RuleBroken(fault, "password")


def _fault(password: str, words: Iterable[str]) -> Message | None:
    if len(password) < SHORTEST:
        return message(N_("The password is too short: it needs at least %(n)s characters."), n=SHORTEST)
    if len(password) > LONGEST:
        return message(N_("The password is too long: at most %(n)s characters."), n=LONGEST)
    folded = password.casefold()
    if len(set(folded)) < FEWEST_DIFFERENT or _is_a_run(folded):
        return message(N_("This password repeats or counts through a few characters. Choose another one."))
    if _is_common(folded):
        return message(N_("Many people use this password, so it is guessed first. Choose another one."))
    if _is_of_known_words(folded, words):
        return message(N_("This password is made of words that stand for you or for this site. Choose another one."))
    return None


def _is_a_run(folded: str) -> bool:
    """Whether most characters follow on the one before, as in 123456789012."""
    follows = sum(abs(ord(after) - ord(before)) <= 1 for before, after in pairwise(folded))
    return follows >= 0.75 * (len(folded) - 1)


def _is_common(folded: str) -> bool:
    half = folded[: len(folded) // 2]
    core = EDGES.sub("", folded)
    return bool({folded, core} & common()) or (half * 2 == folded and half in common())


def _is_of_known_words(folded: str, words: Iterable[str]) -> bool:
    """Whether hardly anything is left once the known words, figures and signs are taken away."""
    known = {part for word in (*OUR_WORDS, *words) for part in re.split(r"[\W_]+", word.casefold()) if len(part) > 3}
    rest = folded
    for part in sorted(known, key=len, reverse=True):
        rest = rest.replace(part, "")
    return rest != folded and len(re.sub(r"[\W\d_]", "", rest)) < FEWEST_OF_ONES_OWN
