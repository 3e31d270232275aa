"""Charts as SVG, the same bytes for page and paper: a trend, a bar of counted statuses, bars of the pillars.

All words and written figures come translated from the caller; nothing is computed here but places. Every chart carries
its title and description inside, says nothing by colour alone, and has its figures as a table beside it on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports.drawing import Drawing, key_of, width_of, wrapped
from reports.palette import PILLARS, SURFACE, SYMBOLS, Fill, Pattern
from reports.trend import Mark, Point, TrendChart, trend_chart
from tracker.domain.vocabulary import Theme

__all__ = [
    "Mark",
    "PillarBar",
    "PillarBars",
    "Point",
    "Segment",
    "StatusBar",
    "TrendChart",
    "pillar_bars",
    "status_bar",
    "trend_chart",
]

WIDTH = 360
BAR = 30
ROW = 22
HUNDRED = Decimal(100)
TRACK = Fill("ground", SURFACE, Pattern.SOLID)


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: its word, how many, the count as it is written, and its fill (reports.palette has them)."""

    label: str
    count: int
    written: str
    fill: Fill


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBar:
    """Counts that make up a whole. Parts of 0 stay in the key, so that nothing hides."""

    title: str
    description: str
    segments: tuple[Segment, ...]
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class PillarBar:
    """One pillar; means in percent, None where there is no figure.

    `percent` counts the missing as 0 and `written` prints it; `reported` is the mean of those reported, and `note` says
    how many these are.
    """

    theme: Theme
    label: str
    percent: Decimal | None
    written: str
    note: str = ""
    reported: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarBars:
    """Bars of the pillars from 0 to 100; `reported_word` explains the outline that shows the mean of those reported."""

    title: str
    description: str
    bars: tuple[PillarBar, ...]
    reported_word: str = ""
    rtl: bool = False


def status_bar(spec: StatusBar) -> bytes:
    """An SVG of one bar in parts, with a key below it. Raises ValueError where all counts are 0 or one is negative."""
    total = sum(part.count for part in spec.segments)
    if total <= 0 or any(part.count < 0 for part in spec.segments):
        raise ValueError("a bar needs counts, none of them negative")
    drawing = Drawing(WIDTH, spec.rtl, key_of(spec))
    x = 1.0
    for part in spec.segments:
        width = (WIDTH - 2) * part.count / total
        if part.count:
            drawing.box(x, 1, width, BAR, part.fill)
            _count_on(drawing, part, x, width)
        x += width
    return drawing.finish(_key(drawing, spec.segments), spec.title, spec.description)


def _count_on(drawing: Drawing, part: Segment, x: float, width: float) -> None:
    """The count on its part, on a plain ground so that the pattern does not eat it, where there is room."""
    room = width_of(part.written) + 8
    if room + 6 > width:
        return
    left = x + (width - room) / 2
    place = drawing.left(left, room)
    drawing.add("rect", x=place, y=7, width=room, height=BAR - 12, rx=2, fill=SURFACE, class_="c-ground")
    drawing.text(x + width / 2, 20.5, part.written, at="middle", bold=True)


def _key(drawing: Drawing, segments: tuple[Segment, ...]) -> float:
    """Swatch, count and word of each part, in two columns where all words are short enough; the height it ends at."""
    widest = max(width_of(f"{part.written} {part.label}") for part in segments) + 34
    columns = 2 if widest < WIDTH / 2 else 1
    rows = -(-len(segments) // columns)
    top = BAR + 26
    for index, part in enumerate(segments):
        x = 1 + (index // rows) * WIDTH / 2
        y = top + (index % rows) * ROW
        drawing.box(x, y - 11, 16, 13, part.fill)
        drawing.text(x + 24, y, part.written, bold=True)
        drawing.text(x + 24 + width_of(part.written) + 6, y, part.label)
    return top + rows * ROW - 8


def pillar_bars(spec: PillarBars) -> bytes:
    """An SVG with one bar a pillar, its symbol and word above it, its figure at the end. Bars stop at 0 and 100.

    Raises ValueError without a bar.
    """
    if not spec.bars:
        raise ValueError("there is no pillar to draw")
    drawing = Drawing(WIDTH, spec.rtl, key_of(spec))
    y = 4.0
    for bar in spec.bars:
        y = _pillar(drawing, bar, y)
    if spec.reported_word and any(bar.reported is not None for bar in spec.bars):
        drawing.frame(1, y + 1, 17, 11)
        drawing.text(26, y + 11, spec.reported_word, muted=True)
        y += ROW
    return drawing.finish(y, spec.title, spec.description)


def _pillar(drawing: Drawing, bar: PillarBar, y: float) -> float:
    fill = PILLARS[bar.theme]
    place = f"translate({drawing.left(0, 16):.0f} {y:.0f})"
    name = f"c-{fill.name}"
    drawing.add("path", d=SYMBOLS[bar.theme], transform=place, fill=fill.colour, fill_rule="evenodd", class_=name)
    lines = wrapped(bar.label, WIDTH - 30 - width_of(bar.note))
    for words in lines:
        drawing.text(24, y + 12.5, words, bold=True)
        y += 16
    drawing.text(WIDTH, y - 3.5, bar.note, at="end", muted=True)
    full = WIDTH - 66.0
    drawing.box(0.5, y + 4, full, 16, TRACK)
    if bar.reported is not None:
        drawing.frame(0.5, y + 4, full * float(min(max(bar.reported, Decimal(0)), HUNDRED)) / 100, 16)
    if bar.percent is not None and bar.percent > 0:
        drawing.box(0.5, y + 4, full * float(min(bar.percent, HUNDRED)) / 100, 16, fill)
    drawing.text(WIDTH, y + 16.5, bar.written, at="end", bold=True)
    return y + 34
