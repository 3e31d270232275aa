"""The log tells what happened and where in the code, and nothing of people: not a word that one of them typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.browsing import Browser
from tests.signing_in import PASSWORD
from tests.world import World, person
from tracker import logs
from tracker.models.database import db
from tracker.models.people import User
from tracker.services import waiting

CANARY = "canary-5f1c"
SignIn = Callable[[User], Browser]


@pytest.fixture(params=["json", "text"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """All that is logged meanwhile, in the form that a server or a terminal gets."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.FORMATS[request.param]())
    ours = logging.getLogger("tracker")
    before = ours.level
    logging.getLogger().addHandler(handler)
    ours.setLevel(logging.INFO)
    yield stream
    logging.getLogger().removeHandler(handler)
    ours.setLevel(before)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines() if line.startswith("{")]


def test_nothing_that_was_typed_or_asked_for_is_logged(
    app: Flask, world: World, browser_of: SignIn, written: io.StringIO
) -> None:
    visitor = Browser(app)
    visitor.open(f"/sign-in?next=/{CANARY}")
    visitor.press("Sign in", {"email": f"{CANARY}@example.org", "password": CANARY}, status=422)
    amina = browser_of(world.amina)
    amina.open(f"/{CANARY}?token={CANARY}", status=404)
    for secret in (CANARY, PASSWORD, world.amina.email, world.amina.name, "127.0.0.1"):
        assert secret not in written.getvalue()


def test_a_line_names_the_route_the_answer_and_the_time_it_took(visitor: Browser, written: io.StringIO) -> None:
    answer = visitor.client.get("/sign-in?next=/")
    asked = [line for line in lines(written) if line["message"] == "answered"]
    if asked:
        assert asked[-1] | {"time": "", "ms": 0} == {
            "time": "", "level": "info", "logger": "tracker.web.request_log", "message": "answered", "method": "GET",
            "route": "account.sign_in", "status": 200, "ms": 0, "request": answer.headers["X-Request-Id"],
        }  # fmt: skip
    else:
        assert "answered request=" in written.getvalue()
        assert "route=account.sign_in status=200" in written.getvalue()


def test_a_program_that_watches_fills_no_log(visitor: Browser, written: io.StringIO) -> None:
    visitor.client.get("/health")
    assert written.getvalue() == ""


def test_a_fault_is_told_with_its_place_and_number_and_without_its_words(
    world: World, browser_of: SignIn, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        try:
            int(CANARY)
        except ValueError as error:
            raise RuntimeError(f"{CANARY} is no number") from error

    browser = browser_of(world.clara)
    monkeypatch.setattr(waiting, "for_person", fail)
    page = browser.open("/", status=500)
    text = written.getvalue()
    assert CANARY not in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "tracker/web/home/views.py" in text
    number = page.answer.headers["X-Request-Id"]
    assert number in text
    assert number in page.main  # so that a person can tell it to the administrator


def test_what_a_database_says_of_a_refused_row_is_cut_to_names(world: World, written: io.StringIO) -> None:
    """PostgreSQL repeats the values in its DETAIL."""
    with pytest.raises(IntegrityError) as refused:
        person(world.amina.name)
    db.session.rollback()
    logging.getLogger("tracker.test").error("it failed: %s", refused.value, exc_info=refused.value)
    text = written.getvalue()
    assert "amina@example.org" not in text
    assert "user" in text
    assert "email" in text


def test_a_librarys_line_is_told_unfilled(written: io.StringIO) -> None:
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/invitation/{CANARY}")
    assert "Error handling request" in written.getvalue()
    assert CANARY not in written.getvalue()
