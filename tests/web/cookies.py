"""What a browser holds that a page does not show: the token of its forms, the cookie of its sign-in."""

from __future__ import annotations

from flask import Flask

from tests.browsing import Browser


def token(browser: Browser) -> str:
    """The token that the open page's forms carry, wherever they stand."""
    inputs = browser.page.tree.iter("input")
    return next(e.get("value", "") for e in inputs if e.get("name") == "csrf_token")


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("tracker")
    assert cookie is not None
    return str(cookie.value)


def is_let_in(app: Flask, cookie: str) -> bool:
    """Whether a browser with this cookie, and nothing else, is somebody."""
    client = app.test_client()
    client.set_cookie("tracker", cookie)
    return client.get("/account").status_code == 200


def leave(browser: Browser) -> None:
    """Press "Sign out", which stands in the frame of every page."""
    browser.open("/account")
    assert browser.client.post("/sign-out", data={"csrf_token": token(browser)}).status_code == 303
