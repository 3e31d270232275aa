"""What a commitment is given and what was spent on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# Written by hand: SQLite takes a rule on a new column, but not on a table that is there.
BUDGET = """ALTER TABLE commitment ADD COLUMN budget VARCHAR(32) DEFAULT 'not_stated' NOT NULL
CONSTRAINT ck_commitment_budgetstate CHECK (budget IN ('not_stated', 'allocated', 'none_allocated', 'unknown'))"""


def upgrade() -> None:
    op.execute(BUDGET)
    _funding()
    _spending()


def _funding() -> None:
    op.create_table(
        "funding",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("donor_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f("ck_funding_year_in_range")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_funding_commitment_id")),
        sa.ForeignKeyConstraint(["donor_id"], ["organisation.id"], name=op.f("fk_funding_donor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_funding_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
    )
    with op.batch_alter_table("funding", schema=None) as batch_op:
        for name in ("commitment_id", "plan_id"):
            batch_op.create_index(batch_op.f(f"ix_funding_{name}"), [name], unique=False)


def _spending() -> None:
    named = {"plan_id": "plan", "commitment_id": "commitment", "period_id": "reporting_period",
             "organisation_id": "organisation", "author_id": "user"}  # fmt: skip
    op.create_table(
        "spending",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in named),
        sa.Column("amount", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("source <> ''", name=op.f("ck_spending_has_a_source")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_spending_{name}"))
            for name, table in named.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
        sa.UniqueConstraint(
            "commitment_id",
            "period_id",
            "organisation_id",
            "currency",
            name=op.f("uq_spending_commitment_id_period_id_organisation_id_currency"),
        ),
    )
    with op.batch_alter_table("spending", schema=None) as batch_op:
        for name in ("commitment_id", "organisation_id", "period_id", "plan_id"):
            batch_op.create_index(batch_op.f(f"ix_spending_{name}"), [name], unique=False)


def downgrade() -> None:
    op.drop_table("spending")
    op.drop_table("funding")
    op.drop_column("commitment", "budget")
