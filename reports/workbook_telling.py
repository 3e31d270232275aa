"""What a workbook says things with: one snapshot in one language, its columns, and where each of its rows stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import IndicatorLine, OrganisationLine, PillarPart, Snapshot
from reports.workbook_cells import Value
from reports.workbook_way import Way, way
from tracker.domain.display import Shown, shown
from tracker.domain.series import Figure
from tracker.domain.texts import Multilingual


class Row(NamedTuple):
    """One indicator in one period; `way` is what its progress was computed from, where it has one."""

    pillar: PillarPart
    line: IndicatorLine
    figure: Figure
    printed: Shown
    way: Way | None


def indicator_rows(snapshot: Snapshot) -> Iterator[Row]:
    for pillar in snapshot.pillars:
        for line in pillar.indicators:
            for figure in line.series:
                yield Row(pillar, line, figure, shown(figure), way(line, figure))


class FigureRow(NamedTuple):
    """One indicator in one period, where nothing is asked of its numbers."""

    line: IndicatorLine
    figure: Figure


def figure_rows(snapshot: Snapshot) -> Iterator[FigureRow]:
    """The same, in the order of `indicator_rows`."""
    return (FigureRow(line, figure) for line in snapshot.indicators for figure in line.series)


@dataclass(frozen=True)
class Telling:
    """One snapshot told in one language. `sheets` has the title of each sheet that is there, by its English name."""

    snapshot: Snapshot
    speech: Speech
    printing: Printing
    sheets: dict[str, str] = field(default_factory=dict)

    def text(self, text: Multilingual | str | None) -> str:
        found = self.speech.text(text)
        return f"{found.text} [{found.language}]" if found.missing and found.text else found.text

    def organisation(self, key: str) -> str:
        line = self.organisations.get(key)
        return self.text(line.name) if line else ""

    def yes(self, value: bool) -> str:
        return self.speech.gettext("yes") if value else ""

    def evidence(self, numbers: Iterable[int]) -> str:
        return ", ".join(self.speech.gettext("E%(n)s", n=number) for number in numbers)

    def place(self, sheet: str, row: int | None) -> str | None:
        """A row of a sheet as a link names it; None where there is no such row."""
        return f"'{self.sheets[sheet]}'!A{row}" if row is not None and sheet in self.sheets else None

    def to_evidence(self, numbers: Iterable[int]) -> str | None:
        """The register's row of the first of these items."""
        return self.place("Evidence", next((self.register.get(number) for number in numbers), None))

    def to_code(self, code: str) -> str | None:
        """The row of an indicator's figure of this period, or of a commitment."""
        return self.place("Indicators", self.lines.get(code)) or self.place("Commitments", self.commitments.get(code))

    @cached_property
    def organisations(self) -> dict[str, OrganisationLine]:
        return {each.key: each for each in self.snapshot.organisations}

    @cached_property
    def figures(self) -> dict[int, int]:
        """The row of each figure, the same on the sheet of the figures and on that of the method."""
        figures = (each for line in self.snapshot.indicators for each in line.series)
        return {id(figure): n for n, figure in enumerate(figures, start=2)}

    @cached_property
    def lines(self) -> dict[str, int]:
        lines = reversed(self.snapshot.indicators)
        return {line.code: self.figures[id(line.series[-1])] for line in lines if line.series}

    @cached_property
    def commitments(self) -> dict[str, int]:
        return {line.code: n for n, line in enumerate(self.snapshot.commitments, start=2)}

    @cached_property
    def register(self) -> dict[int, int]:
        return {item.number: n for n, item in enumerate(self.snapshot.evidence, start=2)}


Live = Callable[[Any, Callable[[str], str]], "tuple[str, str] | None"]
"""A formula with its number format for a row; the second argument gives the cell of a column of the same row."""


class Column(NamedTuple):
    """A column: its heading (English, translated when written), what stands in it, and its width in characters.

    `means` says for the data dictionary what the heading leaves open. `link` leads to another row of the workbook.
    A column with `live` is a formula over others of its row, for the workbook alone.
    """

    label: str
    value: Callable[[Telling, Any], Value]
    width: int = 14
    means: str = ""
    link: Callable[[Telling, Any], str | None] | None = None
    live: Live | None = None


class SheetPlan(NamedTuple):
    """A sheet: its name (English, translated when written), its columns, its rows, how many columns stay in view."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Snapshot], Iterable[Any]]
    kept: int = 0
    means: str = ""
