"""What is measured, what it was before, what is promised, and who answers for it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Direction, Frequency, Kind, PlaceRule, TargetSpan, TimeRule
from tracker.models.columns import ExactNumber, Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.people import Organisation, User
from tracker.models.plan import Commitment, Outcome, Plan

indicator_responsible = Table(
    "indicator_responsible",
    Base.metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
)

indicator_dimension = Table(
    "indicator_dimension",
    Base.metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True),
    Column("dimension_id", ForeignKey("dimension.id"), primary_key=True),
)


class Dimension(Versioned, Base):
    """A way of breaking an indicator down (sex, region …) with its categories; *total* is never one of them.

    `is_complete`: the categories cover everybody, so that all of them together make the total.
    """

    __tablename__ = "dimension"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[Multilingual] = mapped_column(Texts)
    is_complete: Mapped[bool] = mapped_column(default=False)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    categories: Mapped[list[Category]] = relationship(
        back_populates="dimension", order_by="Category.position, Category.id"
    )


class Category(Base):
    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("dimension_id", "code"), CheckConstraint("code <> 'total'", name="not_total"))

    dimension_id: Mapped[int] = mapped_column(ForeignKey("dimension.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[Multilingual] = mapped_column(Texts)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    dimension: Mapped[Dimension] = relationship(back_populates="categories")


class Indicator(Versioned, Base):
    """What is measured, for a commitment or an outcome.

    Values are in the indicator's unit; a share's are percent (0 to 100), a rate's per `per` (for instance 100 000).
    `scale` holds an ordinal's steps in order, each with a code and a label per language. An empty `baseline_value`
    with `baseline_unknown` says that nobody knows it; without, that it was not entered yet. `is_crossed`: its two
    dimensions are also asked for together, women by age.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        CheckConstraint("(commitment_id IS NULL) <> (outcome_id IS NULL)", name="for_a_commitment_or_an_outcome"),
        CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals_in_range"),
        CheckConstraint("NOT (baseline_unknown AND baseline_value IS NOT NULL)", name="baseline_known_or_unknown"),
        CheckConstraint("weight >= 0", name="weight_not_negative"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"), index=True)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[Multilingual] = mapped_column(Texts)
    definition: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    method: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    source: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    means: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    unit: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    kind: Mapped[Kind] = mapped_column(word(Kind))
    decimals: Mapped[int] = mapped_column(default=0)
    per: Mapped[int] = mapped_column(default=100)
    direction: Mapped[Direction | None] = mapped_column(word(Direction))
    time_rule: Mapped[TimeRule] = mapped_column(word(TimeRule))
    place_rule: Mapped[PlaceRule] = mapped_column(word(PlaceRule))
    scale: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    contains_baseline: Mapped[bool] = mapped_column(default=False)
    baseline_value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    baseline_numerator: Mapped[Decimal | None] = mapped_column(ExactNumber)
    baseline_denominator: Mapped[Decimal | None] = mapped_column(ExactNumber)
    baseline_on: Mapped[date | None]
    baseline_source: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    baseline_unknown: Mapped[bool] = mapped_column(default=False)
    frequency: Mapped[Frequency] = mapped_column(word(Frequency), default=Frequency.YEARLY)
    weight: Mapped[int] = mapped_column(default=1)
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    is_crossed: Mapped[bool] = mapped_column(default=False)
    is_illustrative: Mapped[bool] = mapped_column(default=False)
    library_reference: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    commitment: Mapped[Commitment | None] = relationship(back_populates="indicators")
    outcome: Mapped[Outcome | None] = relationship(back_populates="indicators")
    targets: Mapped[list[Target]] = relationship(
        back_populates="indicator", order_by="Target.due_on, Target.is_final, Target.id", cascade="all, delete-orphan"
    )
    earlier: Mapped[list[EarlierValue]] = relationship(
        order_by="EarlierValue.ends_on, EarlierValue.id", cascade="all, delete-orphan"
    )
    versions: Mapped[list[IndicatorVersion]] = relationship(
        back_populates="indicator", order_by="IndicatorVersion.number"
    )
    responsible: Mapped[list[Organisation]] = relationship(secondary=indicator_responsible)
    dimensions: Mapped[list[Dimension]] = relationship(secondary=indicator_dimension)
    points: Mapped[list[EvidencePoint]] = relationship(order_by="EvidencePoint.position, EvidencePoint.id")


class EvidencePoint(Base):
    """One thing that evidence has to show for the values of an indicator; archived, never deleted."""

    __tablename__ = "evidence_point"

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    text: Mapped[Multilingual] = mapped_column(Texts)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Target(Base):
    """A value promised for a date; an ordinal's is the place of the step (1 is the first), a milestone's is 1."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("indicator_id", "due_on", "is_final"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    due_on: Mapped[date]
    value: Mapped[Decimal] = mapped_column(ExactNumber)
    span: Mapped[TargetSpan] = mapped_column(word(TargetSpan))
    is_final: Mapped[bool] = mapped_column(default=False)

    indicator: Mapped[Indicator] = relationship(back_populates="targets")


class EarlierValue(Base):
    """A published value from before the plan, for the trend alone: never due, never rated, in no figure of a period.

    `cell` is empty for the value itself, else it names one cell of a breakdown as a MeasurementPart does.
    """

    __tablename__ = "earlier_value"
    __table_args__ = (
        UniqueConstraint("indicator_id", "starts_on", "ends_on", "cell"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cell: Mapped[str] = mapped_column(String(200), default="")
    value: Mapped[Decimal] = mapped_column(ExactNumber)


class IndicatorVersion(Base):
    """An indicator as it was defined until `until`, when its next version, or what stands in its row, replaced it.

    Kept from the first change after the indicator was used; `reason` says why the next one came. Rows are only added.
    """

    __tablename__ = "indicator_version"
    __table_args__ = (UniqueConstraint("indicator_id", "number"), CheckConstraint("reason <> ''", name="has_a_reason"))

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    number: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcTime)
    stored: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    indicator: Mapped[Indicator] = relationship(back_populates="versions")
    author: Mapped[User] = relationship()
