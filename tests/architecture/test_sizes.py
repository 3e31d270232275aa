"""Nothing grows beyond what one can take in at a glance. Migrations are exempt: they are a record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import code, files, name, syntax

FILE, FUNCTION, VIEW, TEMPLATE, CONFTEST = 300, 30, 20, 120, 150
ROUTES = {"route", "get", "post", "put", "delete"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_one_can_take_in() -> None:
    written = files("*.py", "*.sh", "*.js", "*.mjs", "run")
    assert _longer_than(FILE, [path for path in written if "migrations" not in path.parts]) == []


def test_no_template_is_longer_than_a_few_screens() -> None:
    assert _longer_than(TEMPLATE, files("*.html", "*.jinja", under=("templates", "reports"))) == []


def test_fixtures_do_not_become_a_swamp() -> None:
    assert _longer_than(CONFTEST, files("conftest.py", under=("tests",))) == []


def test_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{name(path)}: {function.name} has {length} lines"
        for path in _modules()
        for function in _functions(path)
        if (length := _length(function)) > FUNCTION
    ] == []


def test_a_view_only_says_who_may_what_form_which_service_and_what_answer() -> None:
    assert [
        f"{name(path)}: {function.name} has {length} lines"
        for path in code("tracker/web")
        for function in _functions(path)
        if _is_view(function) and (length := _length(function)) > VIEW
    ] == []


def _longer_than(limit: int, paths: list[Path]) -> list[str]:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path}: {length} lines" for path, length in lengths.items() if length > limit]


def _modules() -> list[Path]:
    return [path for path in files("*.py") if "migrations" not in path.parts]


def _functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(syntax(path)) if isinstance(node, Function))


def _length(function: Function) -> int:
    """Lines from the name to the end, the docstring not counted: words that explain are never too many."""
    first = function.body[0]
    explains = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if explains else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def _is_view(function: Function) -> bool:
    calls = [decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)
