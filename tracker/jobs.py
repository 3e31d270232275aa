"""Work outside the request. The Job row is the truth; the queue only wakes the worker, and may be lost without harm."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from flask import Flask, current_app
from huey import SqliteHuey, crontab

from config import ROOT, Settings
from tracker.domain.texts import N_
from tracker.domain.vocabulary import JobState
from tracker.models.database import DatabaseAway, db, only_reading
from tracker.models.reporting import Edition, Job
from tracker.services import background, bundles, draft_files, editions, mailing, reminders, scanning, sweeping
from tracker.services.rendering import render

MEMORY = 1536 * 1024 * 1024
PROCESSOR_SECONDS = 120
SILENT = 180
"""Seconds after which a worker that looked into no queue is called silent."""

LOOK = 10
"""Seconds between two looks of the worker for jobs that lost theirs."""
STOPPED = tuple(-each for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL))
"""How a process ends that was stopped from outside: its job is neither done nor too large. After three tries it is."""

TOO_LARGE = N_("The files could not be made within the memory and time that one report may take.")
WORK: dict[str, Callable[[Job, Settings, Callable[[], None]], None]] = {
    "edition": render,
    draft_files.KIND: draft_files.render,
    bundles.KIND: bundles.put_together,
}
"""What is done for each kind of job."""

FAULT = N_("The files could not be made. The administrator finds the reason in the log of the worker.")


class Queue:
    """Wakes the worker when there is something to do."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        # Not huey's default journal: write-ahead logging can lose data on older SQLite (docs/decisions).
        self.huey = SqliteHuey(
            "tracker", filename=str(settings.queue), journal_mode="truncate", results=False, fsync=True, timeout=30
        )
        self.do_next: Callable[[], object] = self.huey.task(name="do_next")(self.work)
        self.huey.periodic_task(crontab(minute="*"), name="look_again")(self.work)
        self.huey.periodic_task(crontab(minute="7"), name="remind")(self.remind)
        self.huey.periodic_task(crontab(minute="17", hour="2"), name="sweep")(self.sweep)
        self.huey.periodic_task(crontab(minute="*/5"), name="scan")(self.scan)
        self.close()  # it was opened to make its tables, and opens again when something is put in

    def close(self) -> None:
        """Let go of the queue's file."""
        self.huey.storage.close()

    def is_there(self) -> bool:
        """Whether something can be put into the queue."""
        try:
            self.huey.storage.initialize_schema()  # where its file is gone
        except sqlite3.Error:
            return False
        finally:
            self.close()
        return self.settings.queue.is_file()

    def is_served(self) -> bool:
        """Whether a worker looked into it within the last three minutes."""
        try:
            return time.time() - self._sign_of_life.stat().st_mtime < SILENT
        except OSError:
            return False

    @property
    def _sign_of_life(self) -> Path:
        return self.settings.instance / "worker-looked"

    def serve(self) -> None:
        """Run the worker until it is stopped; what waited while nobody worked is done first."""
        Thread(target=self.look_again_and_again, daemon=True).start()
        self.work()
        self.huey.create_consumer(workers=1, worker_type="thread", check_worker_health=True).run()

    def look_again_and_again(self) -> None:
        """Every few seconds: follow the queue's file where another was put in its place, take up what was lost."""
        place = _place(self.settings.queue)
        while True:
            time.sleep(LOOK)
            try:
                if place != (place := _place(self.settings.queue)):
                    self.close()
                    self.huey.storage.initialize_schema()
                    place = _place(self.settings.queue)
                with self.app.app_context(), only_reading():
                    waits = bool(background.to_do())
                if waits and not self.huey.storage.queue_size():
                    self.do_next()
            except Exception:
                self.app.logger.exception("the worker could not look; it tries again")

    def wake(self) -> None:
        """Tell the worker that there is something to do; a queue that is gone is logged, the job stays on record."""
        if self.settings.testing:
            return
        try:
            self._put()
        except Exception:
            self.app.logger.exception("the queue could not be reached; the job waits for the worker's next look")

    def _put(self) -> None:
        try:
            self.do_next()
        except sqlite3.Error:  # its file is gone or damaged by half: made anew, since nothing in it is needed
            self.close()
            self.huey.storage.initialize_schema()
            self.do_next()

    def scan(self) -> None:
        """Have files scanned that came while the scanner did not answer."""
        with self.app.app_context():
            scanning.scan_waiting(self.settings, db.session.commit)

    def sweep(self) -> None:
        """Let go of old drafts, then remove the files that nothing speaks of."""
        with self.app.app_context():
            draft_files.let_go()
            bundles.let_go()
            db.session.commit()
            done = sweeping.sweep(self.settings)
        self.app.logger.info("swept: %s", done)

    def work(self) -> None:
        """Do all jobs that wait, each in a process of its own."""
        self._sign_of_life.touch()
        with self.app.app_context():
            waiting = [(job.id, background.is_hopeless(job)) for job in background.to_do()]
            db.session.rollback()
            for job_id, is_hopeless in waiting:
                if is_hopeless:
                    give_up(job_id, TOO_LARGE)
        for job_id, is_hopeless in waiting:
            if not is_hopeless:
                self._in_child(job_id)

    def remind(self) -> None:
        """Write and send the reminders of the day, each once, however often this runs."""
        with self.app.app_context():
            try:
                remind()
            finally:
                db.session.rollback()

    def _in_child(self, job_id: int) -> None:
        command = [sys.executable, "-m", "tracker.cli", "job", str(job_id)]
        done = subprocess.run(command, cwd=ROOT, preexec_fn=limit, check=False)  # noqa: S603 - our own command
        if done.returncode in STOPPED:
            self.app.logger.warning("job %s was stopped; it will be taken up again", job_id)
        elif done.returncode:
            with self.app.app_context():
                give_up(job_id, TOO_LARGE)


