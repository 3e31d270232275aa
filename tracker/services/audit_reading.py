"""The record of acts as people read it: who did what to what, the newest first, narrowed and page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from tracker.domain import acts
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.services import audit_subjects
from tracker.services.acting import Actor
from tracker.services.audit_subjects import Name

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the record is narrowed to; None is everything. Days are days in UTC, both included."""

    person_id: int | None = None
    act: str | None = None
    subject: str | None = None
    number: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry; `name` is what its subject is called today, `change` its state before and after."""

    entry: AuditEntry
    name: Name
    change: tuple[StrEnum | None, StrEnum] | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the record, counted from 1; `total` counts the entries of all its pages."""

    lines: Sequence[Line]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What occurs in the record, and so can be narrowed to."""

    people: Sequence[User]
    acts: Sequence[str]
    subjects: Sequence[str]


def page(actor: Actor, plan: Plan | None, narrowing: Narrowing, number: int) -> Page:
    """A page of what was done in a plan; without one, of what concerns the installation and no plan.

    As many queries for fifty lines as for one. A number outside the record gives its first or last page.
    """
    wanted = _narrowed(plan, narrowing)
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(1, -(-total // A_PAGE))
    number = min(max(number, 1), pages)
    rows = wanted.options(joinedload(AuditEntry.actor)).order_by(AuditEntry.id.desc())
    entries = list(db.session.scalars(rows.limit(A_PAGE).offset((number - 1) * A_PAGE)))
    names = audit_subjects.names(actor, entries)
    lines = [Line(entry, names.get((entry.subject, entry.subject_id), Name()), _change(entry)) for entry in entries]
    return Page(lines, number, pages, total)


def choices(plan: Plan | None) -> Choices:
    keys = _of(plan, select(AuditEntry.actor_id).distinct())
    people = select(User).where(User.__table__.c.id.in_(keys)).order_by(User.name)
    done, subjects = (
        set(db.session.scalars(_of(plan, select(column).distinct()))) for column in (AuditEntry.act, AuditEntry.subject)
    )
    return Choices(
        list(db.session.scalars(people)),
        [act for act in acts.LABELS if act in done],
        [subject for subject in acts.SUBJECTS if subject in subjects],
    )


def _narrowed(plan: Plan | None, narrowing: Narrowing) -> Select[AuditEntry]:
    """Equal fields are left out where they are None; the days bound the moment."""
    equal = {
        AuditEntry.actor_id: narrowing.person_id,
        AuditEntry.act: narrowing.act,
        AuditEntry.subject: narrowing.subject,
        AuditEntry.subject_id: narrowing.number,
    }
    asked: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    if narrowing.since is not None:
        asked.append(AuditEntry.at >= _midnight(narrowing.since))
    if narrowing.until is not None and narrowing.until < date.max:
        asked.append(AuditEntry.at < _midnight(narrowing.until + timedelta(days=1)))
    return _of(plan, select(AuditEntry)).where(*asked)


def _of(plan: Plan | None, wanted: Select[Any]) -> Select[Any]:
    return wanted.where(AuditEntry.plan_id.is_(None) if plan is None else AuditEntry.plan_id == plan.id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _change(entry: AuditEntry) -> tuple[StrEnum | None, StrEnum] | None:
    key, kind = acts.STATES.get(entry.subject, ("", StrEnum))
    before, after = entry.before.get(key), entry.after.get(key)
    if not after or before == after:
        return None
    return (kind(before) if before else None), kind(after)
