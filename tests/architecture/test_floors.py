"""No library is older than the version whose security we rely on."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.tree import ROOT

FLOORS = {
    "cryptography": "50.0.2",
    "defusedxml": "0.7.1",
    "flask": "3.1.3",
    "flask-limiter": "4.1.1",
    "flask-security": "5.9.2",
    "jinja2": "3.1.6",
    "lxml": "6.1.3",
    "openpyxl": "3.1.5",
    "pikepdf": "10.18.0",
    "pillow": "13.0.0",
    "sqlalchemy": "2.1.9",
    "weasyprint": "70.0",
    "werkzeug": "3.1.9",
}
NOT_USED_YET = {"flask-limiter"}
LOCKED = re.compile(r"^([a-z0-9-]+)==([^ \\;]+)", re.MULTILINE)


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_no_locked_version_is_below_its_floor(lock: str) -> None:
    locked = dict(LOCKED.findall((ROOT / "requirements" / lock).read_text(encoding="utf-8")))
    assert set(FLOORS) - set(locked) <= NOT_USED_YET
    assert {found: locked[found] for found in FLOORS if found in locked and _is_below(found, locked[found])} == {}


@pytest.mark.parametrize("name", ["run", "dev", "uv"])
def test_the_lock_holds_what_was_asked_for(name: str) -> None:
    locked = dict(LOCKED.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    assert [str(one) for one in asked if not _is_met(one, locked)] == []


def test_what_is_installed_is_what_was_locked() -> None:
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    installed = {name: (locked, _installed(name)) for name, locked in LOCKED.findall(text)}
    assert {name: pair for name, pair in installed.items() if pair[1] and pair[0] != pair[1]} == {}


def test_every_locked_package_carries_its_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.split(r"^(?=[a-z])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def _is_met(asked: Requirement, locked: dict[str, str]) -> bool:
    found = locked.get(asked.name.lower())
    return found is not None and asked.specifier.contains(found)


def _is_below(name: str, found: str) -> bool:
    return Version(found) < Version(FLOORS[name])


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None  # for another system or Python
