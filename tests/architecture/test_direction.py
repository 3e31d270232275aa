"""Imports point downward only, and each layer keeps to its own subject."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, code, imports, name, syntax

OURS = ("run", "config", "tracker", "reports")


def test_every_import_contract_is_kept() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    check = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert check.returncode == 0, check.stdout + check.stderr


def test_the_settings_import_nothing_of_ours() -> None:
    assert [found for found in imports(ROOT / "config.py") if found.split(".")[0] in OURS] == []


def test_a_feature_of_the_web_does_not_know_another() -> None:
    web = ROOT / "tracker" / "web"
    features = {folder.name for folder in web.iterdir() if (folder / "__init__.py").is_file()}
    assert features, "no feature was found"
    assert [
        f"{name(path)} imports {found}"
        for feature in sorted(features)
        for path in (web / feature).rglob("*.py")
        for found in imports(path)
        if _feature_of(found) in features - {feature}
    ] == []


def test_only_the_edge_commits() -> None:
    below = code("tracker/domain", "tracker/models", "tracker/services", "reports")
    assert [found for path in below for found in _calls_of("commit", path)] == []


def test_the_package_itself_holds_no_code() -> None:
    assert len(syntax(ROOT / "tracker" / "__init__.py").body) == 1, "its docstring alone"


def _feature_of(imported: str) -> str:
    parts = imported.split(".")
    return parts[2] if parts[:2] == ["tracker", "web"] and len(parts) > 2 else ""


def _calls_of(method: str, path: Path) -> list[str]:
    return [
        f"{name(path)}:{node.lineno}"
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
    ]
