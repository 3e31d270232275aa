"""Tables of two crossed dimensions for the attacker, with their margins and with people who are in no cell."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import product
from random import Random

from tests.attacking import Cell, Truth
from tests.domain.indicators import YEARS
from tracker.domain.vocabulary import Kind

SEX, AGE, UNKNOWN = ("women", "men"), ("young", "adult"), "unknown"
BOTH = "age sex"
Terms = list[tuple[Hashable, float]]


@dataclass(frozen=True)
class Crossed(Truth):
    """Every organisation's table with what is unknown; readers get the cells that are known, and both margins."""

    tables: dict[tuple[str, str], dict[tuple[str, str], int]]

    def of(self, period: str, organisation: str) -> int:
        return sum(self.tables[period, organisation].values())

    def margins(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        if cell[2] != BOTH:
            return ()
        age, sex = cell[3].split()
        return ("age", age), ("sex", sex)

    def rests(self) -> dict[Hashable, tuple[int, Terms]]:
        found: dict[Hashable, tuple[int, Terms]] = {}
        for key, table in self.tables.items():
            for sex in SEX:
                cells = [(*key, BOTH, f"{age} {sex}") for age in AGE]
                found["rest", *key, "sex", sex] = self._left((*key, "sex", sex), cells)
            for age in AGE:
                cells = [(*key, BOTH, f"{age} {sex}") for sex in SEX]
                found["rest", *key, "age", age] = self._left((*key, "age", age), cells)
            margins = {"sex": SEX, "age": AGE}
            for dimension, names in margins.items():
                known = [(*key, dimension, name) for name in names]
                found["rest", *key, dimension] = self._left_of_all(key, known)
            found["rest", *key, BOTH] = self._left_of_all(
                key, [cell for cell in self.cells if cell[:3] == (*key, BOTH)]
            )
            # of whom neither is known: everybody less both margins, and those counted twice put back
            terms: Terms = [(("rest", *key, "sex"), 1), (("rest", *key, "age"), 1), (("rest", *key, BOTH), -1)]
            found["rest", *key] = (table[UNKNOWN, UNKNOWN], terms)
        return found

    def _left(self, margin: Cell, cells: list[Cell]) -> tuple[int, Terms]:
        number = self.cells[margin] - sum(self.cells[cell] for cell in cells)
        return number, [(margin, 1), *((cell, -1.0) for cell in cells)]

    def _left_of_all(self, key: tuple[str, str], cells: list[Cell]) -> tuple[int, Terms]:
        number = self.of(*key) - sum(self.cells[cell] for cell in cells)
        return number, [(key, 1), *((cell, -1.0) for cell in cells)]


def random_crossed(random: Random, kind: Kind) -> Crossed:
    """One to three organisations over one to three periods; many counts are small or zero, some people unknown."""
    tables: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    unknown = random.choice(((0,), (0,), (0, 0, 1, 3, 7, 20)))
    for organisation in ("shelter", "bridge", "office")[: random.randint(1, 3)]:
        level = dict.fromkeys(product((*SEX, UNKNOWN), (*AGE, UNKNOWN)), 0)
        for span in YEARS[: random.randint(1, 3)]:
            table = {pair: random.choice(unknown if UNKNOWN in pair else (0, 1, 2, 5, 6, 9, 14, 30)) for pair in level}
            if kind is Kind.RUNNING_TOTAL:
                level = table = {pair: level[pair] + number for pair, number in table.items()}
            tables[span.key, organisation] = table
    cells: dict[Cell, int] = {}
    for (period, organisation), table in sorted(tables.items()):
        key = (period, organisation)
        cells |= {(*key, "sex", sex): sum(n for (s, _), n in table.items() if s == sex) for sex in SEX}
        cells |= {(*key, "age", age): sum(n for (_, a), n in table.items() if a == age) for age in AGE}
        cells |= {(*key, BOTH, f"{age} {sex}"): table[sex, age] for sex in SEX for age in AGE}
    return Crossed(kind, cells, tables)
