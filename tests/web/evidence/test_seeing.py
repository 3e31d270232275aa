"""Who sees evidence, who learns only that it is there, and who does not learn even that."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.browsing import Browser
from tests.entering import add_file, evidence_address, evidence_links, measuring, stored
from tests.world import World
from tracker.domain.vocabulary import EvidenceClass
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User

SignIn = Callable[[User], Browser]


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
                with client.get(evidence_address(evidence) + tail) as answer:
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
        browser.client.get(evidence_address(evidence) + "/file").close()
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
    assert evidence_links() == 1
