"""Every page in two directions of writing, on a desk and on a phone: accessible, narrow enough, of this host alone."""

from __future__ import annotations

import csv
import json
import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browser.installation import Installation, Play

pytestmark = pytest.mark.browser

FILES = {
    "static", "editions.download", "published.download", "drafts.download", "bundles.download", "reminders.calendar",
    "evidence.download", "evidence.original", "evidence.preview", "operations.health", "operations.ready",
}  # fmt: skip
"""Addresses that answer with a file, or with words for programs."""


def test_every_page_is_accessible_narrow_and_asks_no_other_host(
    demonstration: Installation, perform: Play, prepared_app: Flask
) -> None:
    said = perform("everywhere.mjs", demonstration, {"ACCOUNTS": str(demonstration.accounts)}, seconds=900)
    seen = json.loads(next(line for line in said.splitlines() if line.startswith("SEEN ")).removeprefix("SEEN "))
    pages = [rule for rule in prepared_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    missed = [rule.endpoint for rule in pages if rule.endpoint not in FILES and not _is_among(rule, seen)]
    assert missed == []


def test_a_contributor_signs_in_enters_and_sends_without_a_mouse(demonstration: Installation, perform: Play) -> None:
    indicator = "2.1a Districts with an early-warning group that has women members"
    question = "How many are there at the end of this period?"
    perform("keyboard.mjs", demonstration, _contributor(demonstration) | {"INDICATOR": indicator, "QUESTION": question})


def test_a_long_text_survives_the_end_of_a_sign_in(demonstration: Installation, perform: Play) -> None:
    indicator = "5.2a Meetings of the coordination group in the year"
    perform("interrupted.mjs", demonstration, _contributor(demonstration) | {"INDICATOR": indicator})


def _contributor(demonstration: Installation) -> dict[str, str]:
    with demonstration.accounts.open(encoding="utf-8") as file:
        account = [row for row in csv.DictReader(file) if row["role"] == "contributor"][-1]
    return {"EMAIL": account["email"], "PASSWORD": account["password"]}


def _is_among(rule: Rule, seen: list[str]) -> bool:
    parts = re.sub(r"<int:\w+>", r"\\d+", re.sub(r"<\w+>", "[^/]+", rule.rule))
    return any(re.fullmatch(parts, path) for path in seen)
