"""The parts of a measurement: by what they are asked for, what came in, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.domain import breakdown
from tracker.domain.breakdown import Breakdown
from tracker.domain.crossing import place, stored_as
from tracker.domain.defining import parts_value
from tracker.domain.series import Part, Span
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, MeasurementPart
from tracker.models.plan import Plan
from tracker.services import clock, grids, material
from tracker.services.grids import AnyGrid


def entered(measurement: Measurement) -> tuple[Part, ...]:
    """The stored parts as they were typed: of a ratio its two numbers, or the value where it is known alone."""
    found = []
    for row in measurement.parts:
        alone = row.numerator is None and row.denominator is None
        found.append(Part(*place(row.cell), row.value if alone else None, row.numerator, row.denominator))
    return tuple(found)


def fill(measurement: Measurement, parts: tuple[Part, ...]) -> None:
    """Store exactly these parts; a ratio of two numbers also gets the value that they make."""
    per = material.definition_of(measurement.indicator, measurement.plan).per
    wanted = {stored_as(part): part for part in parts if breakdown.is_typed(part)}
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


def breakdowns(measurement: Measurement) -> tuple[tuple[AnyGrid, Breakdown], ...]:
    """Each dimension in which something was reported, with what it leaves unknown and the shares that follow."""
    if not measurement.parts or measurement.no_value is not None:
        return ()
    definition = material.definition_of(measurement.indicator, measurement.plan)
    observation, span = material.observation_of(measurement), material.span_of(measurement.period)
    there = {part.dimension for part in observation.parts}
    return tuple(
        (grid, breakdown.of_one(definition, observation, span, grid.layout))
        for grid in grids.of(measurement.indicator, measurement)
        if grid.code in there
    )


@dataclass(frozen=True, kw_only=True)
class Series:
    """One dimension of an indicator over the periods in which its verified reports have parts, the newest first."""

    grid: AnyGrid
    periods: tuple[tuple[Span, Breakdown], ...]


def of_indicator(plan: Plan, indicator: Indicator) -> tuple[Series, ...]:
    """The official figures of an indicator by its dimensions, made of the very reports that the figures are made of."""
    found = grids.of(indicator, None)
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
    told = [(grid, [(at, one) for at in newest for one in tables[at] if one.dimension == grid.code])
            for grid in found]  # fmt: skip
    return tuple(Series(grid=grid, periods=tuple(periods)) for grid, periods in told if periods)
