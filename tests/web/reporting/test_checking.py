"""Before an issue: each finding is mended or accepted with a remark, and nothing open is issued."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browsing import Browser
from tests.web.reporting.test_issue import accepted, report_of
from tests.world import World
from tracker.domain.errors import RuleBroken
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import SectionKey
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import User
from tracker.models.reporting import Edition
from tracker.models.workshop import CheckAcceptance
from tracker.services import checking, editions, sections
from tracker.services.acting import actor_for

Browsers = Callable[[User], Browser]


def test_an_issue_is_refused_while_a_check_is_open(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Request the issue of an edition")
    page = clara.press("Freeze and request", status=422)
    assert "Checks that are still open" in page.errors()[0]
    clara.follow("Go to the checks")
    assert "no edition can be requested" in clara.page.main
    assert db.session.scalars(select(Edition)).all() == []


def test_a_finding_leads_to_where_it_is_mended(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Checks before the issue")
    before = clara.page.main.count("Nothing is written.")
    clara.follow("Mend it Lessons")
    clara.press("Store the section", {"body-en": "Start early.", "body-ru": "Начать раньше."})
    clara.follow("Checks before the issue")
    assert clara.page.main.count("Nothing is written.") == before - 1
    clara.follow(f"Mend it {world.indicators['trained'].code}")
    assert clara.page.heading.endswith("Women trained")


def test_what_is_accepted_needs_a_remark_and_is_on_record(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Checks before the issue")
    assert clara.press("Accept the marked findings", status=422).errors()
    one = next(e.get("value", "") for e in clara.page.tree.iter("input") if e.get("name") == "findings")
    clara.press("Accept the marked findings", {"findings": [one], "remark": "Agreed with the ministry."})
    assert "Accepted by Clara" in clara.page.main
    assert "Agreed with the ministry." in clara.page.main
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "report.accept")).one()
    assert entry.reason == "Agreed with the ministry."
    assert entry.after["findings"][0][2] == one


def test_nothing_is_accepted_without_a_mark(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    clara.follow("Checks before the issue")
    page = clara.press("Accept the marked findings", {"remark": "All of it."}, status=422)
    assert page.errors() == ["Mark at least one finding that is open and can be accepted."]
    assert db.session.scalars(select(CheckAcceptance)).all() == []


def test_a_finding_that_changes_is_open_again(world: World) -> None:
    clara = actor_for(world.clara)
    report = sections.begin(clara, world.period_2023)
    checking.accept_all(clara, report, "Seen.")
    assert not [one for one in checking.looked_at(report) if one.is_open]
    sections.write(
        clara, report, SectionKey.LESSONS, None, Multilingual({"en": "The MIA trained 4,444."}), version=None
    )
    open_ones = {one.finding.kind.value for one in checking.looked_at(report) if one.is_open}
    assert open_ones == {"typed", "acronym", "empty"}


def test_a_placed_figure_that_is_gone_is_never_accepted(world: World) -> None:
    clara = actor_for(world.clara)
    report = sections.begin(clara, world.period_2023)
    text = Multilingual({"en": "{{indicator gone value}}"})
    sections.write(clara, report, SectionKey.LESSONS, None, text, version=None, page="p", along=True)
    checking.accept_all(clara, report, "Seen.")
    with pytest.raises(RuleBroken):
        editions.request(clara, report, ["en"])


def test_the_second_person_reads_what_was_accepted_and_why(world: World, browser_of: Browsers) -> None:
    clara = browser_of(world.clara)
    report_of(clara)
    accepted(clara, "Agreed with the ministry.")
    clara.follow("Request the issue of an edition")
    clara.press("Freeze and request")
    rahima = browser_of(world.rahima)
    rahima.open(clara.page.url)
    assert "Agreed with the ministry." in rahima.page.main
