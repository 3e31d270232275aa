"""What supports a measurement or a status."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Consent, EvidenceClass, EvidenceKind, Scan, Use, Verification
from tracker.models.columns import Texts, UtcTime, word
from tracker.models.database import Base, Versioned
from tracker.models.indicator import EvidencePoint, Indicator
from tracker.models.measurement import Measurement, StatusReport
from tracker.models.people import Organisation, User
from tracker.models.plan import Plan

point_shown = Table(
    "point_shown",
    Base.metadata,
    Column("link_id", ForeignKey("evidence_link.id"), primary_key=True),
    Column("point_id", ForeignKey("evidence_point.id"), primary_key=True),
)
ONE_THING = """CASE WHEN measurement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN status_report_id IS NULL THEN 0 ELSE 1 END
+ CASE WHEN indicator_id IS NULL THEN 0 ELSE 1 END = 1"""


class Evidence(Versioned, Base):
    """A file, a link, or a reference to something held elsewhere; its bytes lie in the storage under their SHA-256."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("kind <> 'file' OR sha256 <> ''", name="a_file_has_bytes"),
        CheckConstraint("kind <> 'link' OR url <> ''", name="a_link_has_an_address"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[EvidenceKind] = mapped_column(word(EvidenceKind))
    title: Mapped[Multilingual] = mapped_column(Texts)
    proves: Mapped[Multilingual] = mapped_column(Texts, default=Multilingual)
    document_on: Mapped[date | None]
    holder: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    confirmer: Mapped[str] = mapped_column(String(200), default="", server_default="")
    language: Mapped[str] = mapped_column(String(12), default="")
    visibility: Mapped[EvidenceClass] = mapped_column(word(EvidenceClass), default=EvidenceClass.INTERNAL)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    consent: Mapped[Consent] = mapped_column(word(Consent), default=Consent.NOT_ASKED, server_default="not_asked")
    consent_record: Mapped[str] = mapped_column(String(200), default="", server_default="")
    url: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
    scan: Mapped[Scan] = mapped_column(word(Scan), default=Scan.NOT_SCANNED, server_default="not_scanned")
    verification: Mapped[Verification] = mapped_column(word(Verification), default=Verification.UNVERIFIED)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    plan: Mapped[Plan] = relationship()
    organisation: Mapped[Organisation] = relationship()
    added_by: Mapped[User] = relationship(foreign_keys=[added_by_id])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])
    made: Mapped[list[Derivative]] = relationship(order_by="Derivative.id")
    links: Mapped[list[EvidenceLink]] = relationship(back_populates="evidence", order_by="EvidenceLink.id")
    checks: Mapped[list[EvidenceCheck]] = relationship(order_by="EvidenceCheck.id")


class Derivative(Base):
    """What was made of an item's file for readers; without a SHA-256 where nothing could be made, and why."""

    __tablename__ = "derivative"
    __table_args__ = (UniqueConstraint("evidence_id", "use"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    use: Mapped[Use] = mapped_column(word(Use))
    sha256: Mapped[str] = mapped_column(String(64), default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
    media_type: Mapped[str] = mapped_column(String(100), default="")
    removed: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(40), default="")
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class EvidenceBundle(Base):
    """The files of an edition in parts (name, SHA-256, size), sealed with an organisation's key, for a day."""

    __tablename__ = "evidence_bundle"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    sealed_for_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str] = mapped_column(String(12))
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcTime)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    holds: Mapped[list[int]] = mapped_column(JSON, default=list)
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime)

    requested_by: Mapped[User] = relationship()


class DataKey(Base):
    """The key of an organisation's files, locked with the master key that `locked_with` names; never in plain here."""

    __tablename__ = "data_key"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), unique=True)
    locked_with: Mapped[str] = mapped_column(String(16))
    locked: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcTime)


class EvidenceLink(Base):
    """That an item supports a measurement, a status, or the baseline of an indicator; withdrawn, never deleted."""

    __tablename__ = "evidence_link"
    __table_args__ = (
        UniqueConstraint("evidence_id", "measurement_id"),
        UniqueConstraint("evidence_id", "status_report_id"),
        UniqueConstraint("evidence_id", "indicator_id"),
        CheckConstraint(ONE_THING, name="to_one_thing"),
    )

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    measurement_id: Mapped[int | None] = mapped_column(ForeignKey("measurement.id"), index=True)
    status_report_id: Mapped[int | None] = mapped_column(ForeignKey("status_report.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    evidence: Mapped[Evidence] = relationship(back_populates="links")
    measurement: Mapped[Measurement | None] = relationship()
    status_report: Mapped[StatusReport | None] = relationship()
    shows: Mapped[list[EvidencePoint]] = relationship(secondary=point_shown)
    indicator: Mapped[Indicator | None] = relationship()


class EvidenceCheck(Base):
    """A decision on an evidence item by someone other than the person who added it; only ever added."""

    __tablename__ = "evidence_check"
    __table_args__ = (CheckConstraint("verdict <> 'rejected' OR remark <> ''", name="a_rejection_has_a_reason"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    verdict: Mapped[Verification] = mapped_column(word(Verification))
    remark: Mapped[str] = mapped_column(Text, default="")
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)

    reviewer: Mapped[User] = relationship()
