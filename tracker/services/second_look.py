"""The warnings of measurements: what looks odd beside earlier values and beside the values of other indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain import entries
from tracker.domain.checks import Problem
from tracker.domain.entries import Entry
from tracker.domain.oddities import Beside, Earlier, number, oddities
from tracker.domain.series import Observation
from tracker.domain.vocabulary import State
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import CrossCheck, Measurement
from tracker.services import material, places
from tracker.services.places import Place

SENT = (State.SUBMITTED, State.VERIFIED)


def of_entry(at: Place, entry: Entry) -> tuple[Problem, ...]:
    """The warnings of what a person typed, or of what is stored; empty where it says that there is no value."""
    if not entry.means_value:
        return ()
    return _judged(at, entries.observed(entry, at.indicator.kind), _read([at]))


def of_measurement(measurement: Measurement) -> tuple[Problem, ...]:
    """The warnings of a stored measurement, by what is known of other values now."""
    return of_many([measurement])[measurement.id]


def of_many(measurements: Iterable[Measurement]) -> dict[int, tuple[Problem, ...]]:
    """The warnings of each measurement by its id, read in a constant number of queries."""
    found = {each.id: places.of(each) for each in measurements}
    rows = {key: at.measurement for key, at in found.items()}
    known = _read(found.values())
    return {
        key: _judged(at, material.observation_of(row), known)
        for key, at in found.items()
        if (row := rows[key]) is not None
    }


@dataclass(frozen=True)
class _Known:
    """What others are compared with: earlier values of a series, the rules, the values of a period."""

    earlier: dict[tuple[int, int], list[Measurement]]
    checks: Sequence[CrossCheck]
    others: dict[tuple[int, int], dict[int, Measurement]]


def _judged(at: Place, observation: Observation, known: _Known) -> tuple[Problem, ...]:
    series = known.earlier.get((at.indicator.id, at.organisation.id), [])
    before = {row.period_id: row for row in series if row.period.ends_on < at.period.ends_on}
    rows = known.others.get((at.period.id, at.organisation.id), {})
    return oddities(
        material.definition_of(at.indicator, at.plan),
        observation,
        material.span_of(at.period),
        [as_earlier(row) for row in before.values()],
        list(beside(at.indicator, known.checks, rows)),
    )


def _read(found: Collection[Place]) -> _Known:
    """Newer revisions come later, so that they replace the older ones."""
    indicators, organisations = {at.indicator.id for at in found}, {at.organisation.id for at in found}
    earlier: dict[tuple[int, int], list[Measurement]] = defaultdict(list)
    sent = _rows(indicators, organisations).where(Measurement.state.in_(SENT))
    for row in db.session.scalars(sent):
        earlier[row.indicator_id, row.organisation_id].append(row)
    checks = db.session.scalars(
        select(CrossCheck)
        .where(CrossCheck.archived_at.is_(None))
        .where(CrossCheck.lower_id.in_(indicators) | CrossCheck.upper_id.in_(indicators))
        .order_by(CrossCheck.id)
    ).all()
    others: dict[tuple[int, int], dict[int, Measurement]] = defaultdict(dict)
    compared = {key for check in checks for key in (check.lower_id, check.upper_id)}
    periods = {at.period.id for at in found}
    for row in db.session.scalars(_rows(compared, organisations).where(Measurement.period_id.in_(periods))):
        others[row.period_id, row.organisation_id][row.indicator_id] = row
    return _Known(earlier, checks, others)


def _rows(indicators: Collection[int], organisations: Collection[int]) -> Select[Measurement]:
    return (
        select(Measurement)
        .where(Measurement.indicator_id.in_(indicators), Measurement.organisation_id.in_(organisations))
        .options(joinedload(Measurement.period), joinedload(Measurement.plan))
        .options(joinedload(Measurement.indicator).selectinload(Indicator.targets))
        .options(selectinload(Measurement.items), selectinload(Measurement.parts))
        .order_by(Measurement.revision)
    )


def as_earlier(row: Measurement) -> Earlier:
    return Earlier(material.span_of(row.period), material.observation_of(row))


def beside(indicator: Indicator, checks: Iterable[CrossCheck], rows: dict[int, Measurement]) -> Iterable[Beside]:
    """What stands beside an indicator's value, of one organisation's measurements by their indicators."""
    for check in checks:
        if indicator.id not in (check.lower_id, check.upper_id):
            continue
        is_upper = check.lower_id == indicator.id
        row = rows.get(check.upper_id if is_upper else check.lower_id)
        if row is None or row.no_value is not None:
            continue
        found = number(material.definition_of(row.indicator, row.plan), material.observation_of(row))
        if found is not None:
            yield Beside(row.indicator.code, found, is_upper)
