"""The tree of a national action plan: Plan, Pillar, Outcome, Commitment."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.money import BudgetState
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import PlanState, Theme
from tracker.models.columns import Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.people import Organisation

if TYPE_CHECKING:
    from tracker.models.indicator import Indicator

commitment_support = Table(
    "commitment_support",
    Base.metadata,
    Column("commitment_id", ForeignKey("commitment.id"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
)


class Plan(Versioned, Base):
    """A national (or city, or province) action plan; the wall between those who work on different ones."""

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),
        CheckConstraint("year_starts_month BETWEEN 1 AND 12", name="year_starts_in_a_month"),
        CheckConstraint("on_track_percent BETWEEN 1 AND 100", name="on_track_percent_in_range"),
        CheckConstraint("small_count_threshold BETWEEN 3 AND 10", name="small_count_threshold_in_range"),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[Multilingual] = mapped_column(Texts)
    country: Mapped[str] = mapped_column(String(2))
    generation: Mapped[int] = mapped_column(default=1)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    year_starts_month: Mapped[int] = mapped_column(default=1)
    languages: Mapped[list[str]] = mapped_column(JSON)
    default_language: Mapped[str] = mapped_column(String(12))
    currency: Mapped[str] = mapped_column(String(3), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    state: Mapped[PlanState] = mapped_column(word(PlanState), default=PlanState.DRAFT)
    act_title: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    act_date: Mapped[date | None]
    is_public: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    on_track_percent: Mapped[int] = mapped_column(default=90)
    small_count_threshold: Mapped[int] = mapped_column(default=5, server_default="5")
    where_to_get_help: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual, server_default="{}")
    suppress_zeros: Mapped[bool] = mapped_column(default=False, server_default=false())

    lead: Mapped[Organisation | None] = relationship()
    pillars: Mapped[list[Pillar]] = relationship(back_populates="plan", order_by="Pillar.position, Pillar.id")
    commitments: Mapped[list[Commitment]] = relationship(
        back_populates="plan", order_by="Commitment.position, Commitment.id"
    )


class Pillar(Versioned, Base):
    """The top level of a plan; `theme` says which 1325 pillar it maps to, empty where its commitments differ."""

    __tablename__ = "pillar"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[Multilingual] = mapped_column(Texts)
    theme: Mapped[Theme | None] = mapped_column(word(Theme))
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship(back_populates="pillars")
    outcomes: Mapped[list[Outcome]] = relationship(back_populates="pillar", order_by="Outcome.position, Outcome.id")
    commitments: Mapped[list[Commitment]] = relationship(
        back_populates="pillar", order_by="Commitment.position, Commitment.id"
    )


class Outcome(Versioned, Base):
    """An optional level between pillar and commitment."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[Multilingual] = mapped_column(Texts)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    pillar: Mapped[Pillar] = relationship(back_populates="outcomes")
    indicators: Mapped[list[Indicator]] = relationship(back_populates="outcome")


class Commitment(Versioned, Base):
    """What the plan promises; `theme` is its own 1325 pillar where it differs from its parent's."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="starts_before_it_ends"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    text: Mapped[Multilingual] = mapped_column(Texts)
    theme: Mapped[Theme | None] = mapped_column(word(Theme))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    references: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    budget: Mapped[BudgetState] = mapped_column(
        word(BudgetState), default=BudgetState.NOT_STATED, server_default=BudgetState.NOT_STATED.value
    )
    is_illustrative: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship(back_populates="commitments")
    pillar: Mapped[Pillar] = relationship(back_populates="commitments")
    outcome: Mapped[Outcome | None] = relationship()
    lead: Mapped[Organisation | None] = relationship()
    supporting: Mapped[list[Organisation]] = relationship(secondary=commitment_support)
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="commitment", order_by="Indicator.position, Indicator.id"
    )

    @property
    def own_theme(self) -> Theme | None:
        """Its 1325 pillar: its own, by default its parent's."""
        return self.theme or self.pillar.theme