def _place(path: Path) -> int | None:
    """Which file stands under a name now."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def limit() -> None:
    """What a rendering process may take: 1.5 GiB of memory, 120 s of processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["queue"] = Queue(app, settings)


def queue() -> Queue:
    found: Queue = current_app.extensions["queue"]
    return found


def wake() -> None:
    queue().wake()


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many reminders were written, sent, and could not be sent."""

    written: int
    sent: int
    failed: int


def remind() -> Reminded:
    """Write the reminders of the day and hand all that wait to the mail server, where there is one."""
    settings = queue().settings
    base = settings.address
    written = reminders.write_mails(base)
    db.session.commit()
    return Reminded(written, *mailing.deliver(settings, db.session.commit))


@contextmanager
def _heartbeat(job_id: int) -> Iterator[None]:
    """Signs of life from a thread beside the work."""
    over = Event()
    app = queue().app

    def beat() -> None:
        while not over.wait(background.BEAT):
            with app.app_context(), suppress(DatabaseAway):
                background.still_there(job_id)

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def perform(job_id: int) -> bool:
    """Do one job in this process, if it is free. Returns whether it was done; a failure is on record and why."""
    job = background.claim(job_id)
    db.session.commit()
    if job is None:
        return False
    try:
        with _heartbeat(job_id):
            WORK[job.kind](job, queue().settings, db.session.commit)
    except MemoryError:
        give_up(job_id, TOO_LARGE)
        return False
    except Exception:
        current_app.logger.exception("job %s failed", job_id)
        give_up(job_id, FAULT)
        return False
    return True


def give_up(job_id: int, why: str) -> None:
    """Record that a job failed; what it was for can be tried again or withdrawn."""
    db.session.rollback()
    job = db.session.get_one(Job, job_id)
    if job.state is JobState.RUNNING:
        background.end(job, why)
        if job.kind == "edition":
            editions.failed(db.session.get_one(Edition, job.subject_id), why)
    db.session.commit()
