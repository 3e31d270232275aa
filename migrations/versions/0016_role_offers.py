"""An invitation into a plan is for one e-mail, organisation and role, and is theirs once they take it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.models.columns import UtcTime

revision = "0016"
down_revision = "0015"

ROLES = ("viewer", "contributor", "reviewer", "coordinator")


def upgrade() -> None:
    op.add_column("invitation", sa.Column("is_reset", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "role_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(*ROLES, name="role", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint(
            "role = 'viewer' OR organisation_id IS NOT NULL", name=op.f("ck_role_offer_organisation_unless_viewer")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name="fk_role_offer_created_by_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_role_offer_organisation_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_role_offer_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role_offer"),
        sa.UniqueConstraint("token_hash", name="uq_role_offer_token_hash"),
    )
    for column in ("email", "organisation_id", "plan_id"):
        op.create_index(f"ix_role_offer_{column}", "role_offer", [column])


def downgrade() -> None:
    op.drop_table("role_offer")
    op.drop_column("invitation", "is_reset")
