"""Each of the fifty-two traps of indicator arithmetic has a rule and a test that bears its number, or a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, code, name, syntax

TRAPS = [f"M{number}" for number in range(1, 53)]
NONE = "Does not apply: "
ROW = re.compile(r"^\| (M\d+) \| (.+?) \| (.+?) \| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)
MODULE = re.compile(r"`([^`]+)`")


def _rows() -> dict[str, tuple[str, list[str], list[str]]]:
    """The rule, the modules and the tests of each trap as the table has them."""
    text = (ROOT / "docs" / "traps.md").read_text("utf-8")
    return {n: (rule, MODULE.findall(held), MODULE.findall(tests)) for n, _trap, rule, held, tests in ROW.findall(text)}


def _marks() -> Iterator[tuple[str, str]]:
    """The traps that tests bear, each with the test."""
    for path in code("tests"):
        for test in ast.walk(syntax(path)):
            if isinstance(test, ast.FunctionDef):
                for mark in (call for each in test.decorator_list for call in ast.walk(each)):
                    if isinstance(mark, ast.Call) and getattr(mark.func, "attr", "") == "trap":
                        assert isinstance(mark.args[0], ast.Constant)
                        yield str(mark.args[0].value), f"{name(path)}::{test.name}"


def test_every_trap_has_its_row_and_nothing_else_has() -> None:
    assert list(_rows()) == TRAPS
    assert sorted({trap for trap, _test in _marks()} - set(TRAPS)) == []


def test_a_trap_has_a_test_that_bears_its_number_or_a_reason_why_it_does_not_apply() -> None:
    marks = set(_marks())
    marked = {trap for trap, _test in marks}
    wrong = [
        trap
        for trap, (rule, _modules, tests) in _rows().items()
        if rule.startswith(NONE) is (trap in marked) or any((trap, each) not in marks for each in tests)
    ]
    assert wrong == [], "the table and the marks disagree"
    assert [trap for trap, (_r, _m, tests) in _rows().items() if trap in marked and not tests] == []


def test_the_modules_that_hold_the_rules_are_there() -> None:
    named = {each for _rule, modules, _tests in _rows().values() for each in modules}
    places = [each if "/" in each else f"tracker/domain/{each}" for each in named]
    assert [each for each in places if not (ROOT / each).is_file()] == []
