"""Everything of a plan that its figures are made of, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, subqueryload

from tracker.domain.crossing import place, with_margins
from tracker.domain.series import (
    Baseline,
    Definition,
    Expected,
    ListItem,
    Observation,
    Part,
    Span,
)
from tracker.domain.texts import Multilingual
from tracker.domain.versions import Described
from tracker.domain.vocabulary import Kind, Verification
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.indicator import Category, Dimension, Indicator, IndicatorVersion
from tracker.models.measurement import Assignment, CrossCheck, Measurement, ReportingPeriod, StatusReport
from tracker.models.money import Funding, Spending
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.services.money import by_commitment
from tracker.services.versions import describe, valid


@dataclass(frozen=True)
class Material:
    """A plan's tree without archived things, its periods, who owes what, and what came in for each."""

    plan: Plan
    periods: tuple[ReportingPeriod, ...]
    pillars: tuple[Pillar, ...]
    outcomes: tuple[Outcome, ...]
    commitments: tuple[Commitment, ...]
    indicators: tuple[Indicator, ...]
    assignments: Mapping[int, tuple[Assignment, ...]]
    measurements: Mapping[int, tuple[Measurement, ...]]
    statuses: Mapping[int, tuple[StatusReport, ...]]
    evidence: tuple[Evidence, ...]
    categories: Mapping[tuple[str, str], Category]
    cross_checks: tuple[CrossCheck, ...]
    money: Mapping[int, tuple[tuple[Funding, ...], tuple[Spending, ...]]]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span_of(period) for period in self.periods)

    @cached_property
    def names(self) -> Mapping[str, Multilingual]:
        """The names of the organisations that owe something, by code."""
        rows = (row for owed in self.assignments.values() for row in owed)
        return {row.organisation.code: row.organisation.name for row in rows}

    @cached_property
    def codes(self) -> tuple[Mapping[int, str], Mapping[int, str]]:
        """The codes of the indicators and of the commitments, by their ids."""
        both = (self.indicators, self.commitments)
        indicators, commitments = ({each.id: each.code for each in rows} for rows in both)
        return indicators, commitments

    def definition(self, indicator: Indicator, cut_off: datetime | None = None) -> Definition:
        """What the arithmetic knows of it: the version that was valid at the cut-off, else the one of now."""
        return defined(valid(indicator, cut_off), self.plan)

    def observations(self, indicator: Indicator) -> tuple[Observation, ...]:
        return tuple(observation_of(each) for each in self.measurements.get(indicator.id, ()))

    def expected(self, indicator: Indicator) -> frozenset[Expected]:
        """The reports that are due, as the coordinator assigned them."""
        rows = self.assignments.get(indicator.id, ())
        return frozenset(Expected(row.period.code, row.organisation.code) for row in rows)


def gather(plan: Plan) -> Material:
    """Read a plan whole; later steps ask the database nothing."""
    commitments = _all(
        select(Commitment)
        .where(Commitment.plan_id == plan.id, Commitment.archived_at.is_(None))
        .options(joinedload(Commitment.pillar), joinedload(Commitment.lead), subqueryload(Commitment.supporting))
        .order_by(Commitment.position, Commitment.id)
    )
    return Material(
        plan=plan,
        periods=_all(_of(ReportingPeriod, plan).order_by(ReportingPeriod.ends_on, ReportingPeriod.id)),
        pillars=_all(_of(Pillar, plan).where(Pillar.archived_at.is_(None)).order_by(Pillar.position, Pillar.id)),
        outcomes=_all(_of(Outcome, plan).where(Outcome.archived_at.is_(None)).order_by(Outcome.position, Outcome.id)),
        commitments=commitments,
        indicators=_indicators(plan),
        assignments=_by(_assignments(plan), "indicator_id"),
        measurements=_by(_measurements(plan), "indicator_id"),
        statuses=_by(_statuses(plan), "commitment_id"),
        evidence=_evidence(plan),
        categories=_categories(plan),
        cross_checks=_all(_of(CrossCheck, plan).where(CrossCheck.archived_at.is_(None)).order_by(CrossCheck.id)),
        money=by_commitment(plan),
    )


def _all(query: Any) -> tuple[Any, ...]:
    return tuple(db.session.scalars(query).unique())


def _of(table: Any, plan: Plan) -> Any:
    return select(table).where(table.plan_id == plan.id)


def _by(rows: Iterable[Any], key: str) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return {name: tuple(each) for name, each in found.items()}


