"""What evidence has to show for an indicator, and which item shows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "evidence_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_evidence_point_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_point")),
    )
    op.create_index(op.f("ix_evidence_point_indicator_id"), "evidence_point", ["indicator_id"])
    op.create_table(
        "point_shown",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["evidence_link.id"], name=op.f("fk_point_shown_link_id")),
        sa.ForeignKeyConstraint(["point_id"], ["evidence_point.id"], name=op.f("fk_point_shown_point_id")),
        sa.PrimaryKeyConstraint("link_id", "point_id", name=op.f("pk_point_shown")),
    )


def downgrade() -> None:
    op.drop_table("point_shown")
    op.drop_table("evidence_point")
