"""Changing a thing that somebody else may change too: who was first, what changed, texts that a form did not show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import PlanState
from tracker.models.audit import AuditEntry
from tracker.models.database import Base, db
from tracker.models.plan import Plan


def require_version(thing: Any, version: int | None) -> None:
    """Raises Stale where the thing is no longer in the version that the person saw.

    Locks its row, so that of two people who save at the same moment the second sees what the first stored.
    """
    db.session.refresh(thing, with_for_update={"of": type(thing)})
    if thing.version != version:
        raise Stale(message(N_("Somebody else changed this while you were writing.")))


def require_in_use(plan: Plan) -> None:
    """Raises RuleBroken for an archived plan, in which nothing is changed any more."""
    if plan.state is PlanState.ARCHIVED:
        raise RuleBroken(message(N_("This plan is archived. Take it out of the archive to change anything in it.")))


def changed(thing: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs between a thing and its new values, as it was and as it will be, written for the record of acts."""
    different = [name for name, value in values.items() if getattr(thing, name) != value]
    before = {name: plain(getattr(thing, name)) for name in different}
    return before, {name: plain(values[name]) for name in different}


def apply(thing: Any, values: Mapping[str, Any]) -> None:
    """Give a thing its new values; its version counts on even where only what hangs on it changed."""
    for name, value in values.items():
        if getattr(thing, name) != value:
            setattr(thing, name, value)
    flag_modified(thing, "plan_id" if hasattr(thing, "plan_id") else "code")


def plain(value: Any) -> Any:
    """A value as JSON can hold it: numbers exactly, dates by ISO 8601, rows by their id."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Multilingual):
        return dict(value.texts)
    if isinstance(value, Base):
        return value.id
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value


def texts_kept(old: Multilingual | None, new: Multilingual, languages: Iterable[str]) -> Multilingual:
    """The new texts, with the old ones of languages that the form did not show."""
    shown = set(languages)
    hidden = {code: text for code, text in (old or Multilingual()).texts.items() if code not in shown}
    return Multilingual({**hidden, **new.texts})


def last_change(thing: Any) -> tuple[str, datetime] | None:
    """Who changed it last, and when; None where nobody is on record."""
    entry = db.session.scalar(
        select(AuditEntry)
        .where(AuditEntry.subject == thing.__tablename__, AuditEntry.subject_id == thing.id)
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return None if entry is None or entry.actor is None else (entry.actor.name, entry.at)
