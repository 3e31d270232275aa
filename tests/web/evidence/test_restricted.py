"""A restricted item: its organisation and the one reviewer whom that named; who opens it is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.entering import add_file, decide, evidence_address, measuring, stored
from tests.world import World, member, person
from tracker.domain.errors import NotFound, RuleBroken
from tracker.domain.vocabulary import Role, Step, Verification
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.people import User
from tracker.services import reviewing, reviewing_queue
from tracker.services.acting import actor_for

SignIn = Callable[[User], Browser]


@pytest.fixture
def other_reviewer(world: World) -> User:
    """Saule reviews too, and stands for the donor."""
    made = person("Saule")
    member(made, world.plan, Role.REVIEWER, world.donor)
    db.session.commit()
    return made


def restricted(world: World, browser: Browser) -> Evidence:
    """An item of Amina's that Rahima may open, under a value that was verified."""
    item = add_file(world, browser, visibility="restricted", reviewer=str(world.rahima.id))
    browser.open(measuring(world, "trained"))
    browser.press("Send for review")
    decide(world, stored(world), Step.VERIFY)
    return item


def test_only_the_named_reviewer_opens_it_and_has_it_in_the_queue(
    world: World, browser_of: SignIn, other_reviewer: User
) -> None:
    item = restricted(world, browser_of(world.amina))
    seen: dict[str, list[int]] = {}
    for who in (world.amina, world.rahima, other_reviewer, world.clara, world.bota):
        client = browser_of(who).client
        seen[who.name] = []
        for tail in ("", "/file"):
            with client.get(evidence_address(item) + tail) as answer:
                seen[who.name].append(answer.status_code)
    assert seen == {
        "Amina": [200, 200], "Rahima": [200, 200], "Saule": [404, 404], "Clara": [404, 404], "Bota": [404, 404],
    }  # fmt: skip
    for who, count in ((world.rahima, 1), (other_reviewer, 0)):
        db.session.rollback()
        assert len(reviewing_queue.queue(actor_for(who), world.plan)) == count
    assert "List of participants" in browser_of(world.rahima).open("/plans/test-plan/review").main
    assert "List of participants" not in browser_of(other_reviewer).open("/plans/test-plan/review").html


def test_only_the_named_reviewer_verifies_it(world: World, browser_of: SignIn, other_reviewer: User) -> None:
    item = restricted(world, browser_of(world.amina))
    db.session.rollback()
    with pytest.raises(NotFound):
        reviewing.check_evidence(
            actor_for(other_reviewer), item, Verification.VERIFIED, remark="", version=item.version
        )
    db.session.rollback()
    reviewing.check_evidence(actor_for(world.rahima), item, Verification.VERIFIED, remark="", version=item.version)
    assert item.verification is Verification.VERIFIED


def test_a_reviewer_of_the_same_organisation_sees_it_but_does_not_verify_it_unnamed(
    world: World, browser_of: SignIn, other_reviewer: User
) -> None:
    member(other_reviewer, world.plan, Role.REVIEWER, world.shelter)
    db.session.commit()
    item = restricted(world, browser_of(world.amina))
    db.session.rollback()
    with pytest.raises(RuleBroken):
        reviewing.check_evidence(
            actor_for(other_reviewer), item, Verification.VERIFIED, remark="", version=item.version
        )


def test_who_opens_it_is_recorded(world: World, browser_of: SignIn) -> None:
    item = restricted(world, browser_of(world.amina))
    rahima = browser_of(world.rahima)
    rahima.open(evidence_address(item))
    rahima.client.get(evidence_address(item) + "/original").close()
    db.session.rollback()
    looks = select(AuditEntry).where(AuditEntry.act.in_(("read_evidence", "download_evidence"))).order_by(AuditEntry.id)
    found = [(each.act, each.actor_id, each.subject_id) for each in db.session.scalars(looks)]
    assert found == [
        ("read_evidence", world.rahima.id, item.id),
        ("download_evidence", world.rahima.id, item.id),
    ]


def test_nobody_is_named_who_reviews_nothing_here(world: World, browser_of: SignIn) -> None:
    item = add_file(world, browser_of(world.amina))
    browser = browser_of(world.amina)
    browser.open(evidence_address(item) + "/change")
    page = browser.press("Save", {"visibility": "restricted", "reviewer": str(world.viktor.id)}, status=422)
    assert "Choose one of these." in page.errors()[0]
    browser.press("Save", {"visibility": "internal", "reviewer": str(world.rahima.id)})
    db.session.rollback()
    assert item.reviewer_id is None, "an internal item has no reviewer of its own"
