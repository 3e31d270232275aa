"""What surrounds a report while it is made: accepted findings, recommendations, remarks on a draft, drafts as files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

CHECKS = (
    "missing", "plan", "source", "odd", "unverified", "unproven", "small", "empty", "placed", "typed", "acronym",
    "numbering", "owner", "remark",
)  # fmt: skip
STATUSES = ("open", "in_progress", "done", "dropped")
SECTIONS = (
    "foreword", "acronyms", "summary", "method", "context", "progress", "civil_society", "budget", "lessons",
    "challenges", "follow_up", "recommendations", "next_steps",
)  # fmt: skip
TABLES = ("draft_file", "draft_remark", "validation_round", "follow_up", "recommendation", "check_acceptance")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _table(
        "check_acceptance", _to("report"), _text("finding", 64), _word("kind", CHECKS, "checkkind"),
        _text("subject", 200), sa.Column("said", sa.JSON(), nullable=False), _long("remark"), _to("user", "by_id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("report_id", "finding", name=op.f("uq_check_acceptance_report_id_finding")),
    )  # fmt: skip
    _table(
        "recommendation", _to("plan"), _to("report"), sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False), _to("organisation", "owner_id", needed=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        _word("status", STATUSES, "recommendationstatus", server_default="open"),
        sa.Column("archived_at", MOMENT, nullable=True), _version(),
    )  # fmt: skip
    _table(
        "follow_up", _to("recommendation"), _to("report"), _word("status", STATUSES, "recommendationstatus"),
        sa.Column("remark", sa.JSON(), nullable=False), _to("user", "by_id"), sa.Column("at", MOMENT, nullable=False),
        _version(),
        sa.UniqueConstraint("recommendation_id", "report_id", name=op.f("uq_follow_up_recommendation_id_report_id")),
    )  # fmt: skip
    _table(
        "validation_round", _to("plan"), _to("report"), sa.Column("until", sa.Date(), nullable=False), _long("note"),
        _to("user", "opened_by_id"), sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
    )  # fmt: skip
    _table(
        "draft_remark", _to("plan"), _to("validation_round", "round_id"), _word("key", SECTIONS, "sectionkey"),
        _to("pillar", needed=False), _long("text"), _to("user", "author_id"),
        sa.Column("at", MOMENT, nullable=False), _word("decision", ("accepted", "declined"), "decision", nullable=True),
        _long("answer"), _to("user", "answered_by_id", needed=False), sa.Column("answered_at", MOMENT, nullable=True),
        _version(),
        sa.CheckConstraint(
            "(decision IS NULL) = (answered_at IS NULL)", name=op.f("ck_draft_remark_answered_with_a_decision")
        ),
    )  # fmt: skip
    _table(
        "draft_file", _to("plan"), _to("report"), _text("language", 12),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        _to("user", "requested_by_id"), sa.Column("requested_at", MOMENT, nullable=False), _text("file_name", 200),
        _text("sha256", 64), sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
    )  # fmt: skip
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


INDEXED = (
    ("check_acceptance", "report_id"), ("recommendation", "plan_id"), ("recommendation", "report_id"),
    ("follow_up", "recommendation_id"), ("follow_up", "report_id"), ("validation_round", "plan_id"),
    ("validation_round", "report_id"), ("draft_remark", "plan_id"), ("draft_remark", "round_id"),
    ("draft_file", "plan_id"), ("draft_file", "report_id"),
)  # fmt: skip


def _table(name: str, *parts: sa.schema.SchemaItem | tuple[str, str, bool]) -> None:
    """A table with its key; what refers to another table is named as all our keys are."""
    columns: list[sa.schema.SchemaItem] = [sa.Column("id", sa.Integer(), nullable=False)]
    keys: list[sa.schema.SchemaItem] = [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))]
    for part in parts:
        if isinstance(part, tuple):
            target, column, is_needed = part
            columns.append(sa.Column(column, sa.Integer(), nullable=not is_needed))
            keys.append(sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}")))
        else:
            (columns if isinstance(part, sa.Column) else keys).append(part)
    op.create_table(name, *columns, *keys)


def _to(target: str, column: str = "", *, needed: bool = True) -> tuple[str, str, bool]:
    return target, column or f"{target}_id", needed


def _word(name: str, words: tuple[str, ...], kind: str, **more: object) -> sa.Column[str]:
    held = sa.Enum(*words, name=kind, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, held, **{"nullable": False, **more})  # type: ignore[arg-type]


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False)
