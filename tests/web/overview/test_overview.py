"""The overview answers: how far are we, what is missing and from whom, who has to act."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import delete

from tests.browsing import Browser, Page, text
from tests.counting import queries
from tests.entries import evidenced, measured, reported
from tests.world import World, assign, indicator
from tracker.domain.vocabulary import CommitmentStatus, Kind, NoValue, PeriodState, State, TargetSpan, Voice
from tracker.models.database import db
from tracker.models.indicator import Indicator, Target
from tracker.models.measurement import Assignment, ReportingPeriod
from tracker.models.people import User

BrowserOf = Callable[[User], Browser]
OVERVIEW = "/plans/test-plan/overview"


def rows(page: Page, table: str) -> list[str]:
    found = next(each for each in page.tree.iter("table") if each.get("id") == table)
    return [text(row) for row in found.iter("tr")]


def filled(world: World) -> None:
    """Shelter: one value verified, one sent; Bridge: nothing; one status of each voice."""
    seats, centres = world.indicators["seats"], world.indicators["centres"]
    measured(seats, world.period_2023, world.shelter, world.amina, "25", state=State.VERIFIED)
    measured(centres, world.period_2023, world.shelter, world.amina, "30", hours_ago=5)
    reported(
        world.commitments[0],
        world.period_2023,
        world.ministry,
        world.galym,
        CommitmentStatus.DELAYED,
        state=State.VERIFIED,
        voice=Voice.OFFICIAL,
    )


def test_the_headline_shows_both_means_and_the_coverage(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    page = browser_of(world.clara).open(OVERVIEW)
    assert page.heading == "Overview: 2023"
    for words in (
        "8.3 % Mean progress, missing counted as 0",
        "50.0 % Mean progress of those reported",
        "1 of 6 Ind",
        "1 of 10 Rep",
        "1 more waits for review",
    ):
        assert words in page.main, words


def test_it_says_who_has_to_act_and_leads_there(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    page = browser_of(world.rahima).open(OVERVIEW)
    assert "8 measurements are missing from 2 organisations, overdue since" in page.main
    assert page.links()["1 entry waits for review"] == "/plans/test-plan/review"
    assert "1 entry waits for review" not in browser_of(world.clara).open(OVERVIEW).links()


def test_what_is_missing_stands_beside_who_owes_it(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    page = browser_of(world.clara).open(OVERVIEW)
    shelter, bridge = rows(page, "organisations")[1:]
    assert shelter.startswith("Shelter 9 1 1 7")
    assert bridge.startswith("Bridge 1 0 0 1 Overdue trained")
    assert page.links()["law"] == f"/plans/test-plan/indicators/{world.indicators['law'].id}"


@pytest.mark.trap("M44")
def test_a_draft_and_a_returned_value_are_missing_and_lead_to_the_entry(world: World, browser_of: BrowserOf) -> None:
    trained = world.indicators["trained"]
    entry = measured(trained, world.period_2023, world.bridge, world.bota, state=State.RETURNED)
    page = browser_of(world.clara).open(OVERVIEW)
    assert "1 of them was returned" in page.main
    assert f'href="/plans/test-plan/measurements/{entry.id}"' in page.html


def test_evidence_of_a_draft_waits_for_nobody_but_that_of_a_verified_value_does(
    world: World, browser_of: BrowserOf
) -> None:
    draft = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.DRAFT)
    evidenced(draft, by=world.amina)
    browser = browser_of(world.rahima)
    assert "Reviewers" not in browser.open(OVERVIEW).main
    done = measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, state=State.VERIFIED)
    evidenced(done, by=world.amina)
    assert browser.open(OVERVIEW).links()["1 evidence item is not checked"] == "/plans/test-plan/review"


def test_each_pillar_shows_its_means_ratings_and_statuses_in_words(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    page = browser_of(world.clara).open(OVERVIEW)
    cards = [text(each) for each in page.tree.iter("section") if each.get("class", "").startswith("card")]
    assert len(cards) == 4
    assert "P1 Participation 25.0 %" in cards[0]
    assert "50.0 % of what was reported; 1 of 2 indicators have a figure" in cards[0]
    assert "Delayed 1" in cards[0]
    assert "No report received 1" in cards[1]


def test_an_indicator_shows_value_target_progress_and_rating(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    row = next(row for row in rows(browser_of(world.clara).open(OVERVIEW), "pillar-1") if "seats" in row)
    assert "25.0 %" in row
    assert "30.0 %" in row
    assert "50.0 %" in row
    assert row.endswith(("Behind", "On track"))


def test_a_reason_stands_where_there_is_no_value(world: World, browser_of: BrowserOf) -> None:
    measured(
        world.indicators["trained"], world.period_2023, world.shelter, world.amina, None,
        state=State.VERIFIED, no_value=NoValue.NOT_APPLICABLE,
    )  # fmt: skip
    row = next(row for row in rows(browser_of(world.clara).open(OVERVIEW), "pillar-1") if "trained" in row)
    assert "0" not in row.split("Women trained")[1].split("200")[0]


def test_the_list_is_narrowed_and_the_address_keeps_it(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    browser = browser_of(world.clara)
    browser.open(OVERVIEW)
    page = browser.press("Show", {"pillar": "P1", "missing": "y"})
    assert "seats" not in page.html.split('id="indicators"')[1]
    assert "trained" in page.html.split('id="indicators"')[1]
    again = browser.open(f"{OVERVIEW}?period=2023&organisation=bridge")
    assert [row.split()[0] for row in rows(again, "pillar-1")[1:]] == ["trained"]
    assert "No indicator is like this" in browser.open(f"{OVERVIEW}?rating=regressed").main


def test_another_period_is_one_click_away_and_stands_in_the_address(world: World, browser_of: BrowserOf) -> None:
    measured(world.indicators["seats"], world.period_2022, world.shelter, world.amina, "22", state=State.VERIFIED)
    browser = browser_of(world.clara)
    assert browser.open(OVERVIEW).heading == "Overview: 2023"
    page = browser.follow("2022")
    assert page.heading == "Overview: 2022"
    assert "22.0 %" in page.main
    assert browser.open(f"{OVERVIEW}?period=nothing").heading == "Overview: 2023"


def test_a_plan_without_a_period_says_what_to_do_next(world: World, browser_of: BrowserOf) -> None:
    db.session.execute(delete(Assignment))
    db.session.execute(delete(ReportingPeriod))
    db.session.commit()
    assert "There is no period yet" in browser_of(world.clara).open(OVERVIEW).main
    assert "Go to the periods" not in browser_of(world.rahima).open(OVERVIEW).links()


def test_a_plan_without_indicators_says_what_to_do_next(world: World, browser_of: BrowserOf) -> None:
    for table in (Assignment, Target, Indicator):
        db.session.execute(delete(table))
    db.session.commit()
    assert "Go to the plan" in browser_of(world.clara).open(OVERVIEW).links()


def test_when_everything_is_verified_nobody_has_to_act_but_the_writer(world: World, browser_of: BrowserOf) -> None:
    db.session.execute(delete(Assignment))
    assign(world.period_2023, world.indicators["seats"], world.shelter)
    for code, each in world.indicators.items():
        each.archived_at = None if code == "seats" else world.amina.created_at
    measured(world.indicators["seats"], world.period_2023, world.shelter, world.amina, "25", state=State.VERIFIED)
    page = browser_of(world.clara).open(OVERVIEW)
    assert "Nobody: everything that is due is verified" in page.main
    assert "Write the report and request its issue" in page.links()


def test_a_closed_period_still_tells_what_is_missing(world: World, browser_of: BrowserOf) -> None:
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    assert "10 measurements are missing" in browser_of(world.clara).open(OVERVIEW).main


def test_fifty_indicators_take_as_many_questions_to_the_database_as_one(world: World, browser_of: BrowserOf) -> None:
    browser = browser_of(world.clara)
    _more(world, 1)
    with queries() as one:
        browser.open(OVERVIEW)
    _more(world, 50)
    with queries() as fifty:
        browser.open(OVERVIEW)
    assert len(fifty) == len(one)


def _more(world: World, many: int) -> None:
    for number in range(many):
        extra = indicator(world.commitments[number % 4], f"x{many}-{number}", "Extra", Kind.STOCK, final="10")
        for period in (world.period_2022, world.period_2023):
            assign(period, extra, world.shelter, world.bridge)
            entry = measured(extra, period, world.shelter, world.amina, "5", state=State.VERIFIED)
            evidenced(entry, by=world.amina)
    db.session.commit()


def test_what_is_expected_by_now_stands_beside_what_is_there(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    world.indicators["centres"].targets.append(
        Target(due_on=world.period_2023.ends_on, value=Decimal(28), span=TargetSpan.PERIOD)
    )
    db.session.commit()
    page = browser_of(world.clara).open(OVERVIEW)
    seats = next(row for row in rows(page, "pillar-1") if "Seats held" in row)
    assert "on a straight line" in seats
    centres = next(row for row in rows(page, "pillar-3") if "Crisis centres" in row)
    assert "straight" not in centres, "the period has a target of its own"


def test_the_indicators_are_narrowed_to_a_state(world: World, browser_of: BrowserOf) -> None:
    filled(world)
    page = browser_of(world.clara).open(f"{OVERVIEW}?state=submitted")
    assert "Crisis centres" in page.main
    assert "Seats held by women" not in page.main
    assert page.value("state") == "submitted"
