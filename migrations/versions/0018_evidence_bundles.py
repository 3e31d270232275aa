"""Which evidence an edition numbered, and the archives in which it is handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("edition", sa.Column("evidence_ids", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "evidence_bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("sealed_for_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_evidence_bundle_plan_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_evidence_bundle_edition_id")),
        sa.ForeignKeyConstraint(["sealed_for_id"], ["organisation.id"], name=op.f("fk_evidence_bundle_sealed_for_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["user.id"], name=op.f("fk_evidence_bundle_requested_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_bundle")),
    )
    for name in ("plan_id", "edition_id"):
        op.create_index(op.f(f"ix_evidence_bundle_{name}"), "evidence_bundle", [name])


def downgrade() -> None:
    op.drop_table("evidence_bundle")
    op.drop_column("edition", "evidence_ids")
