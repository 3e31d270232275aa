"""`tracker database` and `tracker ready`: whether the tables are this version's, and bringing them up to it."""

from __future__ import annotations

import click

from tracker.cli_application import application, refuse


@click.group("database")
def database_group() -> None:
    """The tables, and the version of the tracker that they belong to."""


@database_group.command("status")
def status() -> None:
    """Say which revision the tables stand at; 1 where this version cannot work with them."""
    from tracker.services import schema

    with application(any_tables=True):
        fault = schema.not_current()
    if fault:
        refuse(fault)
    click.echo(f"The database stands at revision {schema.known()[0]}, as this version needs.")


@database_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the tables up to this version: all of it or, where something fails, nothing. Make a back-up before."""
    from flask_migrate import upgrade

    from tracker.services import schema

    with application():
        before = schema.standing()
        upgrade()
    click.echo(f"The database stood at {before or 'nothing'} and stands at {schema.known()[0]} now.")


@database_group.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Take the tables back to REVISION, before an older version is put in place: what only this one holds is lost."""
    from flask_migrate import downgrade

    from tracker.services import schema

    if revision not in schema.known():
        refuse(f"This version of the tracker knows no revision {revision}.")
    with application():
        before = schema.standing()
        downgrade(revision=revision)
    click.echo(f"The database stood at {before or 'nothing'} and stands at {revision} now.")


@click.command("ready")
def ready_command() -> None:
    """Say of everything that the tracker needs whether it is there; 1 where something is not."""
    from tracker import jobs
    from tracker.services import readiness

    with application(any_tables=True) as settings:
        found = readiness.checks(settings) | {"queue": jobs.queue().is_there()}
        for name, holds in found.items():
            click.echo(f"{name}: {'ok' if holds else 'failed'}")
        click.echo(f"worker: {'ok' if jobs.queue().is_served() else 'silent'}")
    if not all(found.values()):
        refuse("The tracker cannot do its work.")
