"""The files of the project, as the tests of its shape see them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("tracker", "reports", "templates", "tests", "scripts", "migrations", "docs", "translations", ".ci")
NOT_OURS = {"vendor", "node_modules", "__pycache__"}


def files(*patterns: str, under: tuple[str, ...] = OURS) -> list[Path]:
    """Files written for this project whose names match; the top folder's are always among them."""
    found = [path for pattern in patterns for path in ROOT.glob(pattern)]
    for folder in under:
        found += [path for pattern in patterns for path in (ROOT / folder).rglob(pattern)]
    return sorted(path for path in found if path.is_file() and not NOT_OURS.intersection(path.parts))


def code(*under: str) -> list[Path]:
    """Python modules of some folders."""
    return [path for path in files("*.py", under=under) if path.parent != ROOT]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports; `from a import b` counts as a.b."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