def _indicators(plan: Plan) -> tuple[Indicator, ...]:
    return _all(
        _of(Indicator, plan)
        .where(Indicator.archived_at.is_(None))
        .options(
            subqueryload(Indicator.targets),
            subqueryload(Indicator.earlier),
            subqueryload(Indicator.versions).joinedload(IndicatorVersion.author),
            subqueryload(Indicator.responsible),
            subqueryload(Indicator.dimensions).subqueryload(Dimension.categories),
        )
        .order_by(Indicator.position, Indicator.id)
    )


def _assignments(plan: Plan) -> tuple[Assignment, ...]:
    return _all(
        select(Assignment)
        .join(Assignment.period)
        .where(ReportingPeriod.plan_id == plan.id)
        .options(joinedload(Assignment.organisation), joinedload(Assignment.period))
        .order_by(Assignment.id)
    )


def _measurements(plan: Plan) -> tuple[Measurement, ...]:
    return _all(
        _of(Measurement, plan)
        .options(
            joinedload(Measurement.organisation),
            joinedload(Measurement.period),
            subqueryload(Measurement.items),
            subqueryload(Measurement.parts),
        )
        .order_by(Measurement.id)
    )


def _statuses(plan: Plan) -> tuple[StatusReport, ...]:
    return _all(
        _of(StatusReport, plan)
        .options(joinedload(StatusReport.organisation), joinedload(StatusReport.period))
        .order_by(StatusReport.id)
    )


def _evidence(plan: Plan) -> tuple[Evidence, ...]:
    return _all(
        _of(Evidence, plan)
        .where(Evidence.archived_at.is_(None), Evidence.verification != Verification.REJECTED)
        .options(
            joinedload(Evidence.organisation),
            subqueryload(Evidence.links).joinedload(EvidenceLink.measurement),
            subqueryload(Evidence.links).joinedload(EvidenceLink.status_report),
        )
        .order_by(Evidence.id)
    )


def _categories(plan: Plan) -> dict[tuple[str, str], Category]:
    query = select(Category).join(Category.dimension).where(Dimension.plan_id == plan.id)
    rows = _all(query.options(joinedload(Category.dimension)))
    return {(row.dimension.code, row.code): row for row in rows}


def span_of(period: ReportingPeriod) -> Span:
    return Span(key=period.code, name=period.name, starts_on=period.starts_on, ends_on=period.ends_on)


def definition_of(indicator: Indicator, plan: Plan) -> Definition:
    """An indicator as the arithmetic knows it, as it is defined now."""
    return defined(describe(indicator), plan)


def defined(version: Described, plan: Plan) -> Definition:
    """One version of an indicator as the arithmetic knows it."""
    baseline, targets = version.baseline_value, version.targets
    return Definition(
        kind=version.kind,
        time_rule=version.time_rule,
        place_rule=version.place_rule,
        plan_start=plan.starts_on,
        plan_end=plan.ends_on,
        direction=version.direction,
        precision=version.decimals,
        per=Decimal(version.per),
        baseline=Baseline(value=baseline, on=version.baseline_on, choice=_step(version, baseline)),
        targets=tuple(replace(each, choice=_step(version, each.value)) for each in targets),
        steps=tuple(code for code, _label in version.scale),
        contains_baseline=version.contains_baseline,
        on_track=Decimal(plan.on_track_percent) / 100,
    )


def _step(version: Described, place: Decimal | None) -> str | None:
    """The code of an ordinal's step by its place, the first being 1, so that it is printed in words; else None."""
    if version.kind is not Kind.ORDINAL or place is None or not 1 <= place <= len(version.scale):
        return None
    return version.scale[int(place) - 1][0]


def observation_of(row: Measurement) -> Observation:
    """A measurement as the arithmetic knows it, whatever its state."""
    kind = row.indicator.kind
    return Observation(
        period=row.period.code,
        organisation=row.organisation.code,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        choice=row.choice or None,
        reached=row.reached,
        reached_on=row.reached_on,
        items=_items(row) if kind is Kind.LIST and row.no_value is None else None,
        text=row.statement if row.statement else None,
        reason=row.no_value,
        data_status=row.data_status,
        source_on=row.source_on,
        parts=_parts(row),
        state=row.state,
        verified_at=row.decided_at,
        revision=row.revision,
    )


def _items(row: Measurement) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(title=item.title, standing=item.standing, year=item.year, reference=item.reference)
        for item in row.items
    )


def _parts(row: Measurement) -> tuple[Part, ...]:
    """The parts with the margins that follow from crossed cells where nobody gave them."""
    if not row.parts:
        return ()
    found = [(*place(part.cell), part.value, part.numerator, part.denominator) for part in row.parts]
    return with_margins([Part(*each) for each in found])
