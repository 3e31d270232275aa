"""Issuing and copying editions without a browser, by the same rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from config import Settings
from tracker.domain import wording
from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.texts import N_, Message, message
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.models.reporting import Edition, Job, Report
from tracker.services import checking, editions, loading, sections
from tracker.services.acting import Actor, actor_for
from tracker.services.rendering import edition_files


def issue(
    plan_code: str, period_code: str, languages: Sequence[str], *, requested_by: str, confirmed_by: str,
    accept_open: str = "", tell: Callable[[Message], None] = lambda _: None,
) -> int:  # fmt: skip
    """Request and confirm the next edition, each in the name of the person who did. Returns the id of its job.

    `accept_open` is a remark with which every open check is accepted; `tell` is told those that stay open.
    """
    plan = _plan(plan_code)
    period = db.session.scalar(
        select(ReportingPeriod).where(ReportingPeriod.plan_id == plan.id, ReportingPeriod.code == period_code)
    )
    if period is None:
        raise NotFound(message(N_("The plan has no period with the code %(code)s."), code=period_code))
    first, second = _actor(requested_by), _actor(confirmed_by)
    report = sections.begin(first, period)
    if accept_open:
        checking.accept_all(first, report, accept_open)
    for one in checking.looked_at(report):
        if one.is_open:
            told = N_("%(kind)s: %(subject)s: %(finding)s")
            kind = message(wording.label(one.finding.kind))
            tell(message(told, kind=kind, subject=one.finding.subject, finding=one.finding.text))
    return editions.confirm(second, editions.request(first, report, languages)).id


def said(job_id: int) -> str:
    """One line on what was issued."""
    job = db.session.get_one(Job, job_id)
    edition = db.session.get_one(Edition, job.subject_id)
    names = ", ".join(file.file_name for file in edition.files)
    return f"Edition {edition.number} is {edition.state}: {names}"


def write_files(
    plan_code: str, number: int, period_code: str | None, settings: Settings, folder: Path
) -> Iterator[Path]:
    """Copy the files of an issued edition; each is checked against its hash before it gets its name."""
    edition = _edition(_plan(plan_code), number, period_code)
    folder.mkdir(parents=True, exist_ok=True)
    for file in edition.files:
        content = edition_files(settings).whole(file.sha256)
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise RuleBroken(message(N_("The stored bytes of %(name)s do not match their hash."), name=file.file_name))
        coming = folder / (file.file_name + ".part")
        coming.write_bytes(content)
        coming.replace(folder / file.file_name)
        yield folder / file.file_name


def _plan(code: str) -> Plan:
    plan = loading.plan_by_code(code)
    if plan is None:
        raise NotFound(message(N_("There is no plan with the code %(code)s."), code=code))
    return plan


def _actor(email: str) -> Actor:
    user = db.session.scalar(select(User).where(User.email == email.strip().lower(), User.active.is_(True)))
    if user is None:
        raise NotFound(message(N_("Nobody with the address %(email)s may sign in."), email=email))
    return actor_for(user)


def _edition(plan: Plan, number: int, period_code: str | None) -> Edition:
    query = select(Edition).join(Edition.report).join(Report.period)
    query = query.where(Edition.plan_id == plan.id, Edition.number == number, Edition.state.in_(editions.SHOWN))
    if period_code is not None:
        query = query.where(ReportingPeriod.code == period_code)
    found = list(db.session.scalars(query))
    if len(found) > 1:
        raise RuleBroken(message(N_("Several periods have an edition of this number. Say which with --period.")))
    if not found:
        raise NotFound(message(N_("The plan has no issued edition of this number.")))
    return found[0]
