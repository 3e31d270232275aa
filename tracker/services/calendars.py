"""The calendar of a person's due dates, under a secret address that they can end at any time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reports.language import Speech
from tracker.domain.icalendar import Event, calendar
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reminding import CalendarAddress
from tracker.services import audit, clock, reminders
from tracker.services.acting import Actor, actor_for
from tracker.services.people_signed_in import new_token, token_hash
from tracker.services.reminders import PlanReminder


def current(user: User) -> CalendarAddress | None:
    """The address that is in use; its secret word is known to nobody but who was shown it."""
    return db.session.scalar(
        select(CalendarAddress).where(CalendarAddress.user_id == user.id, CalendarAddress.ended_at.is_(None))
    )


def renew(actor: Actor) -> str:
    """Make an address and end the one before. Returns its secret word, which is shown once and not stored."""
    end(actor)
    word = new_token()
    row = CalendarAddress(token_hash=token_hash(word), user_id=actor.user.id, created_at=clock.now())
    db.session.add(row)
    db.session.flush()
    audit.record("make_calendar_address", row, actor=actor.user)
    return word


def end(actor: Actor) -> None:
    """End the address in use, if there is one: from now on nothing is found there."""
    row = current(actor.user)
    if row is not None:
        row.ended_at = clock.now()
        audit.record("end_calendar_address", row, actor=actor.user)


def feed(word: str, base: str) -> bytes | None:
    """The calendar behind an address; None where there is none (any more) or its person may not sign in."""
    row = db.session.scalar(
        select(CalendarAddress)
        .where(CalendarAddress.token_hash == token_hash(word), CalendarAddress.ended_at.is_(None))
        .options(joinedload(CalendarAddress.user))
    )
    if row is None or not row.user.active or row.user.archived_at is not None:
        return None
    speech = Speech(row.user.language)
    found = reminders.of_person(actor_for(row.user))
    events = [event for each in found for event in _events(row, each, base)]
    return calendar(speech.gettext("1325 plan tracker"), events, now=clock.now())


def _events(row: CalendarAddress, each: PlanReminder, base: str) -> Iterator[Event]:
    """One event for the due date of each open period, one for today for each thing that waits now."""
    speech = Speech(row.user.language, each.plan.default_language)
    title, url = speech.text(each.plan.title).text, f"{base}/plans/{each.plan.code}"
    for due in each.due:
        said = reminders.lines(PlanReminder(each.plan, (due,), ()), speech, all_dates=True)
        summary = said[0] if said else speech.gettext("%(period)s: everything is sent", period=due.period.name)
        yield Event(_uid(row, f"due-{due.period.id}"), due.period.due_on, summary, title, f"{url}/work")
    for task, n in each.tasks:
        summary = reminders.task_line(task, n, speech)
        yield Event(_uid(row, f"{task}-{each.plan.id}"), clock.today(), summary, title, url)


def _uid(row: CalendarAddress, name: str) -> str:
    """The same for the same thing however often the calendar is read, and telling nothing of it."""
    return hashlib.sha256(f"{row.token_hash}:{name}".encode()).hexdigest()[:32] + "@nap1325-tracker"
