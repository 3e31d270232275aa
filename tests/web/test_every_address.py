"""Everybody asks at every address: who gets in is what the table says; nothing else answers, changes or tells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests

from tests.browsing import Browser
from tests.web.every_address import ACTORS, Address, addresses, browser_of
from tests.web.test_access import token
from tests.web.whole_plan import ours
from tests.world import World
from tracker.models.database import Base, db
from tracker.web.access import policy_of

IN, SEEN, NONE = "in", "seen", "none"
# What each of ACTORS gets where a view declares this, for what belongs to Shelter (A) in the test plan: let in; seen,
# but not allowed (403); as if it did not exist (404). Nobody is asked to sign in wherever something is declared.
# fmt: off
TABLE = {
    #                          A's   B's   coord. other viewer admin
    "signed in":              (IN,   IN,   IN,    IN,   IN,    IN),
    "administrator":          (NONE, NONE, NONE,  NONE, NONE,  IN),
    "plan: read_edition":     (IN,   IN,   IN,    NONE, IN,    NONE),
    "plan: read_plan":        (IN,   IN,   IN,    NONE, NONE,  NONE),
    "plan: read_overview":    (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: read_measurement": (IN,   NONE, IN,    NONE, NONE,  NONE),
    "plan: read_evidence":    (IN,   NONE, IN,    NONE, NONE,  NONE),
    "plan: edit_plan":        (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: open_period":      (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: record_measurement": (IN, NONE, SEEN,  NONE, NONE,  NONE),
    "plan: report_status":    (IN,   NONE, SEEN,  NONE, NONE,  NONE),
    "plan: report_spending":  (IN,   NONE, SEEN,  NONE, NONE,  NONE),
    "plan: add_evidence":     (IN,   NONE, SEEN,  NONE, NONE,  NONE),
    "plan: export_evidence": (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: review":           (SEEN, NONE, SEEN,  NONE, NONE,  NONE),
    "plan: verify_evidence":  (SEEN, NONE, SEEN,  NONE, NONE,  NONE),
    "plan: remark_draft":    (IN,   IN,   IN,    NONE, NONE,  NONE),
    "plan: write_report":     (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: write_section":    (IN,   IN,   IN,    NONE, NONE,  NONE),
    "plan: request_edition":  (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: confirm_edition":  (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: invite":           (SEEN, SEEN, IN,    NONE, NONE,  NONE),
    "plan: read_record":      (SEEN, SEEN, IN,    NONE, NONE,  NONE),
}
# fmt: on
OF_ONE_ORGANISATION = frozenset({"measurement_id", "status_report_id", "evidence_id", "spending_id", "for_id"})
WITHOUT_WRITING = ("audit_entry", "sign_in", "sign_in_attempt", "sent_form")


def expected(address: Address, name: str) -> str:
    if name == "nobody":
        return "asked"
    given = TABLE[address.policy][ACTORS.index(name) - 1]
    if given is SEEN and not address.is_there:
        return "either"
    owned = bool(address.named & OF_ONE_ORGANISATION)
    if name == "bota" and given is NONE and not owned:
        return "either"  # for Bridge's own it is open to her; for the plan as a whole it depends on what is asked
    return given


def found(browser: Browser, address: Address, form_token: str) -> tuple[str, int]:
    sent = {"data": {"csrf_token": form_token}} if address.method == "POST" else {}
    got = browser.client.open(address.path, method=address.method, **sent)  # type: ignore[arg-type]
    status = got.status_code
    got.close()
    if status == 401 or (status == 303 and "/sign-in" in (got.location or "")):
        return "asked", status
    return {404: NONE, 403: SEEN}.get(status, IN), status


@pytest.mark.parametrize("name", ACTORS)
def test_everybody_is_answered_everywhere_as_the_table_says(app: Flask, world: World, name: str) -> None:
    ids = ours(world)
    browser, wrong = browser_of(app, world, name), []
    form_token = token(browser)
    for address in addresses(app, ids):
        if address.policy == "public":
            continue
        wanted, (got, status) = expected(address, name), found(browser, address, form_token)
        # Who is let in may find that there is nothing to do it to: no file, no such section, another's sign-in.
        is_let_in = wanted == IN and got != "asked" and status < 500
        fits = wanted in (got, "either") or is_let_in
        if not fits:
            wrong.append((str(address), address.policy, wanted, status))
    assert wrong == []


def test_every_policy_stands_in_the_table(app: Flask, world: World) -> None:
    declared = {address.policy for address in addresses(app, ours(world))} - {"public"}
    assert declared == set(TABLE)


@pytest.mark.parametrize("name", ["nobody", "amina", "clara", "adam"])
def test_no_form_is_taken_without_its_token(app: Flask, world: World, name: str) -> None:
    ids = ours(world)
    browser, before = browser_of(app, world, name), checksums()
    posts = [address for address in addresses(app, ids) if address.method == "POST"]
    taken = [str(each) for each in posts if browser.client.post(each.path).status_code != 400]
    assert len(posts) > 60
    assert taken == []
    assert checksums() == before


@pytest.mark.parametrize("name", ["nobody", "amina", "clara", "adam"])
def test_reading_changes_nothing(app: Flask, world: World, name: str) -> None:
    ids = ours(world)
    browser, before = browser_of(app, world, name), checksums()
    for address in addresses(app, ids):
        if address.method == "GET":
            browser.client.get(address.path).close()
    assert checksums() == before


def checksums() -> dict[str, str]:
    """A hash of the rows of each table, but for what is written about reading itself."""
    made = {}
    db.session.rollback()
    for table in Base.metadata.sorted_tables:
        if table.name not in WITHOUT_WRITING:
            rows = sorted(repr(tuple(row)) for row in db.session.execute(table.select()))
            made[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    db.session.rollback()
    return made


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


REFUSED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("GET", "/nothing-here", {}),
    ("POST", "/account/password", {}),
    ("PUT", "/help", {}),
    ("POST", "/sign-in", {"email": "x" * (3 * 1024 * 1024)}),
    ("GET", "/help/words", {}),
    ("GET", "/help/ratings", {}),
)


def answers(browser: Browser, app: Flask, world: World) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Every page, and an answer of each refusal: 400, 404, 405, 413, 429 and 500."""
    asked: list[tuple[str, str, dict[str, str]]] = [
        ("GET", a.path, {}) for a in addresses(app, ours(world)) if a.method == "GET"
    ]
    for method, path, sent in (*asked, *REFUSED):
        got = browser.client.open(path, method=method, data=sent or None)
        yield f"{method} {path}", got.status_code, dict(got.headers)
        got.close()


