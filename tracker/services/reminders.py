"""What a person is reminded of, and the one mail a day that says so in their language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from reports.language import Speech
from tracker.domain.permissions import Action
from tracker.domain.texts import N_
from tracker.domain.vocabulary import State
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Membership, User
from tracker.models.plan import Plan
from tracker.models.reminding import Mail
from tracker.services import audit, clock, waiting, work
from tracker.services.acting import Actor, actor_for
from tracker.services.waiting import Task

SOON = timedelta(days=14)
"""How long before a due date a mail speaks of it."""

AGAIN = timedelta(days=7)
"""After how long a mail that says nothing new is sent once more."""

KEPT = timedelta(days=90)
"""How long mails are kept to be read."""

IN_DUE = (Task.ENTER, Task.REPORT)
"""What the dates of the periods say already."""

SUBJECT = N_("Reminder from the 1325 plan tracker")


@dataclass(frozen=True, slots=True)
class Due:
    """What the person's organisations have not sent for an open period; a draft is not sent."""

    period: ReportingPeriod
    unsent: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PlanReminder:
    """What waits for a person in one plan: numbers of things, never their values or titles."""

    plan: Plan
    due: tuple[Due, ...]
    tasks: tuple[tuple[Task, int], ...]

    @property
    def presses(self) -> bool:
        """Whether there is something to say today, and not only a date far ahead."""
        today = clock.today()
        near = any(each.is_overdue or each.period.due_on - today <= SOON for each in self.due if each.unsent)
        return near or bool(self.tasks)


def of_person(actor: Actor) -> list[PlanReminder]:
    """What waits for a person in each of their plans: what is due, what came back, what they have to decide."""
    found = []
    for each in waiting.for_person(actor):
        tasks = tuple((task, n) for task, n in each.tasks if task not in IN_DUE)
        found.append(PlanReminder(each.plan, tuple(_due(actor, each.plan)), tasks))
    return found


def _due(actor: Actor, plan: Plan) -> Iterator[Due]:
    if not actor.reach(plan, Action.RECORD_MEASUREMENT):
        return
    for each in work.of_person(actor, plan).periods:
        unsent = sum(task.state in (None, State.DRAFT) for task in each.tasks)
        yield Due(each.period, unsent, bool(unsent) and clock.today() > each.period.due_on)


def lines(reminder: PlanReminder, speech: Speech, *, all_dates: bool = False) -> list[str]:
    """What there is to say about one plan; with `all_dates` also of dates that are far ahead."""
    said = []
    for each in reminder.due:
        day, name = speech.day(each.period.due_on), each.period.name
        if each.is_overdue:
            said.append(
                speech.ngettext(
                    "Overdue since %(day)s, %(period)s: %(n)s report is not sent.",
                    "Overdue since %(day)s, %(period)s: %(n)s reports are not sent.",
                    each.unsent, day=day, period=name,
                )
            )  # fmt: skip
        elif each.unsent and (all_dates or each.period.due_on - clock.today() <= SOON):
            said.append(
                speech.ngettext(
                    "Due on %(day)s, %(period)s: %(n)s report is not sent yet.",
                    "Due on %(day)s, %(period)s: %(n)s reports are not sent yet.",
                    each.unsent, day=day, period=name,
                )
            )  # fmt: skip
    return said + [task_line(task, n, speech) for task, n in reminder.tasks]


def task_line(task: Task, n: int, speech: Speech) -> str:
    """What a number of things asks of the person."""
    if task is Task.MEND:
        return speech.ngettext("%(n)s entry came back with a reason.", "%(n)s entries came back with a reason.", n)
    if task is Task.REVIEW:
        return speech.ngettext("%(n)s entry waits for review.", "%(n)s entries wait for review.", n)
    if task is Task.CHASE:
        return speech.ngettext(
            "%(n)s report of other organisations is overdue.", "%(n)s reports of other organisations are overdue.", n
        )
    if task is Task.WRITE:
        return speech.ngettext(
            "%(n)s section of the report is yours to write.", "%(n)s sections of the report are yours to write.", n
        )
    if task is Task.READ_DRAFT:
        return speech.ngettext(
            "%(n)s draft of a report asks for your remarks.", "%(n)s drafts of reports ask for your remarks.", n
        )
    if task is not Task.CONFIRM:
        raise LookupError(f"no words for the task {task}")
    return speech.ngettext("%(n)s edition waits for a second person.", "%(n)s editions wait for a second person.", n)


def write_mails(base: str) -> int:
    """Write today's mails to everybody who wants them and for whom something waits. Returns how many were written.

    Whoever got one today, or the same one within a week, gets none. `base` is the address of the tracker.
    """
    db.session.execute(delete(Mail).where(Mail.created_at < clock.now() - KEPT))
    return sum(_write(user, base) for user in _people())


def _people() -> Sequence[User]:
    rows = select(User).where(User.active, User.archived_at.is_(None), User.wants_reminders)
    return db.session.scalars(
        rows.where(User.memberships.any(Membership.archived_at.is_(None))).order_by(User.email)
    ).all()


def _write(user: User, base: str) -> bool:
    last = db.session.scalar(select(Mail).where(Mail.user_id == user.id).order_by(Mail.day.desc()).limit(1))
    if last is not None and last.day >= clock.today():
        return False
    pressing = [each for each in of_person(actor_for(user)) if each.presses]
    if not pressing:
        return False
    speech = Speech(user.language, pressing[0].plan.default_language)
    body = _body(user, pressing, speech, base)
    said, today = hashlib.sha256(body.encode()).hexdigest(), clock.today()
    if last is not None and last.said == said and today - last.day < AGAIN:
        return False
    mail = Mail(
        user_id=user.id, day=today, language=user.language, subject=speech.gettext(SUBJECT), body=body, said=said,
        created_at=clock.now(),
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        return False  # another worker was faster
    return True


def _body(user: User, pressing: Iterable[PlanReminder], speech: Speech, base: str) -> str:
    """Numbers of things and dates alone: whoever reads over a shoulder learns no figure and no title of evidence."""
    parts = [speech.gettext("Hello %(name)s,", name=user.name)]
    for each in pressing:
        title = Speech(user.language, each.plan.default_language).text(each.plan.title).text
        parts.append("\n".join([title, *(f"- {line}" for line in lines(each, speech))]))
    parts.append(f"{base}/")
    stop = speech.gettext("You get at most one such mail a day. Here you can switch it off:")
    parts.append(f"{stop}\n{base}/account/reminders")
    return "\n\n".join(parts) + "\n"


def set_wish(actor: Actor, *, wants: bool) -> None:
    """Switch one's own mails on or off."""
    before, actor.user.wants_reminders = actor.user.wants_reminders, wants
    if before != wants:
        audit.record("change_reminders", actor.user, actor=actor.user, before={"mail": before}, after={"mail": wants})


def outbox(limit: int = 200) -> Sequence[Mail]:
    """The newest mails, for administrators."""
    return db.session.scalars(select(Mail).options(joinedload(Mail.user)).order_by(Mail.id.desc()).limit(limit)).all()


def last_mail_day(user: User) -> date | None:
    """When the newest mail to a person was written."""
    return db.session.scalar(select(Mail.day).where(Mail.user_id == user.id).order_by(Mail.day.desc()).limit(1))
