"""A coordinator says what evidence has to show; a contributor ticks what shows it; a reviewer sees what is missing."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.counting import queries
from tests.entries import evidenced, measured
from tests.world import World, english, indicator
from tracker.domain.vocabulary import Kind, State, Verification
from tracker.models.database import db
from tracker.models.indicator import EvidencePoint, Indicator
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.services import measuring, proofs
from tracker.services.acting import actor_for

BrowserOf = Callable[[User], Browser]


def pointed(thing: Indicator, *texts: str) -> list[EvidencePoint]:
    """An indicator for which evidence has to show these points."""
    thing.points += [EvidencePoint(text=english(text), position=place) for place, text in enumerate(texts)]
    db.session.commit()
    return thing.points


def drafted(world: World, state: State = State.DRAFT) -> Measurement:
    return measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=state)


def needed(world: World) -> str:
    return f"/plans/test-plan/indicators/{world.indicators['trained'].id}/evidence-needed"


def shows(thing: Measurement) -> str:
    return f"/plans/test-plan/measurements/{thing.id}/evidence/shows"


def entry(world: World) -> str:
    key = world.indicators["trained"].id
    return f"/plans/test-plan/periods/{world.period_2023.id}/indicators/{key}/measurement/{world.shelter.id}"


def test_a_coordinator_writes_the_list_in_the_languages_of_the_plan(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.clara)
    browser.open(needed(world))
    browser.press("Add more rows", {"points-0-text_en": "How many took part"})
    page = browser.press("Save", {"points-0-text_ru": "Сколько участвовало", "points-2-text_en": "Who counted"})
    assert "How many took part" in page.main
    texts = [dict(point.text.texts) for point in proofs.asked(world.indicators["trained"])]
    assert texts == [{"en": "How many took part", "ru": "Сколько участвовало"}, {"en": "Who counted"}]


def test_an_emptied_row_takes_its_point_off_and_the_others_stay_themselves(world: World, browser_of: BrowserOf) -> None:
    first, second = pointed(world.indicators["trained"], "How many", "Where")
    browser = browser_of(world.clara)
    browser.open(needed(world))
    browser.press("Save", {"points-0-text_en": "", "points-1-text_en": "Where and when"})
    db.session.expire_all()
    assert first.archived_at is not None
    assert [point.id for point in proofs.asked(world.indicators["trained"])] == [second.id]
    assert second.text.texts["en"] == "Where and when"


def test_two_coordinators_at_once_lose_nothing(world: World, browser_of: BrowserOf) -> None:
    pointed(world.indicators["trained"], "How many")
    first, second = browser_of(world.clara), browser_of(world.daria)
    first.open(needed(world))
    second.open(needed(world))
    first.press("Save", {"points-0-text_en": "How many women"})
    page = second.press("Save", {"points-0-text_en": "How many people"}, status=409)
    assert page.value("points-0-text_en") == "How many people"
    assert "How many women" in page.main


def test_a_contributor_ticks_what_each_item_shows_and_sees_what_is_missing(world: World, browser_of: BrowserOf) -> None:
    how_many, where = pointed(world.indicators["trained"], "How many", "Where")
    item = evidenced(thing := drafted(world), by=world.amina)
    browser = browser_of(world.amina)
    page = browser.open(entry(world))
    assert page.main.count("Missing") == 2
    browser.press("Save and say what each item shows")
    page = browser.press("Save", {"shows": [f"{how_many.id}:{item.id}"]})
    assert "Shown How many" in page.main
    assert "Missing Where" in page.main
    assert [point.text.texts["en"] for point in proofs.missing([thing])[thing.id]] == ["Where"]
    browser.open(shows(thing))
    browser.press("Save", {"shows": [f"{where.id}:{item.id}"]})
    assert [point.text.texts["en"] for point in proofs.missing([thing])[thing.id]] == ["How many"]


def test_a_reviewer_reads_what_no_evidence_shows(world: World, browser_of: BrowserOf) -> None:
    pointed(world.indicators["trained"], "How many took part")
    thing = drafted(world, State.SUBMITTED)
    evidenced(thing, by=world.amina, verification=Verification.VERIFIED)
    page = browser_of(world.rahima).open(f"/plans/test-plan/review/measurements/{thing.id}")
    assert "No evidence shows this yet: How many took part" in page.main
    assert "Missing How many took part" in page.main


def test_what_was_rejected_shows_nothing(world: World) -> None:
    (point,) = pointed(world.indicators["trained"], "How many")
    item = evidenced(thing := drafted(world), by=world.amina)
    proofs.tick(actor_for(world.amina), thing, {(point.id, item.id)}, version=thing.version)
    assert proofs.missing([thing]) == {}
    item.verification = Verification.REJECTED
    assert [each.id for each in proofs.missing([thing])[thing.id]] == [point.id]


def test_a_correction_begins_with_what_was_shown(world: World) -> None:
    (point,) = pointed(world.indicators["trained"], "How many")
    item = evidenced(thing := drafted(world), by=world.amina)
    proofs.tick(actor_for(world.amina), thing, {(point.id, item.id)}, version=thing.version)
    thing.state = State.VERIFIED
    made = measuring.correct(actor_for(world.amina), thing, "Counted twice")
    assert proofs.missing([made]) == {}


def test_nothing_is_ticked_once_it_was_sent_nor_by_others(world: World, browser_of: BrowserOf) -> None:
    (point,) = pointed(world.indicators["trained"], "How many")
    item = evidenced(thing := drafted(world), by=world.amina)
    browser = browser_of(world.amina)
    browser.open(shows(thing))
    thing.state = State.SUBMITTED
    db.session.commit()
    browser.press("Save", {"shows": [f"{point.id}:{item.id}"]}, status=422)
    assert proofs.missing([thing])
    browser_of(world.bota).open(shows(thing), status=404)


def test_a_box_of_another_indicator_or_of_foreign_evidence_changes_nothing(world: World, browser_of: BrowserOf) -> None:
    (point,) = pointed(world.indicators["trained"], "How many")
    (other,) = pointed(world.indicators["centres"], "Where")
    evidenced(thing := drafted(world), by=world.amina)
    foreign = evidenced(
        measured(world.indicators["trained"], world.period_2023, world.bridge, world.bota), by=world.bota
    )
    browser = browser_of(world.amina)
    browser.open(shows(thing))
    browser.press("Save", {"shows": [f"{point.id}:{foreign.id}", f"{other.id}:{foreign.id}", "x", "9:9"]})
    assert [each.id for each in proofs.missing([thing])[thing.id]] == [point.id]


def test_what_is_missing_is_found_with_as_many_questions_for_one_as_for_many(world: World) -> None:
    things = []
    for number in range(8):
        made = indicator(world.commitments[0], f"p{number}", "Extra", Kind.STOCK)
        pointed(made, "How many")
        things.append(measured(made, world.period_2023, world.shelter, world.amina))
    keys = [thing.id for thing in things]
    db.session.expire_all()
    things = [db.session.get_one(Measurement, key) for key in keys]
    with queries() as one:
        assert len(proofs.missing(things[:1])) == 1
    with queries() as many:
        assert len(proofs.missing(things)) == 8
    assert len(many) == len(one)
