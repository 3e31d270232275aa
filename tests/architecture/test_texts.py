"""Every text that a person reads can be found by the tools of translators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import code, name, syntax

TRANSLATING = {"_", "gettext", "ngettext", "lazy_gettext", "N_", "message"}


def test_no_text_for_translation_hides_inside_another_text() -> None:
    """Before Python 3.12 the tools do not look into an f-string, and what they miss stays English."""
    assert [
        f"{name(path)}:{call.lineno}"
        for path in code("tracker", "reports")
        for outer in ast.walk(syntax(path))
        if isinstance(outer, ast.JoinedStr)
        for call in _translations(outer)
    ] == []


def test_a_text_for_translation_is_written_where_it_is_asked_for() -> None:
    """A text put together at run time is in no catalogue."""
    assert [
        f"{name(path)}:{call.lineno}"
        for path in code("tracker", "reports")
        for call in _translations(syntax(path))
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ] == []


def _translations(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATING:
            yield node
