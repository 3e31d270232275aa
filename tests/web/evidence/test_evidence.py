"""Evidence is added under what one enters, seen by those who may, and never shown inside our pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.entering import (
    SHEET,
    TITLE,
    a_file,
    add_file,
    begin,
    decide,
    evidence_address,
    evidence_links,
    measuring,
    newest_evidence,
    reporting,
    stored,
    stored_status,
)
from tests.world import World
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, PeriodState, Step
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.people import User
from tracker.services import keyring
from tracker.storage import Storage

SignIn = Callable[[User], Browser]


def test_a_file_is_kept_as_it_is_and_downloaded_only(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    evidence = add_file(world, browser, file=a_file(name="тізім 2023.csv"))
    assert (evidence.kind, evidence.size, evidence.media_type) == (EvidenceKind.FILE, len(SHEET), "text/csv")
    assert evidence.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert evidence.visibility is EvidenceClass.INTERNAL
    settings = app.extensions["settings"]
    assert keyring.vault(settings, evidence.organisation_id).whole(evidence.sha256) == SHEET
    assert SHEET not in b"".join(path.read_bytes() for path in settings.storage.rglob("*") if path.is_file())
    page = browser.open(evidence_address(evidence))
    assert "тізім 2023.csv" in page.main
    answer = browser.client.get(evidence_address(evidence) + "/file")
    assert answer.data == SHEET
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%D1%82%D1%96%D0%B7%D1%96%D0%BC%202023.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


def test_a_link_and_something_held_elsewhere_are_evidence_too(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    page = browser.press("Add evidence", TITLE | {"kind": "link", "url": "https://stat.example.org/a?b=c"})
    assert "The evidence is added." in page.main
    page = browser.open(evidence_address(newest_evidence()))
    link = next(e for e in page.tree.iter("a") if e.get("href") == "https://stat.example.org/a?b=c")
    assert link.get("rel") == "noopener noreferrer nofollow"
    browser.open(measuring(world, "trained"))
    browser.press("Save and add evidence")
    browser.press("Add evidence", TITLE | {"kind": "held_elsewhere", "holder": "Archive of the ministry"})
    assert newest_evidence().holder == "Archive of the ministry"
    assert evidence_links() == 2


REFUSED = [
    ({"kind": "file"}, "Choose the file."),
    ({"kind": "link", "url": "javascript:alert(1)"}, "begins with https://"),
    ({"kind": "link", "url": "https://user:secret@example.org/"}, "begins with https://"),
    ({"kind": "link", "url": ""}, "begins with https://"),
    ({"kind": "held_elsewhere"}, "Say who holds it"),
    ({"kind": "held_elsewhere", "holder": "x", "url": "https://example.org"}, "more than one kind"),
    ({"kind": "link", "url": "https://example.org", "title-en": ""}, "Give it a title"),
    ({"kind": "link", "url": "https://example.org", "document_on": "2099-01-01"}, "in the future"),
    ({"kind": "link", "url": "https://example.org", "consent": ""}, "Say whether a person is quoted"),
    ({"kind": "link", "url": "https://example.org", "consent": "missing"}, "Then it is not added"),
    ({"kind": "link", "url": "https://example.org", "consent": "given"}, "Say where the written consent"),
    ({"kind": "file", "file": (b"<!doctype html><html></html>", "report.pdf")}, "“report.pdf” is a web page"),
    ({"kind": "file", "file": (b"", "report.pdf")}, "“report.pdf” is empty"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED, ids=[f"{n}" for n in range(len(REFUSED))])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, world: World, browser_of: SignIn, typed: dict[str, Any], sentence: str
) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    kept = {"title-en": "List", "proves-ru": "Сколько обучено", "visibility": "restricted", "language": "ru"}
    kept |= {"consent": "nobody", "place": "Room 4", "confirmer": "The archivist"} | typed
    chosen = kept.pop("file", None)
    sent = kept | ({"file": a_file(*chosen)} if chosen else {})
    page = browser.press("Add evidence", sent, status=422)
    assert any(sentence in error for error in page.errors()), page.errors()
    kept = {name: value for name, value in kept.items() if name != "consent" or value}
    assert {name: page.value(name) for name in kept} == kept
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0
    assert not list(app.extensions["settings"].storage.glob("evidence/*/??/*"))


def test_a_file_above_the_limit_is_answered_before_it_is_stored(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    limit = app.extensions["settings"].max_upload
    page = browser.press("Add evidence", TITLE | {"file": a_file(b"a" * (limit + 1))}, status=422)
    page.answer.request.environ["wsgi.input"].close()
    assert "is too large: 26 MB. A file may have 25 MB." in page.errors()[0]
    page = browser.press("Add evidence", TITLE | {"file": a_file(b"a" * (10 * limit + 11 * 1024 * 1024))}, status=413)
    page.answer.request.environ["wsgi.input"].close()
    assert "what you typed is still there" in page.main
    assert not list(app.extensions["settings"].storage.rglob("*"))


def test_a_full_disk_is_said_and_nothing_is_stored_by_half(
    world: World, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_storage: Storage, _stream: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Storage, "put", full)
    browser = browser_of(world.amina)
    begin(world, browser)
    page = browser.press("Add evidence", TITLE | {"file": a_file()}, status=422)
    assert "the disk is full or fails" in page.errors()[0]
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0


def test_one_item_supports_many_figures_and_can_be_taken_off_without_being_lost(
    world: World, browser_of: SignIn
) -> None:
    browser = browser_of(world.amina)
    evidence = add_file(world, browser)
    begin(world, browser, "centres")
    page = browser.press("Use this: List of participants")
    assert "The evidence supports this too now." in page.main
    assert evidence_links() == 2
    page = browser.open(evidence_address(evidence))
    assert "Women trained" in page.main
    assert "Crisis centres" in page.main
    browser.open(measuring(world, "centres"))
    page = browser.press("Take off: List of participants")
    assert "It is kept, and can be used again." in page.main
    assert evidence_links() == 1
    browser.press("Save and add evidence")
    browser.press("Use this: List of participants")
    assert evidence_links() == 2


def test_evidence_is_settled_with_what_was_sent(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    add_file(world, browser)
    browser.open(measuring(world, "trained"))
    late = browser_of(world.amina)
    late.open(measuring(world, "trained"))
    adding = browser_of(world.amina)
    measurement = stored(world)
    assert measurement is not None
    adding.open(f"/plans/test-plan/measurements/{measurement.id}/evidence/new")
    browser.press("Send for review")
    assert "Recall it to change it" in late.press("Take off: List of participants", status=422).main
    page = adding.press("Add evidence", TITLE | {"file": a_file()}, status=422)
    assert "Recall it to change it" in page.main
    assert evidence_links() == 1


def test_a_correction_takes_the_evidence_along(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    add_file(world, browser)
    browser.open(measuring(world, "trained"))
    browser.press("Send for review")
    decide(world, stored(world), Step.VERIFY)
    browser.open(measuring(world, "trained"))
    browser.follow("Correct this")
    page = browser.press("Begin the correction", {"reason": "Counted twice."})
    assert "List of participants" in page.main
    assert evidence_links() == 2


def test_nothing_is_added_to_a_closed_period(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    db.session.rollback()
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    page = browser.press("Add evidence", TITLE | {"file": a_file()}, status=422)
    assert "is closed" in page.main
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0


def test_a_status_has_evidence_too(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(reporting(world))
    browser.press("Save and add evidence", {"status": "in_progress"})
    page = browser.press("Add evidence", TITLE | {"kind": "link", "url": "https://example.org/minutes"})
    assert "List of participants" in page.main
    report = stored_status(world)
    assert report is not None
    link = db.session.scalars(select(EvidenceLink)).one()
    assert (link.status_report_id, link.measurement_id) == (report.id, None)
    browser.open(reporting(world))
    browser.press("Take off: List of participants")
    assert evidence_links() == 0


def test_a_file_that_is_sent_twice_is_stored_once(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    url = browser.page.url
    sent = {name: values[0] for name, values in browser.page.values(browser.page.forms()[0]).items()} | TITLE
    answers = [
        browser.client.post(url, data=sent | {"file": a_file()}, content_type="multipart/form-data") for _n in range(3)
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (303, measuring(world, "trained") + "#evidence")
    }
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
