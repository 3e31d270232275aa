"""Made-up languages for tests and screenshots: one accented and long, one written from right to left.

They need no catalogue: each text of the program is rewritten by a rule, so that a text that stays plain English on a
page is one that nobody can translate, and a page that breaks with long words or from right to left breaks before a
translator has begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel

LOCALES = {"en-XA": "en_150", "ar-XB": "ar_001"}
"""The locale behind each: one that the tables of locales know, since they know no made-up ones."""

KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")
ACCENTED = str.maketrans("AEIOUYaeiouyCDGLNRSTZcdglnrstz", "ÅÊÎÕÛÝåêîõûýÇÐĜĻÑŔŠŢŽçðĝļñŕšţž")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدعفغهيجكلمنوپقرستڤڥشخزظ")


class MadeUp(NullTranslations):
    """A catalogue that has every text, rewritten by a rule."""

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        super().__init__()
        self.rewrite = rewrite

    def ugettext(self, message: str) -> str:
        return self.rewrite(message)

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.rewrite(msgid1 if n == 1 else msgid2)


def init_app(app: Flask, babel: Babel) -> None:
    with app.app_context():
        known = babel.domain_instance
    known.cache[LOCALES["en-XA"], "messages"] = MadeUp(accented)
    known.cache[LOCALES["ar-XB"], "messages"] = MadeUp(mirrored)


def accented(text: str) -> str:
    """The text with accents, between brackets that show where it ends, and half as long again."""
    return f"[{_rewritten(text, lambda plain: plain.translate(ACCENTED))}{' ẋ' * (len(text) // 4)}]"


def mirrored(text: str) -> str:
    """The text in Arabic letters, which every browser sets from right to left."""
    return _rewritten(text, lambda plain: plain.lower().translate(ARABIC))


def _rewritten(text: str, rule: Callable[[str], str]) -> str:
    return "".join(part if KEPT.fullmatch(part) else rule(part) for part in KEPT.split(text))
