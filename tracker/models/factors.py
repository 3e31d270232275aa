"""Second factors: the app that makes codes, the recovery codes on paper, passkeys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.columns import UtcTime
from tracker.models.database import Base
from tracker.models.people import User


class Authenticator(Base):
    """The app on a person's telephone that makes codes; `secret` is sealed with the key of this installation."""

    __tablename__ = "authenticator"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    secret: Mapped[str] = mapped_column(Text)
    last_counter: Mapped[int] = mapped_column(BigInteger, default=0)
    """Of the newest code that was taken: no code is taken twice, and none that is older."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code on paper, good once where the telephone is lost; only its SHA-256 is kept."""

    __tablename__ = "recovery_code"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Passkey(Base):
    """A key that a person's device keeps and opens with a finger, a face or a number; here is its public half."""

    __tablename__ = "passkey"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)

    user: Mapped[User] = relationship()
