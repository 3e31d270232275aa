"""An edition has its flat tables as CSV as well."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    _formats("'pdf', 'xlsx', 'csv'")


def downgrade() -> None:
    op.execute("DELETE FROM edition_file WHERE format = 'csv'")
    _formats("'pdf', 'xlsx'")


def _formats(known: str) -> None:
    """Which formats there are. A table that is made anew, as on SQLite, has lost its checks already."""
    with op.batch_alter_table("edition_file") as batch:
        if op.get_bind().dialect.name != "sqlite":
            batch.drop_constraint(op.f("ck_edition_file_fileformat"), type_="check")
        batch.create_check_constraint(op.f("ck_edition_file_fileformat"), f"format IN ({known})")
