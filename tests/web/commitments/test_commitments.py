"""Commitments: written by the coordinator, read with their indicators and the statuses that one may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.browsing import Browser
from tests.world import World, organisation
from tracker.domain.vocabulary import OrganisationKind, Theme
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.plan import Commitment, Outcome

Opens = Callable[[User], Browser]


def newest() -> Commitment:
    db.session.expire_all()
    return db.session.query(Commitment).order_by(Commitment.id.desc()).first()  # type: ignore[return-value]


def filled(world: World, **more: object) -> dict[str, object]:
    return {"place": f"pillar:{world.pillars[1].id}", "code": "2.1", "text-en": "Train police officers",
            "text-ru": "Обучить полицию", "lead": str(world.ministry.id)} | more  # fmt: skip


def test_a_coordinator_adds_a_commitment_with_all_that_belongs_to_it(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/commitments/new?pillar={world.pillars[1].id}")
    page = clara.press("Save", filled(
        world, supporting=[str(world.shelter.id), str(world.bridge.id)], starts_on="2022-02-01", ends_on="2024-12-31",
        un1325="1325/1; S/2010/498 12a", sdg="5.5, 16.7", cedaw_gr30="33", theme="protection", is_illustrative="y",
    ))  # fmt: skip
    assert page.heading == "2.1 Train police officers"
    assert "Now say how it is measured." in page.text
    assert "This is an example, not a promise of the real plan." in page.main
    made = newest()
    assert [each.code for each in made.supporting] == ["shelter", "bridge"]
    assert made.references == [
        {"scheme": "un1325", "code": "1325/1"}, {"scheme": "un1325", "code": "S/2010/498 12a"},
        {"scheme": "sdg", "code": "5.5"}, {"scheme": "sdg", "code": "16.7"}, {"scheme": "cedaw_gr30", "code": "33"},
    ]  # fmt: skip
    assert (made.theme, made.own_theme, made.starts_on) == (Theme.PROTECTION, Theme.PROTECTION, date(2022, 2, 1))


def test_dates_outside_the_plan_are_refused_at_their_field(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/commitments/new")
    page = clara.press("Save", filled(world, ends_on="2026-03-01"), status=422)
    assert page.errors() == ["This date lies outside the plan, which runs from 1 January 2022 to 31 December 2025."]
    assert page.value("text-ru") == "Обучить полицию"


def test_a_text_in_the_default_language_is_needed(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/commitments/new")
    page = clara.press("Save", filled(world, **{"text-en": " "}), status=422)
    assert page.errors() == ["Text: Please fill this in."], "named, for the languages have no name of their own"


def test_a_commitment_under_a_pillar_of_several_themes_says_its_own(browser_of: Opens, world: World) -> None:
    world.pillars[1].theme = None
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/commitments/new")
    page = clara.press("Save", filled(world), status=422)
    assert page.errors() == ["This pillar covers several themes. Choose the one of this commitment."]
    clara.press("Save", {"theme": "prevention"})
    assert newest().own_theme is Theme.PREVENTION


@pytest.mark.parametrize("field", ["lead", "supporting", "place"])
def test_what_is_of_another_plan_or_country_cannot_be_chosen(browser_of: Opens, world: World, field: str) -> None:
    stranger = organisation("stranger", "Stranger", OrganisationKind.NGO)
    stranger.country = "FR"
    foreign = Outcome(plan_id=world.foreign_plan.id, pillar_id=world.pillars[0].id, code="X", title=world.plan.title)
    db.session.add(foreign)
    db.session.commit()
    key = str(stranger.id)
    chosen = {"lead": key, "supporting": [key], "place": f"outcome:{foreign.id}"}
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/commitments/new")
    clara.press("Save", filled(world, **{field: chosen[field]}), status=422)
    assert newest().code == "C4"


def test_two_coordinators_change_one_commitment_and_nothing_is_lost(browser_of: Opens, world: World) -> None:
    address = f"/plans/test-plan/commitments/{world.commitments[0].id}/edit"
    clara, daria = browser_of(world.clara), browser_of(world.daria)
    clara.open(address)
    daria.open(address)
    clara.press("Save", {"supporting": [str(world.bridge.id)]})
    page = daria.press("Save", {"text-ru": "Обязательство"}, status=409)
    assert "Supporting organisations" in page.main
    assert "Bridge (bridge)" in page.main
    assert page.value("text-ru") == "Обязательство"
    daria.press("Save", {"supporting": [str(world.bridge.id)]})
    db.session.expire_all()
    first = world.commitments[0]
    assert (first.text.texts["ru"], [each.code for each in first.supporting]) == ("Обязательство", ["bridge"])


def test_a_commitment_of_another_plan_is_not_found(browser_of: Opens, world: World) -> None:
    foreign = Commitment(plan_id=world.foreign_plan.id, pillar_id=world.pillars[0].id, code="F", text=world.plan.title)
    db.session.add(foreign)
    db.session.commit()
    clara = browser_of(world.clara)
    for address in ("", "/edit"):
        clara.open(f"/plans/test-plan/commitments/{foreign.id}{address}", status=404)
        clara.open(f"/plans/test-plan/commitments/99999{address}", status=404)
    browser_of(world.olga).open(f"/plans/test-plan/commitments/{world.commitments[0].id}", status=404)


def test_the_page_opens_in_russian_and_from_right_to_left(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    for language in ("ru", "ar-XB"):
        assert (
            "Commitment 1" in clara.open(f"/plans/test-plan/commitments/{world.commitments[0].id}?lang={language}").main
        )
        clara.open(f"/plans/test-plan/commitments/new?lang={language}")
