"""Signing in and out, as a person does it in a browser."""

from __future__ import annotations

from tests.browsing import Browser
from tests.world import PASSWORD, World


def test_a_person_signs_in_and_out(world: World, visitor: Browser) -> None:
    visitor.open("/account")
    visitor.press("Sign in", {"email": "Amina@example.org", "password": PASSWORD})
    assert visitor.open("/account").heading == "My account"
    visitor.client.post(
        "/sign-out", data={"csrf_token": visitor.page.html.split('name="csrf_token" value="')[1].split('"')[0]}
    )
    assert visitor.open("/account").heading == "Sign in"
