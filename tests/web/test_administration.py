"""An administrator keeps the organisations of the installation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.web.cookies import token
from tests.world import World
from tracker.models.audit import AuditEntry
from tracker.models.database import db
from tracker.models.people import Organisation, User

Browsers = Callable[[User], Browser]

LEAGUE = {"name-en": "League", "name-ru": "Лига", "code": "league", "kind": "ngo", "country": "KZ"}


@pytest.fixture
def adam(world: World, browser_of: Browsers) -> Browser:
    return browser_of(world.adam)


def organisation(code: str) -> Organisation:
    db.session.rollback()
    found = db.session.query(Organisation).filter_by(code=code).one()
    db.session.expunge(found)
    db.session.rollback()
    return found


def acts() -> list[str]:
    db.session.rollback()
    found = [each.act for each in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    db.session.rollback()
    return found


def test_an_administrator_adds_an_organisation(adam: Browser) -> None:
    adam.open("/administration/organisations")
    adam.follow("Add an organisation")
    page = adam.press("Save", LEAGUE)
    assert page.heading == "Organisations"
    assert "League was added." in page.main
    made = organisation("league")
    assert (dict(made.name.texts), made.kind, made.country) == ({"en": "League", "ru": "Лига"}, "ngo", "KZ")
    assert acts()[-1] == "add_organisation"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "shelter"}, "There is an organisation with this code already."),
        ({"code": "Лига"}, "Use small letters, figures and single hyphens, such as women-league."),
        ({"code": ""}, "Enter a code."),
        ({"code": "x" * 41}, "This code is too long: at most 40 characters."),
        ({"name-en": "", "name-ru": " "}, "Enter the name in at least one language."),
        ({"name-en": "x" * 301}, "This text is too long: at most 300 characters."),
        ({"kind": ""}, "Choose the kind."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(adam: Browser, wrong: dict[str, str], said: str) -> None:
    adam.open("/administration/organisations/new")
    sent = LEAGUE | wrong
    page = adam.press("Save", sent, status=422)
    assert page.errors() == [said]
    assert {name: page.value(name) for name in sent if sent[name].strip()} == {
        n: v for n, v in sent.items() if v.strip()
    }
    assert "add_organisation" not in acts()


def test_an_administrator_changes_archives_and_restores_an_organisation(adam: Browser) -> None:
    key = organisation("bridge").id
    adam.open(f"/administration/organisations/{key}")
    adam.press("Save", {"name-fr": "Pont"})
    assert dict(organisation("bridge").name.texts) == {"en": "Bridge", "fr": "Pont"}
    adam.open(f"/administration/organisations/{key}")
    page = adam.press("Archive")
    assert "bridge" not in [cell for cell in page.main.split() if cell == "bridge"]
    assert organisation("bridge").archived_at is not None
    adam.open("/administration/organisations?archived=1")
    adam.follow("Open: bridge")
    adam.press("Take out of the archive")
    assert organisation("bridge").archived_at is None
    assert acts()[-3:] == ["change_organisation", "archive_organisation", "restore_organisation"]


def test_of_two_administrators_who_change_one_organisation_the_second_is_told(
    world: World, adam: Browser, browser_of: Browsers
) -> None:
    world.clara.is_administrator = True
    db.session.commit()
    clara, key = browser_of(world.clara), organisation("bridge").id
    for browser in (adam, clara):
        browser.open(f"/administration/organisations/{key}")
    clara.press("Save", {"name-en": "Bridge of Clara"})
    page = adam.press("Save", {"name-en": "Bridge of Adam <b>"}, status=409)
    assert "Bridge of Clara" in page.main
    assert page.value("name-en") == "Bridge of Adam <b>"
    adam.press("Save")
    assert dict(organisation("bridge").name.texts)["en"] == "Bridge of Adam <b>"


def test_a_form_that_is_sent_twice_adds_one_organisation(adam: Browser) -> None:
    page = adam.open("/administration/organisations/new")
    sent = LEAGUE | {"csrf_token": token(adam), "form_key": page.value("form_key")}
    answers = [adam.client.post("/administration/organisations/new", data=sent) for _ in range(2)]
    assert [(each.status_code, each.location) for each in answers] == [(303, "/administration/organisations")] * 2
    assert acts().count("add_organisation") == 1


def test_a_field_that_the_form_does_not_have_changes_nothing(adam: Browser) -> None:
    page = adam.open("/administration/organisations/new")
    more = {"id": "7", "version": "9", "is_demonstration": "1", "archived_at": "2026-01-01", "csrf_token": token(adam)}
    adam.client.post("/administration/organisations/new", data=LEAGUE | more | {"form_key": page.value("form_key")})
    made = organisation("league")
    assert (made.is_demonstration, made.archived_at, made.version) == (False, None, 1)
    assert made.id != 7


@pytest.mark.parametrize(
    "path",
    [
        "/administration/organisations",
        "/administration/organisations/new",
        "/administration/organisations/1",
        "/administration/people",
        "/administration/people/new",
        "/administration/people/1",
        "/administration/people/1/link",
    ],
)
def test_only_administrators_see_that_there_is_an_administration(
    world: World, browser_of: Browsers, adam: Browser, visitor: Browser, path: str
) -> None:
    adam.open(path)
    for person in (world.clara, world.rahima, world.amina, world.viktor, world.olga):
        browser_of(person).open(path, status=404)
    assert visitor.open(path).heading == "Sign in"


@pytest.mark.parametrize(
    "path",
    [
        "organisations/new",
        "organisations/1",
        "organisations/1/archive",
        "organisations/1/restore",
        "people/new",
        "people/1",
        "people/1/roles",
        "people/1/roles/1/end",
        "people/1/deactivate",
        "people/1/reactivate",
        "people/1/link",
    ],
)
def test_nobody_else_can_send_its_forms(world: World, browser_of: Browsers, path: str) -> None:
    clara = browser_of(world.clara)
    clara.open("/account")
    before = acts()
    answer = clara.client.post(
        f"/administration/{path}", data={"csrf_token": token(clara), "name": "x", "role": "viewer"}
    )
    assert answer.status_code == 404
    assert acts() == [*before, "refuse_access"]
