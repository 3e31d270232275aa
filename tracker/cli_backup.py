"""`tracker backup` and `tracker restore`: one file that holds everything, and the way back."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli_application import application, refuse, say, the_settings

UNENCRYPTED = "It is not encrypted: whoever has the file can read everything. Give a public key with --recipient."
KEY_LEFT_OUT = "The key of the evidence files is not in it: keep a copy of {}, else its evidence cannot be opened."
FILE = click.Path(path_type=Path)


@click.command("backup")
@click.argument("out", type=FILE, required=False)
@click.option(
    "--recipient", "recipients", multiple=True, help="Public key (age1…) of who may open it; may be repeated."
)
@click.option("--status", is_flag=True, help="Only say when the last good back-up was made; 1 if none is recent.")
def backup_command(out: Path | None, recipients: tuple[str, ...], status: bool) -> None:
    """Back up the database and all files into OUT, a new file or a folder, and read it again.

    Can be done while the tracker runs. The secret key that opens it belongs on another computer.
    """
    from tracker.services import backing_up

    if status:
        _say_last()
        return
    if out is None:
        raise click.UsageError("Say into which file or folder: tracker backup OUT.")
    with application() as settings:
        made = backing_up.make(settings, out, recipients)
    click.echo(
        f"{made.path}: the database and {made.files} files, {made.size / 1_000_000:.1f} MB, read again and whole."
    )
    if not made.is_encrypted:
        click.echo(f"{UNENCRYPTED}\n{KEY_LEFT_OUT.format(settings.key_file)}", err=True)
    for fault in made.faults:
        click.echo(f"Missing or changed in the installation itself: {fault}", err=True)
    if not made.record_is_whole:
        click.echo("The record of acts does not hold; see: tracker audit verify.", err=True)
    if not made.is_good:
        refuse("The back-up was kept, but it is not counted as a good one.")


def _say_last() -> None:
    from tracker.services import backing_up

    last = backing_up.last(the_settings())
    if last is None:
        refuse("No good back-up has been made here yet.")
    kind = "encrypted" if last.is_encrypted else "not encrypted"
    click.echo(f"Last good back-up: {last.at:%Y-%m-%d %H:%M} UTC, {last.name}, {last.files} files, {kind}.")
    if last.is_old:
        refuse("That is more than a day ago." if last.days == 1 else f"That is more than {last.days} days ago.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--identity", type=FILE, help="File with the secret key that opens it.")
@click.option("--replace", is_flag=True, help="Move what is in the installation aside; it is kept, not deleted.")
def restore_command(file: Path, identity: Path | None, replace: bool) -> None:
    """Put the back-up FILE in the place of this installation. Stop the tracker first.

    Everything is unpacked and checked beforehand; what does not hold is refused, and then nothing has changed.
    """
    from tracker.domain.errors import TrackerError
    from tracker.services import restoring

    try:
        done = restoring.restore(the_settings(), file, identity, replace=replace)
    except TrackerError as error:
        refuse(say(error))
    with application():
        _bring_up(done.contents.revision)
        restoring.enter()
    click.echo(f"Restored: the database of {done.made_at:%Y-%m-%d %H:%M} UTC and {done.files} files.")
    if done.aside:
        click.echo(f"What was here before lies in {done.aside}.")
    for fault in done.contents.faults:
        click.echo(f"Missing or changed already when the back-up was made: {fault}", err=True)
    click.echo("Everybody has to sign in again; links that were handed over have to be made anew.")


def _bring_up(revision: str | None) -> None:
    """Bring a database of an older version up to this one."""
    from flask_migrate import upgrade

    if revision is not None:
        upgrade()
