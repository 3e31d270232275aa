"""One's own reminders: switched off and on; a calendar under a secret address; the outbox for administrators."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from tests.browsing import Browser, Page
from tests.entries import measured
from tests.world import World
from tracker.domain.vocabulary import State
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reminding import CalendarAddress, Mail
from tracker.services import clock, reminders

BrowserOf = Callable[[User], Browser]
MINE = "/account/reminders"


def address(page: Page) -> str:
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", page.main)
    assert found, page.main
    return found[1]


def calendar(browser: Browser, path: str, status: int = 200) -> str:
    answer = browser.client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True).replace("\r\n ", "")


def test_a_person_switches_reminders_off(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.amina)
    browser.open(MINE)
    browser.press("Save", {"wants": []})
    db.session.expire_all()
    assert world.amina.wants_reminders is False
    assert db.session.scalar(select(AuditEntry.act).where(AuditEntry.act == "change_reminders"))


def test_a_calendar_shows_due_dates_to_whoever_has_its_address(
    world: World, browser_of: BrowserOf, visitor: Browser
) -> None:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.RETURNED)
    browser = browser_of(world.amina)
    browser.open(MINE)
    path = address(browser.press("Make an address"))
    text = calendar(visitor, path)
    assert "DTSTART;VALUE=DATE:20240331" in text
    assert "2023: 12 reports are not sent" in text
    assert "1 entry came back with a reason" in text
    assert path not in browser.open(MINE).html, "it is shown once"
    stored = db.session.scalars(select(CalendarAddress)).one()
    assert path.split("/")[-1].removesuffix(".ics") not in stored.token_hash


def test_the_same_things_keep_their_uid_from_one_reading_to_the_next(
    world: World, browser_of: BrowserOf, visitor: Browser
) -> None:
    browser = browser_of(world.amina)
    browser.open(MINE)
    path = address(browser.press("Make an address"))
    first = re.findall(r"UID:(\S+)", calendar(visitor, path))
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    assert re.findall(r"UID:(\S+)", calendar(visitor, path)) == first
    assert len(set(first)) == len(first) == 2


def test_an_ended_or_replaced_address_finds_nothing(world: World, browser_of: BrowserOf, visitor: Browser) -> None:
    browser = browser_of(world.amina)
    browser.open(MINE)
    first = address(browser.press("Make an address"))
    browser.open(MINE)
    second = address(browser.press("Make a new address, and end the old one"))
    calendar(visitor, first, 404)
    calendar(visitor, second)
    browser.open(MINE)
    browser.press("End the address")
    calendar(visitor, second, 404)
    calendar(visitor, "/calendar/made-up.ics", 404)


def test_a_deactivated_person_has_no_calendar_any_more(world: World, browser_of: BrowserOf, visitor: Browser) -> None:
    browser = browser_of(world.amina)
    browser.open(MINE)
    path = address(browser.press("Make an address"))
    world.amina.active = False
    db.session.commit()
    calendar(visitor, path, 404)


def test_a_calendar_speaks_its_readers_language_and_of_their_own_organisation_alone(
    world: World, browser_of: BrowserOf, visitor: Browser
) -> None:
    world.bota.language = "ru"
    db.session.commit()
    browser = browser_of(world.bota)
    browser.open(f"{MINE}?lang=en")
    text = calendar(visitor, address(browser.press("Make an address")))
    assert "не отправлен" in text
    assert "Shelter" not in text
    assert text.count("BEGIN:VEVENT") == 2


def test_administrators_read_the_outbox_and_nobody_else(world: World, browser_of: BrowserOf) -> None:
    reminders.write_mails("https://tracker.example.org")
    db.session.commit()
    page = browser_of(world.adam).open("/administration/outbox")
    assert "No mail server is set" in page.main
    assert "Hello Amina," in page.main
    for who in (world.amina, world.clara):
        browser_of(who).open("/administration/outbox", status=404)


def test_a_mail_that_failed_says_why(world: World, browser_of: BrowserOf) -> None:
    db.session.add(
        Mail(user_id=world.amina.id, day=date(2024, 4, 1), language="en", subject="Reminder", body="Text", said="x",
             created_at=clock.now(), tries=5, failure="SMTPRecipientsRefused: mailbox full")
    )  # fmt: skip
    db.session.commit()
    assert "mailbox full" in browser_of(world.adam).open("/administration/outbox").main
