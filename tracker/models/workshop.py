"""What surrounds a report while it is made: accepted findings, recommendations, remarks on a draft, drafts as files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey
from tracker.domain.workshop_words import CheckKind, Decision, RecommendationStatus
from tracker.models.columns import Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.people import Organisation, User
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report


class CheckAcceptance(Base):
    """A finding that somebody accepted with a remark, never changed; one that says something else is open again."""

    __tablename__ = "check_acceptance"
    __table_args__ = (UniqueConstraint("report_id", "finding"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    finding: Mapped[str] = mapped_column(String(64))
    kind: Mapped[CheckKind] = mapped_column(word(CheckKind))
    subject: Mapped[str] = mapped_column(String(200))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    remark: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)

    by: Mapped[User] = relationship()


class Recommendation(Versioned, Base):
    """What a report recommends: to whom, and until when; the reports after it say what became of it."""

    __tablename__ = "recommendation"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[Multilingual] = mapped_column(Texts)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    due_on: Mapped[date | None]
    status: Mapped[RecommendationStatus] = mapped_column(
        word(RecommendationStatus), default=RecommendationStatus.OPEN, server_default=RecommendationStatus.OPEN
    )
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    report: Mapped[Report] = relationship()
    owner: Mapped[Organisation | None] = relationship()
    follow_ups: Mapped[list[FollowUp]] = relationship(back_populates="recommendation", order_by="FollowUp.id")


class FollowUp(Versioned, Base):
    """What a later report says about a recommendation."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("recommendation_id", "report_id"),)

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    status: Mapped[RecommendationStatus] = mapped_column(word(RecommendationStatus))
    remark: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)

    recommendation: Mapped[Recommendation] = relationship(back_populates="follow_ups")
    report: Mapped[Report] = relationship()
    by: Mapped[User] = relationship()


class ValidationRound(Base):
    """A time in which the plan's people read the draft and remark on it, up to and including its last day."""

    __tablename__ = "validation_round"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    until: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    report: Mapped[Report] = relationship()
    opened_by: Mapped[User] = relationship()
    remarks: Mapped[list[DraftRemark]] = relationship(back_populates="round", order_by="DraftRemark.id")


class DraftRemark(Versioned, Base):
    """What somebody remarks about a section of the draft, and the answer to it."""

    __tablename__ = "draft_remark"
    __table_args__ = (CheckConstraint("(decision IS NULL) = (answered_at IS NULL)", name="answered_with_a_decision"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("validation_round.id"), index=True)
    key: Mapped[SectionKey] = mapped_column(word(SectionKey))
    pillar_id: Mapped[int | None] = mapped_column(ForeignKey("pillar.id"))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    decision: Mapped[Decision | None] = mapped_column(word(Decision))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)

    round: Mapped[ValidationRound] = relationship(back_populates="remarks")
    pillar: Mapped[Pillar | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])


class DraftFile(Base):
    """A draft as a file for internal approval: no edition, without a number, and gone after some days."""

    __tablename__ = "draft_file"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    snapshot: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, nullable=False))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcTime)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime)

    report: Mapped[Report] = relationship()
    requested_by: Mapped[User] = relationship()
