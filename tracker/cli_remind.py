"""`tracker remind`: write today's reminders and send what waits."""

from __future__ import annotations

import click

from tracker.cli_application import application, refuse


@click.command("remind")
def remind_command() -> None:
    """Write today's reminders and send them; the worker does the same each hour. Nobody gets two on one day."""
    from tracker import jobs

    with application() as settings:
        done = jobs.remind()
        click.echo(f"Written: {done.written}. Sent: {done.sent}. Failed: {done.failed}.")
        if not settings.smtp_host:
            click.echo(
                "No mail server is set (SMTP_HOST): mails are kept in the outbox, where administrators read them."
            )
        if done.failed:
            refuse("Some mails could not be sent; the outbox says why.")
