"""The `tracker` command: what is done without a browser. Exit codes: 0 done, 1 refused, 2 wrong words or input."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.cli_application import application, refuse
from tracker.cli_audit import audit_group
from tracker.cli_backup import backup_command, restore_command
from tracker.cli_compute import compute_command
from tracker.cli_database import database_group, ready_command
from tracker.cli_evidence import evidence_group
from tracker.cli_remind import remind_command
from tracker.domain.texts import Message


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Follow a national action plan on UN Security Council resolution 1325."""


main.add_command(audit_group)
main.add_command(backup_command)
main.add_command(compute_command)
main.add_command(database_group)
main.add_command(ready_command)
main.add_command(remind_command)
main.add_command(evidence_group)
main.add_command(restore_command)


@main.command()
def demo() -> None:
    """Load the demonstration plan demo-kz; doing it again changes nothing."""
    from tracker.services import demonstration
    from tracker.web.identity import hash_password

    with application() as settings:
        loaded = demonstration.load(settings, hash_password=hash_password, tell=click.echo)
        click.echo(loaded.said)


@main.group()
def user() -> None:
    """Add people."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--language", default="en", show_default=True, help="Language of their pages.")
@click.option("--administrator", is_flag=True, help="May manage organisations, people and roles.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else print a link.")
def user_add(email: str, name: str, language: str, administrator: bool, password_stdin: bool) -> None:
    """Add a person. Prints a link, good once, with which they set their own password."""
    from tracker.services import passwords, people, people_invitations
    from tracker.web.identity import hash_password

    with application() as settings:
        secret = None
        if password_stdin:
            typed = sys.stdin.readline().rstrip("\n")
            passwords.check(typed, [email, name])
            secret = hash_password(typed)
        person = people.add_person(
            None, email=email, name=name, language=language, is_administrator=administrator, password_hash=secret
        )
        if secret is not None:
            click.echo(f"Added {person.email}.")
            return
        base = settings.address
        click.echo(f"{base}/invitation/{people_invitations.issue(None, person)}")


@user.command("remove-factors")
@click.argument("email")
def user_remove_factors(email: str) -> None:
    """Take the second factors of a person away who has lost them; they set up a new one at the next sign-in."""
    from tracker.services import people, second_factors

    with application():
        person = people.by_email(email)
        if person is None:
            refuse("There is no person with this e-mail.")
        second_factors.remove_all(None, person)
        click.echo(f"{person.email} has no second factor any more and is signed out.")


@main.command()
def worker() -> None:
    """Do the work that waits outside the pages: make the files of editions. Runs until it is stopped."""
    from tracker import jobs
    from tracker.services import schema

    with application():
        if fault := schema.not_current():
            refuse(fault)
        jobs.queue().serve()


@main.command(hidden=True)
@click.argument("job_id", type=int)
def job(job_id: int) -> None:
    """Do one job in this process; the worker starts it."""
    from tracker import jobs

    with application():
        jobs.perform(job_id)


@main.group()
def report() -> None:
    """The annual report."""


@report.command("issue")
@click.argument("plan")
@click.option("--period", required=True, help="Code of the period, for instance 2023.")
@click.option("--language", "languages", multiple=True, required=True, help="Language of the files; may be repeated.")
@click.option("--as", "requested_by", required=True, help="E-mail of the coordinator who requests the issue.")
@click.option("--confirmed-by", required=True, help="E-mail of the second person who confirms it.")
@click.option("--accept-open", default="", metavar="REMARK", help="Accept all checks that are open with this remark.")
def report_issue(plan: str, period: str, languages: tuple[str, ...], **people: str) -> None:
    """Issue the next edition of a plan's report for a period, for two people who both agreed.

    It is refused while a check is open, and says which; --accept-open accepts them with one remark.
    """
    from reports.language import Speech
    from tracker import jobs
    from tracker.models.database import db
    from tracker.services import issuing

    def tell(finding: Message) -> None:
        click.echo(f"Open: {Speech('en').say(finding)}", err=True)

    with application():
        job_id = issuing.issue(plan, period, languages, tell=tell, **people)
        db.session.commit()
        click.echo("The figures are frozen; the files are being made …")
        if not jobs.perform(job_id):
            refuse("The files could not be made; the request can be tried again or withdrawn on the report's page.")
        click.echo(issuing.said(job_id))


@report.command("files")
@click.argument("plan")
@click.option("--edition", "number", type=int, required=True, help="Number of the edition.")
@click.option("--period", default=None, help="Code of the period; needed where two periods have this number.")
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False), required=True)
def report_files(plan: str, number: int, period: str | None, folder: Path) -> None:
    """Write the stored files of an issued edition into a folder, and check each against its hash."""
    from tracker.services import issuing

    with application() as settings:
        for path in issuing.write_files(plan, number, period, settings, folder):
            click.echo(path)


if __name__ == "__main__":
    main()
