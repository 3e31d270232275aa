"""A measurement says why it is right in spite of its warnings; a plan says which indicator is never above which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("measurement", sa.Column("remark", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.create_table(
        "cross_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("lower_id <> upper_id", name=op.f("ck_cross_check_two_indicators")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_cross_check_plan_id_plan")),
        sa.ForeignKeyConstraint(["lower_id"], ["indicator.id"], name=op.f("fk_cross_check_lower_id_indicator")),
        sa.ForeignKeyConstraint(["upper_id"], ["indicator.id"], name=op.f("fk_cross_check_upper_id_indicator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_check")),
        sa.UniqueConstraint("lower_id", "upper_id", name=op.f("uq_cross_check_lower_id_upper_id")),
    )
    for column in ("plan_id", "lower_id", "upper_id"):
        op.create_index(op.f(f"ix_cross_check_{column}"), "cross_check", [column])


def downgrade() -> None:
    op.drop_table("cross_check")
    op.drop_column("measurement", "remark")
