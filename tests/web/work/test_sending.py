"""On its way: sent once, recalled by its sender, mended when it comes back, corrected after it was verified."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from flask import Flask
from sqlalchemy import func, select

from tests.browsing import Browser
from tests.entering import SOURCED, decide, measuring, stored
from tests.signing_in import PASSWORD
from tests.world import World, member, person
from tracker.domain.vocabulary import PeriodState, Role, State, Step
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.measurement import Measurement
from tracker.models.people import User
from tracker.services import audit_checking, places

SignIn = Callable[[User], Browser]
WHOLE = {"has_value": "yes", "value": "120"} | SOURCED


def send(world: World, browser: Browser, **fields: str) -> Measurement:
    browser.open(measuring(world, "trained"))
    browser.press("Send for review", WHOLE | fields)
    measurement = stored(world)
    assert measurement is not None
    return measurement


def test_what_is_sent_waits_and_is_not_changed_behind_the_reviewers_back(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    old = browser_of(world.amina)
    old.open(measuring(world, "trained"))
    page = browser.press("Send for review", WHOLE)
    assert "Sent for review: trained, 2023." in page.main
    assert "No evidence is attached to it." in page.main
    assert "Save draft" not in browser.open(measuring(world, "trained")).main
    old.press("Save draft", {"has_value": "yes", "value": "999"}, status=409)
    measurement = stored(world)
    assert measurement is not None
    assert (measurement.value, measurement.state) == (Decimal(120), State.SUBMITTED)


def test_the_sender_recalls_before_a_decision_and_not_after_it(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    send(world, browser)
    browser.open(measuring(world, "trained"))
    page = browser.press("Recall")
    assert "It is a draft again" in page.main
    send(world, browser)
    browser.open(measuring(world, "trained"))
    decide(world, stored(world), Step.VERIFY)
    assert "Somebody else changed this" in browser.press("Recall", status=409).main
    assert stored(world).state is State.VERIFIED  # type: ignore[union-attr]  # it was stored above


def test_a_colleague_sees_what_was_sent_but_only_the_sender_recalls_it(world: World, browser_of: SignIn) -> None:
    colleague = person("Aigul")
    member(colleague, world.plan, Role.CONTRIBUTOR, world.shelter)
    db.session.commit()
    send(world, browser_of(world.amina))
    page = browser_of(colleague).open(measuring(world, "trained"))
    assert "120 women" in page.main
    assert "The person who sent it can recall it." in page.main
    assert "Recall" not in [b.text for f in page.forms() for b in f.iter("button")]


def test_what_came_back_is_shown_with_its_reason_mended_and_sent_again(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    decide(world, send(world, browser), Step.RETURN, "The register says 112.")
    page = browser.open("/plans/test-plan/work")
    assert "Returned: to mend" in page.main
    assert "The register says 112." in page.main
    page = browser.open(measuring(world, "trained"))
    assert "The register says 112." in page.main
    browser.press("Send for review", {"value": "112"})
    measurement = stored(world)
    assert measurement is not None
    assert (measurement.value, measurement.state, measurement.revision) == (Decimal(112), State.SUBMITTED, 1)


def test_a_correction_is_a_new_revision_and_the_verified_value_stays_official(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    verified = send(world, browser, **{"narrative-ru": "Обучены в двух областях."})
    decide(world, verified, Step.VERIFY)
    browser.open(measuring(world, "trained"))
    browser.follow("Correct this")
    browser.press("Begin the correction", status=422)
    page = browser.press("Begin the correction", {"reason": "Two courses were counted twice."})
    assert "It says: 120 women" in page.main
    assert page.value("narrative-ru") == "Обучены в двух областях."
    browser.press("Send for review", {"value": "110"})
    made = stored(world)
    assert made is not None
    assert (made.revision, made.value, made.revision_reason) == (2, Decimal(110), "Two courses were counted twice.")
    official = places.official(made)
    assert official is not None
    assert official.value == 120


def test_what_is_verified_in_a_locked_period_is_not_corrected(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    decide(world, send(world, browser), Step.VERIFY)
    browser.open(measuring(world, "trained"))
    browser.follow("Correct this")
    db.session.rollback()
    world.period_2023.state = PeriodState.LOCKED
    db.session.commit()
    page = browser.press("Begin the correction", {"reason": "Wrong."}, status=422)
    assert "is locked" in page.main
    assert "Correct this" not in browser.open(measuring(world, "trained")).main


def test_two_people_edit_and_the_second_sees_both_texts_and_loses_nothing(world: World, browser_of: SignIn) -> None:
    colleague = person("Aigul")
    member(colleague, world.plan, Role.CONTRIBUTOR, world.shelter)
    db.session.commit()
    first, second = browser_of(world.amina), browser_of(colleague)
    for browser in (first, second):
        browser.open(measuring(world, "trained"))
    first.press("Save draft", {"has_value": "yes", "value": "120", "narrative-en": "From the register."})
    page = second.press(
        "Save draft", {"has_value": "yes", "value": "130", "narrative-en": "<b>By telephone.</b>"}, status=409
    )
    assert "Amina saved a change" in page.main
    for text in ("120", "130", "From the register.", "<b>By telephone.</b>"):
        assert text in page.main
    assert page.value("value") == "130"
    assert stored(world).value == 120  # type: ignore[union-attr]  # the first one stored it
    second.press("Save draft")
    assert stored(world).value == 130  # type: ignore[union-attr]  # and the second saved on purpose


def test_two_people_edit_only_the_rows_of_a_list_and_the_second_is_told(world: World, browser_of: SignIn) -> None:
    browser, other = browser_of(world.amina), browser_of(world.amina)
    browser.open(measuring(world, "acts"))
    browser.press("Save draft", {"has_value": "yes", "items-0-title": "Law"})
    for each in (browser, other):
        each.open(measuring(world, "acts"))
    browser.press("Save draft", {"items-0-title": "Law on equality"})
    page = other.press("Save draft", {"items-0-title": "Law on violence"}, status=409)
    assert "Law on equality" in page.main
    assert "Law on violence, In force" in page.main
    assert "{" not in page.main


def test_a_form_that_is_sent_twenty_times_at_once_is_stored_once(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    form = browser.page.forms()[0]
    fields = {name: values[0] for name, values in browser.page.values(form).items()} | WHOLE | {"step": "send"}
    cookie = browser.client.get_cookie("tracker")
    assert cookie is not None
    address, value = measuring(world, "trained"), cookie.value
    db.session.rollback()

    def post(_n: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie("tracker", value)
        answer = client.post(address, data=fields)
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(post, range(20)))
    assert answers == {(303, "/plans/test-plan/work")}
    assert db.session.scalar(select(func.count()).select_from(Measurement)) == 1
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject == "measurement")).all()
    assert acts == ["save", "submit"]
    assert audit_checking.check().broken is None


def test_twenty_different_forms_for_one_place_store_one_and_show_the_others_a_conflict(
    app: Flask, world: World, browser_of: SignIn
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    form = browser.page.forms()[0]
    fields = {name: values[0] for name, values in browser.page.values(form).items()} | {"step": "save"}
    cookie = browser.client.get_cookie("tracker")
    assert cookie is not None
    address, value = measuring(world, "trained"), cookie.value
    db.session.rollback()

    def post(n: int) -> int:
        client = app.test_client()
        client.set_cookie("tracker", value)
        typed = {"has_value": "yes", "value": str(1000 + n), "form_key": f"key-{n}"}
        answer = client.post(address, data=fields | typed)
        assert answer.status_code == 303 or str(1000 + n) in answer.text
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(post, range(20)))
    assert answers == [303] + [409] * 19
    assert db.session.scalar(select(func.count()).select_from(Measurement)) == 1


def test_nobody_enters_for_another_organisation_or_learns_that_it_is_asked(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    foreign = measuring(world, "trained", organisation=world.bridge)
    missing = foreign.rsplit("/", 1)[0] + "/999999"
    said = {browser.open(address, status=404).main for address in (foreign, missing)}
    assert len(said) == 1
    not_asked = measuring(world, "seats", organisation=world.bridge)
    browser_of(world.bota).open(not_asked, status=404)


def test_another_organisations_measurement_is_not_there(world: World, browser_of: SignIn) -> None:
    measurement = send(world, browser_of(world.amina))
    other, reviewer = browser_of(world.bota), browser_of(world.rahima)
    for tail in ("", "/correct", "/evidence/new"):
        other.open(f"/plans/test-plan/measurements/{measurement.id}{tail}", status=404)
    assert "120 women" in reviewer.open(f"/plans/test-plan/measurements/{measurement.id}").main
    reviewer.open(measuring(world, "trained"), status=403)


def test_a_form_cannot_change_what_it_does_not_ask_for(app: Flask, world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    form = browser.page.forms()[0]
    sent = {name: values[0] for name, values in browser.page.values(form).items()} | WHOLE
    more = {
        "state": "verified",
        "organisation_id": str(world.bridge.id),
        "author_id": "1",
        "revision": "9",
        "choice": "x",
    }
    browser.client.post(measuring(world, "trained"), data=sent | more | {"step": "save"})
    measurement = stored(world)
    assert measurement is not None
    assert measurement.state is State.DRAFT
    assert (measurement.organisation_id, measurement.author_id) == (world.shelter.id, world.amina.id)
    assert (measurement.revision, measurement.choice) == (1, "")


def test_a_sign_in_that_ends_in_the_middle_loses_nothing_that_was_typed(
    world: World, browser_of: SignIn, as_of: Callable[[str], None]
) -> None:
    as_of("2024-06-01T09:00")
    browser = browser_of(world.amina)
    browser.open(measuring(world, "acts"))
    as_of("2024-06-01T10:00")
    typed = {"has_value": "yes", "items-0-title": "Law on equality", "items-0-year": "soon", "narrative-ru": "Принят."}
    browser.press("Send for review", typed, status=401)
    browser.press("Sign in", {"email": "amina@example.org", "password": PASSWORD})
    page = browser.press("Back to the form with my text", status=422)
    assert {name: page.value(name) for name in typed} == typed
    assert stored(world, "acts") is None
    page = browser.press("Send for review", {"items-0-year": "2009"} | SOURCED)
    assert "Sent for review" in page.main
