"""Anybody reads the help."""

from __future__ import annotations

import pytest

from tests.browsing import Browser
from tracker.domain.permissions import TABLE, Action
from tracker.domain.vocabulary import Rating, Role
from tracker.domain.wording import label


def test_every_page_of_the_help_is_linked_from_its_first_one(visitor: Browser) -> None:
    found = {url for url in visitor.open("/help").links().values() if url.startswith("/help/")}
    assert len(found) == len(Role) + 3
    for url in found:
        visitor.open(url)


STEPS = {Role.CONTRIBUTOR: 6, Role.COORDINATOR: 5, Role.REVIEWER: 6, Role.VIEWER: 5}


@pytest.mark.parametrize("role", Role)
def test_each_kind_of_user_has_its_steps(visitor: Browser, role: Role) -> None:
    page = visitor.open(f"/help/how-the-work-goes/{role}")
    assert page.html.count("<li><h2>") == STEPS[role]


def test_there_is_no_help_for_a_role_that_does_not_exist(visitor: Browser) -> None:
    visitor.open("/help/how-the-work-goes/minister", status=404)


def test_the_page_of_rights_says_what_the_guard_reads(visitor: Browser) -> None:
    page = visitor.open("/help/who-may-do-what")
    rows = [" ".join("".join(row.itertext()).split()) for row in page.tree.iter("tr")]
    for action in Action:
        assert any(row.startswith(label(action)) for row in rows), action
    assert len(rows) == len(TABLE) + 1
    assert "Verify or return measurements No No Yes No" in rows
    assert "Enter measurements No For their own organisation No No" in rows


def test_every_rating_is_explained(visitor: Browser) -> None:
    page = visitor.open("/help/ratings")
    terms = {" ".join("".join(term.itertext()).split()) for term in page.tree.iter("dt")}
    assert terms == {label(rating) for rating in Rating}
    assert all("".join(each.itertext()).strip() for each in page.tree.iter("dd"))
