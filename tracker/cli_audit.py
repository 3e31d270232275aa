"""`tracker audit`: prove that the record of acts is whole, and copy it out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tracker.cli_application import application, refuse


@click.group("audit")
def audit_group() -> None:
    """The record of acts."""


@audit_group.command()
@click.option("--head", "heads", multiple=True, help="A head printed on a report, to be found; may be repeated.")
def verify(heads: tuple[str, ...]) -> None:
    """Check every entry and the chain between them, and that every head that an edition carries is still there.

    Prints how many entries there are and the head, which is the hash of the newest. Exit code 1 names the first entry
    that does not fit, or what is missing.
    """
    from tracker.models.database import only_reading
    from tracker.services import audit_checking

    with application(), only_reading():
        found = audit_checking.check(heads)
    click.echo(f"{found.count} entries, head {found.head}")
    if found.broken is not None:
        broken = found.broken
        why = "was changed after it was written" if broken.is_changed else "does not follow the entry before it"
        click.echo(f"Entry {broken.key} ({broken.act}, {broken.at:%Y-%m-%d %H:%M} UTC) {why}.", err=True)
    for lost in found.lost:
        click.echo(f"Not in the record: {lost}. Entries were cut off or written anew.", err=True)
    if not found.is_whole:
        refuse("The record of acts was tampered with.")
    click.echo("The record of acts is whole.")


@audit_group.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Write the whole record into FILE (CSV, UTF-8), readable by you alone."""
    from tracker.services import audit_export

    coming = file.with_name(file.name + ".part")
    handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as written, application():
        count = audit_export.export(written)
    coming.replace(file)
    click.echo(f"{count} entries are in {file}.")
