"""What came in, from whom and for what: every indicator of a period beside every organisation that answers in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.domain.series import Coverage
from tracker.domain.vocabulary import State
from tracker.models.indicator import Indicator
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Organisation
from tracker.models.plan import Pillar, Plan
from tracker.services.overview import Owed, owed_in
from tracker.services.tree import tree

NOTHING = "nothing"
"""What stands in place of a state where nothing was entered; in addresses too."""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with what each organisation owes for it, by the organisation's id."""

    pillar: Pillar
    indicator: Indicator
    cells: dict[int, Owed]

    @property
    def arrived(self) -> Coverage:
        return arrived(self.cells.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """A period as a table; `organisations` are its columns."""

    period: ReportingPeriod
    organisations: tuple[Organisation, ...]
    lines: tuple[Line, ...]

    def of(self, organisation: Organisation) -> Coverage:
        """How much of what an organisation owes came in."""
        return arrived(line.cells[organisation.id] for line in self.lines if organisation.id in line.cells)

    @property
    def arrived(self) -> Coverage:
        return arrived(cell for line in self.lines for cell in line.cells.values())

    def narrowed(self, *, pillar: str = "", organisation: str = "", state: str = "") -> Matrix:
        """The rows of a pillar; of an organisation its column and what it owes; rows with a cell in a state."""
        columns = tuple(each for each in self.organisations if organisation in ("", each.code))
        kept = {each.id for each in columns}
        lines = []
        for line in self.lines:
            cells = {key: cell for key, cell in line.cells.items() if key in kept}
            fits = not state or any(is_in(cell, state) for cell in cells.values())
            if pillar in ("", line.pillar.code) and fits and (cells or not organisation):
                lines.append(replace(line, cells=cells))
        return replace(self, organisations=columns, lines=tuple(lines))


def arrived(cells: Iterable[Owed]) -> Coverage:
    """How many are sent or verified, of how many that are owed."""
    rows = list(cells)
    return Coverage(sum(not each.is_missing for each in rows), len(rows))


def is_in(cell: Owed, state: str) -> bool:
    return cell.state == state if cell.state is not None else state == NOTHING


STATES = (NOTHING, *State)
"""What a matrix can be narrowed to."""


def of_period(plan: Plan, period: ReportingPeriod) -> Matrix:
    """The whole matrix of a period, in the order of the plan, in the same number of queries for any size of plan."""
    cells: dict[int, dict[int, Owed]] = defaultdict(dict)
    organisations: dict[int, Organisation] = {}
    for each in owed_in(period):
        cells[each.indicator_id][each.organisation.id] = each
        organisations[each.organisation.id] = each.organisation
    lines = tuple(
        Line(branch.pillar, indicator, cells.get(indicator.id, {}))
        for branch in tree(plan)
        for indicator in branch.all_indicators
    )
    columns = sorted(organisations.values(), key=lambda one: (one.kind, one.code))
    return Matrix(period, tuple(columns), lines)
