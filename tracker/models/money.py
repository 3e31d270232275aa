"""What a commitment is given and what was spent on it, each amount in its own currency."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.models.columns import ExactNumber, Texts, UtcTime
from tracker.models.database import Base, Versioned
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Organisation, User
from tracker.models.plan import Commitment, Plan


class Funding(Versioned, Base):
    """An amount promised to a commitment for one year: by a donor, or from the state's own budget where none is named.

    What is taken off is archived, never deleted.
    """

    __tablename__ = "funding"
    __table_args__ = (CheckConstraint("year BETWEEN 1990 AND 2100", name="year_in_range"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    donor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    amount: Mapped[Decimal] = mapped_column(ExactNumber)
    currency: Mapped[str] = mapped_column(String(3))
    year: Mapped[int]
    source: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    commitment: Mapped[Commitment] = relationship()
    donor: Mapped[Organisation | None] = relationship()


class Spending(Versioned, Base):
    """What an organisation spent on a commitment in a period, in one currency, and where that can be looked up."""

    __tablename__ = "spending"
    __table_args__ = (
        UniqueConstraint("commitment_id", "period_id", "organisation_id", "currency"),
        CheckConstraint("source <> ''", name="has_a_source"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    amount: Mapped[Decimal] = mapped_column(ExactNumber)
    currency: Mapped[str] = mapped_column(String(3))
    source: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    commitment: Mapped[Commitment] = relationship()
    period: Mapped[ReportingPeriod] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User] = relationship()
