"""Arabic words in drawings, joined and turned beforehand: the renderer draws the letters of a drawing one by one.

In the text of a page letters join by themselves; only the words inside an SVG need this. A letter's joined forms are
found in the Unicode database, where each names the letter that it is a form of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape, unescape

FORMS = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
TEXT = re.compile(r"(<text\b[^>]*>)([^<]*)(</text>)")
WESTERN = r"[0-9A-Za-z%\u00c0-\u058f\u10a0-\u10ff]"
RUN = re.compile(rf"{WESTERN}(?:[^\u0590-\u08ff\ufb1d-\ufefc]*{WESTERN})?")
MIRRORED = str.maketrans("()[]«»", ")(][»«")
RIGHT = ("R", "AL")


def joined(drawing: bytes) -> bytes:
    """An SVG drawing with its Arabic words joined and in the order in which they are seen."""
    return TEXT.sub(_seen, drawing.decode()).encode()


def visible(words: str) -> str:
    """Words as they are seen from left to right; unchanged where nothing in them runs from right to left."""
    if not any(unicodedata.bidirectional(letter) in RIGHT for letter in words):
        return words
    turned = _shaped(words)[::-1].translate(MIRRORED)
    # Numbers and foreign words inside keep their own direction.
    return RUN.sub(lambda run: run.group()[::-1].translate(MIRRORED), turned)


def _seen(element: re.Match[str]) -> str:
    opened, words, closed = element.groups()
    return opened + escape(visible(unescape(words)), quote=False) + closed


def _shaped(words: str) -> str:
    """Each letter in the form that its neighbours ask for; lam and alef become one."""
    letters = _with_ligatures(words)
    shown = []
    for place, letter in enumerate(letters):
        before = next((each for each in reversed(letters[:place]) if not unicodedata.combining(each[0])), "")
        after = next((each for each in letters[place + 1 :] if not unicodedata.combining(each[0])), "")
        ties = ("initial" in _forms(before), "final" in _forms(after) and "initial" in _forms(letter))
        name = {(True, True): "medial", (True, False): "final", (False, True): "initial", (False, False): "isolated"}[
            ties
        ]
        shown.append(letter if name == "isolated" and len(letter) == 1 else _forms(letter).get(name, letter))
    return "".join(shown)


def _with_ligatures(words: str) -> list[str]:
    letters: list[str] = []
    for letter in words:
        if letters and letters[-1] == "\u0644" and "isolated" in _forms(f"\u0644{letter}"):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _forms(letters: str) -> dict[str, str]:
    """The joined forms of a letter or ligature by name: isolated, initial, medial, final."""
    return _table().get(letters, {})


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for first, last in FORMS:
        for form in map(chr, range(first, last + 1)):
            name, *letters = unicodedata.decomposition(form).split() or [""]
            base = "".join(chr(int(code, 16)) for code in letters)
            is_ligature = len(base) == 2 and base[0] == "\u0644" and base[1] in "\u0622\u0623\u0625\u0627"
            if name.startswith("<") and (len(base) == 1 or is_ligature):
                table.setdefault(base, {}).setdefault(name.strip("<>"), form)
    return table
