"""From the first section to an issued edition: written, requested by one person, confirmed by another, downloaded."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from tests.browsing import Browser
from tests.world import World, measured
from tracker import jobs
from tracker.domain.vocabulary import EditionState, FileFormat, JobState
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Edition, EditionFile, Job
from tracker.services import background, rendering

Browsers = Callable[[User], Browser]


@pytest.fixture(autouse=True)
def _quick_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are drawn at once; the real ones have tests of their own."""
    drawn = {
        FileFormat.XLSX: lambda snapshot, language, _drawn: f"workbook {snapshot.edition} {language}".encode(),
        FileFormat.PDF: lambda snapshot, language, _drawn: f"document {snapshot.edition} {language}".encode(),
    }
    monkeypatch.setattr(rendering, "DRAWN_BY", drawn)


def report_of(browser: Browser) -> None:
    browser.open("/plans/test-plan/reports")
    browser.press("Begin the report 2023")


def accepted(browser: Browser, remark: str) -> None:
    """Every open finding of the report that is open in the browser, accepted with one remark."""
    browser.follow("Checks before the issue")
    boxes = [e.get("value", "") for e in browser.page.tree.iter("input") if e.get("name") == "findings"]
    if boxes:
        browser.press("Accept the marked findings", {"findings": boxes, "remark": remark})


def edition_requested(browser_of: Browsers, world: World) -> Browser:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, value=Decimal(60))
    db.session.commit()
    clara = browser_of(world.clara)
    report_of(clara)
    accepted(clara, "Looked at.")
    clara.follow("Request the issue of an edition")
    clara.press("Freeze and request")
    return clara


def issued(browser_of: Browsers, world: World) -> Edition:
    clara = edition_requested(browser_of, world)
    daria = browser_of(world.daria)
    daria.open(clara.page.url)
    daria.press("Confirm and issue")
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job is not None
    assert jobs.perform(job.id)
    db.session.expire_all()
    return _newest()


def _newest() -> Edition:
    return db.session.scalars(select(Edition).order_by(Edition.id.desc()).limit(1)).one()


def test_the_second_person_finds_what_waits_for_them(world: World, browser_of: Browsers) -> None:
    edition_requested(browser_of, world)
    rahima = browser_of(world.rahima)
    rahima.open("/plans/test-plan/review")
    assert "An edition waits for you" in rahima.page.main
    rahima.follow("Report 2023, edition 1")
    assert "Confirm and issue" in rahima.page.main
    editions_page = "/plans/test-plan/editions"
    assert "An edition waits for you" in browser_of(world.daria).open(editions_page).main
    for person in (world.clara, world.amina, world.viktor):
        assert "waits for you" not in browser_of(person).open(editions_page).main, "they cannot confirm it"


