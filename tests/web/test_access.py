"""Every address declares who may open it; the whole list stands in access.txt; and real people get what a table says.

`python -m tests.web.access_list` prints the list anew: read the difference before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browsing import Browser
from tests.signing_in import sign_in
from tests.web.whole_plan import Ids, ours, people
from tests.world import World
from tracker.web.access import Door, policy_of

LIST = Path(__file__).with_name("access.txt")
SAFE = {"GET", "HEAD", "OPTIONS"}

# What each person is answered: 200 the page; 303 or 401 "sign in first"; 404 as if it did not exist; 403 seen but not
# allowed; 303 after a post, 409 or 422: let in, and the empty form was stored or refused.
PEOPLE = ("nobody", "viktor", "amina", "bota", "rahima", "clara", "olga", "adam")
# fmt: off
MATRIX = {
    #                                                    nobody viewer  A's  B's  reviewer coord. other admin
    "GET /help":                                          (200,  200,   200,  200,  200,   200,   200,  200),
    "GET /help/who-may-do-what":                          (200,  200,   200,  200,  200,   200,   200,  200),
    "GET /published":                                     (200,  200,   200,  200,  200,   200,   200,  200),
    "GET /account":                                       (303,  200,   200,  200,  200,   200,   200,  200),
    "GET /administration/organisations":                  (303,  404,   404,  404,  404,   404,   404,  200),
    "GET /administration/organisations/{organisation}":   (303,  404,   404,  404,  404,   404,   404,  200),
    "GET /administration/people":                         (303,  404,   404,  404,  404,   404,   404,  200),
    "GET /administration/people/{person}":                (303,  404,   404,  404,  404,   404,   404,  200),
    "POST /administration/organisations/new":             (401,  404,   404,  404,  404,   404,   404,  422),
    "POST /administration/people/new":                    (401,  404,   404,  404,  404,   404,   404,  422),
    "GET /administration/record":                         (303,  404,   404,  404,  404,   404,   404,  200),
    "GET {plan}/record":                                  (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/people":                                  (303,  404,   403,  403,  403,   200,   404,  404),
    "POST {plan}/people/invite":                          (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/overview":                                (303,  404,   403,  403,  200,   200,   404,  404),
    "GET {plan}/review":                                  (303,  404,   403,  403,  200,   403,   404,  404),
    "GET {plan}/review/measurements/{measurement}":       (303,  404,   403,  404,  200,   403,   404,  404),
    "GET {plan}/review/statuses/{status_report}":         (303,  404,   403,  404,  200,   403,   404,  404),
    "POST {plan}/review/measurements/{measurement}":      (401,  404,   403,  404,  409,   403,   404,  404),
    "POST {plan}/review/statuses/{status_report}":        (401,  404,   403,  404,  409,   403,   404,  404),
    "POST {plan}/review/measurements/{measurement}/evidence/{evidence}":
                                                          (401,  404,   403,  404,  409,   403,   404,  404),
    "GET {plan}":                                         (303,  404,   200,  200,  200,   200,   404,  404),
    "GET /plans/new":                                     (303,  403,   403,  403,  403,   200,   200,  200),
    "GET {plan}/edit":                                    (303,  404,   403,  403,  403,   200,   404,  404),
    "POST {plan}/commitments/new":                        (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/commitments/{commitment}":                (303,  404,   200,  200,  200,   200,   404,  404),
    "POST {plan}/commitments/{commitment}/edit":          (401,  404,   403,  403,  403,   409,   404,  404),
    "GET {plan}/indicators/{indicator}":                  (303,  404,   200,  200,  200,   200,   404,  404),
    "POST {plan}/indicators/{indicator}/edit":            (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/periods":                                 (303,  404,   200,  200,  200,   200,   404,  404),
    "POST {plan}/periods/new":                            (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/periods/{period}/assign":                 (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/work":                                    (303,  404,   200,  200,  403,   403,   404,  404),
    "GET {plan}/periods/{period}/indicators/{indicator}/measurement/{for}":
                                                          (303,  404,   200,  404,  403,   403,   404,  404),
    "POST {plan}/periods/{period}/indicators/{indicator}/measurement/{for}":
                                                          (401,  404,   409,  404,  403,   403,   404,  404),
    "GET {plan}/periods/{period}/commitments/{commitment}/status/{for}":
                                                          (303,  404,   200,  404,  403,   403,   404,  404),
    "GET {plan}/measurements/{measurement}":              (303,  404,   200,  404,  200,   200,   404,  404),
    "POST {plan}/measurements/{measurement}/correct":     (401,  404,   422,  404,  403,   403,   404,  404),
    "GET {plan}/measurements/{measurement}/evidence/new": (303,  404,   422,  404,  403,   403,   404,  404),
    "GET {plan}/evidence/{evidence}":                     (303,  404,   200,  404,  200,   200,   404,  404),
    "GET {plan}/evidence/{evidence}/change":             (303,  404,   200,  404,  403,   403,   404,  404),
    "POST {plan}/evidence/{evidence}/support":            (401,  404,   422,  404,  403,   403,   404,  404),
    "GET {plan}/evidence/{evidence}/file":                (303,  404,   404,  404,  404,   404,   404,  404),
    "GET {plan}/editions":                                (303,  200,   200,  200,  200,   200,   404,  404),
    "GET {plan}/reports":                                 (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/{report}":                        (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/{report}/request":                (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/mine":                            (303,  404,   200,  200,  200,   200,   404,  404),
    "GET {plan}/reports/{report}/who-writes":             (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/{report}/sections/foreword":      (303,  404,   403,  403,  403,   200,   404,  404),
    "POST {plan}/reports/{report}/sections/foreword/keep":
                                                          (401,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/{report}/checks":                 (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/{report}/recommendations":        (303,  404,   403,  403,  403,   200,   404,  404),
    "POST {plan}/reports/recommendations/{recommendation}/edit":
                                                          (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/reports/rounds/{validation}/draft":       (303,  404,   200,  200,  200,   200,   404,  404),
    "GET {plan}/reports/{report}/validation":             (303,  404,   403,  403,  403,   200,   404,  404),
    "POST {plan}/reports/remarks/{remark}/answer":        (401,  404,   403,  403,  403,   422,   404,  404),
    "GET {plan}/reports/{report}/drafts":                 (303,  404,   403,  403,  403,   200,   404,  404),
    "GET {plan}/reports/drafts/{draft}/file":             (303,  404,   403,  403,  403,   404,   404,  404),
    "POST {plan}/reports/{report}/sections/foreword":     (401,  404,   403,  403,  403,   409,   404,  404),
}
# fmt: on


def rules(app: Flask) -> Iterator[Rule]:
    yield from sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def declarations(app: Flask) -> list[str]:
    """One line for each endpoint and address: how it may be asked, and what its view declares."""
    lines = []
    for rule in rules(app):
        methods = ",".join(sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"}))
        lines.append(f"{rule.endpoint}  {methods} {rule.rule}  →  {policy_of(app, rule.endpoint)}")
    return lines


def test_every_address_declares_who_may_open_it(app: Flask) -> None:
    assert [rule.endpoint for rule in rules(app) if policy_of(app, rule.endpoint) is None] == []


def test_the_declarations_are_the_ones_that_were_agreed_on(app: Flask) -> None:
    kept, found = LIST.read_text(encoding="utf-8").splitlines(), declarations(app)
    assert (sorted(set(found) - set(kept)), sorted(set(kept) - set(found))) == ([], [])


def test_an_address_names_a_plan_exactly_where_a_plan_guards_it(app: Flask) -> None:
    doors = {rule.rule: policy_of(app, rule.endpoint) for rule in rules(app)}
    named = {address for address in doors if "<plan_code>" in address}
    guarded = {address for address, policy in doors.items() if policy is not None and policy.door is Door.PLAN}
    assert named == guarded


def test_nothing_public_changes_anything_but_the_visitors_own_browser(app: Flask) -> None:
    public = [rule for rule in rules(app) if (found := policy_of(app, rule.endpoint)) and found.door is Door.PUBLIC]
    changing = {rule.endpoint for rule in public if set(rule.methods or ()) - SAFE}
    assert changing == {
        "account.enter",
        "account.invitation",
        "account.language",
        "account.sign_out",
        "factors.enter_code",
        "joining.join",
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_is_answered_as_the_table_says(app: Flask, world: World, name: str) -> None:
    ids, browser = ours(world), Browser(app)
    if name != "nobody":
        sign_in(browser, people(world)[name])
    found = {ask: answer(browser, ask, ids) for ask in MATRIX}
    assert found == {ask: row[PEOPLE.index(name)] for ask, row in MATRIX.items()}


def answer(browser: Browser, ask: str, ids: Ids) -> int:
    """The status that a browser gets for `METHOD /address`, forms sent empty but with their token."""
    method, address = ask.split()
    address = address.format(plan="/plans/test-plan", **ids)
    if method == "GET":
        return browser.client.get(address).status_code
    return browser.client.post(address, data={"csrf_token": token(browser)}).status_code


def token(browser: Browser) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.client.get("/help").get_data(as_text=True))
    assert found, "the frame of every page has a form"
    return found[1]
