"""The parts of a measurement: by what they are asked for, what came in, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain import breakdown
from tracker.domain.breakdown import Breakdown, Layout
from tracker.domain.defining import parts_value
from tracker.domain.series import Part, Span
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension, Indicator
from tracker.models.measurement import Measurement, MeasurementPart
from tracker.models.plan import Plan
from tracker.services import clock, dimensions, material


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One dimension with the categories that are asked for, and those out of use that hold a value."""

    dimension: Dimension
    categories: tuple[Category, ...]

    @property
    def layout(self) -> Layout:
        codes = tuple(each.code for each in self.categories)
        return Layout(dimension=self.dimension.code, categories=codes, is_complete=self.dimension.is_complete)


def grids(indicator: Indicator, measurement: Measurement | None) -> tuple[Grid, ...]:
    """What is asked of an entry: the indicator's dimensions in use, and those in which a value was stored."""
    if indicator.kind not in breakdown.BROKEN_DOWN:
        return ()
    stored = {part.cell for part in measurement.parts} if measurement is not None else set()
    found = {each.code: each for each in dimensions.asked(indicator)}
    further = {cell.partition(":")[0] for cell in stored} - set(found)
    if further:
        query = select(Dimension).where(Dimension.plan_id == indicator.plan_id, Dimension.code.in_(further))
        rows = db.session.scalars(query.options(selectinload(Dimension.categories)))
        found |= {each.code: each for each in rows}
    return tuple(_grid(each, stored) for each in sorted(found.values(), key=lambda each: each.id))


def _grid(dimension: Dimension, stored: set[str]) -> Grid:
    kept = (
        each for each in dimension.categories if each.archived_at is None or f"{dimension.code}:{each.code}" in stored
    )
    return Grid(dimension=dimension, categories=tuple(kept))


def entered(measurement: Measurement) -> tuple[Part, ...]:
    """The stored parts as they were typed: of a ratio its two numbers, or the value where it is known alone."""
    found = []
    for row in measurement.parts:
        dimension, _, category = row.cell.partition(":")
        alone = row.numerator is None and row.denominator is None
        if " " not in row.cell:
            value = row.value if alone else None
            found.append(Part(dimension, category, value, row.numerator, row.denominator))
    return tuple(found)


def fill(measurement: Measurement, parts: tuple[Part, ...]) -> None:
    """Store exactly these parts; a ratio of two numbers also gets the value that they make."""
    per = material.definition_of(measurement.indicator, measurement.plan).per
    wanted = {f"{part.dimension}:{part.category}": part for part in parts if breakdown.is_typed(part)}
    stored = {row.cell: row for row in measurement.parts}
    for cell, part in wanted.items():
        row = stored.get(cell)
        if row is None:
            row = MeasurementPart(cell=cell)
            measurement.parts.append(row)
        row.numerator, row.denominator, row.value = part.numerator, part.denominator, _value(part, per)
    for cell, row in stored.items():
        if cell not in wanted:
            measurement.parts.remove(row)


def _value(part: Part, per: Decimal) -> Decimal | None:
    if part.numerator is None or part.denominator is None:
        return part.value
    return parts_value(part.numerator, part.denominator, per) if part.denominator else None


def said(measurement: Measurement) -> list[list[Any]]:
    """What the record of acts keeps of the parts, in one order."""
    rows = ((row.cell, row.value, row.numerator, row.denominator) for row in measurement.parts)
    return sorted([cell, *(None if one is None else format(one, "f") for one in figures)] for cell, *figures in rows)


def breakdowns(measurement: Measurement) -> tuple[tuple[Grid, Breakdown], ...]:
    """Each dimension in which something was reported, with what it leaves unknown and the shares that follow."""
    if not measurement.parts or measurement.no_value is not None:
        return ()
    definition = material.definition_of(measurement.indicator, measurement.plan)
    observation, span = material.observation_of(measurement), material.span_of(measurement.period)
    there = {part.dimension for part in observation.parts}
    return tuple(
        (grid, breakdown.of_one(definition, observation, span, grid.layout))
        for grid in grids(measurement.indicator, measurement)
        if grid.dimension.code in there
    )


@dataclass(frozen=True, kw_only=True)
class Series:
    """One dimension of an indicator over the periods in which its verified reports have parts, the newest first."""

    grid: Grid
    periods: tuple[tuple[Span, Breakdown], ...]


def of_indicator(plan: Plan, indicator: Indicator) -> tuple[Series, ...]:
    """The official figures of an indicator by its dimensions, made of the very reports that the figures are made of."""
    found = grids(indicator, None)
    if not found:
        return ()
    read = material.gather(plan)
    tables = breakdown.over(
        read.definition(indicator),
        read.spans,
        read.observations(indicator),
        [grid.layout for grid in found],
        expected=read.expected(indicator),
        cut_off=clock.now(),
    )
    newest = sorted(tables, key=lambda span: (span.ends_on, span.key), reverse=True)
    told = [(grid, [(at, one) for at in newest for one in tables[at] if one.dimension == grid.dimension.code])
            for grid in found]  # fmt: skip
    return tuple(Series(grid=grid, periods=tuple(periods)) for grid, periods in told if periods)
