"""The draft as PDF: made by the worker, clearly no edition, and gone after a week."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from config import Settings
from reports.document import document
from tests.browsing import Browser
from tests.reports.pdf_text import words
from tests.reports.samples import draft as drafted
from tests.web.reporting.test_issue import report_of
from tests.world import World
from tracker import jobs
from tracker.domain.vocabulary import JobState
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Edition, Job
from tracker.models.workshop import DraftFile
from tracker.services import draft_files
from tracker.services.backup_database import stored_names

Browsers = Callable[[User], Browser]
AsOf = Callable[[str], None]


@pytest.fixture(autouse=True)
def _quick_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is drawn at once; the real one has a test of its own."""
    monkeypatch.setattr(draft_files, "DRAW", lambda snapshot, language: f"{snapshot.edition} {language}".encode())


def asked(browser: Browser, language: str = "ru") -> Browser:
    report_of(browser)
    browser.follow("The draft as PDF")
    browser.press("Make the draft", {"language": language})
    return browser


def made() -> Job:
    job = db.session.scalars(select(Job)).one()
    assert jobs.perform(job.id)
    db.session.expire_all()
    return job


def test_a_draft_is_made_outside_the_request_and_downloaded(world: World, browser_of: Browsers) -> None:
    clara = asked(browser_of(world.clara))
    assert "Waiting" in clara.page.main
    made()
    clara.open(clara.page.url)
    name = next(label for label in clara.page.links() if "DRAFT" in label)
    answer = clara.client.get(clara.page.links()[name], buffered=True)
    assert answer.data == b"None ru"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=test-plan_2023_DRAFT_")
    assert db.session.scalars(select(Edition)).all() == [], "it is no edition"


def test_nobody_else_gets_it(world: World, browser_of: Browsers) -> None:
    asked(browser_of(world.clara))
    made()
    for person, status in ((world.amina, 403), (world.viktor, 404), (world.olga, 404)):
        browser_of(person).open("/plans/test-plan/reports/drafts/1/file", status=status)


def test_a_draft_that_is_being_made_is_not_made_twice(world: World, browser_of: Browsers) -> None:
    clara = asked(browser_of(world.clara))
    page = clara.press("Make the draft", {"language": "ru"}, status=422)
    assert page.errors() == ["A draft in this language is being made already."]


def test_a_draft_that_cannot_be_made_says_so(
    world: World, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    clara = asked(browser_of(world.clara))

    def broken(_snapshot: object, _language: str) -> bytes:
        raise MemoryError

    monkeypatch.setattr(draft_files, "DRAW", broken)
    job = db.session.scalars(select(Job)).one()
    assert not jobs.perform(job.id)
    assert "could not be made within the memory" in clara.open(clara.page.url).main
    db.session.expire_all()
    assert job.state is JobState.FAILED


def test_a_draft_is_gone_after_a_week(world: World, browser_of: Browsers, as_of: AsOf, settings: Settings) -> None:
    as_of("2024-12-05T09:00")
    asked(browser_of(world.clara))
    made()
    row = db.session.scalars(select(DraftFile)).one()
    assert draft_files.content_of(row, settings) == b"None ru"
    db.session.commit()
    for moment, count in (("2024-12-11T09:00", 0), ("2024-12-13T09:00", 1)):
        as_of(moment)
        assert draft_files.let_go() == count
        db.session.commit()
    db.session.expire_all()
    assert (draft_files.content_of(row, settings), row.snapshot) == (None, {})
    assert not [name for name in stored_names(db.session()) if name.startswith("drafts/")]


def test_the_word_stands_on_every_page_and_no_number(world: World) -> None:
    said = words(document(drafted(), "en"))
    assert "Draft" in said
    assert "Edition 1" not in said
