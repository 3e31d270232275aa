"""How heavy pages are on a slow network, counted in bytes as they are sent."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from urllib.parse import urljoin

from tests.browsing import Browser
from tests.world import World
from tracker.models.people import User

TAKES = {"Accept-Encoding": "gzip"}
FIRST_PAGE, LATER_PAGE = 100_000, 30_000


def sent(browser: Browser, address: str) -> bytes:
    answer = browser.client.get(address, headers=TAKES, follow_redirects=True, buffered=True)
    assert answer.status_code == 200
    return bytes(answer.data)


def test_the_first_page_with_all_it_needs_and_later_ones_are_light(
    world: World, browser_of: Callable[[User], Browser]
) -> None:
    amina = browser_of(world.amina)
    page = amina.open("/plans/test-plan")
    needed = [e.get("href", "") for e in page.tree.iter("link")] + [e.get("src", "") for e in page.tree.iter("script")]
    later = len(sent(amina, "/plans/test-plan"))
    first = later + sum(len(sent(amina, urljoin("/", address))) for address in needed if address)
    assert later <= LATER_PAGE
    assert first <= FIRST_PAGE
    assert len(needed) <= 9


def test_a_page_is_the_same_whether_it_was_compressed_or_not(world: World, visitor: Browser) -> None:
    compressed = visitor.client.get("/help", headers=TAKES)
    plain = visitor.client.get("/help")
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert len(gzip.decompress(compressed.data)) == len(plain.data)
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_changed_stylesheet_has_another_address(visitor: Browser, world: World) -> None:
    page = visitor.open("/help")
    addresses = [e.get("href", "") for e in page.tree.iter("link") if e.get("rel") == "stylesheet"]
    assert addresses
    assert all("?v=" in address for address in addresses)
