"""The trend of one indicator: its values over the periods, with baseline and target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reports.drawing import SIZE, Drawing, key_of, width_of, wrapped
from reports.palette import EDGE, INK, LINE, LINK, SURFACE, UNKNOWN
from reports.trend_labels import Places, Segment

WIDTH = 360
TOP, FLOOR = 34, 186
GUTTER = 88
"""Room beside the plot for the words of target and baseline."""
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST_TICKS = 5
NEEDED = 4
"""Figures that are written even where they lie on a line: the last, the first, the highest and the lowest."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `value` None is a gap; `written` prints the value; `carried` stands in from an earlier period."""

    label: str
    value: Decimal | None
    written: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A level that the values are held against, with its word and its written value."""

    value: Decimal
    word: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart:
    """What a trend shows. All words are translated, all figures written as the reader's language writes them.

    `tick` writes a figure of the scale; `description` says in words what the eye sees; `gap_word` and `carried_word`
    explain a missing and a carried value where there is one.
    """

    title: str
    description: str
    points: tuple[Point, ...]
    unit: str = ""
    baseline: Mark | None = None
    target: Mark | None = None
    gap_word: str = ""
    carried_word: str = ""
    rtl: bool = False
    tick: Callable[[Decimal], str] = str


def trend_chart(spec: TrendChart) -> bytes:
    """An SVG of the trend. Raises ValueError where no point has a value: then there is nothing to draw."""
    if all(point.value is None for point in spec.points):
        raise ValueError("a trend needs at least one value")
    key = key_of((spec.title, spec.description, spec.points, spec.unit, spec.baseline, spec.target, spec.rtl))
    plot = _Plot(spec, Drawing(WIDTH, spec.rtl, key))
    plot.scale()
    plot.gaps()
    plot.levels()
    plot.values()
    plot.labels()
    return plot.drawing.finish(plot.legend(), spec.title, spec.description)


class _Plot:
    """One trend while it is drawn: where a value stands, and each layer in its turn."""

    def __init__(self, spec: TrendChart, drawing: Drawing) -> None:
        self.spec, self.drawing = spec, drawing
        self.ticks = ticks(_levels(spec))
        self.start = 14 + max(width_of(spec.tick(tick)) for tick in self.ticks)
        self.end = WIDTH - (GUTTER if spec.target or spec.baseline else 18)
        self.slot = (self.end - self.start) / len(spec.points)

    def x(self, index: int) -> float:
        return round(self.start + self.slot * (index + 0.5), 1)

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(FLOOR - float((value - low) / (high - low)) * (FLOOR - TOP), 1)

    def scale(self) -> None:
        self.drawing.text(0, SIZE, self.spec.unit, muted=True)
        for tick in self.ticks:
            y = self.y(tick)
            is_floor = tick == 0 or tick == self.ticks[0]
            colour, name = (EDGE, "c-edge") if is_floor else (LINE, "c-line")
            self.drawing.line((self.start, y), (self.end, y), colour, name)
            self.drawing.text(self.start - 6, y + 4, self.spec.tick(tick), at="end", muted=True)
        taken = -1.0
        last = len(self.spec.points) - 1
        for index in (last, *range(last)):
            label, x = self.spec.points[index].label, self.x(index)
            half = width_of(label) / 2 + 2
            if index == last:
                limit = x - half
            elif x - half <= taken or x + half > limit:
                continue
            else:
                taken = x + half
            self.drawing.text(x, FLOOR + 18, label, at="middle")

    def gaps(self) -> None:
        for index, point in enumerate(self.spec.points):
            if point.value is None:
                width = min(self.slot * 0.7, 26)
                left = self.drawing.left(self.x(index) - width / 2, width)
                fill = self.drawing.paint(UNKNOWN.pattern)
                self.drawing.add("rect", x=left, y=TOP, width=width, height=FLOOR - TOP, fill=fill)

    def levels(self) -> None:
        """Target and baseline as dashed and dotted lines, each named at its end; names that meet move apart."""
        marks = [(self.spec.target, "7 4"), (self.spec.baseline, "2 3")]
        there = sorted(((self.y(mark.value), mark, dash) for mark, dash in marks if mark), key=lambda each: each[0])
        free = 0.0
        for y, mark, dash in there:
            self.drawing.line((self.start, y), (self.end + 4, y), INK, "c-ink-stroke", width=1.25, dash=dash)
            lines = [*wrapped(mark.word, GUTTER - 10), mark.written]
            first = max(y - (len(lines) - 1) * SIZE * 0.6 + 4, free + SIZE)
            for step, words in enumerate(lines):
                self.drawing.text(self.end + 8, first + step * SIZE * 1.2, words, bold=step == len(lines) - 1)
            free = first + (len(lines) - 1) * SIZE * 1.2 + 4

    def values(self) -> None:
        """The line from value to value, broken at a gap, dashed where a carried value stands; then the dots."""
        for carried, ends in self._pieces():
            self.drawing.line(*ends, LINK, "c-link-stroke", width=2.25, dash="3 3" if carried else None)
        for i, point in enumerate(self.spec.points):
            if point.value is not None:
                self.dot(self.x(i), self.y(point.value), hollow=point.carried)

    def _pieces(self) -> Iterator[tuple[bool, Segment]]:
        """The line from value to value, and whether an end of it is carried."""
        for (i, one), (j, other) in pairwise(enumerate(self.spec.points)):
            if one.value is not None and other.value is not None:
                yield one.carried or other.carried, ((self.x(i), self.y(one.value)), (self.x(j), self.y(other.value)))

    def dot(self, x: float, y: float, *, hollow: bool) -> None:
        fill, name = (SURFACE, "c-hollow") if hollow else (LINK, "c-full")
        place = self.drawing.x(x)
        self.drawing.add("circle", cx=place, cy=y, r=4, stroke=LINK, stroke_width=2, fill=fill, class_=name)

    def labels(self) -> None:
        """Values in figures as far as there is room: first the last, the first, the highest and the lowest."""
        line = [ends for _, ends in self._pieces()]
        places = Places((self.start, self.end + 4), (SIZE + 4, FLOOR), line, self._level_lines())
        for place, index in enumerate(self._by_weight()):
            point = self.spec.points[index]
            at = (self.x(index), self.y(self._value(index)))
            box = places.find(at, point.written, low=self._is_low(index), needed=place < NEEDED)
            if box is None:
                continue
            if places.covers_level(box):
                self.drawing.ground(box.x - box.half, box.top, 2 * box.half, box.bottom - box.top)
            self.drawing.text(box.x, box.y, point.written, at="middle", bold=True)

    def _level_lines(self) -> list[Segment]:
        heights = [self.y(mark.value) for mark in (self.spec.target, self.spec.baseline) if mark]
        return [((self.start, y), (self.end + 4, y)) for y in heights]

    def _by_weight(self) -> Iterator[int]:
        known = [i for i, p in enumerate(self.spec.points) if p.value is not None]
        by_value = sorted(known, key=self._value)
        first = list(dict.fromkeys((known[-1], known[0], by_value[-1], by_value[0])))
        yield from first
        yield from (i for i in known if i not in first)

    def _value(self, index: int) -> Decimal:
        return self.spec.points[index].value or Decimal(0)

    def _is_low(self, index: int) -> bool:
        """Whether the line comes down to this point and rises from it: then its figure stands below."""
        points = self.spec.points
        value = points[index].value
        beside = [points[i].value for i in (index - 1, index + 1) if 0 <= i < len(points)]
        there = [other for other in beside if other is not None]
        if value is None or not there or self.y(value) > FLOOR - 20:
            return False
        return all(other > value for other in there)

    def legend(self) -> float:
        """What hatching and hollow dots mean, where there are any; the height of the whole drawing."""
        x, y, has_words = 1.0, FLOOR + 42.0, False
        if self.spec.gap_word and any(point.value is None for point in self.spec.points):
            self.drawing.box(x, y - 10, 14, 11, UNKNOWN)
            self.drawing.text(x + 20, y, self.spec.gap_word, muted=True)
            x, has_words = x + 44 + width_of(self.spec.gap_word), True
        if self.spec.carried_word and any(point.carried for point in self.spec.points):
            if x + 20 + width_of(self.spec.carried_word) > WIDTH:
                x, y = 1.0, y + 18
            self.dot(x + 6, y - 4, hollow=True)
            self.drawing.text(x + 20, y, self.spec.carried_word, muted=True)
            has_words = True
        return y + 8 if has_words else FLOOR + 28


def _levels(spec: TrendChart) -> list[Decimal]:
    values = [point.value for point in spec.points if point.value is not None]
    return values + [mark.value for mark in (spec.baseline, spec.target) if mark]


def ticks(levels: list[Decimal]) -> list[Decimal]:
    """Round figures for the scale, three to six of them, that hold all levels; from 0 where the values come near it."""
    low, high = min(levels), max(levels)
    if 0 <= low <= high * Decimal("0.7"):
        low = Decimal(0)
    elif high <= 0:
        high = Decimal(0)
    span = high - low or abs(high) or Decimal(MOST_TICKS)
    size = Decimal(1).scaleb((span / MOST_TICKS).adjusted())
    step = next(size * one for one in STEPS if span <= size * one * MOST_TICKS)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    if first and low - first * step < step * Decimal("0.4"):
        first -= 1  # room for the figure below the lowest value
    last = max((high / step).to_integral_value(rounding="ROUND_CEILING"), first + 2)
    return [_plain(step * (first + place)) for place in range(int(last - first) + 1)]


def _plain(value: Decimal) -> Decimal:
    """The same value without trailing noughts or an exponent: 20, not 2E+1."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
