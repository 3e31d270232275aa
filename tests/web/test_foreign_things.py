"""What belongs to others answers exactly as what does not exist: status, body and headers, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browsing import Browser
from tests.entries import evidenced, measured
from tests.signing_in import sign_in
from tests.web.test_access import token
from tests.web.whole_plan import MISSING, Ids, ours, people, theirs
from tests.world import World
from tracker.domain.vocabulary import EvidenceClass

# What differs from one request to the next whatever the answer: tokens, and the address as it was asked for.
CHANGING = (r'nonce[-=]"?[\w+/=-]+', r'name="(csrf_token|form_key)" value="[^"]*"')


@dataclass(frozen=True)
class Seen:
    """An answer without what changes each time."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]


def seen(browser: Browser, method: str, address: str, form_token: str) -> Seen:
    """What a browser gets; the address that it asked for is cut out, since a page may repeat it."""
    sent = {"data": {"csrf_token": form_token}} if method == "POST" else {}
    got = browser.client.open(address, method=method, **sent)  # type: ignore[arg-type]
    kept = ((name, value) for name, value in got.headers if name not in ("Content-Length", "X-Request-Id"))
    headers = sorted((name, plain(value, address)) for name, value in kept)
    return Seen(got.status_code, plain(got.get_data(as_text=True), address), tuple(headers))


def plain(text: str, address: str) -> str:
    text = text.replace(address, "ADDRESS")
    for pattern in CHANGING:
        text = re.sub(pattern, "TOKEN", text)
    return text


def addresses_with_ids(app: Flask, foreign: Ids) -> Iterator[tuple[str, str, str]]:
    """(method, address with a foreign id, the same with an id that nothing has) of every address inside a plan."""
    for rule in app.url_map.iter_rules():
        names = [name for name in sorted(rule.arguments) if name.endswith("_id")]
        if "plan_code" not in rule.arguments or not names:
            continue
        for method in sorted(set(rule.methods or ()) & {"GET", "POST"}):
            yield method, filled(rule, foreign), filled(rule, dict.fromkeys(foreign, MISSING))


def filled(rule: Rule, ids: Mapping[str, int]) -> str:
    values: dict[str, str | int] = {"plan_code": "test-plan", "key": "foreword", "number": 0, "part": 1}
    values |= {f"{name}_id": key for name, key in ids.items()} | {"for_id": ids["organisation"]}
    made = rule.build({name: values[name] for name in rule.arguments})
    assert made is not None
    return str(made[1])


@pytest.mark.parametrize("name", ["viktor", "amina", "bota", "rahima", "clara", "adam"])
def test_a_foreign_thing_answers_as_one_that_does_not_exist(app: Flask, world: World, name: str) -> None:
    foreign = {**theirs(world), "organisation": world.shelter.id}
    browser = Browser(app)
    sign_in(browser, people(world)[name])
    form_token, differing = token(browser), []
    for method, there, nowhere in addresses_with_ids(app, foreign):
        one, other = seen(browser, method, there, form_token), seen(browser, method, nowhere, form_token)
        if one != other or one.status != 404:
            differing.append((method, there, one.status, other.status))
    assert differing == []


@pytest.mark.parametrize("name", ["amina", "rahima", "clara", "viktor", "adam"])
def test_a_foreign_plan_answers_as_one_that_does_not_exist(app: Flask, world: World, name: str) -> None:
    theirs(world)
    browser = Browser(app)
    sign_in(browser, people(world)[name])
    form_token = token(browser)
    for page in ("", "/overview", "/review", "/editions", "/reports", "/work", "/periods", "/people", "/record"):
        one, other = (seen(browser, "GET", f"/plans/{code}{page}", form_token) for code in ("other-plan", "no-plan"))
        assert one == other, page
        assert one.status == 404, page


def test_a_contributor_cannot_tell_an_entry_of_another_organisation_from_none(app: Flask, world: World) -> None:
    ids, browser = ours(world), Browser(app)
    sign_in(browser, world.bota)
    form_token = token(browser)
    for address in (
        "GET /measurements/{measurement}",
        "POST /measurements/{measurement}/recall",
        "GET /evidence/{evidence}",
        "GET /evidence/{evidence}/file",
        "GET /review/measurements/{measurement}",
        "GET /review/statuses/{status_report}",
    ):
        method, path = address.split()
        there = f"/plans/test-plan{path}".format(**ids)
        nowhere = f"/plans/test-plan{path}".format(**dict.fromkeys(ids, MISSING))
        one, other = seen(browser, method, there, form_token), seen(browser, method, nowhere, form_token)
        assert one == other, address
        assert one.status == 404, address


@pytest.mark.parametrize("name", ["rahima", "clara"])
def test_restricted_evidence_is_none_for_reviewers_and_coordinators(app: Flask, world: World, name: str) -> None:
    entry = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    secret = evidenced(entry, by=world.amina, visibility=EvidenceClass.RESTRICTED)
    browser = Browser(app)
    sign_in(browser, people(world)[name])
    for tail in ("", "/file"):
        there, nowhere = (f"/plans/test-plan/evidence/{key}{tail}" for key in (secret.id, MISSING))
        one, other = (seen(browser, "GET", address, "") for address in (there, nowhere))
        assert one == other
        assert one.status == 404
