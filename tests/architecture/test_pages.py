"""Templates and our stylesheets: no inline style or script, no address of another site, no left and right."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import files, name

TEMPLATES = files("*.html", "*.jinja", under=("templates", "reports"))
STYLESHEETS = files("*.css", under=("tracker/static", "templates", "reports"))

COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/", re.DOTALL)
PAPER = re.compile(  # the boxes and sides of a printed page have only these names
    r"@(top|bottom)-(left|right)(-corner)?\b|@(left|right)-(top|middle|bottom)\b|@page\s*:(left|right)\b"
)
FORBIDDEN_IN_A_TEMPLATE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without nonce": re.compile(r"<script\b(?![^>]*\bnonce=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something loaded from another site": re.compile(
        r"<(link|script|img|iframe|source)\b[^>]*(https?:)?//", re.IGNORECASE
    ),
    "text that is not escaped": re.compile(r"\|\s*safe\b"),
}
ALLOWED = {"text that is not escaped": ["templates/components/chart.html"]}  # a drawing made by our own code


@pytest.mark.parametrize("what", FORBIDDEN_IN_A_TEMPLATE)
def test_no_template_holds_what_the_content_policy_forbids(what: str) -> None:
    assert TEMPLATES, "no template was found"
    pattern = FORBIDDEN_IN_A_TEMPLATE[what]
    texts = {name(path): COMMENT.sub("", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert [path for path, text in texts.items() if pattern.search(text)] == ALLOWED.get(what, [])


def test_our_style_knows_start_and_end_but_no_left_and_right() -> None:
    assert STYLESHEETS, "no stylesheet was found"
    assert [
        f"{name(path)}:{number}: {line.strip()}"
        for path in STYLESHEETS
        for number, line in enumerate(_without_comments(path.read_text(encoding="utf-8")).splitlines(), start=1)
        if re.search(r"(?<!\.)\b(left|right)\b", PAPER.sub("", line))
    ] == []


def test_our_style_loads_nothing_from_another_site() -> None:
    assert [name(path) for path in STYLESHEETS if re.search(r"(url\(|@import)[^;]*//", path.read_text("utf-8"))] == []


def _without_comments(text: str) -> str:
    """The text with its comments blanked, line for line."""
    return COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
