"""A plan says which counts of its sensitive indicators are small."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Written by hand: SQLite takes a rule on a new column, but not on a table that is there.
THRESHOLD = """ALTER TABLE plan ADD COLUMN small_count_threshold INTEGER DEFAULT 5 NOT NULL
CONSTRAINT ck_plan_small_count_threshold_in_range CHECK (small_count_threshold BETWEEN 3 AND 10)"""


def upgrade() -> None:
    op.execute(THRESHOLD)
    op.add_column("plan", sa.Column("suppress_zeros", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ("suppress_zeros", "small_count_threshold"):
        op.drop_column("plan", name)
