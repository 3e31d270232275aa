"""The completeness matrix: in words, narrowed by its address, in pages, and at the same cost for any size of plan."""

from __future__ import annotations

from collections.abc import Callable

from tests.browsing import Browser, Page, text
from tests.counting import queries
from tests.entries import measured
from tests.world import World, assign, indicator
from tracker.domain.vocabulary import Kind, NoValue, State
from tracker.models.database import db
from tracker.models.people import User

BrowserOf = Callable[[User], Browser]
MATRIX = "/plans/test-plan/overview/matrix"


def rows(page: Page) -> list[list[str]]:
    return [[text(cell) for cell in row if cell.tag in ("th", "td")] for row in page.tree.iter("tr")]


def row(page: Page, code: str) -> list[str]:
    return next(each for each in rows(page) if each and each[0].startswith(f"{code} "))


def test_each_cell_says_in_words_what_came_in(world: World, browser_of: BrowserOf) -> None:
    seats, centres, law = (world.indicators[code] for code in ("seats", "centres", "law"))
    measured(seats, world.period_2023, world.shelter, world.amina, "25", state=State.VERIFIED)
    measured(centres, world.period_2023, world.shelter, world.amina, "30", state=State.SUBMITTED)
    measured(law, world.period_2023, world.shelter, world.amina, None, state=State.VERIFIED,
             no_value=NoValue.NOT_AVAILABLE)  # fmt: skip
    page = browser_of(world.clara).open(MATRIX)
    assert page.heading == "What came in: 2023"
    assert rows(page)[0] == ["Indicator", "Bridge", "Shelter", "Came in"]
    assert row(page, "trained")[1:] == ["Overdue", "Overdue", "0 of 2"]
    assert row(page, "seats")[1:] == ["·not asked", "Verified: seats, Shelter", "1 of 1"]
    assert row(page, "centres")[2] == "Waiting for review: centres, Shelter"
    assert row(page, "law")[2] == "Not available: law, Shelter"
    assert rows(page)[-1] == ["Came in", "0 of 1", "3 of 9", "3 of 10"]
    assert "3 of 10 came in." in page.main


def test_an_indicator_for_which_nobody_answers_is_seen(world: World, browser_of: BrowserOf) -> None:
    indicator(world.commitments[0], "lonely", "Lonely", Kind.STOCK)
    db.session.commit()
    page = browser_of(world.rahima).open(MATRIX)
    assert row(page, "lonely")[-1] == "nobody answers"


def test_it_is_narrowed_by_its_address_and_by_its_form(world: World, browser_of: BrowserOf) -> None:
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, "25", state=State.VERIFIED)
    clara = browser_of(world.clara)
    clara.open(MATRIX)
    page = clara.press("Show", {"organisation": "bridge"})
    assert [each[0] for each in rows(page)] == ["Indicator", "P1 Participation", "trained Women trained", "Came in"]
    page = clara.open(f"{MATRIX}?period=2023&state=verified")
    assert [each[0] for each in rows(page)][2:-1] == ["seats Seats held by women"]
    assert page.value("state") == "verified"
    page = clara.open(f"{MATRIX}?pillar=P3")
    assert [each[0] for each in rows(page)][1] == "P3 Protection"
    assert "organisation=&" not in page.links()["2022"]
    assert "pillar=P3" in page.links()["2022"], "another period stays narrowed"
    page = clara.open(f"{MATRIX}?pillar=P1&state=returned")
    assert "No indicator is like this" in page.main
    assert len(rows(clara.open(f"{MATRIX}?pillar=nonsense&page=99"))) == 15


def test_a_long_matrix_has_pages_and_sums_over_all_of_them(world: World, browser_of: BrowserOf) -> None:
    for number in range(130):
        assign(world.period_2023, indicator(world.commitments[0], f"m{number}", "More", Kind.STOCK), world.bridge)
    db.session.commit()
    clara = browser_of(world.clara)
    page = clara.open(MATRIX)
    assert "Page 1 of 3" in page.main
    assert rows(page)[-1] == ["Came in, on all pages", "0 of 131", "0 of 9", "0 of 140"]
    page = clara.follow("Next page")
    assert "Page 2 of 3" in page.main
    assert "page=3" in page.links()["Next page"]


def test_it_costs_the_same_for_ten_and_for_five_hundred_indicators(world: World, browser_of: BrowserOf) -> None:
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, "25")
    clara = browser_of(world.clara)
    clara.open(MATRIX)
    with queries() as few:
        clara.open(MATRIX)
    for number in range(490):
        more = indicator(world.commitments[number % 4], f"m{number}", "More", Kind.STOCK)
        assign(world.period_2023, more, world.bridge, world.shelter)
        if number % 10 == 0:
            measured(more, world.period_2023, world.bridge, world.bota, "3")
    db.session.commit()
    with queries() as many:
        clara.open(MATRIX)
    assert len(many) == len(few)


def test_who_reads_only_editions_or_the_own_organisation_has_no_matrix(world: World, browser_of: BrowserOf) -> None:
    browser_of(world.amina).open(MATRIX, status=403)
    browser_of(world.viktor).open(MATRIX, status=404)
    browser_of(world.olga).open(MATRIX, status=404)


def test_it_opens_from_right_to_left(world: World, browser_of: BrowserOf) -> None:
    assert "2023" in browser_of(world.clara).open(f"{MATRIX}?lang=ar-XB").main
