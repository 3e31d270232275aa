"""What is said of an item: several files at once, changes, further figures, and where somebody finds help."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.browsing import Browser
from tests.entering import (
    TITLE,
    a_file,
    add_file,
    begin,
    decide,
    evidence_address,
    evidence_links,
    measuring,
    newest_evidence,
    reporting,
    stored,
)
from tests.world import World, english
from tracker.domain.vocabulary import Consent, EvidenceClass, Step, Verification
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.evidence import Evidence
from tracker.models.people import User
from tracker.services import reviewing
from tracker.services.acting import actor_for

SignIn = Callable[[User], Browser]


def test_several_files_become_an_item_each_named_after_itself(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    files = [a_file(name="north.csv"), a_file(b"region,women\nShymkent,3\n", "south.csv")]
    page = browser.press("Add evidence", TITLE | {"file": files})
    assert "2 files are added" in page.main
    titles = [each.title.texts["en"] for each in db.session.scalars(select(Evidence).order_by(Evidence.id))]
    assert titles == ["List of participants – north", "List of participants – south"]


def test_of_several_files_all_refusals_are_told_and_none_is_kept(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    files = [a_file(), a_file(b"MZ" + bytes(200), "setup.csv"), a_file(b"", "empty.pdf")]
    page = browser.press("Add evidence", TITLE | {"file": files, "proves-en": "Who came"}, status=422)
    assert "“setup.csv”" in page.main
    assert "“empty.pdf” is empty" in page.main
    assert page.value("proves-en") == "Who came"
    assert db.session.scalars(select(Evidence)).all() == []
    page = browser.press("Add evidence", TITLE | {"file": [a_file(name=f"{n}.csv") for n in range(11)]}, status=422)
    assert "at most 10 at a time" in page.errors()[0]


def test_what_is_kept_elsewhere_says_where_and_who_can_confirm_it(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    begin(world, browser)
    said = {"kind": "held_elsewhere", "holder": "City archive", "place": "Room 4", "confirmer": "The archivist"}
    browser.press("Add evidence", TITLE | said | {"document_on": "2023-05-01"})
    page = browser.open(evidence_address(newest_evidence()))
    for words in ("City archive", "Room 4", "The archivist", "Nobody is quoted or pictured"):
        assert words in page.main


def test_changed_texts_are_to_be_checked_again_and_the_record_holds_none_of_them(
    world: World, browser_of: SignIn
) -> None:
    browser = browser_of(world.amina)
    item = add_file(world, browser)
    reviewing.check_evidence(actor_for(world.rahima), item, Verification.VERIFIED, remark="", version=item.version)
    db.session.commit()
    browser.open(evidence_address(item))
    page = browser.follow("Change what is said of it")
    assert "If you change its texts, it is to be checked again." in page.main
    browser.press("Save", {"consent": "given", "consent_record": "Folder 7"})
    db.session.rollback()
    assert (item.verification, item.consent) == (Verification.VERIFIED, Consent.GIVEN)
    browser.open(evidence_address(item) + "/change")
    browser.press("Save", {"title-en": "A canary title"})
    db.session.rollback()
    assert (item.verification, item.title.texts["en"]) == (Verification.UNVERIFIED, "A canary title")
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "change_evidence")).all()
    assert len(entries) == 2
    assert "canary" not in "".join(f"{each.before}{each.after}" for each in entries)
    assert entries[1].after["said"] != entries[1].before["said"]


def test_two_people_who_change_it_at_once_lose_nothing(world: World, browser_of: SignIn) -> None:
    item = add_file(world, browser_of(world.amina))
    first, second = browser_of(world.amina), browser_of(world.amina)
    for each in (first, second):
        each.open(evidence_address(item) + "/change")
    first.press("Save", {"title-en": "From the office"})
    page = second.press("Save", {"title-en": "From the field"}, status=409)
    assert "From the office" in page.main
    assert page.value("title-en") == "From the field"


def test_while_a_reviewer_has_it_only_who_may_see_it_can_be_changed(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    item = add_file(world, browser)
    browser.open(measuring(world, "trained"))
    browser.press("Send for review")
    browser.open(evidence_address(item) + "/change")
    assert "Its texts stay as they are now" in browser.page.main
    page = browser.press("Save", {"title-en": "Another one"}, status=422)
    assert "waits for review" in page.errors()[0]
    browser.press("Save", {"title-en": "List of participants", "visibility": "restricted"})
    db.session.rollback()
    assert item.visibility is EvidenceClass.RESTRICTED


def test_an_item_supports_further_figures_and_a_baseline(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    item = add_file(world, browser)
    begin(world, browser, "centres")
    entry = stored(world, "centres")
    assert entry is not None
    browser.open(evidence_address(item))
    page = browser.press("Use it for this too", {"thing": f"measurement-{entry.id}"})
    page = browser.press("Use it for this too", {"thing": f"indicator-{world.indicators['trained'].id}"})
    assert "Women trained" in page.main
    assert "baseline" in page.main
    assert evidence_links() == 3
    shown = browser_of(world.clara).open(f"/plans/test-plan/indicators/{world.indicators['trained'].id}")
    assert "List of participants" in shown.main
    assert "List of participants" not in browser_of(world.bota).open(shown.url).html
    browser.open(evidence_address(item))
    browser.press("Take off: trained")
    assert evidence_links() == 2
    browser.press("Use it for this too", {"thing": f"indicator-{world.indicators['seats'].id}"})
    browser.press("Use it for this too", {"thing": ""}, status=422)


def test_a_form_that_touches_violence_says_where_to_get_help(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    page = browser.open(measuring(world, "unit"))  # protection
    assert "No single cases here" in page.main
    assert "Call the emergency number of your country" in page.main
    begin(world, browser, "rate")  # prevention
    assert "No single cases here" in browser.page.main
    assert "No single cases here" not in browser.open(measuring(world, "trained")).main
    assert "No single cases here" not in browser.open(reporting(world)).main
    assert "No single cases here" in browser.open(reporting(world, commitment=2)).main
    db.session.rollback()
    world.plan.where_to_get_help = english("Line 150, day and night.")
    db.session.commit()
    page = browser.open(measuring(world, "unit"))
    assert "Line 150, day and night." in page.main
    assert "emergency number" not in page.main


def test_a_coordinator_says_where_to_get_help(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.clara)
    browser.open("/plans/test-plan/edit")
    browser.press("Save", {"where_to_get_help-en": "Line 150, day and night."})
    assert "Line 150, day and night." in browser.open("/plans/test-plan/facts").main


def test_evidence_of_a_verified_figure_stays_with_its_checks(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    item = add_file(world, browser)
    browser.open(measuring(world, "trained"))
    browser.press("Send for review")
    decide(world, stored(world), Step.VERIFY)
    browser.open(evidence_address(item) + "/change")
    browser.press("Save", {"proves-en": "Page 3"})
    db.session.rollback()
    assert item.proves.texts["en"] == "Page 3"
