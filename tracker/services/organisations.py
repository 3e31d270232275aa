"""Organisations: who answers for commitments and indicators, in all plans of this installation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.errors import AlreadyExists, RuleBroken
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import OrganisationKind
from tracker.models.database import db
from tracker.models.people import Organisation
from tracker.services import audit, clock, editing, people
from tracker.services.acting import Actor

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is kept of an organisation; `country` is an ISO 3166 code of two letters, or empty."""

    code: str
    name: Multilingual
    kind: OrganisationKind
    country: str = ""


def everyone(*, archived: bool = False) -> Sequence[Organisation]:
    """All organisations by code, those in use or the archived ones."""
    is_archived = Organisation.archived_at.is_not(None) if archived else Organisation.archived_at.is_(None)
    return db.session.scalars(select(Organisation).where(is_archived).order_by(Organisation.code)).all()


def by_code(code: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.code == code))


def add(actor: Actor | None, what: Particulars, *, is_demonstration: bool = False) -> Organisation:
    """A new organisation. Raises NotAllowed, AlreadyExists at `code`, RuleBroken at `code` or `name`."""
    people.require_administrator(actor)
    _check(what, None)
    organisation = Organisation(
        code=what.code, name=what.name, kind=what.kind, country=what.country, is_demonstration=is_demonstration
    )
    db.session.add(organisation)
    audit.record("add_organisation", organisation, actor=people.user_of(actor), after=_said(what))
    return organisation


def change(actor: Actor, organisation: Organisation, what: Particulars, *, version: int | None) -> None:
    """Change an organisation as it was read at `version`. Raises as `add`, and Stale where it was changed since."""
    people.require_administrator(actor)
    editing.require_version(organisation, version)
    _check(what, organisation)
    before = _said(Particulars(organisation.code, organisation.name, organisation.kind, organisation.country))
    organisation.code, organisation.name = what.code, what.name
    organisation.kind, organisation.country = what.kind, what.country
    audit.record("change_organisation", organisation, actor=actor.user, before=before, after=_said(what))


def archive(actor: Actor, organisation: Organisation) -> None:
    """Offer an organisation no longer where one is chosen; what it did stays."""
    people.require_administrator(actor)
    if organisation.archived_at is None:
        organisation.archived_at = clock.now()
        audit.record("archive_organisation", organisation, actor=actor.user)


def restore(actor: Actor, organisation: Organisation) -> None:
    people.require_administrator(actor)
    if organisation.archived_at is not None:
        organisation.archived_at = None
        audit.record("restore_organisation", organisation, actor=actor.user)


def _check(what: Particulars, itself: Organisation | None) -> None:
    if not CODE.fullmatch(what.code):
        raise RuleBroken(message(N_("Use small letters, figures and single hyphens, such as women-league.")), "code")
    other = by_code(what.code)
    if other is not None and other is not itself:
        raise AlreadyExists(message(N_("There is an organisation with this code already.")), "code")
    if not what.name:
        raise RuleBroken(message(N_("Enter the name in at least one language.")), "name")


def _said(what: Particulars) -> dict[str, object]:
    # Names stay out of the record of acts.
    return {"code": what.code, "kind": what.kind.value, "country": what.country}
