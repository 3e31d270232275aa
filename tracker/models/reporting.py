"""The annual report of a plan and period: sections, frozen editions with their files, and work in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Audience, EditionState, FileFormat, JobState, SectionKey, SectionState
from tracker.models.columns import Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import User
from tracker.models.plan import Pillar, Plan


class Report(Base):
    """The annual report of a plan and period: the place where its sections are written and its editions stand."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("plan_id", "period_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_period.id"), index=True)

    plan: Mapped[Plan] = relationship()
    period: Mapped[ReportingPeriod] = relationship()
    sections: Mapped[list[Section]] = relationship(back_populates="report")
    editions: Mapped[list[Edition]] = relationship(back_populates="report", order_by="Edition.number")


class Section(Versioned, Base):
    """What people write in a report; `pillar` is set for the narrative of one pillar.

    `page` is the page from which it was written last: the same page may go on, also when an answer to it was lost.
    """

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("report_id", "key", "pillar_id"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    key: Mapped[SectionKey] = mapped_column(word(SectionKey))
    pillar_id: Mapped[int | None] = mapped_column(ForeignKey("pillar.id"))
    body: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    state: Mapped[SectionState] = mapped_column(
        word(SectionState), default=SectionState.WRITING, server_default=SectionState.WRITING
    )
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime | None] = mapped_column(UtcTime)
    page: Mapped[str] = mapped_column(String(64), default="", server_default="")

    report: Mapped[Report] = relationship(back_populates="sections")
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    assigned_to: Mapped[User | None] = relationship(foreign_keys=[assigned_to_id])
    pillar: Mapped[Pillar | None] = relationship()


class Edition(Versioned, Base):
    """A numbered, frozen issue of a report: requested by one person, confirmed by another, drawn from one snapshot."""

    __tablename__ = "edition"
    __table_args__ = (
        # A withdrawn request gives its number back.
        Index(
            "uq_edition_number",
            "report_id",
            "number",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> requested_by_id", name="needs_two_people"),
        CheckConstraint(
            "state NOT IN ('issued', 'superseded') OR (issued_at IS NOT NULL AND confirmed_by_id IS NOT NULL)",
            name="issued_by_two",
        ),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    state: Mapped[EditionState] = mapped_column(word(EditionState))
    languages: Mapped[list[str]] = mapped_column(JSON)
    cut_off: Mapped[datetime] = mapped_column(UtcTime)
    snapshot: Mapped[dict[str, Any]] = deferred(mapped_column(JSON))
    evidence_ids: Mapped[list[int]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime | None] = mapped_column(UtcTime)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    remark: Mapped[str] = mapped_column(Text, default="")

    plan: Mapped[Plan] = relationship()
    report: Mapped[Report] = relationship(back_populates="editions")
    requested_by: Mapped[User] = relationship(foreign_keys=[requested_by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
    superseded_by: Mapped[Edition | None] = relationship(remote_side="Edition.id")
    files: Mapped[list[EditionFile]] = relationship(
        back_populates="edition", order_by="EditionFile.language, EditionFile.format"
    )


class EditionFile(Base):
    """One file of an edition; its bytes lie in the storage under their SHA-256 and never change."""

    __tablename__ = "edition_file"
    __table_args__ = (UniqueConstraint("edition_id", "language", "audience", "format"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    audience: Mapped[Audience] = mapped_column(word(Audience))
    format: Mapped[FileFormat] = mapped_column(word(FileFormat))
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]

    edition: Mapped[Edition] = relationship(back_populates="files")


class Job(Base):
    """Work outside the request; this row is the truth, the queue only wakes the worker."""

    __tablename__ = "job"

    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    state: Mapped[JobState] = mapped_column(word(JobState), default=JobState.QUEUED, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=1)
    stage: Mapped[str] = mapped_column(String(200), default="")
    failure: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
