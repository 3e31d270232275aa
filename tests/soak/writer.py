"""A process that saves a value with a file again and again, and says so after each commit, until it is killed.

python -m tests.soak.writer DATABASE_URL INSTANCE EMAIL ORGANISATION
"""

from __future__ import annotations

import io
import secrets
import sys
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from config import Settings
from tests.world import english
from tracker.app import create_app
from tracker.domain.entries import Entry
from tracker.domain.vocabulary import Consent, EvidenceKind
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Organisation, User
from tracker.services import evidence, intake, measuring, places
from tracker.services.acting import actor_for
from tracker.services.evidence_details import Details
from tracker.services.files import Checked


def save_once(settings: Settings, email: str, organisation: str, number: int) -> str:
    """One request's worth of work; returns what a person would be told was saved."""
    actor = actor_for(db.session.scalars(select(User).where(User.email == email)).one())
    answers = db.session.scalars(select(Organisation).where(Organisation.code == organisation)).one()
    indicator = db.session.scalars(select(Indicator).where(Indicator.code == "trained")).one()
    period = db.session.scalars(select(ReportingPeriod).where(ReportingPeriod.code == "2023").limit(1)).one()
    at = places.find(actor, period, indicator, answers.id)
    saved = measuring.save(actor, at, Entry(has_value=True, value=Decimal(number)), version=at.version)
    stream, checked = io.BytesIO(secrets.token_bytes(2000)), Checked("list.txt", "text/plain")
    file = intake.keep(settings, answers.id, stream, checked)
    title = english(f"List {number}")
    details = Details(kind=EvidenceKind.FILE, title=title, consent=Consent.NOBODY)
    evidence.add(actor, saved, details, file=file)
    db.session.commit()
    return f"{saved.id} {number} {file.stored.sha256}"


def main(database_url: str, instance: str, email: str, organisation: str) -> None:
    settings = Settings(Path(instance), database_url, "a key that lasts as long as this process", testing=True)
    app = create_app(settings)
    for number in range(1, 100_000):
        with app.app_context():
            print(save_once(settings, email, organisation, number), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
