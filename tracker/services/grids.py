"""By what the value of an indicator is asked for: dimensions with their categories, and two of them crossed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain import breakdown
from tracker.domain.breakdown import Layout
from tracker.domain.crossing import place
from tracker.domain.texts import Multilingual
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension, Indicator
from tracker.models.measurement import Measurement
from tracker.services import dimensions

TIMES = " × "


class Entry(NamedTuple):
    """One cell to fill in: its category as parts name it, the key of its control, its name."""

    category: str
    key: str
    name: Multilingual


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One dimension with the categories that are asked for, and those out of use that hold a value."""

    dimension: Dimension
    categories: tuple[Category, ...]

    @property
    def code(self) -> str:
        return self.dimension.code

    @property
    def name(self) -> Multilingual:
        return self.dimension.name

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Entry(each.code, f"c{each.id}", each.name) for each in self.categories)

    @property
    def layout(self) -> Layout:
        codes = tuple(each.code for each in self.categories)
        return Layout(dimension=self.code, categories=codes, is_complete=self.dimension.is_complete)


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Two dimensions crossed, in the order of their codes: the first one's categories down, the other's across."""

    down: Grid
    across: Grid

    @property
    def code(self) -> str:
        return f"{self.down.code} {self.across.code}"

    @property
    def name(self) -> Multilingual:
        return together(self.down.name, self.across.name, TIMES)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self.cell(one, other) for one in self.down.categories for other in self.across.categories)

    def rows(self) -> Iterator[tuple[Category, Entry]]:
        """The categories down, each with the entry of its margin."""
        return zip(self.down.categories, self.down.entries, strict=True)

    def cell(self, one: Category, other: Category) -> Entry:
        return Entry(f"{one.code} {other.code}", f"x{one.id}_{other.id}", together(one.name, other.name, ", "))

    @property
    def layout(self) -> Layout:
        complete = self.down.dimension.is_complete and self.across.dimension.is_complete
        return Layout(
            dimension=self.code, categories=tuple(each.category for each in self.entries), is_complete=complete
        )


AnyGrid = Grid | Crossing


def together(one: Multilingual, other: Multilingual, between: str) -> Multilingual:
    """Two names as one, in every language that one of them has."""
    languages = {*one.texts, *other.texts}
    return Multilingual({
        each: f"{one.shown(each, 'en').text}{between}{other.shown(each, 'en').text}" for each in languages
    })  # fmt: skip


def of(indicator: Indicator, measurement: Measurement | None) -> tuple[AnyGrid, ...]:
    """What is asked of an entry: the indicator's dimensions in use, and those in which a value was stored.

    A crossing comes last; the dimensions that it crosses are its margins and stand for themselves too.
    """
    if indicator.kind not in breakdown.BROKEN_DOWN:
        return ()
    cells = {part.cell for part in measurement.parts} if measurement is not None else set()
    stored = {pair for cell in cells for pair in cell.split()}
    found = {each.code: each for each in dimensions.asked(indicator)}
    found |= {each.code: each for each in _further(indicator, {pair.partition(":")[0] for pair in stored} - set(found))}
    singles = {each.code: _grid(each, stored) for each in sorted(found.values(), key=lambda each: each.id)}
    return (*singles.values(), *_crossings(indicator, cells, singles))


def _further(indicator: Indicator, codes: Iterable[str]) -> Iterable[Dimension]:
    """Dimensions that are asked for no more, and hold a value."""
    if not codes:
        return ()
    query = select(Dimension).where(Dimension.plan_id == indicator.plan_id, Dimension.code.in_(codes))
    return db.session.scalars(query.options(selectinload(Dimension.categories)))


def _grid(dimension: Dimension, stored: set[str]) -> Grid:
    kept = (
        each for each in dimension.categories if each.archived_at is None or f"{dimension.code}:{each.code}" in stored
    )
    return Grid(dimension=dimension, categories=tuple(kept))


def _crossings(indicator: Indicator, cells: Iterable[str], singles: dict[str, Grid]) -> Iterator[Crossing]:
    wanted = {place(cell)[0] for cell in cells if " " in cell}
    both = dimensions.crosses(indicator)
    if both is not None:
        wanted.add(f"{both[0].code} {both[1].code}")
    for code in sorted(wanted):
        down, _, across = code.partition(" ")
        if down in singles and across in singles:
            yield Crossing(down=singles[down], across=singles[across])
