"""The database refuses every change of the record of acts."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

KEPT: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
        """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
        """CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
        WHEN EXISTS (
            SELECT 1 FROM audit_entry WHERE id = NEW.id OR hash = NEW.hash OR previous = NEW.previous
        )
        BEGIN SELECT RAISE(ABORT, 'the record of acts is never changed'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the record of acts is never changed'; END $$""",
        """CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_kept()""",
    ),
}


def upgrade() -> None:
    for statement in KEPT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for refused in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER audit_entry_no_{refused}")
    else:
        op.execute("DROP TRIGGER audit_entry_is_kept ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_is_kept()")
