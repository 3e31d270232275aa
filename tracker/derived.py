"""What is made of a file of a stranger, as the program that opens it passes it on."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST = 200_000
"""How many characters of a text are kept for reading on the page."""


class Refused(Exception):
    """The file is not taken; the text is one word: damaged, locked, embedded, pixels."""


@dataclass
class Made:
    """One thing that was made: its use, its type, its bytes, and words for what is no longer in it."""

    use: str
    media_type: str
    content: bytes
    removed: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """All that was made of a file; `note` says why there is no copy, empty where there is one."""

    made: list[Made] = field(default_factory=list)
    note: str = ""
