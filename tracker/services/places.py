"""The places where measurements belong: who answers for which indicator in which period, and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import State
from tracker.models.database import db
from tracker.models.indicator import Indicator, Target
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod
from tracker.models.people import Organisation
from tracker.models.plan import Pillar, Plan
from tracker.services.acting import Actor

TAKEN_OUT = N_("This was taken out of the plan meanwhile, so nothing more can be entered for it.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a measurement belongs: who answers for which indicator in which period, and what is there already."""

    period: ReportingPeriod
    indicator: Indicator
    organisation: Organisation
    measurement: Measurement | None

    @property
    def plan(self) -> Plan:
        return self.period.plan

    @property
    def version(self) -> int:
        return self.measurement.version if self.measurement is not None else 0


def find(actor: Actor, period: ReportingPeriod, indicator: Indicator, organisation_id: int) -> Place:
    """Where an organisation enters. Raises NotFound where it is not asked, or hidden from the person; NotAllowed."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or not actor.may(period.plan, Action.READ_MEASUREMENT, organisation_id):
        raise NotFound(message(N_("There is no such measurement.")))
    actor.require(period.plan, Action.RECORD_MEASUREMENT, organisation_id)
    at = Place(period, indicator, organisation, latest(period, indicator, organisation_id))
    asked = db.session.scalar(select(Assignment.id).where(*_assigned(at)))
    if asked is None and at.measurement is None:
        raise NotFound(message(N_("There is no such measurement.")))
    return at


def hold(at: Place) -> Place:
    """The place with what is stored there now; until the transaction ends nobody else stores there.

    Raises RuleBroken where the indicator was archived meanwhile: nobody would see what is entered for it.
    """
    if at.indicator.archived_at is not None:
        raise RuleBroken(message(TAKEN_OUT))
    db.session.execute(select(Assignment.id).where(*_assigned(at)).with_for_update())
    return replace(at, measurement=latest(at.period, at.indicator, at.organisation.id))


def _assigned(at: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.period_id == at.period.id,
        Assignment.indicator_id == at.indicator.id,
        Assignment.organisation_id == at.organisation.id,
    )


def latest(period: ReportingPeriod, indicator: Indicator, organisation_id: int) -> Measurement | None:
    """The newest revision, whatever its state."""
    return db.session.scalar(
        select(Measurement)
        .where(
            Measurement.period_id == period.id,
            Measurement.indicator_id == indicator.id,
            Measurement.organisation_id == organisation_id,
        )
        .order_by(Measurement.revision.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def of(measurement: Measurement) -> Place:
    return Place(measurement.period, measurement.indicator, measurement.organisation, measurement)


def official(measurement: Measurement) -> Measurement | None:
    """The verified revision that stays official while a correction of it waits."""
    return db.session.scalar(
        select(Measurement)
        .where(
            Measurement.period_id == measurement.period_id,
            Measurement.indicator_id == measurement.indicator_id,
            Measurement.organisation_id == measurement.organisation_id,
            Measurement.state == State.VERIFIED,
        )
        .order_by(Measurement.revision.desc())
        .limit(1)
    )


def revisions(measurement: Measurement) -> Sequence[Measurement]:
    """All revisions of one value, newest first."""
    return db.session.scalars(
        select(Measurement)
        .where(
            Measurement.period_id == measurement.period_id,
            Measurement.indicator_id == measurement.indicator_id,
            Measurement.organisation_id == measurement.organisation_id,
        )
        .order_by(Measurement.revision.desc())
    ).all()


def before(at: Place) -> Measurement | None:
    """What the same organisation reported last for an earlier period: the verified value, else the one that waits."""
    found = db.session.scalars(
        select(Measurement)
        .join(Measurement.period)
        .where(
            Measurement.indicator_id == at.indicator.id,
            Measurement.organisation_id == at.organisation.id,
            Measurement.state.in_((State.VERIFIED, State.SUBMITTED)),
            ReportingPeriod.ends_on < at.period.ends_on,
        )
        .options(joinedload(Measurement.period))
        .order_by(
            ReportingPeriod.ends_on.desc(), (Measurement.state == State.VERIFIED).desc(), Measurement.revision.desc()
        )
        .limit(1)
    )
    return found.first()


def targets(at: Place) -> tuple[Target | None, Target | None]:
    """The target that is due in the period, and the final one."""
    due = [t for t in at.indicator.targets if not t.is_final and at.period.starts_on <= t.due_on <= at.period.ends_on]
    final = [t for t in at.indicator.targets if t.is_final]
    return (due[-1] if due else None), (final[-1] if final else None)


def pillar(indicator: Indicator) -> Pillar:
    """The pillar under which an indicator stands."""
    if indicator.commitment is not None:
        return indicator.commitment.pillar
    assert indicator.outcome is not None  # noqa: S101 - the table has one of the two
    return indicator.outcome.pillar
