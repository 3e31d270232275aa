"""Evidence is added under what one enters, seen by those who may, and never shown inside our pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.entering import SOURCED, decide, measuring, reporting, stored, stored_status
from tests.world import World
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, PeriodState, Step
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence, EvidenceLink
from tracker.models.people import User
from tracker.storage import Storage

SignIn = Callable[[User], Browser]
SHEET = b"region,women\nAlmaty,12\n"
TITLE = {"title-en": "List of participants"}


def begin(world: World, browser: Browser, code: str = "trained") -> None:
    """Save a draft and go on to its evidence."""
    browser.open(measuring(world, code))
    browser.press(
        "Save and add evidence", {"has_value": "yes"} | SOURCED | ({"value": "12"} if code == "trained" else {})
    )


def file(content: bytes = SHEET, name: str = "list.csv") -> Any:
    return io.BytesIO(content), name


def add_file(world: World, browser: Browser, **fields: Any) -> Evidence:
    begin(world, browser)
    browser.press("Add evidence", TITLE | {"file": file()} | fields)
    return newest()


def newest() -> Evidence:
    db.session.rollback()
    found = db.session.scalars(select(Evidence).order_by(Evidence.id.desc())).first()
    assert found is not None
    return found


def links() -> int | None:
    query = select(func.count()).select_from(EvidenceLink).where(EvidenceLink.archived_at.is_(None))
    return db.session.scalar(query)


def address(evidence: Evidence) -> str:
    return f"/plans/test-plan/evidence/{evidence.id}"


def test_a_file_is_kept_as_it_is_and_downloaded_only(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    evidence = add_file(world, browser, file=file(name="тізім 2023.csv"))
    assert (evidence.kind, evidence.size, evidence.media_type) == (EvidenceKind.FILE, len(SHEET), "text/csv")
    assert evidence.sha256 == hashlib.sha256(SHEET).hexdigest()
    assert evidence.visibility is EvidenceClass.INTERNAL
    assert Storage(app.extensions["settings"].storage / "evidence").exists(evidence.sha256)
    page = browser.open(address(evidence))
    assert "тізім 2023.csv" in page.main
    answer = browser.client.get(address(evidence) + "/file")
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
    page = browser.open(address(newest()))
    link = next(e for e in page.tree.iter("a") if e.get("href") == "https://stat.example.org/a?b=c")
    assert link.get("rel") == "noopener noreferrer nofollow"
    browser.open(measuring(world, "trained"))
    browser.press("Save and add evidence")
    browser.press("Add evidence", TITLE | {"kind": "held_elsewhere", "holder": "Archive of the ministry"})
    assert newest().holder == "Archive of the ministry"
    assert links() == 2


REFUSED = [
    ({"kind": "file"}, "Choose the file."),
    ({"kind": "link", "url": "javascript:alert(1)"}, "begins with https://"),
    ({"kind": "link", "url": "https://user:secret@example.org/"}, "begins with https://"),
    ({"kind": "link", "url": ""}, "begins with https://"),
    ({"kind": "held_elsewhere"}, "Say who holds it"),
    ({"kind": "held_elsewhere", "holder": "x", "url": "https://example.org"}, "more than one kind"),
    ({"kind": "link", "url": "https://example.org", "title-en": ""}, "Give it a title"),
    ({"kind": "link", "url": "https://example.org", "document_on": "2099-01-01"}, "in the future"),
    ({"kind": "file", "file": (b"<!doctype html><html></html>", "report.pdf")}, "“report.pdf” is a web page"),
    ({"kind": "file", "file": (b"", "report.pdf")}, "“report.pdf” is empty"),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED, ids=[f"{n}" for n in range(len(REFUSED))])
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, world: World, browser_of: SignIn, typed: dict[str, Any], sentence: str
) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    kept = {"title-en": "List", "proves-ru": "Сколько обучено", "visibility": "restricted", "language": "ru"} | typed
    chosen = kept.pop("file", None)
    sent = kept | ({"file": file(*chosen)} if chosen else {})
    page = browser.press("Add evidence", sent, status=422)
    assert any(sentence in error for error in page.errors()), page.errors()
    assert {name: page.value(name) for name in kept} == kept
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 0
    assert not list(app.extensions["settings"].storage.glob("evidence/??/*"))


def test_a_file_above_the_limit_is_answered_before_it_is_stored(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    limit = app.extensions["settings"].max_upload
    page = browser.press("Add evidence", TITLE | {"file": file(b"a" * (limit + 1))}, status=422)
    page.answer.request.environ["wsgi.input"].close()
    assert "is too large: 26 MB. A file may have 25 MB." in page.errors()[0]
    page = browser.press("Add evidence", TITLE | {"file": file(b"a" * (limit + 2 * 1024 * 1024))}, status=413)
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
    page = browser.press("Add evidence", TITLE | {"file": file()}, status=422)
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
    assert links() == 2
    page = browser.open(address(evidence))
    assert "Women trained" in page.main
    assert "Crisis centres" in page.main
    browser.open(measuring(world, "centres"))
    page = browser.press("Take off: List of participants")
    assert "It is kept, and can be used again." in page.main
    assert links() == 1
    browser.press("Save and add evidence")
    browser.press("Use this: List of participants")
    assert links() == 2


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
    page = adding.press("Add evidence", TITLE | {"file": file()}, status=422)
    assert "Recall it to change it" in page.main
    assert links() == 1


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
    assert links() == 2


def test_nothing_is_added_to_a_closed_period(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    db.session.rollback()
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    page = browser.press("Add evidence", TITLE | {"file": file()}, status=422)
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
    assert links() == 0


def test_who_may_see_an_item(world: World, browser_of: SignIn) -> None:
    evidence = add_file(world, browser_of(world.amina))
    seen: dict[str, list[int]] = {}
    for name, person in {
        "amina": world.amina, "rahima": world.rahima, "clara": world.clara, "bota": world.bota, "viktor": world.viktor,
        "olga": world.olga,
    }.items():  # fmt: skip
        client = browser_of(person).client
        seen[name] = []
        for visibility in (EvidenceClass.INTERNAL, EvidenceClass.RESTRICTED):
            db.session.rollback()
            evidence.visibility = visibility
            db.session.commit()
            for tail in ("", "/file"):
                with client.get(address(evidence) + tail) as answer:
                    seen[name].append(answer.status_code)
    assert seen == {
        "amina": [200, 200, 200, 200],
        "rahima": [200, 200, 404, 404],
        "clara": [200, 200, 404, 404],
        "bota": [404, 404, 404, 404],
        "viktor": [404, 404, 404, 404],
        "olga": [404, 404, 404, 404],
    }


def test_a_coordinator_learns_of_a_restricted_item_only_who_holds_it(world: World, browser_of: SignIn) -> None:
    add_file(world, browser_of(world.amina), visibility="restricted")
    measurement = stored(world)
    assert measurement is not None
    page = browser_of(world.clara).open(f"/plans/test-plan/measurements/{measurement.id}")
    assert "Evidence held by Shelter" in page.main
    assert "List of participants" not in page.html
    assert "list.csv" not in page.html


def test_who_takes_a_restricted_file_is_recorded_and_who_takes_another_is_not(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    evidence = add_file(world, browser)
    for visibility in (EvidenceClass.INTERNAL, EvidenceClass.RESTRICTED):
        db.session.rollback()
        evidence.visibility = visibility
        db.session.commit()
        browser.client.get(address(evidence) + "/file").close()
    db.session.rollback()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "download_evidence")).all()
    assert [(entry.actor_id, entry.subject_id) for entry in entries] == [(world.amina.id, evidence.id)]


def test_nobody_uses_the_evidence_of_another_organisation(world: World, browser_of: SignIn) -> None:
    evidence = add_file(world, browser_of(world.amina))
    bota = browser_of(world.bota)
    bota.open(measuring(world, "trained", organisation=world.bridge))
    page = bota.press("Save and add evidence", {"has_value": "yes", "value": "3"})
    assert "List of participants" not in page.html
    answer = bota.client.post(
        page.url.replace("/new", f"/{evidence.id}/use"), data={"csrf_token": page.value("csrf_token")}
    )
    assert answer.status_code == 404
    assert links() == 1


def test_a_file_that_is_sent_twice_is_stored_once(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    url = browser.page.url
    sent = {name: values[0] for name, values in browser.page.values(browser.page.forms()[0]).items()} | TITLE
    answers = [
        browser.client.post(url, data=sent | {"file": file()}, content_type="multipart/form-data") for _n in range(3)
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (303, measuring(world, "trained") + "#evidence")
    }
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
