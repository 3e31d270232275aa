"""What every command does around its own work: read the settings, open the application, commit or refuse."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from config import Settings, WrongSettings, read_settings
from tracker import logs
from tracker.domain.errors import TrackerError


def refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def the_settings() -> Settings:
    """The settings from the environment; a command with wrong ones ends with a line for each."""
    try:
        return read_settings()
    except WrongSettings as error:
        refuse(f"These settings are wrong:\n{error}")


def say(error: TrackerError) -> str:
    """A refusal in English, as commands speak."""
    from reports.language import Speech

    return Speech("en").say(error.message)


@contextmanager
def application(*, any_tables: bool = False) -> Iterator[Settings]:
    """The application's context for one command: committed when it succeeds, rolled back when it is refused.

    Refused at once where the tables belong to a newer version, save with `any_tables`.
    """
    from tracker.app import create_app
    from tracker.models.database import db
    from tracker.services import schema

    settings = the_settings()
    logs.start(settings.log_format)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    app = create_app(settings)
    with app.app_context():
        try:
            if not any_tables and (fault := schema.unknown()):
                refuse(fault)
            yield settings
            db.session.commit()
        except TrackerError as error:
            db.session.rollback()
            refuse(say(error))
        finally:
            db.session.remove()
            db.engine.dispose()
            app.extensions["queue"].close()
