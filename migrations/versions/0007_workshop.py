"""The report has all its sections; each is given to a person, is ready, or is left out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0007"
down_revision = "0006"

OLD = (
    "foreword", "summary", "method", "context", "progress", "civil_society", "lessons", "challenges", "next_steps",
)  # fmt: skip
NEW = ("acronyms", "budget", "follow_up", "recommendations")
STATES = ("writing", "ready", "left_out")


def upgrade() -> None:
    with op.batch_alter_table("section") as batch:
        _keys(batch, (*OLD, *NEW))
        batch.add_column(sa.Column("state", sa.String(32), nullable=False, server_default="writing"))
        batch.create_check_constraint(op.f("ck_section_sectionstate"), _one_of("state", STATES))
        batch.add_column(sa.Column("assigned_to_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_section_assigned_to_id"), "user", ["assigned_to_id"], ["id"])
        batch.create_index(op.f("ix_section_assigned_to_id"), ["assigned_to_id"])
        batch.add_column(sa.Column("page", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    section = sa.table("section", sa.column("key"))
    op.execute(section.delete().where(section.c.key.in_(NEW)))
    with op.batch_alter_table("section") as batch:
        _keys(batch, OLD)
        batch.drop_index(op.f("ix_section_assigned_to_id"))
        batch.drop_constraint(op.f("fk_section_assigned_to_id"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_section_sectionstate"), type_="check")
        for name in ("page", "assigned_to_id", "state"):
            batch.drop_column(name)


def _keys(batch: BatchOperations, keys: tuple[str, ...]) -> None:
    """Which sections there are. A table that is made anew, as on SQLite, has lost its checks already."""
    if op.get_bind().dialect.name != "sqlite":
        batch.drop_constraint(op.f("ck_section_sectionkey"), type_="check")
    batch.create_check_constraint(op.f("ck_section_sectionkey"), _one_of("key", keys))


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f'"{column}" IN (' + ", ".join(f"'{each}'" for each in words) + ")"
