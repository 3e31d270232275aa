"""What an indicator was before its target, baseline or definition was revised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "indicator_version",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_indicator_version_has_a_reason")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_indicator_version_author_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_version_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_version")),
        sa.UniqueConstraint("indicator_id", "number", name=op.f("uq_indicator_version_indicator_id_number")),
    )
    with op.batch_alter_table("indicator_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_version_indicator_id"), ["indicator_id"], unique=False)


def downgrade() -> None:
    op.drop_table("indicator_version")
