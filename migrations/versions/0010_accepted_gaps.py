"""What was open when a period was closed, and why it was closed all the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

STATES = ("draft", "submitted", "returned", "verified")


def upgrade() -> None:
    op.create_table(
        "accepted_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("accepted_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(indicator_id IS NULL) <> (commitment_id IS NULL)", name=op.f("ck_accepted_gap_of_one_thing")
        ),
        sa.CheckConstraint("remark <> ''", name=op.f("ck_accepted_gap_has_a_remark")),
        sa.ForeignKeyConstraint(["period_id"], ["reporting_period.id"], name=op.f("fk_accepted_gap_period_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_accepted_gap_indicator_id")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_accepted_gap_commitment_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_accepted_gap_organisation_id")),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["user.id"], name=op.f("fk_accepted_gap_accepted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accepted_gap")),
    )
    op.create_index(op.f("ix_accepted_gap_period_id"), "accepted_gap", ["period_id"])


def downgrade() -> None:
    op.drop_table("accepted_gap")
