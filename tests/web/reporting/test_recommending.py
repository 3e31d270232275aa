"""What one report recommends is answered in the next, and printed in page, PDF and workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from reports.document import document
from reports.workbook import workbook
from tests.browsing import Browser
from tests.entries import recommended
from tests.reports.pdf_text import words
from tests.world import World, english
from tracker.domain.errors import NotFound, Stale
from tracker.domain.texts import Multilingual
from tracker.domain.workshop_words import RecommendationStatus
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Report
from tracker.services import checking, drafting, recommendations, sections
from tracker.services.acting import actor_for
from tracker.services.snapshot_recommendations import earlier

Browsers = Callable[[User], Browser]


@pytest.fixture
def last_year(world: World) -> Report:
    """The report of 2022, which recommended something to Shelter."""
    report = sections.begin(actor_for(world.clara), world.period_2022)
    recommended(report, "Train mediators.", owner_id=world.shelter.id, due_on=date(2023, 12, 31))
    return report


def at_recommendations(browser: Browser) -> Browser:
    browser.open("/plans/test-plan/reports")
    browser.press("Begin the report 2023")
    browser.follow("Go to the recommendations")
    return browser


def test_a_recommendation_has_an_owner_and_a_date_and_stands_in_the_preview(world: World, browser_of: Browsers) -> None:
    clara = at_recommendations(browser_of(world.clara))
    clara.follow("Add a recommendation")
    assert clara.press("Store the recommendation", status=422).errors() == ["Recommendation: Please fill this in."]
    fields = {"text-en": "Fund *two* centres.", "owner": str(world.ministry.id), "due_on": "2024-06-30"}
    clara.press("Store the recommendation", fields)
    assert "1. Fund *two* centres." in clara.page.main
    clara.open("/plans/test-plan/reports/1/preview")
    assert "Fund *two* centres." in clara.page.main
    assert "30 June 2024" in clara.page.main


def test_a_recommendation_without_an_owner_is_a_finding(world: World) -> None:
    report = sections.begin(actor_for(world.clara), world.period_2023)
    recommended(report, "Do something.")
    found = [one.finding for one in checking.looked_at(report) if one.finding.kind.value == "owner"]
    assert len(found) == 2, "neither an owner nor a date"


def test_what_the_last_report_recommended_is_there_to_be_answered(
    world: World, browser_of: Browsers, last_year: Report
) -> None:
    db.session.commit()
    clara = at_recommendations(browser_of(world.clara))
    clara.follow("Answer Train mediators.")
    assert clara.press("Store the answer", status=422).errors()
    clara.press("Store the answer", {"status": "done", "remark-en": "Twelve were trained."})
    assert "Carried out" in clara.page.main
    clara.follow("Change the answer Train mediators.")
    clara.press("Store the answer", {"status": "in_progress", "remark-en": "Six were trained."})
    assert "Six were trained." in clara.page.main


def test_the_second_of_two_who_answer_is_told(world: World, last_year: Report) -> None:
    clara, report = actor_for(world.clara), sections.begin(actor_for(world.clara), world.period_2023)
    [(_number, advice, _given)] = earlier(world.plan, world.period_2023)
    first = recommendations.answer(clara, report, advice, RecommendationStatus.DONE, english("Yes."), version=None)
    db.session.commit()
    with pytest.raises(Stale):
        recommendations.answer(
            actor_for(world.daria), report, advice, RecommendationStatus.OPEN, english("No."), version=first.version + 1
        )


def test_what_has_ended_is_not_asked_about_again(world: World, last_year: Report) -> None:
    clara = actor_for(world.clara)
    advice = recommended(last_year, "Meet twice.", status=RecommendationStatus.DONE)
    report = sections.begin(clara, world.period_2023)
    assert [line.text for line in drafting.draft(world.plan, world.period_2023).follow_up] == [
        english("Train mediators.")
    ]
    with pytest.raises(NotFound):
        recommendations.given(report, advice)


def test_both_files_print_the_recommendations_and_what_became_of_them(world: World, last_year: Report) -> None:
    clara, report = actor_for(world.clara), sections.begin(actor_for(world.clara), world.period_2023)
    [(_number, advice, _given)] = earlier(world.plan, world.period_2023)
    remark = Multilingual({"en": "Twelve were trained."})
    recommendations.answer(clara, report, advice, RecommendationStatus.DONE, remark, version=None)
    recommended(report, "=Fund two centres.", owner_id=world.ministry.id, due_on=date(2024, 6, 30))
    snapshot = drafting.draft(world.plan, world.period_2023)
    paper = words(document(snapshot, "en"))
    for said in ("Train mediators.", "Carried out", "Twelve were trained.", "=Fund two centres.", "30 June 2024"):
        assert said in paper
    book = openpyxl.load_workbook(io.BytesIO(workbook(snapshot, "en")))
    rows = list(book["Recommendations"].iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["Recommendation", "Train mediators.", "=Fund two centres."]
    assert rows[1][5:7] == ("Carried out", "Twelve were trained.")
