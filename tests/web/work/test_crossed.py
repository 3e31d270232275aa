"""A value broken down by sex and age together: entered as a small table, added up, reviewed, printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from reports.document import document
from reports.workbook import workbook
from tests.browsing import Browser, Page, text
from tests.entering import SOURCED, decide, measuring, stored
from tests.reports.pdf_text import words
from tests.world import World, english
from tracker.domain.vocabulary import Step
from tracker.models.database import db
from tracker.models.indicator import Category, Dimension
from tracker.models.people import User
from tracker.services import drafting, snapshots

Opens = Callable[[User], Browser]
TYPED = {"has_value": "yes", "value": "20"} | SOURCED


def dimension(world: World, code: str, name: str, **categories: str) -> Dimension:
    made = Dimension(plan_id=world.plan.id, code=code, name=english(name), is_complete=True)
    made.categories = [
        Category(code=key, name=english(called), position=place)
        for place, (key, called) in enumerate(categories.items())
    ]
    db.session.add(made)
    return made


@pytest.fixture
def crossed(world: World) -> World:
    """Women trained are broken down by sex and age, crossed."""
    trained = world.indicators["trained"]
    trained.dimensions = [
        dimension(world, "sex", "Sex", f="Women", m="Men"),
        dimension(world, "age", "Age", young="Under 30", adult="30 and over"),
    ]
    trained.is_crossed = True
    db.session.commit()
    return world


@pytest.fixture
def amina(crossed: World, browser_of: Opens) -> Browser:
    browser = browser_of(crossed.amina)
    browser.open(measuring(crossed, "trained"))
    return browser


def table(page: Page) -> list[list[str]]:
    """The crossed table of a page, line by line."""
    found = next(each for each in page.tree.iter("table") if each.get("id") == "by-age-sex")
    return [[text(cell) for cell in row if cell.tag in ("th", "td")] for row in found.iter("tr")]


def fields(world: World, **typed: str) -> dict[str, object]:
    """`young_f` is the cell of women under 30, `f` the margin of all women."""
    keys = {each.code: each.id for d in world.indicators["trained"].dimensions for each in d.categories}
    said: dict[str, object] = {}
    for name, value in typed.items():
        codes = [keys[code] for code in name.split("_")]
        said[f"parts-x{codes[0]}_{codes[1]}_value" if len(codes) > 1 else f"parts-c{codes[0]}_value"] = value
    return said


@pytest.mark.trap("M30")
def test_cells_are_typed_into_a_table_added_up_and_stored(crossed: World, amina: Browser) -> None:
    page = amina.press("Add up", TYPED | fields(crossed, young_f="7", adult_f="5", young_m="6"))
    assert "Together: 18. Value: 20. Unknown: 2." in page.main
    assert stored(crossed) is None, "adding up stores nothing"

    amina.press("Send for review", fields(crossed, adult_m="2"))

    row = stored(crossed)
    assert row is not None
    assert {part.cell: part.value for part in row.parts} == {
        "age:young sex:f": 7, "age:adult sex:f": 5, "age:young sex:m": 6, "age:adult sex:m": 2,
    }  # fmt: skip


def test_cells_above_their_margin_are_refused_at_the_cell(crossed: World, amina: Browser) -> None:
    page = amina.press("Save draft", TYPED | fields(crossed, young_f="7", adult_f="5", f="10"), status=422)
    assert page.errors() == ["These cells add up to 12. That is above their row's or column's 10."]
    page = amina.press("Add up", {})
    assert "Together: 12." in page.main, "what was typed is still there"


def test_a_reviewer_sees_the_table_with_margins_and_the_unknown_rest(
    crossed: World, amina: Browser, browser_of: Opens
) -> None:
    amina.press("Send for review", TYPED | fields(crossed, young_f="7", adult_f="5", m="6"))
    row = stored(crossed)
    assert row is not None
    page = browser_of(crossed.rahima).open(f"/plans/test-plan/review/measurements/{row.id}")
    lines = table(page)
    assert lines[0] == ["Age", "Women", "Men", "unknown", "Together"]
    assert lines[1] == ["Under 30", "7", "–", "0", "7"]
    assert lines[-2] == ["unknown", "0", "6", "2", "8"]
    assert lines[-1] == ["Together", "12", "6", "2", "20"]


def test_the_indicator_the_workbook_and_the_paper_show_the_cells(
    crossed: World, amina: Browser, browser_of: Opens
) -> None:
    amina.press("Send for review", TYPED | fields(crossed, young_f="7", adult_f="5", young_m="6", adult_m="2"))
    decide(crossed, stored(crossed), Step.VERIFY)
    page = browser_of(crossed.clara).open(f"/plans/test-plan/indicators/{crossed.indicators['trained'].id}")
    assert table(page)[1] == ["Under 30", "7", "6", "13"]
    assert "Age × Sex" in page.main
    snapshot = snapshots.take(crossed.plan, crossed.period_2023)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(snapshot, "en")))["Breakdown"]
    rows = {tuple(cell.value for cell in row)[5:10] for row in sheet.iter_rows(min_row=2)}
    assert ("Age", "Under 30", "Sex", "Women", Decimal(7)) in rows
    assert ("Sex", "Women", None, None, Decimal(12)) in rows, "the margin follows from the cells"
    assert "Under 30, Women: 7" in words(document(snapshot, "en"))


def test_a_coordinator_crosses_two_dimensions_and_no_more(crossed: World, browser_of: Opens) -> None:
    trained = crossed.indicators["trained"]
    place = dimension(crossed, "place", "Place", city="City", rural="Countryside")
    trained.is_crossed = False
    db.session.commit()
    clara = browser_of(crossed.clara)
    clara.open(f"/plans/test-plan/indicators/{trained.id}/breakdown")
    three = [str(each.id) for each in (*trained.dimensions, place)]
    page = clara.press("Save", {"dimensions": three, "crossed": "y"}, status=422)
    assert page.errors() == ["Choose exactly two dimensions to cross them."]
    clara.press("Save", {"dimensions": three[:2], "crossed": "y"})
    db.session.expire_all()
    assert trained.is_crossed
    page = clara.open(f"/plans/test-plan/indicators/{crossed.indicators['seats'].id}/breakdown")
    assert "crossed" not in page.main, "shares are not crossed"


@pytest.mark.trap("M51")
def test_of_a_sensitive_indicator_neither_cells_nor_margins_give_a_few_away(crossed: World, amina: Browser) -> None:
    crossed.indicators["trained"].is_sensitive = True
    db.session.commit()
    amina.open(measuring(crossed, "trained"))
    amina.press("Send for review", TYPED | fields(crossed, young_f="9", adult_f="8", f="19"))
    decide(crossed, stored(crossed), Step.VERIFY)
    drawn = drafting.draft(crossed.plan, crossed.period_2023)
    line = next(each for pillar in drawn.pillars for each in pillar.indicators if each.code == "trained")
    assert {cell.value for cell in line.breakdown} == {None}, "two women of unknown age would be 19 less 9 less 8"
