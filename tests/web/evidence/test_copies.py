"""Others than its organisation get a copy that hides nothing; who takes the original is recorded."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from config import Settings
from tests import strangers
from tests.browsing import Browser
from tests.entering import TITLE, a_file, add_file, begin, evidence_address
from tests.strangers import CANARY
from tests.world import World, measured
from tracker.domain.vocabulary import Scan
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.people import User
from tracker.services import clock, scanning
from tracker.web.spool import Spool

SignIn = Callable[[User], Browser]


def got(browser: Browser, address: str) -> tuple[int, bytes, str]:
    with browser.client.get(address) as answer:
        return answer.status_code, answer.data, answer.headers.get("Content-Disposition", "")


def test_a_reviewer_gets_a_copy_and_may_take_the_original_which_is_recorded(world: World, browser_of: SignIn) -> None:
    photo = strangers.photo()
    item = add_file(world, browser_of(world.amina), file=a_file(photo, "тізім.jpg"))
    assert got(browser_of(world.amina), evidence_address(item) + "/file")[1] == photo
    rahima, clara = browser_of(world.rahima), browser_of(world.clara)
    page = rahima.open(evidence_address(item))
    assert "where the photo was taken" in page.main
    for browser in (rahima, clara):
        status, copy, name = got(browser, evidence_address(item) + "/file")
        assert (status, CANARY.encode() in copy) == (200, False)
        assert name.endswith("-copy.jpg")
    status, original, _name = got(rahima, evidence_address(item) + "/original")
    assert (status, original) == (200, photo)
    assert got(clara, evidence_address(item) + "/original")[0] == 404
    status, preview, _name = got(clara, evidence_address(item) + "/preview")
    with Image.open(io.BytesIO(preview)) as picture:
        assert (status, picture.format) == (200, "JPEG")
    db.session.rollback()
    taken = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "download_evidence")).all()
    assert [each.actor_id for each in taken] == [world.rahima.id], "nobody else took an original of another's"


def test_of_an_office_file_others_read_the_text(world: World, browser_of: SignIn) -> None:
    item = add_file(world, browser_of(world.amina), file=a_file(strangers.office(), "a.docx"))
    clara = browser_of(world.clara)
    page = clara.open(evidence_address(item))
    assert "Women trained: 120" in page.main
    assert "Of an office file no copy is made" in page.main
    assert CANARY not in page.html
    assert got(clara, evidence_address(item) + "/file")[0] == 404
    assert got(browser_of(world.rahima), evidence_address(item) + "/original")[0] == 200


def test_nothing_of_a_file_lies_in_plain_anywhere(
    world: World, browser_of: SignIn, settings: Settings, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    text = (f"{CANARY}-in-the-file " * 60_000).encode()
    browser = browser_of(world.amina)
    restricted = {"visibility": "restricted", "reviewer": str(world.rahima.id)}
    item = add_file(world, browser, file=a_file(text, "list.txt"), **restricted)
    rahima = browser_of(world.rahima)
    rahima.open(evidence_address(item))
    assert got(rahima, evidence_address(item) + "/original")[1] == text
    for folder in (settings.instance, tmp_path):
        for path in folder.rglob("*"):
            assert not path.is_file() or f"{CANARY}-in".encode() not in path.read_bytes(), path


def test_a_form_that_is_received_lies_sealed_on_the_disk(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = os.urandom(100) + b"canary" * 200_000
    with Spool() as spool:
        for at in range(0, len(content), 10_007):
            spool.write(content[at : at + 10_007])
        assert spool.seek(0, 2) == len(content)
        for start in (0, 1, 15, 16, 17, 700_001):
            spool.seek(start)
            assert spool.read(1000) == content[start : start + 1000]
        handle = spool._file._file.fileno()
        os.lseek(handle, 0, os.SEEK_SET)
        assert b"canary" not in os.read(handle, len(content))


def test_thirty_times_the_same_form_with_a_file_at_once_is_one_item(app: Any, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    page = browser.page
    url, sent = page.url, {name: values[0] for name, values in page.values(page.forms()[0]).items()} | TITLE
    cookie = browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    db.session.remove()
    barrier = Barrier(30)

    def send(_number: int) -> tuple[int, str]:
        client = app.test_client(use_cookies=False)
        barrier.wait(timeout=30)
        answer = client.post(
            url, data=sent | {"file": a_file()}, content_type="multipart/form-data",
            headers={"Cookie": f"{cookie.key}={cookie.value}"},
        )  # fmt: skip
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(30) as pool:
        answers = set(pool.map(send, range(30)))
    assert {status for status, _to in answers} == {303}, answers
    assert len(answers) == 1
    assert len(db.session.scalars(select(Evidence)).all()) == 1


def test_one_person_does_not_fill_the_disk_in_a_day(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina)
    for number in range(200):
        db.session.add(
            Evidence(
                plan_id=world.plan.id, organisation_id=world.shelter.id, added_by_id=world.amina.id, kind="file",
                added_at=clock.now(), title=world.plan.title, sha256=f"{number:064x}", size=1,
            )
        )  # fmt: skip
    db.session.commit()
    page = browser.press("Add evidence", TITLE | {"file": a_file()}, status=422)
    assert "Within a day one person can add 200 files" in page.errors()[0]


def test_a_silent_scanner_lets_a_file_wait_and_a_virus_is_refused(
    app: Any, world: World, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[Any] = iter([OSError("no scanner"), b"stream: Eicar-Test-Signature FOUND", b"stream: OK"])

    def asked(_address: str, _stream: object) -> bytes:
        said = next(answers)
        if isinstance(said, OSError):
            raise said
        return bytes(said)

    settings = app.extensions["settings"]
    monkeypatch.setattr(scanning, "_asked", asked)
    object.__setattr__(settings, "scanner", "127.0.0.1:3310")
    try:
        browser = browser_of(world.amina)
        item = add_file(world, browser)
        assert item.scan is Scan.WAITING
        assert "handed out to nobody" in browser.open(evidence_address(item)).main
        assert got(browser, evidence_address(item) + "/file")[0] == 503
        begin(world, browser)
        page = browser.press("Add evidence", TITLE | {"file": a_file(name="other.csv")}, status=422)
        assert "holds a virus" in page.errors()[0]
        db.session.rollback()
        assert scanning.scan_waiting(settings, db.session.commit) == 1
        db.session.commit()
    finally:
        object.__setattr__(settings, "scanner", "")
    assert "Scanned: no virus was found" in browser.open(evidence_address(item)).main
    assert got(browser, evidence_address(item) + "/file")[0] == 200


def test_a_script_that_sends_the_form_is_told_where_to_go_on(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    page = browser.page
    assert "connect-src 'self'" in page.answer.headers["Content-Security-Policy"]
    sent = {name: values[0] for name, values in page.values(page.forms()[0]).items()} | TITLE
    for _again in range(2):
        answer = browser.client.post(
            page.url, data=sent | {"file": a_file()}, content_type="multipart/form-data", headers={"X-Upload": "1"}
        )
        assert (answer.status_code, "#evidence" in answer.headers["Location"]) in ((201, True), (303, True))
    assert len(db.session.scalars(select(Evidence)).all()) == 1
