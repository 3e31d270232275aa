"""The versions of an indicator on its page: who revised what, from what to what, when and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.entries import measured
from tests.world import World
from tracker.models.people import User

Opens = Callable[[User], Browser]


@pytest.mark.trap("M45")
def test_a_revised_target_stands_on_the_page_with_its_reason(browser_of: Opens, world: World) -> None:
    seats = world.indicators["seats"]
    measured(seats, world.period_2022, world.shelter, world.amina, "22")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{seats.id}")
    assert "Versions" not in clara.page.main
    clara.follow("Baseline and targets")
    clara.press("Save", {"final": "40", "baseline": "21.5", "reason": "The quota was raised"})
    page = clara.page
    assert "Version 2 is valid since" in page.main
    assert "Version 2 Clara" in page.main
    assert "The quota was raised" in page.main
    for row in ("Final target 30.0 % 40.0 %", "Baseline 20.0 %, 31 December 2021 21.5 %, 31 December 2021"):
        assert row in page.main
    amina = browser_of(world.amina).open(f"/plans/test-plan/indicators/{seats.id}")
    assert "The quota was raised" in amina.main, "who reports a figure reads why its target changed"
    arabic = clara.open(f"/plans/test-plan/indicators/{seats.id}?lang=ar-XB")
    assert "40" in arabic.main


def test_another_unit_needs_a_reason_once_values_were_sent(browser_of: Opens, world: World) -> None:
    trained = world.indicators["trained"]
    measured(trained, world.period_2022, world.shelter, world.amina, "22")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{trained.id}/edit")
    page = clara.press("Save", {"unit-en": "persons"}, status=422)
    assert page.errors() == ["Say why this changes. The reason stays on record and is printed in the next report."]
    page = clara.press("Save", {"reason": "Men are trained as well"})
    assert "Unit women persons" in page.main


def test_a_title_or_a_translation_makes_no_version(browser_of: Opens, world: World) -> None:
    trained = world.indicators["trained"]
    measured(trained, world.period_2022, world.shelter, world.amina, "22")
    clara = browser_of(world.clara)
    clara.open(f"/plans/test-plan/indicators/{trained.id}/edit")
    page = clara.press("Save", {"title-en": "Women who were trained", "unit-ru": "женщин"})
    assert "Version 2" not in page.main
