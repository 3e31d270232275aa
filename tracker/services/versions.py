"""Versions of an indicator: what it was before each revision, and which one is valid at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, func, select

from reports.codec import CONVERTER
from tracker.domain.errors import RuleBroken
from tracker.domain.series import Target
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.versions import Change, Described, changes
from tracker.domain.vocabulary import EditionState, State
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.indicator import Indicator, IndicatorVersion
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.models.reporting import Edition
from tracker.services import clock

FIELDS = tuple(each.name for each in fields(Described) if each.name not in ("scale", "targets"))


@dataclass(frozen=True, kw_only=True)
class Revision:
    """How one version became the next, `number`: when, by whom, why, and what changed."""

    number: int
    at: datetime
    author: User
    reason: str
    changes: tuple[Change, ...]


def describe(indicator: Indicator) -> Described:
    """The indicator as it is defined now."""
    values = {name: getattr(indicator, name) for name in FIELDS}
    # A row that is not stored yet has no defaults of its own.
    values |= {name: Multilingual() for name, value in values.items() if name in TEXTS and value is None}
    return Described(**values, scale=_scale(indicator.scale), targets=_targets(indicator.targets))


TEXTS = ("definition", "method", "unit", "baseline_source")


def planned(indicator: Indicator, values: Mapping[str, Any], targets: Sequence[Any] | None = None) -> Described:
    """The indicator as it will be with new values, and with new targets where they are given."""
    known: dict[str, Any] = {name: value for name, value in values.items() if name in FIELDS}
    if "scale" in values:
        known["scale"] = _scale(values["scale"])
    if targets is not None:
        known["targets"] = _targets(targets)
    return replace(describe(indicator), **known)


def is_used(indicator: Indicator) -> bool:
    """Whether somebody relies on its definition: a value was sent once, or an edition that has it is on its way."""
    sent = exists().where(
        Measurement.indicator_id == indicator.id,
        (Measurement.state != State.DRAFT) | Measurement.submitted_at.is_not(None) | (Measurement.revision > 1),
    )
    begun = select(func.min(AuditEntry.at)).where(
        AuditEntry.subject == Indicator.__tablename__, AuditEntry.subject_id == indicator.id
    )
    frozen = exists().where(Edition.plan_id == indicator.plan_id, Edition.state != EditionState.WITHDRAWN)
    since = db.session.scalar(begun)
    if since is not None:
        frozen = frozen.where(Edition.cut_off >= since)
    return bool(db.session.scalar(select(sent)) or db.session.scalar(select(frozen)))


def keep(author: User, indicator: Indicator, new: Described, reason: str) -> IndicatorVersion | None:
    """Keep what the indicator was, before `new` replaces it; None where nothing is revised or nobody relied on it.

    Raises RuleBroken without a reason.
    """
    old = describe(indicator)
    if not changes(old, new) or not is_used(indicator):
        return None
    if not reason.strip():
        sentence = N_("Say why this changes. The reason stays on record and is printed in the next report.")
        raise RuleBroken(message(sentence), "reason")
    kept = IndicatorVersion(
        number=len(indicator.versions) + 1,
        until=clock.now(),
        stored=CONVERTER.unstructure(old),
        reason=reason,
        author=author,
    )
    indicator.versions.append(kept)
    return kept


def valid(indicator: Indicator, cut_off: datetime | None) -> Described:
    """The indicator as it was defined at a moment; as it is now without one."""
    for each in indicator.versions:
        if cut_off is not None and each.until > cut_off:
            return read(each)
    return describe(indicator)


def read(version: IndicatorVersion) -> Described:
    return CONVERTER.structure(version.stored, Described)


def history(indicator: Indicator, *, until: datetime | None = None) -> tuple[Revision, ...]:
    """How the indicator came to what it is now, or was at `until`, the oldest revision first."""
    rows = indicator.versions
    versions = [*(read(each) for each in rows), describe(indicator)]
    return tuple(
        Revision(
            number=row.number + 1,
            at=row.until,
            author=row.author,
            reason=row.reason,
            changes=changes(versions[place], versions[place + 1]),
        )
        for place, row in enumerate(rows)
        if until is None or row.until <= until
    )


def _scale(steps: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Multilingual], ...]:
    return tuple((step["code"], Multilingual(step["label"])) for step in steps)


def _targets(rows: Sequence[Any]) -> tuple[Target, ...]:
    found = [Target(due_on=each.due_on, value=_promised(each.value), span=each.span, is_final=each.is_final)
             for each in rows]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.due_on, one.is_final)))


def _promised(value: Decimal | None) -> Decimal:
    """A milestone is promised without a number: reached is 1."""
    return Decimal(1) if value is None else value
