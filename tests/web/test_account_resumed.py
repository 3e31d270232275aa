"""A sign-in ends in the middle of a long form: nothing typed is lost, and nothing is stored behind one's back."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.browsing import Browser, Page
from tests.signing_in import PASSWORD, give_code
from tests.web.cookies import token
from tests.world import World
from tracker.models.database import db
from tracker.models.people import Organisation, User

Browsers = Callable[[User], Browser]
SetClock = Callable[[str], None]

TYPED = {"name-en": 'League of "Women" <b>&</b> Peace', "name-ru": "Лига женщин", "code": "league", "kind": "ngo"}
NEW = "/administration/organisations/new"


@pytest.fixture
def late(world: World, browser_of: Browsers, as_of: SetClock) -> Browser:
    """Adam opened a form, and sends it 31 minutes after anything else."""
    as_of("2026-03-02T09:00")
    browser = browser_of(world.adam)
    browser.open(NEW)
    as_of("2026-03-02T09:31")
    return browser


def sign_in_again(
    browser: Browser, email: str = "adam@example.org", password: str = PASSWORD, status: int = 200
) -> Page:
    page = browser.press("Sign in", {"email": email, "password": password}, status=status)
    return give_code(browser, email) if page.heading == "Type the code" else page


def stored() -> list[str]:
    db.session.rollback()
    codes = [each.code for each in db.session.query(Organisation).filter_by(code="league")]
    db.session.rollback()
    return codes


def test_what_was_typed_comes_back_after_signing_in_and_is_stored_once(late: Browser) -> None:
    page = late.press("Save", TYPED, status=401)
    assert page.heading == "Sign in"
    page = sign_in_again(late)
    assert page.heading == "You are signed in again. Your text is still here."
    assert stored() == []
    page = late.press("Back to the form with my text", status=422)
    assert {name: page.value(name) for name in TYPED} == TYPED
    assert page.errors() == []
    assert "it is not stored yet" in page.main
    assert stored() == []
    page = late.press("Save")
    assert page.heading == "Organisations"
    assert stored() == ["league"]


def test_a_mistyped_password_does_not_lose_the_text(late: Browser) -> None:
    late.press("Save", TYPED, status=401)
    page = sign_in_again(late, password="not the right one", status=422)
    assert "The e-mail or the password is not right." in page.errors()
    sign_in_again(late)
    assert late.press("Back to the form with my text", status=422).value("name-ru") == "Лига женщин"


def test_the_text_is_for_the_person_who_typed_it(late: Browser) -> None:
    late.press("Save", TYPED, status=401)
    page = sign_in_again(late, "amina@example.org")
    assert "belonged to another sign-in" in page.main
    assert "League" not in page.html


def test_a_form_that_another_site_sends_is_never_carried_through(late: Browser) -> None:
    assert late.client.post(NEW, data={**TYPED, "csrf_token": "forged"}).status_code == 400
    assert "league" not in late.open("/sign-in").html


def test_a_person_who_was_never_signed_in_here_carries_nothing(world: World, visitor: Browser) -> None:
    visitor.open("/sign-in")
    answer = visitor.client.post(NEW, data={**TYPED, "csrf_token": token(visitor)})
    assert answer.status_code == 401
    assert "league" not in answer.text
    assert 'name="carried" type="hidden" value=""' in answer.text


@pytest.mark.parametrize(
    "change", [lambda kept: kept[:-2] + "AA", lambda _kept: "made up", lambda kept: kept.split(".")[0]]
)
def test_a_carried_form_that_was_tampered_with_is_dropped(late: Browser, change: Callable[[str], str]) -> None:
    page = late.press("Save", TYPED, status=401)
    page = late.press(
        "Sign in", {"email": "adam@example.org", "password": PASSWORD, "carried": change(page.value("carried"))}
    )
    assert page.heading != "You are signed in again. Your text is still here."
    assert stored() == []


def test_a_carried_form_goes_stale_after_twelve_hours(late: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    late.press("Save", TYPED, status=401)
    monkeypatch.setattr("tracker.web.carrying.KEPT_SECONDS", -1)
    assert sign_in_again(late).heading != "You are signed in again. Your text is still here."


def test_passwords_are_not_carried(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2026-03-02T09:00")
    browser = browser_of(world.amina)
    browser.open("/account/password")
    as_of("2026-03-02T09:31")
    new = "four words nobody guesses"
    browser.press(
        "Change the password", {"current_password": PASSWORD, "password": new, "password_again": new}, status=401
    )
    page = sign_in_again(browser, "amina@example.org")
    assert new not in page.html
    assert PASSWORD not in page.html
    page = browser.press("Back to the form with my text", status=422)
    assert page.heading == "Change the password"


def test_files_are_named_so_that_they_can_be_chosen_again(late: Browser) -> None:
    sent = {**TYPED, "csrf_token": token(late), "file": (io.BytesIO(b"x"), "отчёт.pdf")}
    answer = late.client.post(NEW, data=sent, content_type="multipart/form-data")
    late.page = Page(answer, "/sign-in")
    assert "отчёт.pdf" in sign_in_again(late).main


def test_a_page_that_was_asked_for_comes_after_signing_in(late: Browser) -> None:
    page = late.open("/administration/people?search=amina")
    assert page.heading == "Sign in"
    page = sign_in_again(late)
    assert page.heading == "People"
    assert page.value("search") == "amina"


def test_a_contributor_loses_no_measurement(world: World, browser_of: Browsers, as_of: SetClock) -> None:
    as_of("2024-02-01T09:00")
    amina = browser_of(world.amina)
    ids = world.period_2023.id, world.indicators["trained"].id, world.shelter.id
    db.session.rollback()
    path = "/plans/test-plan/periods/{}/indicators/{}/measurement/{}".format(*ids)
    amina.open(path)
    as_of("2024-02-01T09:31")
    typed = {"has_value": "yes", "value": "1250", "source": "Register", "source_on": "2024-01-15"}
    amina.press("Send for review", typed, status=401)
    sign_in_again(amina, "amina@example.org")
    page = amina.press("Back to the form with my text")
    assert {name: page.value(name) for name in typed} == typed
    assert "Saved as a draft" not in page.main
    assert "Sent for review" in amina.press("Send for review").main
