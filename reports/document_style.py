"""The style of a PDF: one sheet from the templates, with the palette's colours and drawings put in."""

from __future__ import annotations

from html import escape

from reports.document_assets import Assets
from reports.document_fonts import faces
from reports.document_letters import visible
from reports.document_page import TEMPLATES
from reports.language import Speech
from reports.palette import (
    BRAND,
    EDGE,
    INK,
    LINE,
    MUTED,
    PAPER,
    PILLARS,
    RATINGS,
    STATUS_TONES,
    SURFACE,
    SYMBOLS,
    TONES,
)
from reports.snapshot import Snapshot
from tracker.domain.vocabulary import CommitmentStatus, Rating, Theme

SVG = "image/svg+xml"
WATERMARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="794" height="1123" viewBox="0 0 794 1123">'
    '<text x="397" y="600" text-anchor="middle" transform="rotate(-52 397 561)" font-weight="600" font-size="{size}"'
    ' font-family="Noto Sans, IBM Plex Sans Arabic" fill="#ece8df">{word}</text></svg>'
)
SYMBOL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
    '<path fill="{colour}" fill-rule="evenodd" d="{path}"/></svg>'
)
SIGNS: dict[Rating | CommitmentStatus, str] = {
    Rating.ACHIEVED: "✓",
    Rating.MAINTAINED: "=",
    Rating.ON_TRACK: "↑",
    Rating.BEHIND: "→",
    Rating.ACHIEVED_EARLIER: "↘",
    Rating.REGRESSED: "↓",
    Rating.NOT_MAINTAINED: "≠",
    Rating.NO_DATA: "○",
    Rating.NO_TARGET: "–",
    Rating.NOT_COMPUTABLE: "∅",
    Rating.NOT_DUE: "◦",
    Rating.NOT_RATED: "≡",
    CommitmentStatus.COMPLETED: "✓",
    CommitmentStatus.IN_PROGRESS: "↑",
    CommitmentStatus.DELAYED: "→",
    CommitmentStatus.SUSPENDED: "∥",
    CommitmentStatus.CANCELLED: "×",
    CommitmentStatus.NOT_STARTED: "○",
    CommitmentStatus.NO_REPORT: "–",
}
TOO_LIGHT_FOR_WHITE = (Theme.RELIEF_AND_RECOVERY,)
"""Pillar colours on which white text has less than 4.5 to 1."""


def style(snapshot: Snapshot, speech: Speech, assets: Assets) -> str:
    """The whole style sheet; what it loads is put among the assets."""
    sheets = ("report.css", f"{speech.direction}.css")
    written = [(TEMPLATES / name).read_text(encoding="utf-8") for name in sheets]
    own = (_themes(assets), _tags(), _pages(speech), _watermark(snapshot, speech, assets))
    return "\n".join((faces(assets), _colours(), *written, *own))


def _colours() -> str:
    named = {"brand": BRAND, "ink": INK, "muted": MUTED, "line": LINE, "edge": EDGE, "paper": PAPER}
    return ":root { " + " ".join(f"--{name}: {colour};" for name, colour in named.items()) + " }"


def _themes(assets: Assets) -> str:
    """Each pillar's colour, and its symbol as a picture that says nothing more than the word beside it."""
    rules = []
    for theme, fill in PILLARS.items():
        on = INK if theme in TOO_LIGHT_FOR_WHITE else SURFACE
        drawing = SYMBOL.format(colour=on, path=SYMBOLS[theme])
        address = assets.add(drawing.encode(), SVG)
        rules.append(f".theme-{theme} {{ --theme: {fill.colour}; --on-theme: {on}; }}")
        rules.append(
            f'.pillar.theme-{theme} > h3::before {{ background: {fill.colour} url("{address}") no-repeat center; }}'
        )
    return "\n".join(rules)


def _tags() -> str:
    """Ratings and statuses: a sign before the word, a tint behind it."""
    looks = [(f".r-{each}", tone, SIGNS[each]) for each, tone in RATINGS.items()]
    looks += [(f".s-{each}", tone, SIGNS[each]) for each, tone in STATUS_TONES.items()]
    return "\n".join(
        f"{name} {{ color: {TONES[tone].text}; background: {TONES[tone].tint}; }}\n"
        f'{name}::before {{ content: "{sign}"; }}'
        for name, tone, sign in looks
    )


def _pages(speech: Speech) -> str:
    """What stands behind a cross-reference: the number of the page, in the words of the language."""
    before, after = (part.replace('"', "") for part in speech.gettext("(p. %(page)s)").split("%(page)s"))
    return f'a.page::after {{ content: " {before}" target-counter(attr(href), page) "{after}"; }}'


def _watermark(snapshot: Snapshot, speech: Speech, assets: Assets) -> str:
    """The word behind the text of a draft's pages; nothing on an edition's."""
    if not snapshot.is_draft:
        return ""
    word = speech.gettext("Draft").upper()
    drawing = WATERMARK.format(word=escape(visible(word)), size=min(190, 1300 // max(len(word), 1)))
    return f'@page {{ background: url("{assets.add(drawing.encode(), SVG)}") no-repeat center; }}'
