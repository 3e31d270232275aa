"""The tables of the first version: plans, people, measurements, evidence, reports, the record of acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=200), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_state"), ["state"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "government",
                "ngo",
                "international",
                "donor",
                name="organisationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_who"), ["who"], unique=False)

    op.create_table(
        "user",
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_invitation_created_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_invitation_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_user_id"), ["user_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("year_starts_month", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("default_language", sa.String(length=12), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "active",
                "closed",
                "archived",
                name="planstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("act_title", sa.JSON(), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("on_track_percent", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("on_track_percent BETWEEN 1 AND 100", name=op.f("ck_plan_on_track_percent_in_range")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_plan_starts_before_it_ends")),
        sa.CheckConstraint("year_starts_month BETWEEN 1 AND 12", name=op.f("ck_plan_year_starts_in_a_month")),
        sa.ForeignKeyConstraint(["lead_id"], ["organisation.id"], name=op.f("fk_plan_lead_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["plan.id"], name=op.f("fk_plan_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_code")),
    )
    op.create_table(
        "sent_form",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sent_form_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_form")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_sent_form_user_id_key")),
    )
    with op.batch_alter_table("sent_form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_form_at"), ["at"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_audit_entry_actor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_audit_entry_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entry_hash")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_entry_previous")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_audit_entry_of_subject", ["subject", "subject_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "dimension",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_dimension_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimension")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_dimension_plan_id_code")),
    )
    with op.batch_alter_table("dimension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dimension_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "file",
                "link",
                "held_elsewhere",
                name="evidencekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("proves", sa.JSON(), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column(
            "visibility",
            sa.Enum(
                "public",
                "internal",
                "restricted",
                name="evidenceclass",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column(
            "verification",
            sa.Enum(
                "unverified",
                "verified",
                "rejected",
                name="verification",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'file' OR sha256 <> ''", name=op.f("ck_evidence_a_file_has_bytes")),
        sa.CheckConstraint("kind <> 'link' OR url <> ''", name=op.f("ck_evidence_a_link_has_an_address")),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], name=op.f("fk_evidence_added_by_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_evidence_organisation_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_evidence_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)

    op.create_table(
        "membership",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "viewer",
                "contributor",
                "reviewer",
                "coordinator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role = 'viewer' OR organisation_id IS NOT NULL", name=op.f("ck_membership_organisation_unless_viewer")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_membership_plan_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_membership_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "user_id",
            "plan_id",
            "organisation_id",
            "role",
            name=op.f("uq_membership_user_id_plan_id_organisation_id_role"),
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)

    op.create_table(
        "pillar",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "participation",
                "prevention",
                "protection",
                "relief_and_recovery",
                "cross_cutting",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_pillar_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_pillar_plan_id_code")),
    )
    with op.batch_alter_table("pillar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pillar_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "reporting_period",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "closed", "locked", name="periodstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_reporting_period_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_reporting_period_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_period")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_reporting_period_plan_id_code")),
        sa.UniqueConstraint(
            "plan_id", "starts_on", "ends_on", name=op.f("uq_reporting_period_plan_id_starts_on_ends_on")
        ),
    )
    with op.batch_alter_table("reporting_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reporting_period_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "category",
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("code <> 'total'", name=op.f("ck_category_not_total")),
        sa.ForeignKeyConstraint(["dimension_id"], ["dimension.id"], name=op.f("fk_category_dimension_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("dimension_id", "code", name=op.f("uq_category_dimension_id_code")),
    )
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_dimension_id"), ["dimension_id"], unique=False)

    op.create_table(
        "evidence_check",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "unverified",
                "verified",
                "rejected",
                name="verification",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'rejected' OR remark <> ''", name=op.f("ck_evidence_check_a_rejection_has_a_reason")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_check_evidence_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_evidence_check_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_check")),
    )
    with op.batch_alter_table("evidence_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_check_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_outcome_pillar_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_outcome_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_outcome_plan_id_code")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_pillar_id"), ["pillar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outcome_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["reporting_period.id"], name=op.f("fk_report_period_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_report_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("plan_id", "period_id", name=op.f("uq_report_plan_id_period_id")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "commitment",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("pillar_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "participation",
                "prevention",
                "protection",
                "relief_and_recovery",
                "cross_cutting",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on",
            name=op.f("ck_commitment_starts_before_it_ends"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["organisation.id"], name=op.f("fk_commitment_lead_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_commitment_outcome_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_commitment_pillar_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_commitment_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_commitment_plan_id_code")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_outcome_id"), ["outcome_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_pillar_id"), ["pillar_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "rendering",
                "issued",
                "failed",
                "superseded",
                "withdrawn",
                name="editionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("cut_off", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=True),
        sa.Column("snapshot_sha256", sa.String(length=64), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('issued', 'superseded') OR (issued_at IS NOT NULL AND confirmed_by_id IS NOT NULL)",
            name=op.f("ck_edition_issued_by_two"),
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> requested_by_id", name=op.f("ck_edition_needs_two_people")
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["user.id"], name=op.f("fk_edition_confirmed_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_edition_plan_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_edition_report_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["user.id"], name=op.f("fk_edition_requested_by_id")),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["edition.id"], name=op.f("fk_edition_superseded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_edition_report_id"), ["report_id"], unique=False)
        batch_op.create_index(
            "uq_edition_number",
            ["report_id", "number"],
            unique=True,
            sqlite_where=sa.text("state <> 'withdrawn'"),
            postgresql_where=sa.text("state <> 'withdrawn'"),
        )

    op.create_table(
        "section",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.Enum(
                "foreword",
                "summary",
                "method",
                "context",
                "progress",
                "civil_society",
                "lessons",
                "challenges",
                "next_steps",
                name="sectionkey",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pillar_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_section_author_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_section_pillar_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_section_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("report_id", "key", "pillar_id", name=op.f("uq_section_report_id_key_pillar_id")),
    )
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_report_id"), ["report_id"], unique=False)

    op.create_table(
        "commitment_support",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_support_commitment_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_commitment_support_organisation_id")
        ),
        sa.PrimaryKeyConstraint("commitment_id", "organisation_id", name=op.f("pk_commitment_support")),
    )
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "official", "donor", "public", name="audience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "format",
            sa.Enum("pdf", "xlsx", name="fileformat", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_file")),
        sa.UniqueConstraint(
            "edition_id",
            "language",
            "audience",
            "format",
            name=op.f("uq_edition_file_edition_id_language_audience_format"),
        ),
    )
    with op.batch_alter_table("edition_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_file_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("method", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("means", sa.JSON(), nullable=False),
        sa.Column("unit", sa.JSON(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "flow",
                "running_total",
                "stock",
                "share",
                "rate",
                "milestone",
                "ordinal",
                "list",
                "text",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("per", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "at_least", "at_most", "exactly", name="direction", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "time_rule",
            sa.Enum(
                "sum",
                "latest",
                "ratio_of_sums",
                "none",
                name="timerule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "place_rule",
            sa.Enum(
                "sum",
                "ratio_of_sums",
                "largest",
                "all",
                "none",
                name="placerule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("contains_baseline", sa.Boolean(), nullable=False),
        sa.Column("baseline_value", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("baseline_numerator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("baseline_denominator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_source", sa.JSON(), nullable=False),
        sa.Column("baseline_unknown", sa.Boolean(), nullable=False),
        sa.Column(
            "frequency",
            sa.Enum(
                "yearly",
                "half_yearly",
                "quarterly",
                "once",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("library_reference", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(commitment_id IS NULL) <> (outcome_id IS NULL)", name=op.f("ck_indicator_for_a_commitment_or_an_outcome")
        ),
        sa.CheckConstraint(
            "NOT (baseline_unknown AND baseline_value IS NOT NULL)", name=op.f("ck_indicator_baseline_known_or_unknown")
        ),
        sa.CheckConstraint("decimals BETWEEN 0 AND 6", name=op.f("ck_indicator_decimals_in_range")),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_indicator_weight_not_negative")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_indicator_commitment_id")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_indicator_outcome_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_indicator_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_indicator_plan_id_code")),
    )
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_outcome_id"), ["outcome_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indicator_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "status_report",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "voice",
            sa.Enum("official", "civil_society", name="voice", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "completed",
                "delayed",
                "suspended",
                "cancelled",
                "no_report",
                name="commitmentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "verified",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revision_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_status_report_author_id")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_status_report_commitment_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_status_report_organisation_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["reporting_period.id"], name=op.f("fk_status_report_period_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_status_report_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_report")),
        sa.UniqueConstraint(
            "commitment_id",
            "period_id",
            "organisation_id",
            "revision",
            name=op.f("uq_status_report_commitment_id_period_id_organisation_id_revision"),
        ),
    )
    with op.batch_alter_table("status_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_report_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_report_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_report_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_report_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_status_report_state"), ["state"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_assignment_indicator_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_assignment_organisation_id")),
        sa.ForeignKeyConstraint(["period_id"], ["reporting_period.id"], name=op.f("fk_assignment_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "period_id",
            "indicator_id",
            "organisation_id",
            name=op.f("uq_assignment_period_id_indicator_id_organisation_id"),
        ),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_indicator_id"), ["indicator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_period_id"), ["period_id"], unique=False)

    op.create_table(
        "earlier_value",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_earlier_value_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_earlier_value_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_value")),
        sa.UniqueConstraint(
            "indicator_id",
            "starts_on",
            "ends_on",
            "cell",
            name=op.f("uq_earlier_value_indicator_id_starts_on_ends_on_cell"),
        ),
    )
    with op.batch_alter_table("earlier_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_value_indicator_id"), ["indicator_id"], unique=False)

    op.create_table(
        "indicator_dimension",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dimension_id"], ["dimension.id"], name=op.f("fk_indicator_dimension_dimension_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_dimension_indicator_id")),
        sa.PrimaryKeyConstraint("indicator_id", "dimension_id", name=op.f("pk_indicator_dimension")),
    )
    op.create_table(
        "indicator_responsible",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_responsible_indicator_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_indicator_responsible_organisation_id")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "organisation_id", name=op.f("pk_indicator_responsible")),
    )
    op.create_table(
        "measurement",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("numerator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("denominator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.JSON(), nullable=False),
        sa.Column(
            "no_value",
            sa.Enum(
                "not_due",
                "not_reported",
                "not_available",
                "not_applicable",
                "confidential",
                name="novalue",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "data_status",
            sa.Enum(
                "final",
                "provisional",
                "estimated",
                name="datastatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=True),
        sa.Column("narrative", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "verified",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revision_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("no_value IS NULL OR value IS NULL", name=op.f("ck_measurement_value_or_reason")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_measurement_author_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_measurement_indicator_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_measurement_organisation_id")),
        sa.ForeignKeyConstraint(["period_id"], ["reporting_period.id"], name=op.f("fk_measurement_period_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measurement_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint(
            "indicator_id",
            "period_id",
            "organisation_id",
            "revision",
            name=op.f("uq_measurement_indicator_id_period_id_organisation_id_revision"),
        ),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_indicator_id"), ["indicator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_period_id"), ["period_id"], unique=False)
        batch_op.create_index("ix_measurement_period_state", ["period_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measurement_state"), ["state"], unique=False)

    op.create_table(
        "target",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column(
            "span",
            sa.Enum("period", "since_start", name="targetspan", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_target_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("indicator_id", "due_on", "is_final", name=op.f("uq_target_indicator_id_due_on_is_final")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_target_indicator_id"), ["indicator_id"], unique=False)

    op.create_table(
        "evidence_link",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=True),
        sa.Column("status_report_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(measurement_id IS NULL) <> (status_report_id IS NULL)", name=op.f("ck_evidence_link_to_one_thing")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_link_evidence_id")),
        sa.ForeignKeyConstraint(["measurement_id"], ["measurement.id"], name=op.f("fk_evidence_link_measurement_id")),
        sa.ForeignKeyConstraint(
            ["status_report_id"], ["status_report.id"], name=op.f("fk_evidence_link_status_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_link")),
        sa.UniqueConstraint("evidence_id", "measurement_id", name=op.f("uq_evidence_link_evidence_id_measurement_id")),
        sa.UniqueConstraint(
            "evidence_id", "status_report_id", name=op.f("uq_evidence_link_evidence_id_status_report_id")
        ),
    )
    with op.batch_alter_table("evidence_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_link_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_link_measurement_id"), ["measurement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_link_status_report_id"), ["status_report_id"], unique=False)

    op.create_table(
        "listed_item",
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "in_force", "repealed", "draft", name="standing", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measurement_id"], ["measurement.id"], name=op.f("fk_listed_item_measurement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_item")),
    )
    with op.batch_alter_table("listed_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listed_item_measurement_id"), ["measurement_id"], unique=False)

    op.create_table(
        "measurement_part",
        sa.Column("measurement_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("numerator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("denominator", sa.Numeric().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurement.id"], name=op.f("fk_measurement_part_measurement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_part")),
        sa.UniqueConstraint("measurement_id", "cell", name=op.f("uq_measurement_part_measurement_id_cell")),
    )
    with op.batch_alter_table("measurement_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measurement_part_measurement_id"), ["measurement_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("measurement_id", sa.Integer(), nullable=True),
        sa.Column("status_report_id", sa.Integer(), nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "submit",
                "recall",
                "verify",
                "return",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("step <> 'return' OR remark <> ''", name=op.f("ck_review_a_return_has_a_reason")),
        sa.CheckConstraint(
            "(measurement_id IS NULL) <> (status_report_id IS NULL)", name=op.f("ck_review_on_one_thing")
        ),
        sa.ForeignKeyConstraint(["measurement_id"], ["measurement.id"], name=op.f("fk_review_measurement_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_review_reviewer_id")),
        sa.ForeignKeyConstraint(["status_report_id"], ["status_report.id"], name=op.f("fk_review_status_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_measurement_id"), ["measurement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_status_report_id"), ["status_report_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_status_report_id"))
        batch_op.drop_index(batch_op.f("ix_review_measurement_id"))

    op.drop_table("review")
    with op.batch_alter_table("measurement_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_part_measurement_id"))

    op.drop_table("measurement_part")
    with op.batch_alter_table("listed_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listed_item_measurement_id"))

    op.drop_table("listed_item")
    with op.batch_alter_table("evidence_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_link_status_report_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_link_measurement_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_link_evidence_id"))

    op.drop_table("evidence_link")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_indicator_id"))

    op.drop_table("target")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_state"))
        batch_op.drop_index(batch_op.f("ix_measurement_plan_id"))
        batch_op.drop_index("ix_measurement_period_state")
        batch_op.drop_index(batch_op.f("ix_measurement_period_id"))
        batch_op.drop_index(batch_op.f("ix_measurement_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_measurement_indicator_id"))

    op.drop_table("measurement")
    op.drop_table("indicator_responsible")
    op.drop_table("indicator_dimension")
    with op.batch_alter_table("earlier_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_value_indicator_id"))

    op.drop_table("earlier_value")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_period_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_indicator_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("status_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_report_state"))
        batch_op.drop_index(batch_op.f("ix_status_report_plan_id"))
        batch_op.drop_index(batch_op.f("ix_status_report_period_id"))
        batch_op.drop_index(batch_op.f("ix_status_report_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_status_report_commitment_id"))

    op.drop_table("status_report")
    with op.batch_alter_table("indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_plan_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_outcome_id"))
        batch_op.drop_index(batch_op.f("ix_indicator_commitment_id"))

    op.drop_table("indicator")
    with op.batch_alter_table("edition_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_file_edition_id"))

    op.drop_table("edition_file")
    op.drop_table("commitment_support")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_report_id"))

    op.drop_table("section")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_edition_number",
            sqlite_where=sa.text("state <> 'withdrawn'"),
            postgresql_where=sa.text("state <> 'withdrawn'"),
        )
        batch_op.drop_index(batch_op.f("ix_edition_report_id"))
        batch_op.drop_index(batch_op.f("ix_edition_plan_id"))

    op.drop_table("edition")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_plan_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_pillar_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_outcome_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_lead_id"))

    op.drop_table("commitment")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_plan_id"))
        batch_op.drop_index(batch_op.f("ix_report_period_id"))

    op.drop_table("report")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcome_plan_id"))
        batch_op.drop_index(batch_op.f("ix_outcome_pillar_id"))

    op.drop_table("outcome")
    with op.batch_alter_table("evidence_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_check_evidence_id"))

    op.drop_table("evidence_check")
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_dimension_id"))

    op.drop_table("category")
    with op.batch_alter_table("reporting_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reporting_period_plan_id"))

    op.drop_table("reporting_period")
    with op.batch_alter_table("pillar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pillar_plan_id"))

    op.drop_table("pillar")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index(batch_op.f("ix_membership_plan_id"))
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))

    op.drop_table("membership")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_sha256"))
        batch_op.drop_index(batch_op.f("ix_evidence_plan_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_organisation_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("dimension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dimension_plan_id"))

    op.drop_table("dimension")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_plan_id"))
        batch_op.drop_index("ix_audit_entry_of_subject")
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("sent_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_form_at"))

    op.drop_table("sent_form")
    op.drop_table("plan")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_user_id"))

    op.drop_table("invitation")
    op.drop_table("user")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_who"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))

    op.drop_table("sign_in_attempt")
    op.drop_table("organisation")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state"))

    op.drop_table("job")
