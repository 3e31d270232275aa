"""The libraries: searched by words and pillar, and adopted with the mark that their wording is to be checked."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser
from tests.world import World
from tracker.domain.vocabulary import Kind, Theme
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.people import User
from tracker.services import libraries

Opens = Callable[[User], Browser]
MARK = "Wording to be checked against the annex"


def test_both_libraries_are_complete_and_their_references_unique() -> None:
    found = libraries.entries()
    assert [sum(each.library == name for each in found) for name in (libraries.UN_1325, libraries.SDG)] == [36, 20]
    assert len({each.reference for each in found}) == 56
    assert all(each.text.texts["en"] for each in found)
    assert {"en", "fr", "ru", "kk", "ar"} <= set(libraries.find("SDG 5.5.1").text.texts)  # type: ignore[union-attr]


def test_the_search_reads_all_languages_and_keeps_to_a_pillar(browser_of: Opens, world: World) -> None:
    assert "SDG 5.5.2" in [each.reference for each in libraries.search("женщин руководящих")]
    clara = browser_of(world.clara)
    page = clara.open("/plans/test-plan/indicators/library?q=parliament&theme=participation")
    assert "UN1325 12a" in page.main
    assert "SDG 3.1.1" not in page.main
    assert all(each.theme is Theme.PARTICIPATION for each in libraries.search(theme=Theme.PARTICIPATION))


def test_a_search_that_finds_nothing_says_what_to_do(browser_of: Opens, world: World) -> None:
    page = browser_of(world.clara).open("/plans/test-plan/indicators/library?q=submarine")
    assert "Nothing fits" in page.main


def test_an_indicator_is_adopted_with_its_wording_in_the_plans_languages(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/library?commitment={world.commitments[0].id}&q=managerial")
    clara.follow("Adopt SDG 5.5.2")
    page = clara.press("Continue")
    assert page.value("title-en") == "Proportion of women in managerial positions"
    assert page.value("title-ru").startswith("Доля женщин")
    clara.press("Save and continue")
    made = db.session.query(Indicator).filter_by(library_reference="SDG 5.5.2").one()
    assert (made.kind, made.commitment_id, set(made.title.texts)) == (Kind.SHARE, world.commitments[0].id, {"en", "ru"})
    page = clara.open("/plans/test-plan/indicators/library?q=managerial")
    assert "In this plan as 5.5.2" in page.links()


def test_a_wording_that_was_not_checked_says_so_from_the_list_to_the_page(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    page = clara.open(f"/plans/test-plan/indicators/library?commitment={world.commitments[0].id}&q=ministerial")
    assert MARK in page.main
    clara.follow("Adopt UN1325 12a")
    page = clara.press("Continue")
    assert MARK in page.main
    clara.press("Save and continue")
    made = db.session.query(Indicator).filter_by(library_reference="UN1325 12a").one()
    assert MARK in clara.open(f"/plans/test-plan/indicators/{made.id}").main
    assert MARK not in clara.open("/plans/test-plan/indicators/library?q=prevalence").main


def test_a_reference_that_no_library_has_is_nobodys_wording(browser_of: Opens, world: World) -> None:
    clara = browser_of(world.clara)
    place = f"commitment:{world.commitments[0].id}"
    clara.open(f"/plans/test-plan/indicators/new/share?place={place}&reference=SDG+99.9")
    clara.press("Save and continue", {"code": "own", "title-en": "Our own"})
    assert db.session.query(Indicator).filter_by(code="own").one().library_reference == ""
