"""The annex that maps the plan to other frameworks: which of its lines answer which point of which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.printing import FRAMEWORKS
from reports.snapshot import CommitmentLine, IndicatorLine, Snapshot

Line = IndicatorLine | CommitmentLine


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a framework, for instance 5.5 of SDG, with the plan's lines that answer it."""

    name: str
    lines: tuple[Line, ...]


def frameworks(snapshot: Snapshot) -> list[tuple[str, list[Point]]]:
    """Every framework that the plan refers to, in a fixed order, its points in the order of their numbers."""
    found: dict[str, dict[str, list[Line]]] = {}
    lines: list[Line] = []
    for pillar in snapshot.pillars:
        lines += [*pillar.commitments, *pillar.indicators]
    for line in lines:
        for scheme, code in _references(line):
            found.setdefault(FRAMEWORKS.get(scheme, scheme), {}).setdefault(code, []).append(line)
    order = list(FRAMEWORKS.values())
    names = sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [
        (name, [Point(code, tuple(found[name][code])) for code in sorted(found[name], key=_natural)]) for name in names
    ]


def _references(line: Line) -> list[tuple[str, str]]:
    """(framework, point) pairs; an indicator names the library entry that it came from, as "UN1325 14"."""
    written = (line.library_reference.replace(" ", ":", 1),) if isinstance(line, IndicatorLine) else line.references
    parts = (each.partition(":") for each in written if each)
    return [(scheme.lower(), code.strip()) for scheme, _, code in parts]


def _natural(code: str) -> list[tuple[int, str]]:
    """5.2 before 5.10: numbers in it compare as numbers."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", code) if part]
