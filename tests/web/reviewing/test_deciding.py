"""A reviewer looks at one entry, decides, and goes on to the next."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.entries import evidenced, measured, reported
from tests.world import World, english, member
from tracker.domain.vocabulary import EvidenceClass, NoValue, Role, State, Verification
from tracker.models.database import db
from tracker.models.measurement import ListedItem, Measurement
from tracker.models.people import User

BrowserOf = Callable[[User], Browser]


def sent(world: World, code: str = "trained", **more: object) -> Measurement:
    return measured(world.indicators[code], world.period_2023, world.shelter, world.amina, **more)  # type: ignore[arg-type]


def address(thing: Measurement) -> str:
    return f"/plans/test-plan/review/measurements/{thing.id}"


def now(thing: Measurement) -> Measurement:
    db.session.expire_all()
    return thing


def test_a_reviewer_verifies_and_comes_to_the_next_entry(world: World, browser_of: BrowserOf) -> None:
    first, second = sent(world, hours_ago=2), sent(world, "centres", hours_ago=1)
    browser = browser_of(world.rahima)
    browser.open(address(first))
    page = browser.press("Verify")
    assert page.heading == "centres Crisis centres"
    page = browser.press("Verify", {"remark": "Well documented."})
    assert page.heading == "To review"
    assert now(first).state is now(second).state is State.VERIFIED
    assert [review.remark for review in second.reviews] == ["Well documented."]


def test_a_return_without_a_reason_keeps_the_page_and_says_so_at_the_field(world: World, browser_of: BrowserOf) -> None:
    thing = sent(world)
    browser = browser_of(world.rahima)
    browser.open(address(thing))
    page = browser.press("Return with this remark", status=422)
    assert page.errors() == ["Say what has to be changed, so that the contributor can do it."]
    browser.press("Return with this remark", {"remark": "The list counts men too."})
    assert now(thing).state is State.RETURNED


def test_the_way_on_keeps_to_what_the_queue_was_narrowed_to(world: World, browser_of: BrowserOf) -> None:
    sent(world, hours_ago=3)
    first = reported(world.commitments[0], world.period_2023, world.bridge, world.bota, hours_ago=2)
    reported(world.commitments[1], world.period_2023, world.bridge, world.bota, hours_ago=1)
    browser = browser_of(world.rahima)
    browser.open(f"/plans/test-plan/review/statuses/{first.id}?kind=status")
    assert browser.press("Verify").heading == "C2 Commitment 2"
    assert "Nothing of this kind is waiting" in browser.press("Verify").main


def test_everything_a_decision_rests_on_is_on_the_page(world: World, browser_of: BrowserOf) -> None:
    world.indicators["trained"].definition = english("Women who finished a course")
    last = measured(
        world.indicators["trained"], world.period_2022, world.shelter, world.amina, "7", state=State.VERIFIED
    )
    thing = sent(world, value="1234", source="Attendance lists", narrative=english("More courses in villages"))
    text = browser_of(world.rahima).open(address(thing)).main
    for part in (
        "1,234 women",
        "7 women (2022)",
        "Women who finished a course",
        "Attendance lists",
        "More courses",
        "Amina",
    ):
        assert part in text, part
    assert last.period_id != thing.period_id


def test_a_reason_instead_of_a_value_and_an_empty_list_are_not_zero(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.rahima)
    nothing = sent(world, value=None, no_value=NoValue.NOT_AVAILABLE)
    assert "Value Not available" in browser.open(address(nothing)).main
    zero = sent(world, "centres", value="0")
    assert "Value 0" in browser.open(address(zero)).main
    empty = sent(world, "acts", value="0")
    assert "0 listed, 0 in force" in browser.open(address(empty)).main
    full = sent(world, "law", value=None, reached=False)
    assert "Value Not reached" in browser.open(address(full)).main
    empty.items.append(ListedItem(title="Law on protection", year=2023))
    db.session.commit()
    assert "Law on protection, 2023" in browser.open(address(empty)).main


def test_nobody_is_offered_a_decision_on_their_own_entry(world: World, browser_of: BrowserOf) -> None:
    member(world.amina, world.plan, Role.REVIEWER, world.shelter)
    thing = sent(world)
    page = browser_of(world.amina).open(address(thing))
    assert "Somebody else has to decide" in page.main
    assert "Verify" not in [button.text for form in page.forms() for button in form.iter("button")]


def test_the_second_of_two_reviewers_is_told_and_keeps_the_remark(world: World, browser_of: BrowserOf) -> None:
    member(world.clara, world.plan, Role.REVIEWER, world.ministry)
    thing = sent(world)
    first, second = browser_of(world.rahima), browser_of(world.clara)
    first.open(address(thing))
    second.open(address(thing))
    first.press("Verify")
    page = second.press("Return with this remark", {"remark": "Too high."}, status=409)
    assert "Somebody was faster" in page.main
    assert "Verified Rahima" in page.main, "the history says who"
    assert page.value("remark") == "Too high."
    assert now(thing).state is State.VERIFIED


def test_evidence_is_checked_item_by_item(world: World, browser_of: BrowserOf) -> None:
    thing = sent(world)
    good, bad = evidenced(thing, by=world.amina, title="List"), evidenced(thing, by=world.amina, title="Photo")
    browser = browser_of(world.rahima)
    browser.open(address(thing))
    browser.press("Verify this item: List")
    page = browser.press("Reject with this reason: Photo", status=422)
    assert page.errors() == ["Say what is wrong with this evidence, so that it can be replaced."]
    page = browser.press("Reject with this reason: Photo", {f"evidence-{bad.id}-remark": "It shows another event."})
    assert "It shows another event." in page.main
    db.session.expire_all()
    assert (good.verification, bad.verification) == (Verification.VERIFIED, Verification.REJECTED)
    assert now(thing).state is State.SUBMITTED


def test_the_contributor_reads_why_evidence_was_rejected_and_an_entry_returned(
    world: World, browser_of: BrowserOf
) -> None:
    thing = sent(world)
    item = evidenced(thing, by=world.amina, title="Photo")
    browser = browser_of(world.rahima)
    browser.open(address(thing))
    browser.press("Reject with this reason: Photo", {f"evidence-{item.id}-remark": "It shows another event."})
    browser.press("Return with this remark", {"remark": "Please add the attendance lists."})
    text = browser_of(world.amina).open(f"/plans/test-plan/measurements/{thing.id}").main
    assert "Why it was rejected: It shows another event." in text
    assert "Please add the attendance lists." in text


def test_restricted_evidence_of_another_organisation_is_not_told(world: World, browser_of: BrowserOf) -> None:
    thing = sent(world)
    evidenced(thing, by=world.amina, title="Statement", holder="Lawyer", visibility=EvidenceClass.RESTRICTED)
    page = browser_of(world.rahima).open(address(thing))
    assert "Restricted evidence" in page.main
    assert "Statement" not in page.html
    assert "Lawyer" not in page.html


def test_a_verified_value_can_still_be_returned(world: World, browser_of: BrowserOf) -> None:
    thing = sent(world, state=State.VERIFIED)
    browser = browser_of(world.rahima)
    browser.open(address(thing))
    browser.press("Return with this remark", {"remark": "The source was withdrawn."})
    assert now(thing).state is State.RETURNED
