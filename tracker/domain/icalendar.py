"""A calendar as other programs subscribe to it: RFC 5545, whole days only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
"""Octets in a line without its break (RFC 5545, 3.1); longer ones go on in the next, after a space."""

PRODUCT = "-//1325 plan tracker//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """Something on one day; `uid` stays the same however often the calendar is read."""

    uid: str
    on: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], *, now: datetime) -> bytes:
    """The calendar in UTF-8, its lines ended and folded as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event, now: datetime) -> list[str]:
    following = event.on + timedelta(days=1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{following:%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    return [*lines, "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT"]


def escaped(text: str) -> str:
    """A text as a value: backslash, comma, semicolon and line break written as RFC 5545, 3.3.11 says."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line with its break; where it is too long, broken between characters, never inside one."""
    parts: list[bytes] = []
    now = b""
    for character in line:
        octets = character.encode()
        room = LONGEST_LINE - (1 if parts else 0)
        if len(now) + len(octets) > room:
            parts.append(now)
            now = b""
        now += octets
    parts.append(now)
    return b"\r\n ".join(parts) + b"\r\n"
