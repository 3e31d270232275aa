"""A figure is picked, not typed: what the prose says is what the tables say, in every language and output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from reports import placing
from reports.snapshot import SectionText
from tests.browsing import Browser
from tests.reports.samples import rich
from tests.world import World, measured
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import drafting

Browsers = Callable[[User], Browser]


def at_a_section(browser_of: Browsers, world: World) -> Browser:
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, value=Decimal(1060))
    db.session.commit()
    clara = browser_of(world.clara)
    clara.open("/plans/test-plan/reports")
    clara.press("Begin the report 2023")
    clara.follow("Lessons")
    return clara


def test_the_page_offers_every_figure_with_what_it_says_now(world: World, browser_of: Browsers) -> None:
    clara = at_a_section(browser_of, world)
    code = world.indicators["trained"].code
    assert f"{{{{indicator {code} value}}}} at least 1,060" in clara.page.main
    assert "{{plan coverage}} 1 of" in clara.page.main


def test_a_placed_figure_follows_the_table(world: World, browser_of: Browsers) -> None:
    clara = at_a_section(browser_of, world)
    text = f"We trained {{{{indicator {world.indicators['trained'].code} value}}}} women."
    clara.press("Store the section", {"body-en": text, "body-ru": text})
    clara.follow("See the preview")
    assert "We trained at least 1,060 women." in clara.page.main
    assert drafting.draft(world.plan, world.period_2023).section(SectionKey.LESSONS).texts["ru"] == (
        "We trained не менее 1\N{NO-BREAK SPACE}060 women."
    )
    measured(world.indicators["trained"], world.period_2023, world.bridge, world.bota, value=Decimal(40))
    db.session.commit()
    clara.open(clara.page.url)
    assert "We trained at least 1,100 women." in clara.page.main


def test_a_figure_that_is_not_there_is_refused_at_its_language(world: World, browser_of: Browsers) -> None:
    clara = at_a_section(browser_of, world)
    page = clara.press("Store the section", {"body-en": "Fine.", "body-ru": "{{indicator 99 value}}"}, status=422)
    assert page.errors() == ["“{{indicator 99 value}}”: this plan has no indicator with the code 99."]
    assert page.value("body-ru") == "{{indicator 99 value}}"
    link = next(e for e in page.tree.iter("a") if (e.get("href") or "").startswith("#body"))
    assert link.get("href") == "#body-ru"


def test_the_label_of_a_figure_means_nothing_to_markdown() -> None:
    assert placing.plain("*Unit* [1]_") == "\\*Unit\\* \\[1\\]\\_"


def test_what_no_table_has_stays_as_it_was_typed() -> None:
    body = Multilingual({"en": "{{indicator none value}} and {{plan coverage}}"})
    told = replace(rich(), sections=(SectionText(key=SectionKey.LESSONS, body=body),))
    said = placing.filled(told).section(SectionKey.LESSONS).texts["en"]
    assert said.startswith("{{indicator none value}} and ")
    assert " of " in said
