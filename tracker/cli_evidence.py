"""`tracker evidence`: the files of evidence, looked after without a browser."""

from __future__ import annotations

import click

from tracker.cli_application import application


@click.group("evidence")
def evidence_group() -> None:
    """Look after the files of evidence."""


@evidence_group.command("seal")
def seal() -> None:
    """Encrypt files that an earlier version kept in plain; doing it again changes nothing."""
    from tracker.models.database import db
    from tracker.services import sweeping

    with application() as settings:
        count = sweeping.seal_old_files(settings, db.session.commit)
    if count:
        click.echo(f"{count} evidence files were encrypted.")


@evidence_group.command("sweep")
@click.option("--hours", default=24, show_default=True, help="Only what is older; never less than 1.")
def sweep(hours: int) -> None:
    """Remove files that nothing speaks of, left by a crash or a refused form. The worker does it every night."""
    from tracker.services import sweeping

    with application() as settings:
        done = sweeping.sweep(settings, older_than=max(hours, 1) * 3600)
    click.echo(f"Removed {done.orphans} files that nothing spoke of and {done.halves} half written, {done.size} bytes.")
