"""One sentence in each language of a plan, where our catalogues have that language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import force_locale
from flask_babel import gettext as _

from config import LANGUAGES
from tracker.domain.texts import Multilingual


def in_each(msgid: str, codes: Iterable[str], **values: str) -> Multilingual:
    """The translations of a text into the languages that have a catalogue; in English alone where none of them has."""
    found = {}
    for code in [code for code in codes if code in LANGUAGES] or ["en"]:
        with force_locale(code):
            found[code] = str(_(msgid, **values))
    return Multilingual(found)
