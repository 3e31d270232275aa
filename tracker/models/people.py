"""Organisations, the people of them, what each may do in a plan, and their sign-ins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask_security.core import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import OrganisationKind, Role
from tracker.models.columns import Texts, UtcTime, word
from tracker.models.database import Base, Versioned

if TYPE_CHECKING:
    from tracker.models.plan import Plan


class Organisation(Versioned, Base):
    """Who answers for commitments and indicators; shared by all plans of this installation."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[Multilingual] = mapped_column(Texts)
    kind: Mapped[OrganisationKind] = mapped_column(word(OrganisationKind))
    country: Mapped[str] = mapped_column(String(2), default="")
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)


class User(Versioned, UserMixin, Base):
    """A person who signs in. What they may do is in their memberships; `is_administrator` is for the installation."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(12), default="en")
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    wants_reminders: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    memberships: Mapped[list[Membership]] = relationship(back_populates="user", foreign_keys="Membership.user_id")


class Membership(Base):
    """The role of a user in a plan for an organisation; ended, never deleted."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("user_id", "plan_id", "organisation_id", "role"),
        CheckConstraint("role = 'viewer' OR organisation_id IS NOT NULL", name="organisation_unless_viewer"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcTime)

    user: Mapped[User] = relationship(back_populates="memberships", foreign_keys=[user_id])
    plan: Mapped[Plan] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class SignIn(Base):
    """One signed-in browser: the cookie holds a random token, this row only its SHA-256."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    is_half: Mapped[bool] = mapped_column(default=False)
    """The password was right and the second factor is still to come: it opens nothing yet."""
    has_factor: Mapped[bool] = mapped_column(default=False)
    """A second factor was shown in this sign-in."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When its person last showed that it is them."""
    codes_tried: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = relationship()


class SignInAttempt(Base):
    """One try to sign in, forgotten when it succeeds; `who` is a keyed hash of an e-mail or of a network address."""

    __tablename__ = "sign_in_attempt"

    who: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class Invitation(Base):
    """A link to hand over, good once and for some days, with which a person sets their own password."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    is_reset: Mapped[bool] = mapped_column(default=False)
    """For somebody who had a password before: good for an hour, and it signs nobody in."""

    user: Mapped[User] = relationship(foreign_keys=[user_id])


class RoleOffer(Base):
    """An invitation into a plan: a role for an organisation, for whoever has this e-mail, once they take it.

    Nothing here tells whether there is an account with the e-mail already.
    """

    __tablename__ = "role_offer"
    __table_args__ = (
        CheckConstraint("role = 'viewer' OR organisation_id IS NOT NULL", name="organisation_unless_viewer"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(255), index=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(word(Role))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When it was taken or withdrawn."""

    plan: Mapped[Plan] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    created_by: Mapped[User] = relationship(foreign_keys=[created_by_id])