def test_a_coordinator_writes_a_section_and_sees_it_in_the_preview(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Lessons")
    clara.press("Store the section", {"body-en": "Start **early**.\n\n<script>alert(1)</script>"})
    clara.follow("See the preview")
    assert "Start early." in clara.page.main
    assert "<strong>early</strong>" in clara.page.html
    assert "<script>alert" not in clara.page.html


def test_the_second_of_two_writers_is_told_and_keeps_their_text(world: World, browser_of: Browsers) -> None:
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    report_of(clara)
    clara.follow("Lessons")
    daria.open(clara.page.url)
    clara.press("Store the section", {"body-en": "Clara was first"})
    page = daria.press("Store the section", {"body-en": "Daria was second"}, status=409)
    assert "Clara was first" in page.main
    assert page.value("body-en") == "Daria was second"
    daria.press("Store the section", {"body-en": "Both"})
    assert "Stored: Lessons." in daria.page.text


def test_who_requested_an_edition_cannot_confirm_it(world: World, browser_of: Browsers) -> None:
    clara = edition_requested(browser_of, world)
    assert "Another coordinator or a reviewer has to confirm it" in clara.page.main
    token = clara.page.value("csrf_token")
    answer = clara.client.post(clara.page.url + "/confirm", data={"csrf_token": token})
    assert answer.status_code == 422
    assert db.session.scalars(select(Edition)).one().state is EditionState.REQUESTED


def test_a_reviewer_confirms_and_a_donor_downloads_the_bytes_that_were_issued(
    world: World, browser_of: Browsers
) -> None:
    edition = issued(browser_of, world)
    assert edition.state is EditionState.ISSUED
    viktor = browser_of(world.viktor)
    viktor.open("/plans/test-plan/editions")
    viktor.follow("Report 2023, edition 1")
    file = next(each for each in edition.files if each.format is FileFormat.PDF and each.language == "ru")
    answer = viktor.client.get(f"/plans/test-plan/editions/{edition.id}/files/{file.id}", buffered=True)
    assert answer.data == b"document 1 ru"
    assert hashlib.sha256(answer.data).hexdigest() == file.sha256
    assert file.sha256 in viktor.page.text
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=test-plan_2023_edition-1_ru.pdf")


@pytest.mark.trap("M45")
def test_an_issued_edition_does_not_move_when_values_change(world: World, browser_of: Browsers) -> None:
    edition = issued(browser_of, world)
    before = [(file.sha256, file.size) for file in edition.files], edition.snapshot_sha256
    measured(world.indicators["trained"], world.period_2023, world.bridge, world.bota, value=Decimal(7))
    db.session.commit()
    viktor = browser_of(world.viktor)
    page = viktor.open(f"/plans/test-plan/editions/{edition.id}")
    # As the last word of a text: a hash on the page may hold any digits.
    assert re.search(r"\b60<", page.html)
    assert not re.search(r"\b67<", page.html)
    db.session.expire_all()
    assert before == ([(file.sha256, file.size) for file in edition.files], edition.snapshot_sha256)


def test_a_later_edition_replaces_the_earlier_one_which_then_names_it(world: World, browser_of: Browsers) -> None:
    first = issued(browser_of, world)
    second_clara = browser_of(world.clara)
    second_clara.open("/plans/test-plan/reports")
    second_clara.follow("Open the report 2023")
    accepted(second_clara, "Looked at again.")
    second_clara.follow("Request the issue of an edition")
    second_clara.press("Freeze and request")
    rahima = browser_of(world.rahima)
    rahima.open(second_clara.page.url)
    rahima.press("Confirm and issue")
    job = db.session.scalars(select(Job).order_by(Job.id.desc()).limit(1)).one()
    assert jobs.perform(job.id)
    db.session.expire_all()
    assert (first.state, _newest().number) == (EditionState.SUPERSEDED, 2)
    page = browser_of(world.viktor).open(f"/plans/test-plan/editions/{first.id}")
    assert "replaced by a later one: Edition 2" in page.main


def test_a_job_is_done_once(world: World, browser_of: Browsers) -> None:
    issued(browser_of, world)
    job = db.session.scalars(select(Job)).one()
    assert not jobs.perform(job.id)
    assert len(list(db.session.scalars(select(EditionFile)))) == 4


def test_a_job_that_loses_its_worker_each_time_is_given_up(
    app: Flask, world: World, browser_of: Browsers, as_of: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would be begun every three minutes for ever, and take the whole computer down each time."""
    clara = edition_requested(browser_of, world)
    daria = browser_of(world.daria)
    daria.open(clara.page.url)
    daria.press("Confirm and issue")
    job_id = db.session.scalars(select(Job)).one().id
    for hour in range(1, 4):
        as_of(f"2030-01-01T0{hour}:00")
        assert background.claim(job_id) is not None
        db.session.commit()
    as_of("2030-01-01T05:00")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("it is begun once more"))
    app.extensions["queue"].work()
    db.session.expire_all()
    job = db.session.get_one(Job, job_id)
    assert (job.state, job.tries, _newest().state) == (JobState.FAILED, 3, EditionState.FAILED)


def test_files_that_cannot_be_made_are_said_and_can_be_made_again(
    world: World, browser_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    clara = edition_requested(browser_of, world)
    daria = browser_of(world.daria)
    daria.open(clara.page.url)
    daria.press("Confirm and issue")
    job_id = db.session.scalars(select(Job)).one().id
    drawn = rendering.DRAWN_BY

    def broken(_snapshot: object, _language: str, _drawn: object) -> bytes:
        raise MemoryError

    with monkeypatch.context() as during:
        during.setattr(rendering, "DRAWN_BY", {FileFormat.XLSX: drawn[FileFormat.XLSX], FileFormat.PDF: broken})
        assert not jobs.perform(job_id)
    assert db.session.scalars(select(EditionFile)).all() == []
    page = clara.open(clara.page.url)
    assert "could not be made within the memory" in page.main
    clara.press("Make the files again")
    assert jobs.perform(job_id)
    db.session.expire_all()
    assert _newest().state is EditionState.ISSUED


def test_a_request_is_withdrawn_with_a_reason_and_gives_its_number_back(world: World, browser_of: Browsers) -> None:
    clara = edition_requested(browser_of, world)
    assert "Please fill this in." in clara.press("Withdraw", status=422).main
    clara.press("Withdraw", {"reason": "A target was wrong"})
    clara.follow("Request the issue of an edition")
    clara.press("Freeze and request")
    assert clara.page.heading == "Report 2023, edition 1"


def test_an_edition_without_a_language_is_refused_at_the_field(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Request the issue of an edition")
    page = clara.press("Freeze and request", {"languages": []}, status=422)
    assert page.errors() == ["Choose at least one of the plan's languages."]


def test_a_correction_tells_by_itself_what_changed(world: World, browser_of: Browsers) -> None:
    issued(browser_of, world)
    measured(world.indicators["trained"], world.period_2023, world.bridge, world.bota, value=Decimal(7))
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/reports/1/preview")
    assert "What changed since edition 1" in clara.page.main
    assert "Value at least 60 at least 67" in clara.page.main
