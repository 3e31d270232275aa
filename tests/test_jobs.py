"""A job whose worker and whose process were stopped is taken up again within a minute; a lost queue is made anew."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.world import World
from tracker import jobs
from tracker.app import create_app
from tracker.domain.vocabulary import JobState
from tracker.models.database import db
from tracker.models.reporting import Job
from tracker.services import background

AsOf = Callable[[str], None]


@pytest.fixture
def running(world: World, as_of: AsOf) -> int:
    """A job that somebody began at nine o'clock."""
    as_of("2026-03-02T09:00:00")
    job = background.start("edition:1", "edition", 1, total=2)
    key = job.id
    assert background.claim(key) is not None
    db.session.commit()
    return key


def waiting() -> list[int]:
    db.session.expire_all()
    found = [job.id for job in background.to_do()]
    db.session.rollback()
    return found


def test_a_job_that_lost_its_worker_is_free_within_a_minute(running: int, as_of: AsOf) -> None:
    as_of("2026-03-02T09:00:29")
    assert waiting() == []
    as_of("2026-03-02T09:00:31")
    assert waiting() == [running]
    assert background.STALE.total_seconds() + jobs.LOOK < 60


def test_a_job_that_takes_long_stays_with_whoever_does_it(running: int, as_of: AsOf) -> None:
    for seconds in (20, 40, 59):
        as_of(f"2026-03-02T09:00:{seconds}")
        background.still_there(running)
    as_of("2026-03-02T09:01:10")
    assert waiting() == []


def test_a_clock_that_is_put_back_does_not_hold_a_job_for_the_length_of_the_jump(running: int, as_of: AsOf) -> None:
    as_of("2026-03-01T09:00:00")
    assert waiting() == [running]


def test_a_process_that_was_stopped_has_not_failed(
    app: Flask, running: int, as_of: AsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_of("2026-03-02T09:05:00")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, -15))
    app.extensions["queue"].work()
    db.session.expire_all()
    assert db.session.get_one(Job, running).state is JobState.RUNNING
    assert waiting() == [running]


def test_a_queue_that_was_deleted_is_made_anew(settings: Settings, tmp_path: Path) -> None:
    app = create_app(replace(settings, instance=tmp_path, testing=False))
    with app.app_context():
        queue = jobs.queue()
        queue.wake()
        settings_queue = app.extensions["settings"].queue
        queue.close()
        settings_queue.unlink()
        queue.wake()
        assert queue.huey.storage.queue_size() == 1
        queue.close()
        db.engine.dispose()
