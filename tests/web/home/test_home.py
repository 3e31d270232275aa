"""What a person sees first after signing in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.browsing import Browser
from tests.entries import issued, measured, reported
from tests.rescued import backed_up
from tests.world import World, member
from tracker.domain.vocabulary import EditionState, Role, State
from tracker.models.database import db
from tracker.models.people import User

Patch = pytest.MonkeyPatch
BrowserOf = Callable[[User], Browser]


@pytest.mark.parametrize(
    ("name", "path"), [("rahima", "/plans/test-plan/review"), ("clara", "/plans/test-plan/overview")]
)
def test_somebody_with_one_plan_comes_straight_to_where_they_work(
    world: World, browser_of: BrowserOf, name: str, path: str
) -> None:
    browser = browser_of(getattr(world, name))
    browser.open("/")
    assert browser.page.url == path


def test_somebody_with_two_plans_sees_both_with_their_roles_and_what_waits(world: World, browser_of: BrowserOf) -> None:
    member(world.rahima, world.foreign_plan, Role.VIEWER, None)
    db.session.commit()
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    reported(world.commitments[0], world.period_2023, world.shelter, world.amina)
    page = browser_of(world.rahima).open("/")
    assert "Test plan Active Reviewer 2 entries wait for review" in page.main
    assert "Other plan Active Viewer Nothing waits for you here." in page.main
    assert page.links()["2 entries wait for review"] == "/plans/test-plan/review"


def test_somebody_with_two_plans_goes_from_one_to_the_other(world: World, browser_of: BrowserOf) -> None:
    member(world.rahima, world.foreign_plan, Role.VIEWER, None)
    db.session.commit()
    browser = browser_of(world.rahima)
    browser.open("/plans/test-plan/review")
    assert browser.follow("Other plan").url == "/plans/other-plan/editions"
    assert browser.follow("Test plan").url == "/plans/test-plan"


def test_a_coordinator_of_two_plans_sees_what_is_overdue_and_which_edition_waits_for_them(
    world: World, browser_of: BrowserOf
) -> None:
    member(world.daria, world.foreign_plan, Role.COORDINATOR, world.bridge)
    issued(world.period_2023, world.clara, world.rahima, state=EditionState.REQUESTED)
    measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina, state=State.SUBMITTED)
    text = browser_of(world.daria).open("/").main
    assert "19 measurements are overdue" in text
    assert "1 edition waits for a second person" in text


def test_a_contributor_sees_what_is_due_and_what_came_back_of_their_own_organisation_only(
    world: World, browser_of: BrowserOf
) -> None:
    member(world.bota, world.foreign_plan, Role.VIEWER, None)
    trained = world.indicators["trained"]
    measured(trained, world.period_2022, world.bridge, world.bota, state=State.RETURNED)
    measured(trained, world.period_2022, world.shelter, world.amina, state=State.RETURNED)
    measured(trained, world.period_2023, world.bridge, world.bota, state=State.DRAFT)
    text = browser_of(world.bota).open("/").main
    assert "1 entry came back and has to be mended" in text
    assert "1 measurement is due from your organisation" in text


def test_a_contributor_sees_how_many_statuses_are_due(world: World, browser_of: BrowserOf) -> None:
    member(world.amina, world.foreign_plan, Role.VIEWER, None)
    db.session.commit()
    amina = browser_of(world.amina)
    assert "8 statuses of commitments are due from your organisation" in amina.open("/").main, "four, twice"
    reported(world.commitments[0], world.period_2023, world.shelter, world.amina, state=State.DRAFT)
    reported(world.commitments[1], world.period_2023, world.shelter, world.amina)
    reported(world.commitments[2], world.period_2023, world.shelter, world.amina, state=State.RETURNED)
    world.commitments[3].starts_on = world.period_2023.starts_on
    db.session.commit()
    page = amina.open("/")
    assert "5 statuses of commitments are due from your organisation" in page.main
    assert "1 entry came back" in page.main
    member(world.bota, world.foreign_plan, Role.VIEWER, None)
    db.session.commit()
    assert "statuses of commitments" not in browser_of(world.bota).open("/").main, "Bridge has no part in them"


def test_somebody_without_a_role_is_told_whom_to_ask(world: World, browser_of: BrowserOf) -> None:
    world.olga.memberships[0].archived_at = world.olga.created_at
    db.session.commit()
    assert "You have no role in a plan yet" in browser_of(world.olga).open("/").main


def test_an_administrator_without_a_plan_is_told_what_to_do(world: World, browser_of: BrowserOf) -> None:
    assert "As an administrator you look after" in browser_of(world.adam).open("/").main


def test_an_administrator_sees_when_the_last_good_back_up_was_made(
    world: World, browser_of: BrowserOf, settings: Settings, tmp_path: Path, as_of: Callable[[str], None]
) -> None:
    (settings.instance / "last-backup.json").unlink(missing_ok=True)
    assert "No good back-up has been made yet" in browser_of(world.adam).open("/").main
    as_of("2026-03-02T09:00")
    backed_up(settings, tmp_path / "backup")
    assert "Last good back-up: 2 March 2026, 09:00 UTC. It is not encrypted." in browser_of(world.adam).open("/").main
    as_of("2026-03-03T09:01")
    assert "The last good back-up is more than a day old" in browser_of(world.adam).open("/").main
    (settings.instance / "last-backup.json").unlink()
    member(world.viktor, world.foreign_plan, Role.VIEWER, world.donor)
    db.session.commit()
    assert "back-up" not in browser_of(world.viktor).open("/").main


def test_how_old_a_back_up_may_be_is_a_setting(
    app: Flask,
    world: World,
    browser_of: BrowserOf,
    as_of: Callable[[str], None],
    monkeypatch: Patch,
) -> None:
    settings = app.extensions["settings"]
    (settings.instance / "last-backup.json").write_text(
        '{"at": "2026-03-01T02:00:00+00:00", "name": "x.tar", "size": 1, "files": 0, "is_encrypted": true}'
    )
    monkeypatch.setitem(app.extensions, "settings", replace(settings, backup_days=7))
    as_of("2026-03-07T02:00")
    assert "back-up is more than" not in browser_of(world.adam).open("/").main
    as_of("2026-03-09T02:00")
    assert "back-up is more than 7 days old" in browser_of(world.adam).open("/").main
    as_of("2026-02-01T02:00")  # the clock was ahead when it was made: its age is not known
    assert "back-up is more than 7 days old" in browser_of(world.adam).open("/").main
    (settings.instance / "last-backup.json").unlink()


def test_an_administrator_is_warned_while_the_key_of_evidence_lies_beside_it(
    app: Flask, world: World, browser_of: Callable[[User], Browser], tmp_path: Path
) -> None:
    settings = app.extensions["settings"]
    browser = browser_of(world.adam)
    assert "The key of the evidence lies beside it" in browser.open("/").main
    object.__setattr__(settings, "evidence_key_file", str(tmp_path / "key"))
    try:
        assert "The key of the evidence lies beside it" not in browser.open("/").main
    finally:
        object.__setattr__(settings, "evidence_key_file", "")
