"""The colours, patterns and symbols of pages, charts and paper, in one place.

Colours are the light ones, made for white paper; a page takes the same names from its stylesheet, which also has the
dark ones. The five pillar colours differ in lightness (CIE L* 19, 29, 40, 49, 59), so that they stay apart in grey,
and each has a pattern of its own. A colour never speaks alone: a word or a symbol stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.vocabulary import CommitmentStatus, Rating, Theme

PAPER = "#faf8f3"
SURFACE = "#ffffff"
INK = "#1c2230"
MUTED = "#565b69"
LINE = "#ddd7ca"
EDGE = "#77726a"
BRAND = "#14475a"
LINK = "#0b5570"


class Pattern(StrEnum):
    SOLID = "solid"
    DIAGONAL = "diagonal"
    DOTS = "dots"
    ROWS = "rows"
    CROSSED = "crossed"
    COLUMNS = "columns"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour and its pattern; `name` is the colour's name in the stylesheet, which has a dark one beside it."""

    name: str
    colour: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Tone:
    """Text on a tint, at least 4.5 to 1."""

    text: str
    tint: str


PILLARS: dict[Theme, Fill] = {
    Theme.PARTICIPATION: Fill("participation", "#5c2d82", Pattern.SOLID),
    Theme.PREVENTION: Fill("prevention", "#22808a", Pattern.DIAGONAL),
    Theme.PROTECTION: Fill("protection", "#9c4230", Pattern.DOTS),
    Theme.RELIEF_AND_RECOVERY: Fill("relief", "#b4861a", Pattern.ROWS),
    Theme.CROSS_CUTTING: Fill("cross", "#2a2f38", Pattern.CROSSED),
}

TONES: dict[str, Tone] = {
    "good": Tone("#14603a", "#e3f1e7"),
    "info": Tone("#15507a", "#e2eef6"),
    "watch": Tone("#7a4b00", "#fbeed3"),
    "bad": Tone("#99202b", "#fae5e3"),
    "neutral": Tone("#4a4f5c", "#eeebe4"),
    "missing": Tone("#4a4f5c", "#ffffff"),
}

GOOD = Fill("bar-good", "#1f6b45", Pattern.SOLID)
GOING = Fill("bar-info", "#3f86b5", Pattern.DIAGONAL)
LATE = Fill("bar-watch", "#cf9430", Pattern.DOTS)
RESTING = Fill("bar-rest", "#8c7a55", Pattern.COLUMNS)
WRONG = Fill("bar-bad", "#8f1f29", Pattern.CROSSED)
WAITING = Fill("bar-wait", "#cdc7ba", Pattern.SOLID)
UNKNOWN = Fill("bar-none", "#ffffff", Pattern.EMPTY)

COMMITMENT_STATUSES: dict[CommitmentStatus, Fill] = {
    CommitmentStatus.COMPLETED: GOOD,
    CommitmentStatus.IN_PROGRESS: GOING,
    CommitmentStatus.DELAYED: LATE,
    CommitmentStatus.SUSPENDED: RESTING,
    CommitmentStatus.CANCELLED: WRONG,
    CommitmentStatus.NOT_STARTED: WAITING,
    CommitmentStatus.NO_REPORT: UNKNOWN,
}
"""In the order in which a bar shows them."""

RATINGS: dict[Rating, str] = {
    Rating.ACHIEVED: "good",
    Rating.MAINTAINED: "good",
    Rating.ON_TRACK: "info",
    Rating.BEHIND: "watch",
    Rating.ACHIEVED_EARLIER: "watch",
    Rating.REGRESSED: "bad",
    Rating.NOT_MAINTAINED: "bad",
    Rating.NO_DATA: "missing",
    Rating.NO_TARGET: "neutral",
    Rating.NOT_COMPUTABLE: "neutral",
    Rating.NOT_DUE: "neutral",
    Rating.NOT_RATED: "neutral",
}
"""The tone of each rating, in the order in which a bar shows them."""

STATUS_TONES: dict[CommitmentStatus, str] = {
    CommitmentStatus.COMPLETED: "good", CommitmentStatus.IN_PROGRESS: "info", CommitmentStatus.DELAYED: "watch",
    CommitmentStatus.SUSPENDED: "neutral", CommitmentStatus.CANCELLED: "bad", CommitmentStatus.NOT_STARTED: "neutral",
    CommitmentStatus.NO_REPORT: "missing",
}  # fmt: skip

RATING_FILLS: dict[str, Fill] = {
    "good": GOOD,
    "info": GOING,
    "watch": LATE,
    "bad": WRONG,
    "neutral": WAITING,
    "missing": UNKNOWN,
}
"""The fill of a bar's part for ratings joined by their tone."""

SYMBOLS: dict[Theme, str] = {
    Theme.PARTICIPATION: (
        "M5.2 2.2a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM10.8 2.2a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z"
        "M1 14c0-3.4 1.8-5.6 4.2-5.6 1.2 0 2.1.5 2.8 1.3.7-.8 1.6-1.3 2.8-1.3C13.2 8.4 15 10.6 15 14z"
    ),
    Theme.PREVENTION: "M5 1h6l4 4v6l-4 4H5l-4-4V5zM3.6 6.9v2.2h8.8V6.9z",
    Theme.PROTECTION: "M8 .8 14.2 3v4.8c0 3.5-2.5 6.2-6.2 7.4-3.7-1.2-6.2-3.9-6.2-7.4V3z",
    Theme.RELIEF_AND_RECOVERY: (
        "M7.1 15V9.8C3.6 9.8 1.3 7.6 1.3 3.6 4.9 3.6 7 5 7.8 7.6c.6-3.2 2.9-5 6.9-5 0 4.5-2.3 6.8-5.8 7V15z"
    ),
    Theme.CROSS_CUTTING: "M6.2 1h3.6v5.2H15v3.6H9.8V15H6.2V9.8H1V6.2h5.2z",
}
"""Outlines of 16 by 16, filled by the even-odd rule; the same as on pages."""
