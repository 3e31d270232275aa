"""The cells of the breakdowns in a snapshot, crossed ones and their margins among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.snapshot import BreakdownCell
from tracker.domain.crossing import pairs
from tracker.domain.texts import Multilingual
from tracker.models.indicator import Category
from tracker.models.measurement import Measurement
from tracker.services.grids import TIMES, together
from tracker.services.material import Material, observation_of


def cells(material: Material, rows: Iterable[Measurement]) -> Iterator[BreakdownCell]:
    """What organisations reported for each category; margins that follow from crossed cells stand there too."""
    for row in rows:
        for part in observation_of(row).parts:
            found = [material.categories.get(pair) for pair in pairs(part.dimension, part.category)]
            known = [each for each in found if each is not None]
            if part.value is None or len(known) < len(found):
                continue
            dimension, category = _named(known)
            yield BreakdownCell(
                period=row.period.code,
                organisation=row.organisation.code,
                dimension=dimension,
                category=category,
                value=part.value,
                crossed=tuple((each.dimension.name, each.name) for each in known) if len(known) > 1 else (),
            )


def _named(categories: list[Category]) -> tuple[Multilingual, Multilingual]:
    """The names of dimension and category; of a crossed cell both together."""
    first, *others = categories
    dimension, category = first.dimension.name, first.name
    for other in others:
        dimension = together(dimension, other.dimension.name, TIMES)
        category = together(category, other.name, ", ")
    return dimension, category
