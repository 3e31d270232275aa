"""Every act that the code records can be read: it has words."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.architecture.tree import code, name, syntax
from tracker.domain import acts
from tracker.domain.vocabulary import Step

RECORDING = defaultdict(
    lambda: {"audit.record", "moving.write"},
    {
        "tracker/services/moving.py": {"audit.record", "write"},
        "tracker/services/periods.py": {"audit.record", "_set_state"},
    },
)
"""How each module enters an act."""

NAMED_WHERE_IT_RUNS = {
    "tracker/services/levels.py": {f"{verb}_{level}" for verb in ("add", "change") for level in ("pillar", "outcome")},
    "tracker/services/tree.py": {
        f"{verb}_{level}"
        for verb in ("move", "archive", "restore")
        for level in ("pillar", "outcome", "commitment", "indicator")
    },
    "tracker/services/reviewing.py": {Step.VERIFY.value, Step.RETURN.value, "verify_evidence", "reject_evidence"},
    "tracker/services/people_attempts.py": {"refuse_sign_in", "refuse_code"},
    "tracker/services/moving.py": set(),  # it hands on what `write` is called with
    "tracker/services/periods.py": set(),  # so does its `_set_state`
}
"""The acts of modules that put their names together; of all others the names stand in the code."""


def recorded() -> Iterator[tuple[str, str | None]]:
    """(module, name of the act) of each place that records one; None where the name is put together."""
    for path in code("tracker"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDING[name(path)]:
                named = [word.value for word in node.keywords if word.arg == "act"] or node.args[:1]
                yield name(path), getattr(named[0], "value", None)


def test_every_act_in_the_code_has_words_and_all_words_are_of_acts() -> None:
    found = list(recorded())
    written = {act for _, act in found if isinstance(act, str)}
    put_together = {path for path, act in found if not isinstance(act, str)}
    assert put_together <= set(NAMED_WHERE_IT_RUNS)
    assert written | set().union(*NAMED_WHERE_IT_RUNS.values()) == set(acts.LABELS)
