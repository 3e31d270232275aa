"""A small writer of SVG: elements, exact short coordinates, patterns; the same input gives the same bytes.

Colours are presentation attributes and classes at once: paper shows the attributes, a page overrides them by class in
its stylesheet, so that one drawing serves both, in light and in dark, without a style attribute.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from reports.palette import EDGE, INK, MUTED, SURFACE, Fill, Pattern

FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Liberation Sans', Arial, sans-serif"
SIZE = 12
"""Of text, in units of the drawing; a drawing is 360 wide, so it is read on a phone and at twice that."""

STROKES = {
    Pattern.DIAGONAL: "M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3",
    Pattern.ROWS: "M0 1.5h6M0 4.5h6",
    Pattern.COLUMNS: "M1.5 0v6M4.5 0v6",
    Pattern.CROSSED: "M0 0l6 6M6 0l-6 6",
}
DOTS = "M1.5 .4a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2zM4.5 3.4a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2z"


Spot = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """Parts of an SVG in the order they are painted; `mirrored` puts what starts on the left on the right."""

    width: int
    mirrored: bool = False
    key: str = "d"
    parts: list[str] = field(default_factory=list)
    patterns: dict[Pattern, str] = field(default_factory=dict)

    def x(self, place: float) -> float:
        return self.width - place if self.mirrored else place

    def add(self, name: str, body: str = "", /, **attributes: object) -> None:
        self.parts.append(element(name, body, **attributes))

    def left(self, x: float, width: float) -> float:
        """The left edge of something that begins at x and is `width` wide, in either direction."""
        return self.width - x - width if self.mirrored else x

    def text(
        self, x: float, y: float, words: str, *, at: str = "start", muted: bool = False, bold: bool = False
    ) -> None:
        """Words at a place; `at` says which side of the reading direction stands there: start, middle or end."""
        anchor = {"start": "end", "end": "start"}.get(at, at) if self.mirrored else at
        self.add(
            "text",
            escape(words, quote=False),
            x=self.x(x),
            y=y,
            text_anchor=None if anchor == "start" else anchor,
            fill=MUTED if muted else INK,
            class_="c-muted" if muted else "c-ink",
            font_weight="600" if bold else None,
        )

    def line(
        self, start: Spot, end: Spot, colour: str, name: str, *, width: float = 1, dash: str | None = None
    ) -> None:
        path = "L".join(f"{number(self.x(x))} {number(y)}" for x, y in (start, end))
        self.add(
            "path",
            d=f"M{path}",
            fill="none",
            stroke=colour,
            class_=name,
            stroke_width=str(width),
            stroke_dasharray=dash,
        )

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A filled box with an edge, so that a pale or empty one is seen too.

        The colour is a box of its own below the pattern: tiles that carry the ground show their seams on paper.
        """
        place = {"x": self.left(x, width), "y": y, "width": width, "height": height}
        self.add("rect", fill=fill.colour, stroke=EDGE, class_=f"c-edge c-{fill.name}", **place)
        if fill.pattern is not Pattern.SOLID:
            self.add("rect", fill=self.paint(fill.pattern), **place)

    def ground(self, x: float, y: float, width: float, height: float) -> None:
        """A patch of the ground below words that lie on a line."""
        self.add("rect", x=self.left(x, width), y=y, width=width, height=height, fill=SURFACE, class_="c-ground")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A dashed outline without a fill."""
        left = self.left(x, width)
        self.add(
            "rect", x=left, y=y, width=width, height=height, fill="none", stroke=INK, stroke_dasharray="3 2",
            class_="c-ink-stroke",
        )  # fmt: skip

    def paint(self, pattern: Pattern) -> str:
        """The reference to a pattern, which is defined once in the drawing."""
        name = f"{self.key}-{pattern}"
        tile = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
        self.patterns.setdefault(pattern, element("pattern", _tile(pattern), id=name, **tile))
        return f"url(#{name})"

    def finish(self, height: float, title: str, description: str) -> bytes:
        """The whole drawing with its title and description inside, which a screen reader and PDF/UA take."""
        ground = element("rect", width=self.width, height=height, fill=SURFACE, class_="c-ground")
        named = element("title", escape(title), id=f"{self.key}-t")
        described = element("desc", escape(description), id=f"{self.key}-d")
        defined = element("defs", "".join(self.patterns.values())) if self.patterns else ""
        whole = element(
            "svg",
            named + described + defined + ground + "".join(self.parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {self.width} {number(height)}",
            width=self.width,
            height=height,
            role="img",
            aria_labelledby=f"{self.key}-t {self.key}-d",
            direction="ltr",
            font_family=FONT,
            font_size=SIZE,
        )
        return whole.encode()


def _tile(pattern: Pattern) -> str:
    if pattern is Pattern.DOTS:
        return element("path", d=DOTS, fill=SURFACE, class_="c-ground")
    if pattern is Pattern.EMPTY:
        return _strokes(Pattern.DIAGONAL, EDGE, "0.5", "c-edge")
    return _strokes(pattern, SURFACE, "0.9", "c-ground-stroke")


def _strokes(pattern: Pattern, colour: str, width: str, name: str) -> str:
    return element("path", d=STROKES[pattern], fill="none", stroke=colour, stroke_width=width, class_=name)


def element(name: str, body: str = "", /, **attributes: object) -> str:
    """One element; attributes that are None are left out, `_` stands for `-`, and `class_` for `class`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def number(value: float | Decimal) -> str:
    """A coordinate with at most one decimal, without a trailing zero or a negative nought."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def key_of(content: object) -> str:
    """A short name for the ids of a drawing, the same for the same content, so that many drawings fit on one page."""
    return "g" + hashlib.sha256(repr(content).encode()).hexdigest()[:8]


def width_of(words: str) -> float:
    """About how wide words are at the drawing's text size: wide enough to keep labels from running into each other."""
    wide = sum(0 if unicodedata.combining(c) else 1 for c in words)
    return wide * SIZE * 0.58


def wrapped(words: str, room: float) -> list[str]:
    """Words broken into lines of at most `room` units; a longer single word keeps its line."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
