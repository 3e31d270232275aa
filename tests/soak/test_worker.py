"""A worker and its process, killed together while they draw: the edition is issued all the same, within a minute.

With SOAK_ROUNDS alone, since each round waits for a real worker.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from config import ROOT, Settings
from tests.stamped import stamped
from tests.web.reporting.test_issue import edition_requested
from tests.world import World
from tracker.domain.vocabulary import JobState
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Job

__all__ = ["stamped"]  # a fixture of another file
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "0"))

if ROUNDS:

    def test_an_edition_whose_worker_is_killed_is_issued_within_a_minute(
        world: World, browser_of: Callable[[User], object], settings: Settings, stamped: None
    ) -> None:
        clara = edition_requested(browser_of, world)  # type: ignore[arg-type]  # it opens browsers
        daria = browser_of(world.daria)
        daria.open(clara.page.url)  # type: ignore[attr-defined]
        daria.press("Confirm and issue")  # type: ignore[attr-defined]
        first = _worker(settings)
        _wait_for(JobState.RUNNING, 60)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(timeout=10)
        second = _worker(settings)
        try:
            began = time.monotonic()
            _wait_for(JobState.DONE, 120)
            print(f"issued {time.monotonic() - began:.0f} s after the kill")  # noqa: T201
        finally:
            os.killpg(second.pid, signal.SIGTERM)
            second.wait(timeout=40)

    def _worker(settings: Settings) -> subprocess.Popen[bytes]:
        own = {
            "INSTANCE_DIR": str(settings.instance),
            "DATABASE_URL": settings.database_url,
            "SECRET_KEY": settings.secret_key,
        }
        command = [sys.executable, "-m", "tracker.cli", "worker"]
        return subprocess.Popen(command, cwd=ROOT, env=os.environ | own, start_new_session=True)

    def _wait_for(state: JobState, seconds: int) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            db.session.remove()
            if db.session.query(Job.state).scalar() is state:
                db.session.remove()
                return
            db.session.remove()
            time.sleep(0.5)
        raise AssertionError(f"the job is not {state} after {seconds} s")
