"""Reading is on record too where it matters: what was refused, what was searched for, what was taken out."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.conftest import SERVER
from tests.faults import full_disk
from tests.web.reporting.test_issue import _quick_files, issued
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User

__all__ = ["_quick_files"]

Browsers = Callable[[User], Browser]


def entries(act: str) -> list[tuple[int | None, int | None, dict[str, object]]]:
    db.session.rollback()
    found = db.session.query(AuditEntry).filter_by(act=act).order_by(AuditEntry.id)
    made = [(each.actor_id, each.plan_id, each.after) for each in found]
    db.session.rollback()
    return made


def test_what_somebody_was_refused_is_on_record_without_the_address(world: World, browser_of: Browsers) -> None:
    amina, plan, browser = world.amina.id, world.plan.id, browser_of(world.amina)
    browser.open("/plans/test-plan/people", status=403)
    browser.open("/plans/test-plan/measurements/987654", status=404)
    browser.open("/plans/other-plan", status=404)
    browser.open("/administration/people", status=404)
    assert entries("refuse_access") == [
        (amina, plan, {"address": "people.index", "method": "GET", "status": 403}),
        (amina, plan, {"address": "measurements.show", "method": "GET", "status": 404}),
        (amina, None, {"address": "plans.show", "method": "GET", "status": 404}),
        (amina, None, {"address": "administration.people", "method": "GET", "status": 404}),
    ]


def test_nobody_is_nobody(world: World, visitor: Browser) -> None:
    visitor.open("/published/987654", status=404)
    assert entries("refuse_access") == []


def test_a_search_among_people_is_on_record_without_its_words(world: World, browser_of: Browsers) -> None:
    browser = browser_of(world.adam)
    browser.open("/administration/people")
    browser.open("/administration/people?search=ami")
    assert [after for _who, _plan, after in entries("search_people")] == [{"found": 1}]


def test_a_file_of_an_edition_is_on_record_with_who_took_it(world: World, browser_of: Browsers) -> None:
    edition = issued(browser_of, world)
    file, viktor = edition.files[0].id, world.viktor.id
    browser_of(world.viktor).client.get(f"/plans/test-plan/editions/{edition.id}/files/{file}").close()
    assert [(who, after) for who, _plan, after in entries("edition.download")] == [(viktor, {"file": file})]


if not SERVER:  # the disk of a database server is not this application's

    def test_a_full_disk_refuses_nobody_less(world: World, browser_of: Browsers) -> None:
        browser = browser_of(world.amina)
        with full_disk():
            browser.open("/plans/test-plan/people", status=403)
