"""A coordinator says by what values can be broken down, and by which of it each indicator is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.world import World
from tracker.models.database import db
from tracker.models.indicator import Dimension, Indicator
from tracker.models.people import User

Opens = Callable[[User], Browser]
DIMENSIONS = "/plans/test-plan/dimensions"


def stored() -> Dimension:
    db.session.rollback()
    found = db.session.scalars(select(Dimension).order_by(Dimension.id.desc())).first()
    assert found is not None
    return found


def offered(dimension: Dimension) -> list[tuple[str, str]]:
    return [(each.code, each.name.texts["en"]) for each in dimension.categories if each.archived_at is None]


@pytest.fixture
def clara(world: World, browser_of: Opens) -> Browser:
    return browser_of(world.clara)


def by_sex(clara: Browser) -> Dimension:
    clara.open(f"{DIMENSIONS}/new?like=sex")
    clara.press("Save")
    return stored()


def test_a_usual_dimension_is_there_with_one_press_in_every_language_of_the_plan(clara: Browser) -> None:
    clara.open(DIMENSIONS)
    clara.follow("Add: Sex")
    page = clara.press("Save")
    dimension = stored()
    assert (dimension.code, dimension.is_complete) == ("sex", True)
    assert offered(dimension) == [("f", "Women"), ("m", "Men")]
    assert set(dimension.categories[0].name.texts) == {"en", "ru"}
    assert "Women, Men, unknown" in page.main
    assert "Add: Sex" not in page.main


def test_a_dimension_of_ones_own_takes_as_many_categories_as_it_needs(clara: Browser) -> None:
    clara.open(f"{DIMENSIONS}/new")
    rows = {f"categories-{n}-name_en": name for n, name in enumerate(("Almaty", "Astana", "Shymkent"))}
    page = clara.press("Add more rows", {"name-en": "Region"} | rows)
    assert len(list(page.controls(page.tree))) > 6
    clara.press("Save", {"categories-4-name_en": "Turkistan"})
    dimension = stored()
    assert (dimension.code, dimension.is_complete) == ("dimension-1", False)
    assert [name for _, name in offered(dimension)] == ["Almaty", "Astana", "Shymkent", "Turkistan"]


@pytest.mark.trap("M31")
def test_the_total_is_never_a_category_and_what_was_typed_stays(clara: Browser) -> None:
    clara.open(f"{DIMENSIONS}/new")
    rows = {"categories-0-name_en": "Women", "categories-1-name_en": "Total"}
    page = clara.press("Save", {"name-en": "Sex"} | rows, status=422)
    assert "“Total” is no category" in page.main
    assert 'value="Total"' in page.html
    page = clara.press("Save", {"categories-1-name_en": "women"}, status=422)
    assert "Two categories have the same name." in page.main
    page = clara.press("Save", {"categories-1-name_en": ""}, status=422)
    assert "at least two categories" in page.main
    assert db.session.scalars(select(Dimension)).all() == []


def test_a_category_out_of_use_is_archived_and_keeps_its_code(clara: Browser) -> None:
    dimension = by_sex(clara)
    clara.open(f"{DIMENSIONS}/{dimension.id}/edit")
    clara.press("Save", {"categories-1-in_use": None, "categories-2-name_en": "Men and boys"})
    assert offered(stored()) == [("f", "Women"), ("category-1", "Men and boys")]
    assert [each.code for each in stored().categories] == ["f", "m", "category-1"]


def test_a_dimension_is_archived_and_restored(clara: Browser) -> None:
    dimension = by_sex(clara)
    clara.open(f"{DIMENSIONS}/{dimension.id}/edit")
    clara.press("Archive")
    assert stored().archived_at is not None
    clara.press("Restore: Sex")
    assert stored().archived_at is None


def test_an_indicator_is_broken_down_by_what_is_chosen_and_never_by_force(clara: Browser, world: World) -> None:
    dimension = by_sex(clara)
    address = f"/plans/test-plan/indicators/{world.indicators['trained'].id}"
    assert "Women, Men" not in clara.open(address).main
    clara.open(f"{address}/breakdown")
    page = clara.press("Save", {"dimensions": [str(dimension.id)]})
    assert "Sex" in page.main
    db.session.rollback()
    trained = db.session.get(Indicator, world.indicators["trained"].id)
    assert trained is not None
    assert [each.code for each in trained.dimensions] == ["sex"]
    clara.open(f"/plans/test-plan/indicators/{world.indicators['acts'].id}/breakdown", status=404)


def test_two_who_change_a_dimension_at_once_lose_nothing(clara: Browser, world: World, browser_of: Opens) -> None:
    dimension = by_sex(clara)
    daria = browser_of(world.daria)
    for browser in (clara, daria):
        browser.open(f"{DIMENSIONS}/{dimension.id}/edit")
    daria.press("Save", {"name-en": "Gender"})
    page = clara.press("Save", {"name-en": "Sex at birth"}, status=409)
    assert "Gender" in page.main
    assert 'value="Sex at birth"' in page.html


def test_a_contributor_reads_the_dimensions_and_changes_none(world: World, browser_of: Opens, clara: Browser) -> None:
    dimension = by_sex(clara)
    amina = browser_of(world.amina)
    assert "Add a dimension" not in amina.open(DIMENSIONS).main
    amina.open(f"{DIMENSIONS}/{dimension.id}/edit", status=403)
