"""What one organisation writes and has not been published shows to nobody of another, on no page and in no file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.entries import evidenced, measured, reported
from tests.web.every_address import addresses, browser_of
from tests.web.whole_plan import ours
from tests.world import World, english
from tracker.domain.vocabulary import EvidenceClass
from tracker.models.database import db

CANARY = "kanareika-7391"
SEARCHES = (
    "/plans/test-plan/search?q=kanareik",
    "/plans/test-plan/review?search=kanareik",
    "/plans/test-plan/record?act=add_evidence",
    "/administration/people?search=kanareik",
    "/published?search=kanareik",
)
MOST = 400


@pytest.fixture
def planted(world: World) -> dict[str, int]:
    """Amina's entry, status and evidence of Shelter, with one word in each of their texts."""
    entry = measured(
        world.indicators["reached"],
        world.period_2023,
        world.shelter,
        world.amina,
        narrative=english(f"story {CANARY}"),
        source=f"source {CANARY}",
    )
    reported(world.commitments[1], world.period_2023, world.shelter, world.amina, note=english(CANARY))
    evidenced(entry, by=world.amina, title=f"title {CANARY}", proves=english(CANARY))
    evidenced(entry, by=world.amina, title=f"restricted {CANARY}", visibility=EvidenceClass.RESTRICTED)
    ids = dict(ours(world))
    db.session.commit()
    return ids | {"measurement": entry.id}


def crawled(browser: Browser, start: list[str]) -> Iterator[tuple[str, bytes]]:
    """Everything that is answered from these addresses on, by links; archives are unpacked."""
    known, queue = set(start), list(start)
    while queue:
        path = queue.pop()
        answer = browser.client.get(path)
        body = answer.get_data()
        yield path, repr(sorted(answer.headers.items())).encode() + body
        if body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                yield from ((f"{path}!{name}", archive.read(name)) for name in archive.namelist())
        if answer.mimetype == "text/html":
            found = {each.partition("#")[0] for each in links(answer.get_data(as_text=True))}
            fresh = sorted(found - known)[: max(0, MOST - len(known))]
            queue += fresh
            known |= set(fresh)


def links(html: str) -> Iterator[str]:
    for part in html.split('href="')[1:]:
        address = part.partition('"')[0].replace("&amp;", "&")
        if address.startswith("/") and not address.startswith(("//", "/static")):
            yield address


def where_it_sings(app: Flask, world: World, name: str, ids: dict[str, int]) -> list[str]:
    browser = browser_of(app, world, name)
    start = [each.path for each in addresses(app, ids) if each.method == "GET" and "/static/" not in each.path]
    return [where for where, said in crawled(browser, [*start, *SEARCHES]) if CANARY.encode() in said]


@pytest.mark.parametrize("name", ["nobody", "bota", "olga", "viktor", "adam"])
def test_nobody_of_another_organisation_or_plan_reads_it(
    app: Flask, world: World, planted: dict[str, int], name: str
) -> None:
    assert where_it_sings(app, world, name, planted) == []


def test_its_own_organisation_reads_it(app: Flask, world: World, planted: dict[str, int]) -> None:
    """So that the crawl is known to look where it would be."""
    assert len(where_it_sings(app, world, "amina", planted)) >= 2
