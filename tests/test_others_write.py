"""SQLite has one writer at a time: nobody's form may wait while the worker draws, sends or has something scanned."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from config import Settings
from tests.conftest import SERVER
from tests.entries import evidenced, issued, measured
from tests.services.test_reminders import Server, with_server, written
from tests.world import World
from tracker import jobs
from tracker.domain.vocabulary import EditionState, EvidenceKind, FileFormat, Scan
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.reporting import Job
from tracker.services import background, draft_files, drafting, keyring, mailing, rendering, scanning, sections
from tracker.services.acting import actor_for


class Other:
    """Another program that writes; it gives up at once where it would have to wait."""

    def __init__(self, settings: Settings) -> None:
        self.file = settings.database_url.removeprefix("sqlite:///")
        self.times = 0

    def write(self, *_: object) -> bytes:
        with closing(sqlite3.connect(self.file, timeout=0.2, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        self.times += 1
        return b"written"


if not SERVER:

    @pytest.fixture
    def other(settings: Settings) -> Other:
        return Other(settings)

    def test_while_files_are_drawn(world: World, other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page of a long report takes seconds."""
        monkeypatch.setattr(rendering, "DRAWN_BY", {FileFormat.XLSX: other.write, FileFormat.PDF: other.write})
        edition = issued(world.period_2023, world.clara, world.daria, state=EditionState.RENDERING)
        key = background.start("edition:9", "edition", edition.id, total=2).id
        db.session.commit()
        monkeypatch.setattr(drafting, "snapshot_of", lambda _edition: None)
        jobs.perform(key)
        assert other.times

    def test_while_a_draft_is_drawn(world: World, other: Other, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(draft_files, "DRAW", other.write)
        clara = actor_for(world.clara)
        draft_files.request(clara, sections.begin(clara, world.period_2023), "en")
        key = db.session.query(Job.id).scalar()
        db.session.commit()
        jobs.perform(key)
        assert other.times == 1

    def test_while_mails_are_sent(
        world: World, settings: Settings, other: Other, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Slow(Server):
            def send_message(self, message: object) -> None:
                other.write()
                super().send_message(message)

        measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina)
        number = len(written(world))
        monkeypatch.setattr(mailing, "_server", lambda _settings: Slow())
        assert number
        assert mailing.deliver(with_server(settings), db.session.commit) == (number, 0)
        assert other.times == number

    def test_while_files_are_scanned_and_one_that_is_lost_holds_up_no_other(
        world: World, settings: Settings, other: Other, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def clean(*_: object) -> Scan:
            other.write()
            return Scan.CLEAN

        vault = keyring.vault(settings, world.shelter.id, to_write=True)
        kept = vault.put(io.BytesIO(b"minutes"))
        entry = measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina)
        for sha256 in ("0" * 64, kept.sha256):
            evidenced(entry, by=world.amina, kind=EvidenceKind.FILE, sha256=sha256, scan=Scan.WAITING)
        db.session.commit()
        monkeypatch.setattr(scanning, "scan", clean)
        assert scanning.scan_waiting(replace(settings, scanner="127.0.0.1:3310"), db.session.commit) == 1
        assert [row.scan for row in db.session.query(Evidence).order_by(Evidence.id)] == [Scan.WAITING, Scan.CLEAN]
        assert other.times == 1
