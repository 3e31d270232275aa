"""Has a file of a stranger opened in a process of its own, and gets back what readers may have of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import IO, Any

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Use
from tracker.services.file_containers import DAMAGED, EMBEDDED, LOCKED
from tracker.services.files import Checked

SECONDS = 18
"""How long a file may take, so that whoever sent it is answered within 20 seconds (requirement C4)."""

SENTENCES = {
    "damaged": DAMAGED,
    "locked": LOCKED,
    "embedded": EMBEDDED,
    "pixels": N_("“%(name)s” is too large a picture: at most 60 million pixels. Make it smaller and choose it again."),
    "too_much": N_("“%(name)s” takes too much memory or time to be checked. Save it anew, or as PDF, and choose that."),
}

NOTES = {
    "office": N_(
        "Of an office file no copy is made for others, since too much can hide in one. A reviewer reads its text."
    ),
    "not_stripped": N_("No copy could be made that is sure to hide nothing. Others do not get the file."),
}
"""Why there is no copy."""

REMOVED = {
    "place": N_("where the photo was taken"),
    "camera": N_("camera, time and settings"),
    "remarks": N_("remarks and descriptions"),
    "frames": N_("further pictures in the same file"),
    "author": N_("author and programs"),
    "attachments": N_("attached files"),
    "scripts": N_("programs"),
    "forms": N_("form fields (what was filled in stays readable)"),
    "notes": N_("notes and links"),
}
"""What a copy no longer holds, in words."""


@dataclass(frozen=True, slots=True)
class Derived:
    """One thing that was made of a file."""

    use: Use
    media_type: str
    content: bytes
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that was made of a file; `note` is a key of NOTES where there is no copy."""

    made: tuple[Derived, ...]
    note: str


def derive(stream: IO[bytes], checked: Checked) -> Derivation:
    """What readers may have of a file. Raises RuleBroken at field `file` where it cannot be read safely.

    The bytes go through a pipe and the answer comes back through one: nothing of them is written to a disk.
    """
    stream.seek(0)
    asked = json.dumps({"media_type": checked.media_type}).encode() + b"\n" + stream.read()
    stream.seek(0)
    command = [sys.executable, "-I", "-B", "-m", "tracker.derive"]
    try:
        done = subprocess.run(  # noqa: S603 - our own command, with nothing of the file in it
            command, input=asked, capture_output=True, timeout=SECONDS, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_much", checked) from None
    head, _, body = done.stdout.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        raise _refusal("too_much", checked) from None
    if "refused" in said:
        raise _refusal(said["refused"], checked)
    return Derivation(tuple(_pieces(said["made"], body)), said["note"])


def _pieces(said: list[dict[str, Any]], body: bytes) -> list[Derived]:
    found, at = [], 0
    for each in said:
        content = body[at : at + each["size"]]
        at += each["size"]
        found.append(Derived(Use(each["use"]), each["media_type"], content, tuple(each["removed"])))
    return found


def _refusal(why: str, checked: Checked) -> RuleBroken:
    return RuleBroken(message(SENTENCES.get(why, DAMAGED), name=checked.name), "file")
