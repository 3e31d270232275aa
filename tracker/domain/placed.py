"""Figures placed in prose, as they are typed: `{{indicator 1.2 value}}`, `{{pillar P1 coverage}}`, `{{plan reports}}`.

A placed figure is filled from the snapshot that prints the tables, so that a sentence can never say another number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import CommitmentStatus, Rating

PLACED = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
BRACES = re.compile(r"\{\{|\}\}")


class Subject(StrEnum):
    """What a placed figure is about; the last two count the plan's indicators and commitments."""

    INDICATOR = "indicator"
    PILLAR = "pillar"
    PLAN = "plan"
    RATING = "rating"
    STATUS = "status"


OF_INDICATOR = ("value", "previous", "baseline", "target", "progress", "rating")
OF_PILLAR = ("progress", "coverage")
OF_PLAN = ("progress", "coverage", "reports")


@dataclass(frozen=True, slots=True)
class Placed:
    """One placed figure; `text` is what was typed, `code` whose figure it is, `aspect` which one."""

    text: str
    subject: Subject | None
    code: str = ""
    aspect: str = ""


def placed_in(text: str) -> Iterator[Placed]:
    """The figures placed in a text, in their order; those that cannot be read have no subject."""
    return (_read(found) for found in PLACED.finditer(text))


def fill(text: str, tell: Callable[[Placed], str | None]) -> str:
    """The text with each placed figure told; one that `tell` does not know stays as it was typed."""
    return PLACED.sub(lambda found: _told(tell(_read(found)), found), text)


def without(text: str) -> str:
    """The text without the figures that are placed in it."""
    return PLACED.sub(" ", text)


def problems(text: str, indicators: Collection[str], pillars: Collection[str]) -> tuple[Message, ...]:
    """What is wrong with the figures placed in a text, for a plan with these codes; empty if nothing is."""
    found = [said for placed in placed_in(text) if (said := _problem(placed, indicators, pillars)) is not None]
    if BRACES.search(PLACED.sub("", text)):
        loose = N_("A figure that is placed in the text begins with two braces and ends with two, on one line.")
        found.append(message(loose))
    return tuple(found)


def written(subject: Subject, code: str, aspect: str) -> str:
    """How a figure is typed."""
    if subject in (Subject.RATING, Subject.STATUS):
        return f"{{{{plan {subject} {aspect}}}}}"
    return "{{" + " ".join(part for part in (subject, code, aspect) if part) + "}}"


def _told(said: str | None, found: re.Match[str]) -> str:
    return found.group() if said is None else said


def _read(found: re.Match[str]) -> Placed:
    text, words = found.group(), found.group(1).split()
    match words:
        case ["indicator", *code, aspect] if code:
            return Placed(text, Subject.INDICATOR, " ".join(code), aspect)
        case ["pillar", *code, aspect] if code:
            return Placed(text, Subject.PILLAR, " ".join(code), aspect)
        case ["plan", "rating", aspect]:
            return Placed(text, Subject.RATING, "", aspect)
        case ["plan", "status", aspect]:
            return Placed(text, Subject.STATUS, "", aspect)
        case ["plan", aspect]:
            return Placed(text, Subject.PLAN, "", aspect)
    return Placed(text, None)


def _problem(placed: Placed, indicators: Collection[str], pillars: Collection[str]) -> Message | None:
    known = {
        Subject.INDICATOR: OF_INDICATOR, Subject.PILLAR: OF_PILLAR, Subject.PLAN: OF_PLAN,
        Subject.RATING: tuple(Rating), Subject.STATUS: tuple(CommitmentStatus),
    }  # fmt: skip
    if placed.subject is None:
        return message(N_("“%(text)s” names no figure. Copy one from the list below the text."), text=placed.text)
    if placed.subject is Subject.INDICATOR and placed.code not in indicators:
        said = N_("“%(text)s”: this plan has no indicator with the code %(code)s.")
        return message(said, text=placed.text, code=placed.code)
    if placed.subject is Subject.PILLAR and placed.code not in pillars:
        said = N_("“%(text)s”: this plan has no pillar with the code %(code)s.")
        return message(said, text=placed.text, code=placed.code)
    if placed.aspect not in known[placed.subject]:
        said = N_("“%(text)s”: the last word has to be one of these: %(words)s.")
        return message(said, text=placed.text, words=", ".join(known[placed.subject]))
    return None
