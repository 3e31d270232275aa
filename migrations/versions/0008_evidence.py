"""Evidence says who can confirm it, who agreed, who reviews what is restricted, and what was made of its file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

CONSENT = ("not_asked", "nobody", "given", "missing")
SCAN = ("not_scanned", "waiting", "clean", "infected")
USE = ("copy", "preview", "text")

TWO_THINGS = "(measurement_id IS NULL) <> (status_report_id IS NULL)"
ONE_THING = """CASE WHEN measurement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN status_report_id IS NULL THEN 0 ELSE 1 END
+ CASE WHEN indicator_id IS NULL THEN 0 ELSE 1 END = 1"""


def word(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column("plan", sa.Column("where_to_get_help", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("evidence") as table:
        for name in ("place", "confirmer", "consent_record"):
            table.add_column(sa.Column(name, sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("reviewer_id", sa.Integer(), nullable=True))
        consent, scan = word(CONSENT, "consent"), word(SCAN, "scan")
        table.add_column(sa.Column("consent", consent, nullable=False, server_default="not_asked"))
        table.add_column(sa.Column("scan", scan, nullable=False, server_default="not_scanned"))
        table.create_foreign_key(op.f("fk_evidence_reviewer_id"), "user", ["reviewer_id"], ["id"])
    _let_links_lead_to_baselines()
    _keep_what_is_made()
    op.create_table(
        "data_key",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("locked_with", sa.String(16), nullable=False),
        sa.Column("locked", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_data_key_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_key")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_data_key_organisation_id")),
    )


def _let_links_lead_to_baselines() -> None:
    with op.batch_alter_table("evidence_link") as table:
        table.add_column(sa.Column("indicator_id", sa.Integer(), nullable=True))
        table.drop_constraint(op.f("ck_evidence_link_to_one_thing"), type_="check")
        table.create_check_constraint(op.f("ck_evidence_link_to_one_thing"), ONE_THING)
        table.create_foreign_key(op.f("fk_evidence_link_indicator_id"), "indicator", ["indicator_id"], ["id"])
        table.create_unique_constraint(
            op.f("uq_evidence_link_evidence_id_indicator_id"), ["evidence_id", "indicator_id"]
        )
    op.create_index(op.f("ix_evidence_link_indicator_id"), "evidence_link", ["indicator_id"])


def _keep_what_is_made() -> None:
    op.create_table(
        "derivative",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("use", word(USE, "use"), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_derivative_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivative")),
        sa.UniqueConstraint("evidence_id", "use", name=op.f("uq_derivative_evidence_id_use")),
    )
    for name in ("evidence_id", "sha256"):
        op.create_index(op.f(f"ix_derivative_{name}"), "derivative", [name])


def downgrade() -> None:
    op.drop_table("data_key")
    op.drop_table("derivative")
    op.execute("DELETE FROM evidence_link WHERE indicator_id IS NOT NULL")
    op.drop_index(op.f("ix_evidence_link_indicator_id"), "evidence_link")
    with op.batch_alter_table("evidence_link") as table:
        table.drop_constraint(op.f("uq_evidence_link_evidence_id_indicator_id"), type_="unique")
        table.drop_constraint(op.f("fk_evidence_link_indicator_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_evidence_link_to_one_thing"), type_="check")
        table.create_check_constraint(op.f("ck_evidence_link_to_one_thing"), TWO_THINGS)
        table.drop_column("indicator_id")
    with op.batch_alter_table("evidence") as table:
        table.drop_constraint(op.f("fk_evidence_reviewer_id"), type_="foreignkey")
        for name in ("consent", "scan"):
            table.drop_constraint(op.f(f"ck_evidence_{name}"), type_="check")
        for name in ("reviewer_id", "scan", "consent", "consent_record", "confirmer", "place"):
            table.drop_column(name)
    op.drop_column("plan", "where_to_get_help")
