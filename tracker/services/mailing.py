"""Handing mails to a mail server; without one they stay in the outbox."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from config import Settings
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reminding import Mail
from tracker.services import clock

TRIES = 5
"""How often a mail is tried before it is left in the outbox with what the server said."""

SECONDS = 20


def deliver(settings: Settings, commit: Callable[[], None]) -> tuple[int, int]:
    """Send what waits, and note after each mail that it is sent. Returns how many were sent, and how many failed.

    Does nothing without a mail server. Accounts of the demonstration have no mailbox; their mails are only kept.
    """
    waiting = list(db.session.scalars(_waiting()))
    if not (settings.smtp_host and waiting):
        return 0, 0
    letters = [(mail, message_of(mail, settings)) for mail in waiting]
    commit()  # others may write while a mail server thinks: nothing is asked of the database until a mail is off
    sent = tried = 0
    try:
        with _server(settings) as server:
            for mail, letter in letters:
                sent += _send(server, mail, letter)
                tried += 1
                commit()
    except (OSError, smtplib.SMTPException) as error:
        for mail in waiting[tried:]:
            _failed(mail, error)
        commit()
    return sent, len(waiting) - sent


def message_of(mail: Mail, settings: Settings) -> EmailMessage:
    """A mail as the server gets it: plain text, marked as written by a program, so that nobody's absence answers it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = settings.mail_from, mail.user.email, mail.subject
    made["Date"] = format_datetime(mail.created_at)
    made["Message-ID"] = make_msgid(f"mail-{mail.id}", settings.mail_from.rpartition("@")[2].strip("> ") or "tracker")
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = mail.language
    made["List-Unsubscribe"] = f"<{settings.public_url}/account/reminders>"
    made.set_content(mail.body)
    return made


def _waiting() -> Select[Mail]:
    return (
        select(Mail)
        .join(Mail.user)
        .options(contains_eager(Mail.user))
        .where(Mail.sent_at.is_(None), Mail.tries < TRIES, User.active, User.is_demonstration.is_(False))
        .order_by(Mail.id)
    )


def _server(settings: Settings) -> smtplib.SMTP:
    """An open connection, encrypted unless the settings say otherwise, and signed in where they name somebody."""
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS)
    if settings.smtp_security == "starttls":
        server.starttls(context=context)
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server


def _send(server: smtplib.SMTP, mail: Mail, letter: EmailMessage) -> bool:
    """One mail; a mailbox that is refused does not keep the others back."""
    try:
        server.send_message(letter)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, UnicodeError, ValueError) as error:
        _failed(mail, error)
        return False
    mail.tries, mail.sent_at, mail.failure = mail.tries + 1, clock.now(), ""
    return True


def _failed(mail: Mail, error: Exception) -> None:
    mail.tries, mail.failure = mail.tries + 1, f"{type(error).__name__}: {error}"[:500]
