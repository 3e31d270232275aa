"""Where the figures of a trend stand: beside their points, clear of each other, of the line and of the levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reports.drawing import SIZE, Spot, width_of

Segment = tuple[Spot, Spot]
"""A piece of a line, from left to right."""

ABOVE, BELOW = -9, 17
"""From a point down to the foot of its figure."""
AIR = 2
"""Kept free between figures and lines."""
NEAREST, LINE, LEVEL = 0.1, 4, 1
"""How much worse a place is for each place that was better, for a line of values and for a level it lies on."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that one figure takes. `y` is the foot of its letters."""

    x: float
    y: float
    half: float

    @property
    def top(self) -> float:
        return self.y - SIZE * 0.8

    @property
    def bottom(self) -> float:
        return self.y + AIR

    def meets(self, other: Box) -> bool:
        apart = self.half + other.half + AIR
        return abs(self.x - other.x) < apart and self.top < other.bottom + AIR and other.top < self.bottom + AIR

    def lies_on(self, segment: Segment) -> bool:
        (x1, y1), (x2, y2) = segment
        left, right = max(x1, self.x - self.half - AIR), min(x2, self.x + self.half + AIR)
        if left > right or x1 == x2:
            return False
        slope = (y2 - y1) / (x2 - x1)
        heights = (y1 + slope * (left - x1), y1 + slope * (right - x1))
        return min(heights) < self.bottom + AIR and max(heights) > self.top - AIR


@dataclass(slots=True)
class Places:
    """The free room of one plot; each figure that finds a place takes it from those that come later."""

    across: tuple[float, float]
    down: tuple[float, float]
    """Where the plot begins and ends; no figure leaves it."""
    line: Sequence[Segment]
    levels: Sequence[Segment]
    taken: list[Box] = field(default_factory=list)

    def find(self, point: Spot, words: str, *, low: bool, needed: bool) -> Box | None:
        """The best place for a figure, or None: what is not needed stands only where it lies on nothing."""
        around = enumerate(self._around(point, width_of(words) / 2, low=low))
        rated = [(self._on(box) + place * NEAREST, box) for place, box in around if self._is_free(box)]
        if not needed:
            rated = [(cost, box) for cost, box in rated if cost < LEVEL]
        if not rated:
            return None
        self.taken.append(min(rated, key=lambda each: each[0])[1])
        return self.taken[-1]

    def covers_level(self, box: Box) -> bool:
        return any(map(box.lies_on, self.levels))

    def _is_free(self, box: Box) -> bool:
        inside = box.top >= self.down[0] and box.bottom <= self.down[1]
        return inside and not any(map(box.meets, self.taken))

    def _on(self, box: Box) -> float:
        return LINE * sum(map(box.lies_on, self.line)) + LEVEL * sum(map(box.lies_on, self.levels))

    def _around(self, point: Spot, half: float, *, low: bool) -> Iterator[Box]:
        """Over the point or under it, in its middle or to a side; moved in where it would leave the plot."""
        x, y = point
        first, last = self.across[0] + half, self.across[1] - half
        for aside in (0, half - 2, 2 - half):
            for step in (BELOW, ABOVE) if low else (ABOVE, BELOW):
                yield Box(min(max(x + aside, first), last), y + step, half)
