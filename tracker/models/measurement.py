"""Periods, who owes what for them, the values and statuses that came in, and the decisions on them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import (
    CommitmentStatus,
    DataStatus,
    NoValue,
    PeriodState,
    Standing,
    State,
    Step,
    Voice,
)
from tracker.models.columns import ExactNumber, Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.indicator import Indicator
from tracker.models.people import Organisation, User
from tracker.models.plan import Commitment, Plan


class ReportingPeriod(Versioned, Base):
    """A span in which measurements are due."""

    __tablename__ = "reporting_period"
    __table_args__ = (
        UniqueConstraint("plan_id", "starts_on", "ends_on"),
        UniqueConstraint("plan_id", "code"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[Multilingual] = mapped_column(Texts)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[PeriodState] = mapped_column(word(PeriodState), default=PeriodState.OPEN)

    plan: Mapped[Plan] = relationship()


class Assignment(Base):
    """Which organisation answers for which indicator in a period."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("period_id", "indicator_id", "organisation_id"),)

    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)

    period: Mapped[ReportingPeriod] = relationship()
    indicator: Mapped[Indicator] = relationship()
    organisation: Mapped[Organisation] = relationship()


class AcceptedGap(Base):
    """Something that was open when a period was closed, and why the coordinator closed it all the same.

    `state` is where it stood, None where nothing had been entered. Opening the period again archives the row.
    """

    __tablename__ = "accepted_gap"
    __table_args__ = (
        CheckConstraint("(indicator_id IS NULL) <> (commitment_id IS NULL)", name="of_one_thing"),
        CheckConstraint("remark <> ''", name="has_a_remark"),
    )

    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[State | None] = mapped_column(word(State))
    remark: Mapped[str] = mapped_column(Text)
    accepted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    indicator: Mapped[Indicator | None] = relationship()
    commitment: Mapped[Commitment | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    accepted_by: Mapped[User] = relationship()


class Reviewed(Versioned):
    """What goes through reviewing: its state, and who moved it there."""

    state: Mapped[State] = mapped_column(word(State), default=State.DRAFT, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revision: Mapped[int] = mapped_column(default=1)
    revision_reason: Mapped[str] = mapped_column(Text, default="")


class Measurement(Reviewed, Base):
    """One value of one indicator for one period by one organisation, or the coded reason why there is none.

    The value is in the indicator's unit (percent for shares, per `per` for rates). `choice` is the code of an ordinal's
    step; `reached` and `reached_on` are a milestone's; `statement` is a text indicator's. `remark` says why it is right
    in spite of its warnings. Each correction after verification is a new revision; the highest verified revision is
    the official one.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        UniqueConstraint("indicator_id", "period_id", "organisation_id", "revision"),
        CheckConstraint("no_value IS NULL OR value IS NULL", name="value_or_reason"),
        Index("ix_measurement_period_state", "period_id", "state"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    numerator: Mapped[Decimal | None] = mapped_column(ExactNumber)
    denominator: Mapped[Decimal | None] = mapped_column(ExactNumber)
    choice: Mapped[str] = mapped_column(String(40), default="")
    reached: Mapped[bool | None]
    reached_on: Mapped[date | None]
    statement: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    no_value: Mapped[NoValue | None] = mapped_column(word(NoValue))
    data_status: Mapped[DataStatus] = mapped_column(word(DataStatus), default=DataStatus.FINAL)
    source: Mapped[str] = mapped_column(Text, default="")
    source_on: Mapped[date | None]
    narrative: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    remark: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)

    plan: Mapped[Plan] = relationship()
    indicator: Mapped[Indicator] = relationship()
    period: Mapped[ReportingPeriod] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User] = relationship()
    items: Mapped[list[ListedItem]] = relationship(order_by="ListedItem.position", cascade="all, delete-orphan")
    parts: Mapped[list[MeasurementPart]] = relationship(order_by="MeasurementPart.id", cascade="all, delete-orphan")
    reviews: Mapped[list[Review]] = relationship(back_populates="measurement", order_by="Review.id")


class ListedItem(Base):
    """A law or mechanism in a list indicator's measurement."""

    __tablename__ = "listed_item"

    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(Text, default="")
    standing: Mapped[Standing] = mapped_column(word(Standing), default=Standing.IN_FORCE)
    position: Mapped[int] = mapped_column(default=0)


class MeasurementPart(Base):
    """A value for one cell of a breakdown; `cell` is like `sex:f`, crossed ones like `age:15-24 sex:f`, sorted."""

    __tablename__ = "measurement_part"
    __table_args__ = (UniqueConstraint("measurement_id", "cell"),)

    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id"), index=True)
    cell: Mapped[str] = mapped_column(String(200))
    value: Mapped[Decimal | None] = mapped_column(ExactNumber)
    numerator: Mapped[Decimal | None] = mapped_column(ExactNumber)
    denominator: Mapped[Decimal | None] = mapped_column(ExactNumber)


class CrossCheck(Base):
    """A rule of a plan between two indicators: the value of `lower` is never above that of `upper`."""

    __tablename__ = "cross_check"
    __table_args__ = (
        UniqueConstraint("lower_id", "upper_id"),
        CheckConstraint("lower_id <> upper_id", name="two_indicators"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    lower_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    upper_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    lower: Mapped[Indicator] = relationship(foreign_keys=[lower_id])
    upper: Mapped[Indicator] = relationship(foreign_keys=[upper_id])


class StatusReport(Reviewed, Base):
    """The status of a commitment in a period, in the official voice or civil society's, by one organisation."""

    __tablename__ = "status_report"
    __table_args__ = (UniqueConstraint("commitment_id", "period_id", "organisation_id", "revision"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    voice: Mapped[Voice] = mapped_column(word(Voice))
    status: Mapped[CommitmentStatus] = mapped_column(word(CommitmentStatus))
    note: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)

    plan: Mapped[Plan] = relationship()
    commitment: Mapped[Commitment] = relationship()
    period: Mapped[ReportingPeriod] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User] = relationship()
    reviews: Mapped[list[Review]] = relationship(back_populates="status_report", order_by="Review.id")


class Review(Base):
    """A decision on a measurement or a status, with its remark; only ever added."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("(measurement_id IS NULL) <> (status_report_id IS NULL)", name="on_one_thing"),
        CheckConstraint("step <> 'return' OR remark <> ''", name="a_return_has_a_reason"),
    )

    measurement_id: Mapped[int | None] = mapped_column(ForeignKey("measurement.id"), index=True)
    status_report_id: Mapped[int | None] = mapped_column(ForeignKey("status_report.id"), index=True)
    step: Mapped[Step] = mapped_column(word(Step))
    remark: Mapped[str] = mapped_column(Text, default="")
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)

    measurement: Mapped[Measurement | None] = relationship(back_populates="reviews")
    status_report: Mapped[StatusReport | None] = relationship(back_populates="reviews")
    reviewer: Mapped[User] = relationship()
