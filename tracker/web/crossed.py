"""Two crossed dimensions as one table: categories down and across, what is unknown, and both margins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.domain.breakdown import Breakdown
from tracker.domain.explanation import told
from tracker.domain.texts import Message, Multilingual
from tracker.models.indicator import Indicator
from tracker.services.grids import Crossing
from tracker.web.languages import number

Number = Fraction | None
Values = Mapping[str, Number]
ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A crossed table on a page; a name of None is the unknown rest. The last row and column are the margins."""

    key: str
    name: Multilingual
    down: Multilingual
    columns: tuple[Multilingual | None, ...]
    rows: tuple[tuple[Multilingual | None, tuple[str, ...]], ...]
    together: tuple[str, ...]
    remarks: tuple[Message, ...]
    period: str | Multilingual = ""


def matrix(indicator: Indicator, crossing: Crossing, found: Breakdown, margins: Mapping[str, Breakdown]) -> Matrix:
    """The table of a crossing; `margins` are the breakdowns of the same reports by dimension."""
    numbers = _Numbers.of(crossing, found, margins)
    names: list[Multilingual | None] = [one.name for one in crossing.down.categories]
    columns: list[Multilingual | None] = [other.name for other in crossing.across.categories]
    lines = numbers.lines()
    if numbers.has_rest:
        names, columns = [*names, None], [*columns, None]
    else:
        lines = [[*line[:-2], line[-1]] for line in (*lines[:-2], lines[-1])]
    write = _writer(indicator)
    written = [tuple(map(write, line)) for line in lines]
    return Matrix(
        key=f"by-{crossing.code.replace(' ', '-')}",
        name=crossing.name,
        down=crossing.down.name,
        columns=tuple(columns),
        rows=tuple(zip(names, written[:-1], strict=True)),
        together=written[-1],
        remarks=((found.problem,) if found.problem else ()) + found.explanation,
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The cells line by line, the margins of lines and columns, and the total."""

    cells: list[list[Number]]
    down: list[Number]
    across: list[Number]
    total: Number

    @classmethod
    def of(cls, crossing: Crossing, found: Breakdown, margins: Mapping[str, Breakdown]) -> _Numbers:
        cells = _values(found)
        down, across = (_values(margins.get(grid.code)) for grid in (crossing.down, crossing.across))
        others = [other.code for other in crossing.across.categories]
        return cls(
            cells=[[cells.get(f"{one.code} {code}") for code in others] for one in crossing.down.categories],
            down=[down.get(one.code) for one in crossing.down.categories],
            across=[across.get(code) for code in others],
            total=found.total,
        )

    @property
    def has_rest(self) -> bool:
        lines = self.lines()
        return any((*(line[-2] for line in lines), *lines[-2]))

    def lines(self) -> list[list[Number]]:
        """Every line with its unknown rest and its margin; the last two are the unknown rest and the margins."""
        found = [[*values, _rest(margin, values), margin] for values, margin in zip(self.cells, self.down, strict=True)]
        below = [
            _rest(margin, column) for margin, column in zip(self.across, zip(*self.cells, strict=True), strict=True)
        ]
        unknown = _rest(self.total, self.down)
        found.append([*below, _rest(unknown, below), unknown])
        return [*found, [*self.across, _rest(self.total, self.across), self.total]]


def _values(found: Breakdown | None) -> Values:
    return {} if found is None else {each.category: each.value for each in found.slices}


def _rest(whole: Number, parts: Sequence[Number]) -> Number:
    """What the known parts leave of a whole; None where it is not known or they are above it."""
    if whole is None:
        return None
    rest = whole - sum((each for each in parts if each is not None), Fraction(0))
    return rest if rest >= 0 else None


def _writer(indicator: Indicator) -> Callable[[Number], str]:
    return lambda value: ABSENT if value is None else number(told(value, indicator.decimals))
