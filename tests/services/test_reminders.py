"""One mail a day at most, in the reader's language, with numbers of things and nothing that is secret."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from config import Settings
from reports.language import Speech
from tests.entries import evidenced, measured, reported
from tests.world import World, english
from tracker.cli import main
from tracker.domain.vocabulary import PeriodState, State
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reminding import Mail
from tracker.services import mailing, reminders
from tracker.services.acting import actor_for
from tracker.services.waiting import Task

BASE = "https://tracker.example.org"


def written(world: World) -> dict[str, str]:
    """Today's mails by the reader's name, after they were written."""
    reminders.write_mails(BASE)
    db.session.commit()
    return {mail.user.name: mail.body for mail in db.session.scalars(select(Mail))}


@pytest.fixture(autouse=True)
def _in_april(as_of: Callable[[str], None]) -> None:
    as_of("2024-04-02T06:00")


def send_everything(world: World, state: State = State.VERIFIED) -> None:
    """Everything that Shelter and Bridge owe for both years is in that state."""
    for period in (world.period_2022, world.period_2023):
        for each in world.indicators.values():
            measured(each, period, world.shelter, world.amina, state=state)
        measured(world.indicators["trained"], period, world.bridge, world.bota, state=state)
        for commitment in world.commitments:
            reported(commitment, period, world.shelter, world.amina, state=state)
            reported(commitment, period, world.ministry, world.galym, state=state)


def test_who_owes_something_is_told_what_is_overdue(world: World) -> None:
    mails = written(world)
    assert "Overdue since 31 March 2024, 2023: 13 reports are not sent." in mails["Amina"]
    assert "Overdue since 31 March 2024, 2023: 1 report is not sent." in mails["Bota"]
    assert "reports of other organisations are overdue" in mails["Clara"]
    assert {"Viktor", "Olga", "Adam", "Rahima"}.isdisjoint(mails), "nothing waits for them"


def test_a_draft_never_clears_what_is_overdue_and_sending_does(world: World) -> None:
    trained = world.indicators["trained"]
    for period in (world.period_2022, world.period_2023):
        measured(trained, period, world.bridge, world.bota, state=State.DRAFT)
    assert "1 report is not sent" in written(world)["Bota"]
    db.session.query(Mail).delete()
    for thing in db.session.scalars(select(type(measured(trained, world.period_2023, world.ministry, world.galym)))):
        thing.state = State.SUBMITTED
    assert "Bota" not in written(world)


def test_what_came_back_and_what_waits_for_review_is_told(world: World) -> None:
    send_everything(world)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, revision=2,
             state=State.RETURNED)  # fmt: skip
    measured(world.indicators["centres"], world.period_2023, world.shelter, world.amina, revision=2)
    mails = written(world)
    assert "1 entry came back with a reason." in mails["Amina"]
    assert "1 entry waits for review." in mails["Rahima"]


def test_nothing_is_written_before_it_is_near_or_once_a_period_is_closed(world: World, as_of: Any) -> None:
    as_of("2023-01-15T06:00")
    assert written(world) == {}
    as_of("2023-03-20T06:00")
    assert "Due on 31 March 2023, 2022: 13 reports are not sent yet." in written(world)["Amina"]
    for period in (world.period_2022, world.period_2023):
        period.state = PeriodState.CLOSED
    db.session.query(Mail).delete()
    as_of("2024-04-02T06:00")
    assert "Amina" not in written(world)


def test_one_mail_a_day_and_the_same_one_not_again_for_a_week(world: World, as_of: Any) -> None:
    def days_with_a_mail(*days: str) -> list[str]:
        found = []
        for day in days:
            as_of(f"2024-04-{day}T06:00")
            before = db.session.scalars(select(Mail).where(Mail.user_id == world.bota.id)).all()
            written(world)
            after = db.session.scalars(select(Mail).where(Mail.user_id == world.bota.id)).all()
            found += [day] * (len(after) - len(before))
        return found

    assert days_with_a_mail("02", "02", "03", "08", "09") == ["02", "09"]
    measured(world.indicators["trained"], world.period_2023, world.bridge, world.bota)
    assert days_with_a_mail("10", "10", "11") == ["10"], "it says something new"


def test_a_mail_is_in_the_language_of_its_reader(world: World) -> None:
    world.bota.language = "ru"
    mail = written(world)["Bota"]
    assert "Здравствуйте, Bota!" in mail
    assert "31 марта 2024" in mail
    assert "Overdue" not in mail


def test_who_switched_them_off_or_was_deactivated_gets_none(world: World) -> None:
    reminders.set_wish(actor_for(world.amina), wants=False)
    world.bota.active = False
    assert {"Amina", "Bota"}.isdisjoint(written(world))


def test_a_mail_holds_no_figure_and_no_words_of_evidence_narratives_or_remarks(world: World) -> None:
    thing = measured(
        world.indicators["trained"], world.period_2023, world.shelter, world.amina, "987654",
        narrative=english("canary-narrative"), source="canary-source", state=State.RETURNED,
    )  # fmt: skip
    evidenced(thing, by=world.amina, title="canary-evidence", holder="canary-holder")
    mails = written(world)
    assert "came back" in mails["Amina"]
    assert not any("canary" in body or "987654" in body or "987,654" in body for body in mails.values())


class Server:
    """A mail server that keeps what it is given; a mailbox that it refuses is named `refused`."""

    def __init__(self) -> None:
        self.kept: list[Any] = []

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_more: object) -> None:
        pass

    def send_message(self, message: Any) -> None:
        if "refused" in message["To"]:
            raise smtplib.SMTPRecipientsRefused({})
        self.kept.append(message)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    monkeypatch.setattr(mailing, "_server", lambda _settings: made)
    return made


def with_server(settings: Settings) -> Settings:
    return replace(settings, smtp_host="127.0.0.1", mail_from="Tracker <tracker@example.org>", public_url=BASE)


def test_without_a_server_mails_are_kept_and_with_one_sent_once(
    world: World, settings: Settings, server: Server
) -> None:
    number = len(written(world))
    assert mailing.deliver(settings, db.session.commit) == (0, 0)
    assert mailing.deliver(with_server(settings), db.session.commit) == (number, 0)
    assert mailing.deliver(with_server(settings), db.session.commit) == (0, 0)
    first = server.kept[0]
    assert (first["To"], first["From"]) == (world.amina.email, "Tracker <tracker@example.org>")
    assert first["Auto-Submitted"] == "auto-generated"
    assert f"{BASE}/account/reminders" in first.get_content()


def test_a_refused_mailbox_keeps_no_other_back_and_is_tried_a_few_times(
    world: World, settings: Settings, server: Server
) -> None:
    world.amina.email = "refused@example.org"
    number = len(written(world))
    for _time in range(mailing.TRIES + 2):
        mailing.deliver(with_server(settings), db.session.commit)
    assert len(server.kept) == number - 1
    mail = db.session.scalars(select(Mail).where(Mail.user_id == world.amina.id)).one()
    assert (mail.sent_at, mail.tries) == (None, mailing.TRIES)
    assert "SMTPRecipientsRefused" in mail.failure


def test_a_server_that_is_away_fails_no_work_and_is_tried_again(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    def away(_settings: Settings) -> Server:
        raise ConnectionRefusedError("nobody listens")

    number = len(written(world))
    monkeypatch.setattr(mailing, "_server", away)
    assert mailing.deliver(with_server(settings), db.session.commit) == (0, number)
    monkeypatch.setattr(mailing, "_server", lambda _settings: server)
    assert mailing.deliver(with_server(settings), db.session.commit) == (number, 0)


def test_mail_to_accounts_of_the_demonstration_is_kept_and_not_sent(
    world: World, settings: Settings, server: Server
) -> None:
    for user in db.session.scalars(select(User)):
        user.is_demonstration = True
    assert written(world)
    assert mailing.deliver(with_server(settings), db.session.commit) == (0, 0)


def test_the_command_says_what_it_did_and_where_the_mails_are(app: Flask, world: World, settings: Settings) -> None:
    environment = {
        "INSTANCE_DIR": str(settings.instance),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
    }
    db.session.remove()
    said = CliRunner().invoke(main, ["remind"], env=environment)
    assert said.exit_code == 0, said.output
    assert "Sent: 0. Failed: 0." in said.output
    assert "outbox" in said.output


def test_every_task_has_words_of_its_own() -> None:
    told = [task for task in Task if task not in reminders.IN_DUE]
    assert len({reminders.task_line(task, 2, Speech("en")) for task in told}) == len(told)
