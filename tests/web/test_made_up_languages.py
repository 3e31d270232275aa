"""The made-up languages show what a translator could not reach, and what breaks from right to left."""

from __future__ import annotations

import re

from tests.browsing import Browser
from tracker.web.made_up import accented, mirrored

NOT_OURS_TO_TRANSLATE = {"English", "Русский", "Pseudo", "RTL"}


def test_a_page_holds_no_text_that_a_translator_cannot_reach(visitor: Browser) -> None:
    visitor.client.set_cookie("language", "ar-XB")
    page = visitor.open("/sign-in")
    words = set(re.findall(r"[A-Za-z]{3,}", page.text)) - NOT_OURS_TO_TRANSLATE
    assert words == set()


def test_a_page_in_a_language_written_from_right_to_left_says_so(visitor: Browser) -> None:
    visitor.client.set_cookie("language", "ar-XB")
    assert visitor.open("/sign-in").tree.get("dir") == "rtl"


def test_places_for_values_and_markup_stay_as_they_are() -> None:
    text = "Sent by %(who)s on <b>%(day)s</b>, 100&nbsp;%%"
    for rewritten in (accented(text), mirrored(text)):
        assert re.findall(r"%\(\w+\)s|<[^>]+>|&nbsp;|%%", rewritten) == [
            "%(who)s",
            "<b>",
            "%(day)s",
            "</b>",
            "&nbsp;",
            "%%",
        ]


def test_accented_texts_are_longer_and_show_where_they_end() -> None:
    assert accented("Sign in to your work").startswith("[Šîĝñ îñ")
    assert len(accented("Sign in to your work")) > 1.4 * len("Sign in to your work")
