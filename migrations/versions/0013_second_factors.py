"""A password is not enough for whoever can do much: codes of an app, recovery codes, passkeys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.models.columns import UtcTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for name in ("is_half", "has_factor"):
        op.add_column("sign_in", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sign_in", sa.Column("confirmed_at", UtcTime(), nullable=True))
    op.add_column("sign_in", sa.Column("codes_tried", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_counter", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_authenticator_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_authenticator"),
        sa.UniqueConstraint("user_id", name="uq_authenticator_user_id"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_recovery_code_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_code_code_hash"),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"])
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("credential_id", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_passkey_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_user_id", "passkey", ["user_id"])


def downgrade() -> None:
    for table in ("passkey", "recovery_code", "authenticator"):
        op.drop_table(table)
    for name in ("codes_tried", "confirmed_at", "has_factor", "is_half"):
        op.drop_column("sign_in", name)
