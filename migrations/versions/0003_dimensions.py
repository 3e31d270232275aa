"""Dimensions and their categories are archived, not deleted, and two people may edit them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("dimension", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("dimension", sa.Column("is_complete", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("dimension", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("category", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("category", "archived_at")
    for name in ("archived_at", "is_complete", "version"):
        op.drop_column("dimension", name)
