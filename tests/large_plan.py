"""A large plan in a moment: rows put into the tables by the hundred, with everything that figures are made of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from tests.world import World, english
from tracker.domain.rules import default_rules
from tracker.domain.vocabulary import EvidenceKind, Kind, State, TargetSpan
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import (
    Category,
    Dimension,
    EarlierValue,
    Indicator,
    Target,
    indicator_dimension,
    indicator_responsible,
)
from tracker.models.measurement import Assignment, Measurement, MeasurementPart
from tracker.services import clock

KINDS = (Kind.FLOW, Kind.STOCK, Kind.RUNNING_TOTAL)
PREFIX = "L"


def grow(world: World, number: int, *, start: int = 0) -> None:
    """Add so many indicators, each with a target, parts, reports of two organisations, and evidence."""
    by_sex = _dimension(world)
    codes = [f"{PREFIX}{place}" for place in range(start, start + number)]
    _put(Indicator, [_indicator(world, code, place) for place, code in enumerate(codes)])
    keys = list(db.session.scalars(select(Indicator.id).where(Indicator.code.in_(codes))))
    final = {"due_on": date(2025, 12, 31), "value": Decimal(99), "span": TargetSpan.PERIOD, "is_final": True}
    _put(Target, [{"indicator_id": key, **final} for key in keys])
    before = {"name": "2020", "starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31), "value": Decimal(2)}
    _put(EarlierValue, [{"indicator_id": key, "cell": "", **before} for key in keys])
    _put(indicator_dimension, [{"indicator_id": key, "dimension_id": by_sex.id} for key in keys])
    _put(indicator_responsible, [{"indicator_id": key, "organisation_id": world.shelter.id} for key in keys])
    here = {"period_id": world.period_2023.id}
    places = [
        {"indicator_id": key, "organisation_id": who.id, **here}
        for key in keys
        for who in (world.shelter, world.bridge)
    ]
    _put(Assignment, places)
    _put(Measurement, [_report(world, place) for place in places])
    _details(world, keys)
    db.session.commit()


def _put(table: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(insert(table), rows)


def _dimension(world: World) -> Dimension:
    found = db.session.scalar(select(Dimension).where(Dimension.plan_id == world.plan.id, Dimension.code == "sex"))
    if found is None:
        found = Dimension(plan_id=world.plan.id, code="sex", name=english("Sex"))
        found.categories = [Category(code="f", name=english("Women")), Category(code="m", name=english("Men"))]
        db.session.add(found)
        db.session.flush()
    return found


def _indicator(world: World, code: str, place: int) -> dict[str, Any]:
    kind = KINDS[place % len(KINDS)]
    time_rule, place_rule = default_rules(kind)
    return {
        "plan_id": world.plan.id,
        "commitment_id": world.commitments[place % 4].id,
        "code": code,
        "title": english(f"Indicator {code}"),
        "kind": kind,
        "time_rule": time_rule,
        "place_rule": place_rule,
        "baseline_value": Decimal(1),
        "is_sensitive": place % 5 == 0,
        "version": 1,
    }


def _report(world: World, place: dict[str, int]) -> dict[str, Any]:
    now = clock.now()
    return {
        **place,
        "plan_id": world.plan.id,
        "author_id": world.amina.id,
        "value": Decimal(20 + place["indicator_id"] % 50),
        "state": State.VERIFIED,
        "created_at": now,
        "submitted_at": now,
        "decided_at": now,
        "source": "Register",
        "version": 1,
    }


def _details(world: World, keys: list[int]) -> None:
    """Parts of every measurement, and one evidence item that supports it."""
    rows = list(db.session.scalars(select(Measurement.id).where(Measurement.indicator_id.in_(keys))))
    _put(MeasurementPart, [{"measurement_id": key, "cell": cell, "value": Decimal(8)}
                           for key in rows for cell in ("sex:f", "sex:m")])  # fmt: skip
    first = (db.session.scalar(select(Evidence.id).order_by(Evidence.id.desc()).limit(1)) or 0) + 1
    item = {
        "plan_id": world.plan.id,
        "organisation_id": world.shelter.id,
        "added_by_id": world.amina.id,
        "added_at": clock.now(),
        "title": english("List"),
        "kind": EvidenceKind.HELD_ELSEWHERE,
        "version": 1,
    }
    _put(Evidence, [{"id": first + place, **item} for place in range(len(rows))])
    _put(EvidenceLink, [{"evidence_id": first + place, "measurement_id": key} for place, key in enumerate(rows)])
