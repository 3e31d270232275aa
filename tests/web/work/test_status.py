"""Organisations report the status of their commitments, each in the voice that is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.entering import decide, reporting, stored_status
from tests.world import World
from tracker.domain.vocabulary import CommitmentStatus, OrganisationKind, PeriodState, State, Step, Voice
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import statuses

SignIn = Callable[[User], Browser]


def test_an_ngo_reports_for_civil_society_and_a_ministry_officially(world: World, browser_of: SignIn) -> None:
    ngo, ministry = browser_of(world.amina), browser_of(world.galym)
    page = ngo.open(reporting(world))
    assert "as civil society sees it" in page.main
    ngo.press("Send for review", {"status": "delayed", "note-en": "No budget was given."})
    page = ministry.open(reporting(world, organisation=world.ministry))
    assert "the official status" in page.main
    ministry.press("Send for review", {"status": "in_progress"})
    told = {}
    for organisation in (world.shelter, world.ministry):
        report = stored_status(world, organisation)
        assert report is not None
        told[report.voice] = (report.status, report.state)
    assert told == {
        Voice.CIVIL_SOCIETY: (CommitmentStatus.DELAYED, State.SUBMITTED),
        Voice.OFFICIAL: (CommitmentStatus.IN_PROGRESS, State.SUBMITTED),
    }


@pytest.mark.parametrize(
    ("kind", "leads", "voice"),
    [
        (OrganisationKind.GOVERNMENT, True, Voice.OFFICIAL),
        (OrganisationKind.GOVERNMENT, False, Voice.OFFICIAL),
        (OrganisationKind.NGO, True, Voice.CIVIL_SOCIETY),
        (OrganisationKind.NGO, False, Voice.CIVIL_SOCIETY),
        (OrganisationKind.INTERNATIONAL, True, Voice.OFFICIAL),
        (OrganisationKind.INTERNATIONAL, False, None),
        (OrganisationKind.DONOR, False, None),
    ],
)
def test_who_speaks_in_which_voice(world: World, kind: OrganisationKind, leads: bool, voice: Voice | None) -> None:
    commitment = world.commitments[0]
    commitment.lead = world.bridge if leads else world.ministry
    commitment.supporting = [world.bridge]
    world.bridge.kind = kind
    db.session.flush()
    assert statuses.voice_of(world.bridge, commitment) is voice


def test_an_organisation_that_neither_leads_nor_supports_is_not_asked(world: World, browser_of: SignIn) -> None:
    browser_of(world.bota).open(reporting(world, organisation=world.bridge), status=404)
    browser_of(world.bota).open(reporting(world, organisation=world.shelter), status=404)


def test_a_delay_is_sent_only_with_its_reason(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(reporting(world))
    assert browser.press("Save draft", status=422).errors() == ["Choose the status as your organisation sees it."]
    page = browser.press("Send for review", {"status": "delayed"}, status=422)
    assert page.errors() == ["Say in the note why it is so. The report prints it."]
    assert page.value("status") == "delayed"
    browser.press("Save draft")
    report = stored_status(world)
    assert report is not None
    assert report.state is State.DRAFT


def test_nobody_reports_that_there_is_no_report(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    page = browser.open(reporting(world))
    assert "No report received" not in page.main
    browser.press("Save draft", {"status": "no_report"}, status=422)
    assert stored_status(world) is None


def test_a_status_is_recalled_returned_mended_and_corrected(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(reporting(world))
    browser.press("Send for review", {"status": "in_progress", "note-en": "Two meetings."})
    browser.open(reporting(world))
    browser.press("Recall")
    browser.press("Send for review")
    decide(world, stored_status(world), Step.RETURN, "Which meetings?")
    assert "Which meetings?" in browser.open(reporting(world)).main
    browser.press("Send for review", {"note-en": "Two meetings, in May and October."})
    decide(world, stored_status(world), Step.VERIFY)
    browser.open(reporting(world))
    browser.follow("Correct this")
    browser.press("Begin the correction", {"reason": "One was cancelled."})
    browser.press("Send for review", {"note-en": "One meeting, in May."})
    report = stored_status(world)
    assert report is not None
    assert (report.revision, report.note.texts["en"]) == (2, "One meeting, in May.")


def test_two_people_change_a_status_and_the_second_sees_both(world: World, browser_of: SignIn) -> None:
    first, second = browser_of(world.amina), browser_of(world.amina)
    for browser in (first, second):
        browser.open(reporting(world))
    first.press("Save draft", {"status": "in_progress", "note-en": "Begun."})
    page = second.press("Save draft", {"status": "completed", "note-en": "Done."}, status=409)
    for text in ("In progress", "Completed", "Begun.", "Done."):
        assert text in page.main
    assert page.value("status") == "completed"


def test_a_closed_period_takes_no_status(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(reporting(world))
    db.session.rollback()
    world.period_2023.state = PeriodState.CLOSED
    db.session.commit()
    page = browser.press("Send for review", {"status": "completed", "note-en": "Done."}, status=422)
    assert "is closed" in page.errors()[0]
    assert page.value("note-en") == "Done."
    assert stored_status(world) is None
