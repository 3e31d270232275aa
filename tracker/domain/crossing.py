"""Two dimensions crossed, such as sex and age: a dimension of its own, each category of it a pair.

Codes hold no blank, so a blank parts the two: the dimension `age sex` has the category `18-29 f`, stored as
`age:18-29 sex:f`. What is typed for a single category (all women) is its margin; where it is not, it follows from the
cells, and what no cell accounts for stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tracker.domain.checks import Problem, problem
from tracker.domain.series import Part
from tracker.domain.texts import N_

Pair = tuple[str, str]


def pairs(dimension: str, category: str) -> tuple[Pair, ...]:
    """The (dimension, category) pairs of a cell: one, or two of a crossed one."""
    return tuple(zip(dimension.split(), category.split(), strict=True))


def stored_as(part: Part) -> str:
    """How a cell is stored: `sex:f`, or crossed `age:18-29 sex:f`, in the order of the dimensions' codes."""
    return " ".join(f"{dimension}:{category}" for dimension, category in sorted(pairs(part.dimension, part.category)))


def place(cell: str) -> Pair:
    """The dimension and the category of a stored cell."""
    found = [each.partition(":") for each in cell.split()]
    return " ".join(dimension for dimension, _, _ in found), " ".join(category for _, _, category in found)


def is_crossed(part: Part) -> bool:
    return " " in part.dimension


def with_margins(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with the margins that nobody gave: all women are the women of every age, as far as they are known."""
    given = {(part.dimension, part.category) for part in parts if not is_crossed(part)}
    sums: dict[Pair, Decimal] = {}
    for part in parts:
        if is_crossed(part) and part.value is not None:
            for pair in pairs(part.dimension, part.category):
                sums[pair] = sums.get(pair, Decimal(0)) + part.value
    return (*parts, *(Part(*pair, value) for pair, value in sorted(sums.items()) if pair not in given))


def problems(parts: Sequence[Part]) -> Iterator[Problem]:
    """Cells that add up to more than the margin that was given with them, at the first of these cells."""
    for margin in parts:
        if is_crossed(margin) or margin.value is None:
            continue
        pair = (margin.dimension, margin.category)
        cells = [each for each in parts if is_crossed(each) and pair in pairs(each.dimension, each.category)]
        known = [each for each in cells if each.value is not None]
        added = sum((each.value for each in known if each.value is not None), Decimal(0))
        if known and added > margin.value:
            yield problem(
                f"parts:{known[0].dimension}:{known[0].category}:value",
                N_("These cells add up to %(parts)s. That is above their row's or column's %(total)s."),
                parts=added,
                total=margin.value,
            )


def of_dimension(parts: Iterable[Part], dimension: str) -> list[Part]:
    return [part for part in parts if part.dimension == dimension]
