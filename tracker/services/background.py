"""Work outside the request: each piece is a Job row with a key of its own, so that nothing is done twice."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from tracker.domain.vocabulary import JobState
from tracker.models.database import db, short_transaction
from tracker.models.reporting import Job
from tracker.services import clock

BEAT = 8.0
"""Seconds between two signs of life of whoever does a job."""

STALE = timedelta(seconds=30)
"""A running job that showed no sign of life for so long has lost its worker; so has one whose sign lies ahead,
where the clock was put back."""

TRIES = 3
"""How often a job is begun: one that loses its worker each time does not take the next one down too."""


def start(key: str, kind: str, subject_id: int, *, total: int) -> Job:
    """Put a job on record; there is only one of each key."""
    job = Job(key=key, kind=kind, subject_id=subject_id, state=JobState.QUEUED, total=total, created_at=clock.now())
    db.session.add(job)
    db.session.flush()
    return job


def restart(key: str) -> Job:
    """Let a failed job be done again."""
    job = db.session.scalars(select(Job).where(Job.key == key)).one()
    job.state, job.done, job.stage, job.failure, job.tries = JobState.QUEUED, 0, "", "", 0
    return job


def of_subject(kind: str, subject_id: int) -> Job | None:
    return db.session.scalar(select(Job).where(Job.kind == kind, Job.subject_id == subject_id))


def claim(job_id: int) -> Job | None:
    """Take a job to do it; None where it is done, failed, or in somebody else's hands."""
    job = db.session.get(Job, job_id, with_for_update=True, populate_existing=True)
    if job is None or not _is_free(job):
        return None
    job.state, job.started_at, job.beat_at, job.tries = JobState.RUNNING, clock.now(), clock.now(), job.tries + 1
    return job


def _is_free(job: Job) -> bool:
    is_alive = job.beat_at is not None and abs(clock.now() - job.beat_at) <= STALE
    return job.state is JobState.QUEUED or (job.state is JobState.RUNNING and not is_alive)


def is_hopeless(job: Job) -> bool:
    """Whether a job lost its worker so often that it is given up."""
    return job.state is JobState.RUNNING and job.tries >= TRIES


def beat(job_id: int, done: int, stage: str) -> None:
    """Say how far a job is."""
    job = db.session.get_one(Job, job_id)
    job.done, job.stage, job.beat_at = done, stage, clock.now()


def still_there(job_id: int) -> None:
    """A sign of life, in a transaction of its own: whoever draws a long table says nothing else meanwhile."""
    alive = update(Job).where(Job.id == job_id, Job.state == JobState.RUNNING).values(beat_at=clock.now())
    with short_transaction() as session:
        session.execute(alive)


def end(job: Job, failure: str = "") -> None:
    """Say that a job is done, or why it failed."""
    job.state, job.ended_at, job.failure = JobState.FAILED if failure else JobState.DONE, clock.now(), failure
    if not failure:
        job.done = job.total


def to_do() -> list[Job]:
    """Jobs that wait, and those whose worker was lost, oldest first."""
    query = select(Job).where(Job.state.in_((JobState.QUEUED, JobState.RUNNING))).order_by(Job.id)
    return [job for job in db.session.scalars(query) if _is_free(job)]
