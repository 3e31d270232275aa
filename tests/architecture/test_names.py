"""Names say what a thing is; nothing is left undone, and nothing points at one machine."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT, code, files, name

NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base_service", "manager"}
UNFINISHED = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")
SKIPPED = re.compile(r"\b(pytest\.s[k]ip|mark\.s[k]ip\w*|importor[s]kip|mark\.x[f]ail)\b")
HOME_OF_ONE_PERSON = re.compile(r"(?<![\w.:<>/-])/(home|root|Users|work|opt)/\w")
WRITTEN = (
    "*.py",
    "*.md",
    "*.html",
    "*.css",
    "*.js",
    "*.mjs",
    "*.sh",
    "*.toml",
    "*.in",
    "*.json",
    "*.po",
    "run",
    "Makefile",
)


def test_a_module_is_named_for_its_subject() -> None:
    modules = code("tracker", "reports", "tests", "scripts")
    assert [name(path) for path in modules if NAMES_OF_NOTHING & {path.stem, path.parent.name}] == []


def test_nothing_is_left_for_later() -> None:
    assert _lines_with(UNFINISHED) == []


def test_no_test_is_skipped() -> None:
    assert [line for line in _lines_with(SKIPPED) if line.startswith("tests/")] == []


def test_nothing_points_at_a_folder_of_one_machine() -> None:
    assert _lines_with(HOME_OF_ONE_PERSON) == []


def test_a_lock_file_names_no_package_index() -> None:
    locks = [*(ROOT / "requirements").iterdir(), *files("package-lock.json", ".npmrc")]
    assert len(locks) > 4, "the lock files were not found"
    assert [name(lock) for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in files(*WRITTEN)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
