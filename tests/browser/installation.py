"""A real installation for a browser: a process with its worker, a folder, a database made by migrations."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.error import URLError
from urllib.request import urlopen

from config import ROOT

PASSWORD = "a long walk over the steppe"
START_SECONDS, STOP_SECONDS, COMMAND_SECONDS = 90, 20, 300


class Play(Protocol):
    """Performs a script of scenes, which is told things by name. Returns what it wrote down meanwhile."""

    def __call__(self, script: str, place: Installation, told: Mapping[str, str], *, seconds: int = ...) -> str: ...


class Installation:
    """Start it, give it people or the demonstration plan, stop it; what it said is in its log."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        own = {"INSTANCE_DIR": str(self.folder / "instance"), "PORT": str(self.port), "PSEUDO_LANGUAGES": "1"}
        kept = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        return kept | own

    @property
    def accounts(self) -> Path:
        """The accounts of the demonstration plan."""
        return self.folder / "instance" / "demo-accounts.csv"

    def migrate(self) -> None:
        self._run("-m", "flask", "--app", "run", "db", "upgrade")

    def add_administrator(self, email: str, name: str) -> None:
        self.tracker("user", "add", email, "--name", name, "--administrator", "--password-stdin", typed=PASSWORD)

    def tracker(self, *words: str, typed: str = "") -> str:
        return self._run("-m", "tracker.cli", *words, typed=typed)

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "run.py"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            assert time.monotonic() < until, f"no first page within {START_SECONDS} s"
            time.sleep(0.2)

    def stop(self) -> None:
        """End the server and its worker, and wait until both are gone."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(STOP_SECONDS)
        self.process = None

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/sign-in", timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

    def _run(self, *words: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
