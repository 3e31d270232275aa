"""The tree of a plan: read by its people, built, ordered and archived by its coordinator."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.counting import queries
from tests.world import World, english, indicator
from tracker.domain.errors import RuleBroken
from tracker.domain.vocabulary import Kind, Theme
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Commitment, Outcome, Pillar
from tracker.services import tree
from tracker.services.acting import actor_for

Opens = Callable[[User], Browser]


def test_everybody_who_works_on_the_plan_reads_its_tree(browser_of: Opens, world: World) -> None:
    for who in (world.amina, world.galym, world.rahima, world.clara):
        page = browser_of(who).open("/plans/test-plan")
        assert page.heading == "Test plan"
        assert "Commitment 1" in page.main
        assert "Women trained" in page.main


def test_only_a_coordinator_is_shown_the_ways_to_change_it(browser_of: Opens, world: World) -> None:
    assert "Add a commitment" in browser_of(world.clara).open("/plans/test-plan").links()
    links = browser_of(world.amina).open("/plans/test-plan").links()
    assert not {"Add a commitment", "Change the order", "Add a pillar", "Change the facts"} & set(links)


def test_a_donor_and_people_of_other_plans_do_not_find_it(browser_of: Opens, world: World) -> None:
    for who in (world.viktor, world.olga, world.adam):
        browser_of(who).open("/plans/test-plan", status=404)


@pytest.mark.parametrize("language", ["ru", "ar-XB"])
def test_the_tree_opens_in_other_languages_and_directions(browser_of: Opens, world: World, language: str) -> None:
    page = browser_of(world.clara).open(f"/plans/test-plan?lang={language}")
    assert page.tree.get("dir") == ("rtl" if language == "ar-XB" else "ltr")
    assert "Commitment 1" in page.main


def test_a_fifth_pillar_is_added_after_the_four(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/pillars/new")
    page = clara.press("Save", {"title-en": "Coordination", "title-ru": "Координация"})
    assert "P5 Coordination" in page.main
    db.session.expire_all()
    fifth = world.plan.pillars[-1]
    assert (fifth.theme, fifth.title.texts["ru"]) == (Theme.CROSS_CUTTING, "Координация")


def test_a_code_that_another_pillar_has_is_refused(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/pillars/new")
    page = clara.press("Save", {"title-en": "Coordination", "code": "p1"}, status=422)
    assert page.errors() == ["This code is taken in the plan. Choose another one."]


def test_an_outcome_takes_its_commitments_along_to_another_pillar(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/outcomes/new?pillar={world.pillars[0].id}")
    clara.press("Save", {"code": "O1", "title-en": "More women decide"})
    outcome = db.session.query(Outcome).one()
    world.commitments[0].outcome_id = outcome.id
    db.session.commit()
    clara.open(f"/plans/test-plan/outcomes/{outcome.id}/edit")
    clara.press("Save", {"pillar": str(world.pillars[2].id)})
    db.session.expire_all()
    assert outcome.pillar_id == world.commitments[0].pillar_id == world.pillars[2].id


def test_two_people_change_a_pillar_and_the_second_is_told(browser_of: Opens, world: World) -> None:
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    for each in (clara, daria):
        each.open(f"/plans/test-plan/pillars/{world.pillars[0].id}/edit")
    clara.press("Save", {"title-en": "Taking part"})
    page = daria.press("Save", {"title-en": "Participating"}, status=409)
    assert "Taking part" in page.main
    assert page.value("title-en") == "Participating"


def test_a_commitment_moves_up_and_down_with_buttons(browser_of: Opens, world: World) -> None:
    pillar = world.pillars[0]
    second = Commitment(plan_id=world.plan.id, pillar_id=pillar.id, code="C9", text=english("Second"), position=9)
    db.session.add(second)
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan?arrange=1")
    page = clara.press("Move C9 up")
    assert page.main.index("Second") < page.main.index("Commitment 1")
    page = clara.press("Move C9 down")
    assert page.main.index("Commitment 1") < page.main.index("Second")
    version = world.commitments[0].version
    db.session.expire_all()
    assert world.commitments[0].version == version, "whoever has it open is not disturbed"


def test_what_is_first_stays_when_it_is_moved_up(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan?arrange=1")
    page = clara.press("Move P1 up")
    assert page.main.index("P1") < page.main.index("P2")


def test_a_part_of_another_plan_cannot_be_moved(browser_of: Opens, world: World) -> None:
    foreign = Pillar(plan_id=world.foreign_plan.id, code="P1", title=english("Theirs"), position=1)
    db.session.add(foreign)
    db.session.commit()
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan?arrange=1")
    sent = page.values(page.forms()[0])
    for what, status in ((f"up:pillar:{foreign.id}", 404), ("up:plan:1", 400), ("sideways:pillar:1", 400)):
        assert clara.client.post("/plans/test-plan/arrange", data={**sent, "move": what}).status_code == status


def test_what_holds_something_in_use_is_not_archived(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/pillars/{world.pillars[0].id}/edit")
    page = clara.press("Archive", status=422)
    assert "1 things in use stand below it" in page.text
    db.session.expire_all()
    assert world.pillars[0].archived_at is None


def test_what_is_archived_leaves_the_tree_and_comes_back_from_its_foot(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{world.indicators['story'].id}")
    page = clara.press("Archive")
    assert "story What changed" in page.links(), "it stands at the foot"
    assert "What changed" not in browser_of(world.amina).open("/plans/test-plan").main
    clara.open(f"/plans/test-plan/indicators/{world.indicators['story'].id}")
    clara.press("Restore")
    assert "What changed" in browser_of(world.amina).open("/plans/test-plan").main


def test_nothing_comes_back_below_what_is_archived(world: World) -> None:
    clara = actor_for(world.clara)
    story, commitment = world.indicators["story"], world.commitments[3]
    for code in ("reached", "acts", "story"):
        tree.archive(clara, world.plan, world.indicators[code])
    tree.archive(clara, world.plan, commitment)
    with pytest.raises(RuleBroken):
        tree.restore(clara, world.plan, story)
    tree.restore(clara, world.plan, commitment)
    tree.restore(clara, world.plan, story)
    assert story.archived_at is None


def test_a_hundred_indicators_cost_no_more_questions_to_the_database_than_one(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)

    with queries() as few:
        clara.open("/plans/test-plan")
    for number in range(100):
        indicator(world.commitments[0], f"more-{number}", f"More {number}", Kind.FLOW, final="3")
    db.session.commit()
    with queries() as many:
        clara.open("/plans/test-plan")
    assert len(many) == len(few)
    assert len(gzip.compress(clara.page.html.encode())) < 20_000
