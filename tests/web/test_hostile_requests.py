"""Requests that no page of ours makes: what they ask for is refused, nothing breaks, and nothing is told or kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from config import Settings
from tests.browsing import Browser
from tests.entering import measuring, stored
from tests.web.cookies import token
from tests.world import World, english
from tracker.app import create_app
from tracker.domain.vocabulary import OrganisationKind
from tracker.models.database import db
from tracker.models.measurement import ReportingPeriod
from tracker.models.people import Organisation, User

SignIn = Callable[[User], Browser]

HUGE = "9" * 25
LONGER = "9" * 5000
BEYOND = (
    "/plans/test-plan/indicators/{n}",
    "/plans/test-plan/measurements/{n}",
    "/plans/test-plan/editions/{n}",
    "/plans/test-plan/indicators/new/flow?place=commitment:{n}",
    "/plans/test-plan/indicators/new/flow?commitment={n}",
    "/published/{n}",
    "/published/1/files/{n}",
)


@pytest.mark.parametrize("number", [str(2**31), HUGE, LONGER], ids=["beyond an id", "huge", "endless"])
def test_a_number_that_no_id_can_be_names_nothing(world: World, browser_of: SignIn, number: str) -> None:
    browser = browser_of(world.clara)
    assert {browser.client.get(address.format(n=number)).status_code for address in BEYOND} == {404}


@pytest.mark.parametrize("number", [HUGE, LONGER], ids=["huge", "endless"])
def test_a_form_with_such_a_number_changes_nothing(world: World, browser_of: SignIn, number: str) -> None:
    browser = browser_of(world.clara)
    browser.open("/help")
    sent = {"csrf_token": token(browser)}
    move = {"move": f"up:indicator:{number}"}
    assert browser.client.post("/plans/test-plan/arrange", data=sent | move).status_code == 400
    address = f"/plans/test-plan/periods/{world.period_2023.id}/assign"
    pair = {"answers": f"{number}:{number}", "version": "77"}
    assert browser.client.post(address, data=sent | pair).status_code == 409


def test_a_field_of_one_line_takes_one_line(world: World, browser_of: SignIn) -> None:
    """A break in a short name would stand in file names, and no browser would get such a file."""
    browser = browser_of(world.clara)
    browser.open("/plans/test-plan/periods/new")
    said = {"code": "20\r\n24\t", "name-en": "The year\n2024"}
    days = {"starts_on": "2024-01-01", "ends_on": "2024-12-31", "due_on": "2025-03-31"}
    browser.press("Open the period", said | days)
    db.session.rollback()
    made = db.session.query(ReportingPeriod).order_by(ReportingPeriod.id.desc()).first()
    assert made is not None
    assert (made.code, made.name.texts["en"]) == ("20 24", "The year 2024")


def test_paragraphs_stay_paragraphs(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    browser.press("Save draft", {"narrative-en": "First.\r\n\r\nSecond."})
    kept = stored(world)
    assert kept is not None
    assert kept.narrative.texts["en"] == "First.\n\nSecond."


def test_a_form_without_files_may_not_be_as_large_as_a_file(visitor: Browser) -> None:
    visitor.open("/sign-in")
    sent = {"csrf_token": token(visitor), "email": "x" * (3 * 1024 * 1024), "password": "-"}
    assert visitor.client.post("/sign-in", data=sent).status_code == 413


def test_a_missing_file_of_the_style_is_a_page_that_nobody_keeps(visitor: Browser) -> None:
    answer = visitor.client.get("/static/nothing.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


@pytest.mark.parametrize(
    ("asked", "status"), [("tracker.example.org", 200), ("127.0.0.1:8000", 200), ("evil.example", 400)]
)
def test_a_site_with_a_name_answers_to_no_other(tmp_path: Path, settings: Settings, asked: str, status: int) -> None:
    """Whoever points a name of theirs at this server gets no page that could repeat it."""
    app = create_app(replace(settings, instance=tmp_path, public_url="https://tracker.example.org"))
    answer = app.test_client().get("/help", headers={"Host": asked})
    assert answer.status_code == status
    assert "evil.example" not in answer.get_data(as_text=True)
    assert "Content-Security-Policy" in answer.headers


def test_what_people_wrote_stands_in_no_fault_of_the_database(app: Flask, world: World) -> None:
    """Faults go to the log, with all that is said in them."""
    secret = english("A name that nobody may read in a log")
    db.session.add(Organisation(code="shelter", name=secret, kind=OrganisationKind.NGO, country="KZ"))
    with pytest.raises(IntegrityError) as fault:
        db.session.flush()
    db.session.rollback()
    assert "nobody may read" not in str(fault.value)
