"""A running installation, and plays performed in front of it by Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.browser.installation import Installation, Play

HERE = Path(__file__).parent
PLAY_SECONDS = 400


@pytest.fixture(scope="session")
def node() -> str:
    """Node with its two packages, and Chromium; where one of them is missing the tests fail."""
    program, chromium = shutil.which("node"), os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "node is missing: apt-get install nodejs npm"
    assert chromium, "chromium is missing: apt-get install chromium"
    assert (HERE / "node_modules" / "playwright-core").is_dir(), "run make test-browser, or npm ci in tests/browser"
    return program


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty installation with its first administrator, as after setting it up."""
    place = Installation(tmp_path)
    place.migrate()
    place.add_administrator("adam@example.org", "Adam")
    place.start()
    yield place
    place.stop()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the demonstration plan, as `make run` leaves it."""
    place = Installation(tmp_path_factory.mktemp("demonstration"))
    place.migrate()
    place.tracker("demo")
    place.start()
    yield place
    place.stop()


@pytest.fixture
def perform(node: str) -> Play:
    """Perform a play against an installation: `perform("whole_job.mjs", installation, {"SCRIPTS": "off"})`."""

    def play(script: str, place: Installation, told: Mapping[str, str], *, seconds: int = PLAY_SECONDS) -> str:
        environment = {**os.environ, "SERVER": place.address, **told}
        done = subprocess.run(
            [node, script], cwd=HERE, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )
        print(done.stdout)  # noqa: T201 - the scenes and how long they took, shown when a test fails
        server = place.log.read_text(encoding="utf-8")[-4000:]
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\nThe server said:\n{server}"
        return done.stdout

    return play
