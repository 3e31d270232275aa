"""All evidence of an edition in one archive: numbered as in the register, restricted items listed and left out."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from reports import codec
from tests.browsing import Browser
from tests.demonstrated import Demonstration
from tests.entries import evidenced, issued, measured
from tests.world import World
from tracker import jobs
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import EvidenceClass, EvidenceKind, Scan, State, Use
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Derivative, Evidence, EvidenceBundle
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.models.reporting import Edition, Job
from tracker.services import bundles, clock, drafting, editions, keyring, snapshot_evidence
from tracker.services.acting import actor_for

BrowserOf = Callable[[User], Browser]


def filed(app: Flask, world: World, body: bytes, name: str, title: str, **more: Any) -> Evidence:
    """A file of Shelter that proves its verified value."""
    stored = keyring.vault(app.extensions["settings"], world.shelter.id, to_write=True).put(io.BytesIO(body))
    thing = db.session.scalars(select(Measurement)).first()
    assert thing is not None
    copy = Derivative(use=Use.COPY, sha256=stored.sha256, size=stored.size, media_type="text/csv", made_at=clock.now())
    return evidenced(thing, by=world.amina, title=title, kind=EvidenceKind.FILE, sha256=stored.sha256, made=[copy],
                     size=stored.size, file_name=name, media_type="text/csv", **more)  # fmt: skip


def edition_of(world: World) -> Edition:
    """The issued edition of 2023 with everything that is verified now."""
    made = issued(world.period_2023, world.clara, world.daria)
    made.snapshot = codec.to_json(drafting.draft(world.plan, world.period_2023))
    made.evidence_ids = snapshot_evidence.numbered(world.plan, world.period_2023, clock.now())
    db.session.commit()
    return made


def prepared(app: Flask, world: World) -> Edition:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    filed(app, world, b"name;n\r\n", "список 2023.csv", "Lists", visibility=EvidenceClass.PUBLIC)
    filed(app, world, b"secret-canary", "statement.csv", "canary-title", visibility=EvidenceClass.RESTRICTED)
    filed(app, world, b"waits", "waits.csv", "Waits", scan=Scan.WAITING)
    filed(app, world, b"=1+1", "../../evil:name.csv", "=HYPERLINK(1)")
    thing = db.session.scalars(select(Evidence)).first()
    assert thing is not None
    evidenced(thing.links[0].measurement, by=world.amina, title="On paper", holder="Archive")  # type: ignore[arg-type]
    return edition_of(world)


def archive(app: Flask, world: World, edition: Edition, who: User) -> tuple[EvidenceBundle, zipfile.ZipFile]:
    bundle = bundles.request(actor_for(who), edition, "en")
    db.session.commit()
    job = db.session.scalars(select(Job).where(Job.kind == bundles.KIND)).one()
    assert jobs.perform(job.id)
    _name, size, chunks = bundles.opened(actor_for(who), bundle, 0, app.extensions["settings"])
    body = b"".join(chunks)
    assert len(body) == size
    return bundle, zipfile.ZipFile(io.BytesIO(body))


def test_files_carry_their_numbers_and_the_index_lists_what_is_left_out(app: Flask, world: World) -> None:
    edition = prepared(app, world)
    _bundle, made = archive(app, world, edition, world.clara)
    assert made.namelist() == ["E001_список 2023.csv", "E004_evil_name.csv", "index.xlsx"]
    assert made.read("E004_evil_name.csv") == b"=1+1"
    sheet = load_workbook(io.BytesIO(made.read("index.xlsx"))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[0] for row in rows] == ["E1", "E2", "E3", "E4", "E5"]
    assert [row[-1] for row in rows] == [
        None,
        "Restricted: only the organisation that holds it can show it.",
        "The file was not judged by the virus scanner, or was found infected.",
        None,
        "It is not a file here.",
    ]
    assert rows[1][1] == "Evidence held by Shelter"
    assert rows[0][12] == hashlib.sha256(b"name;n\r\n").hexdigest()
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_file_without_a_copy_is_left_out_and_its_original_never_handed_out(app: Flask, world: World) -> None:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    item = filed(app, world, b"hidden-canary", "minutes.docx", "Minutes")
    item.made[0].sha256, item.made[0].note = "", "office"
    db.session.commit()
    _bundle, found = archive(app, world, edition_of(world), world.clara)
    assert found.namelist() == ["index.xlsx"]


def test_nothing_of_a_restricted_item_is_in_the_archive(app: Flask, world: World) -> None:
    _bundle, made = archive(app, world, prepared(app, world), world.clara)
    index = zipfile.ZipFile(io.BytesIO(made.read("index.xlsx")))
    inside = b"".join(made.read(name) for name in made.namelist()) + b"".join(map(index.read, index.namelist()))
    assert b"canary" not in inside


def test_the_archive_lies_sealed_on_the_disk(app: Flask, world: World) -> None:
    bundle, _made = archive(app, world, prepared(app, world), world.clara)
    settings = app.extensions["settings"]
    kept = b"".join(path.read_bytes() for path in settings.storage.rglob("*") if path.is_file())
    assert b"E001_" not in kept
    assert bundle.parts[0]["name"] == "test-plan_2023_edition-1_evidence.zip"


def test_what_is_restricted_afterwards_closes_the_archive(app: Flask, world: World) -> None:
    bundle, _made = archive(app, world, prepared(app, world), world.clara)
    item = db.session.get_one(Evidence, bundle.holds[0])
    item.visibility = EvidenceClass.RESTRICTED
    db.session.commit()
    with pytest.raises(RuleBroken, match="no longer kept"):
        bundles.opened(actor_for(world.clara), bundle, 0, app.extensions["settings"])


def test_an_archive_is_kept_for_a_day(app: Flask, world: World) -> None:
    bundle, _made = archive(app, world, prepared(app, world), world.clara)
    bundle.requested_at -= timedelta(days=1, minutes=1)
    with pytest.raises(RuleBroken, match="no longer kept"):
        bundles.opened(actor_for(world.clara), bundle, 0, app.extensions["settings"])
    assert bundles.let_go() == 1


def test_large_evidence_comes_in_parts(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "A_PART", 5)
    bundle, made = archive(app, world, prepared(app, world), world.clara)
    assert [part["name"] for part in bundle.parts] == [
        "test-plan_2023_edition-1_evidence_part-1.zip",
        "test-plan_2023_edition-1_evidence_part-2.zip",
    ]
    assert "index.xlsx" in made.namelist()


def test_a_coordinator_asks_on_the_page_and_downloads_and_both_are_on_record(
    app: Flask, world: World, browser_of: BrowserOf
) -> None:
    edition = prepared(app, world)
    browser = browser_of(world.clara)
    browser.open(f"/plans/test-plan/editions/{edition.id}/evidence")
    page = browser.press("Put the files together")
    assert "Waiting" in page.main or "Look again" in page.main
    jobs.perform(db.session.scalars(select(Job.id).where(Job.kind == bundles.KIND)).one())
    page = browser.open(f"/plans/test-plan/editions/{edition.id}/evidence")
    link = next(url for label, url in page.links().items() if label.endswith("evidence.zip"))
    answer = browser.client.get(link)
    assert answer.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(answer.data))
    acts = list(db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject == "evidence_bundle")))
    assert acts == ["request_bundle", "download_bundle"]


def test_others_neither_ask_nor_take(app: Flask, world: World, browser_of: BrowserOf) -> None:
    edition = prepared(app, world)
    bundle, _made = archive(app, world, edition, world.rahima)
    for who, status in ((world.amina, 403), (world.viktor, 404), (world.olga, 404), (world.adam, 404)):
        browser = browser_of(who)
        browser.open(f"/plans/test-plan/editions/{edition.id}/evidence", status=status)
        browser.open(f"/plans/test-plan/bundles/{bundle.id}/parts/0", status=status)


def test_the_edition_of_the_demonstration_knows_its_items(demo: Demonstration) -> None:
    edition = db.session.scalars(select(Edition)).one()
    assert len(edition.evidence_ids) == len(drafting.snapshot_of(edition).evidence) > 10
    assert edition.state in editions.SHOWN