def test_every_answer_carries_the_headers(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(app, monkeypatch, "help.words", too_often)
    replace(app, monkeypatch, "help.ratings", fail)
    browser, seen, lacking, words = browser_of(app, world, "clara"), set(), [], []
    for what, status, headers in answers(browser, app, world):
        seen.add(status)
        policy = headers.get("Content-Security-Policy", "")
        words += re.findall(r"nonce-([\w-]+)", policy)
        strict = "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        no_store = "no-store" in headers.get("Cache-Control", "") or (" /static/" in what and status == 200)
        if not (strict and no_store and HEADERS.items() <= headers.items() and "Permissions-Policy" in headers):
            lacking.append((what, status, headers))
    assert {200, 400, 403, 404, 405, 413, 429, 500} <= seen
    assert lacking == []
    assert len(words) > 60
    assert len(set(words)) == len(words), "a nonce is used once"


def test_a_fault_anywhere_tells_nothing_of_the_inside(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, browser = list(addresses(app, ours(world))), browser_of(app, world, "clara")
    form_token, faults = token(browser), 0
    for endpoint in app.view_functions:
        replace(app, monkeypatch, endpoint, fail)
    for address in asked:
        sent = {"csrf_token": form_token} if address.method == "POST" else None
        got = browser.client.open(address.path, method=address.method, data=sent)
        faults += got.status_code == 500
        told = got.get_data(as_text=True)
        assert [word for word in ("Traceback", "SELECT", "/srv/", "RuntimeError", ".py") if word in told] == [], address
    assert faults >= 90


def fail(**_arguments: object) -> None:
    raise RuntimeError('SELECT password FROM "user"; File "/srv/tracker/web/views.py", line 7')


def too_often(**_arguments: object) -> None:
    raise TooManyRequests


def replace(app: Flask, monkeypatch: pytest.MonkeyPatch, endpoint: str, view: Callable[..., None]) -> None:
    """Let another view answer at an address, behind the same door."""

    def instead(**arguments: object) -> None:
        view(**arguments)

    policy = policy_of(app, endpoint)
    instead.access = policy  # type: ignore[attr-defined]  # as the decorators do
    monkeypatch.setitem(app.view_functions, endpoint, instead)
