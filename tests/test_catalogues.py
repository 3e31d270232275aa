"""The catalogues hold every text of the program, with the same places to fill."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from config import LANGUAGES, ROOT

KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "message": None, "lazy_gettext": None, "_l": None,
}  # fmt: skip
PLACES = re.compile(r"%\(\w+\)[sd]|%%")
TRANSLATED = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """What the program says, read from its code and templates as they are now."""
    mapping = (ROOT / "translations" / "babel.cfg").read_text(encoding="utf-8")
    methods, options = parse_mapping_cfg(io.StringIO(mapping))  # type: ignore[no-untyped-call]  # the library's own
    found = set()
    for folder in ("tracker", "templates", "reports"):
        relative = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        every = {pattern.removeprefix(f"{folder}/"): each for pattern, each in options.items()}
        for _path, _line, text, *_more in extract_from_dir(ROOT / folder, relative, every, keywords=KEYWORDS):
            found.add(text[0] if isinstance(text, tuple) else text)
    return found


def catalogue(language: str) -> Catalog:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [each for each in catalogue(language) if each.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_program_is_in_the_catalogue(language: str, texts: set[str]) -> None:
    known = {each.id[0] if isinstance(each.id, tuple) else each.id for each in messages(language)}
    assert len(texts) > 1000
    assert sorted(texts - known - {""}) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_nothing_is_in_doubt(language: str) -> None:
    open_ones = [each.id for each in messages(language) if not all(forms(each)) or each.fuzzy]
    assert open_ones == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_the_same_places(language: str) -> None:
    for each in messages(language):
        ids = [each.id] if isinstance(each.id, str) else list(each.id)
        allowed = [Counter(PLACES.findall(one)) for one in ids]  # a singular may leave the number out
        for form in forms(each):
            assert Counter(PLACES.findall(form)) in allowed, ids


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form; an empty one for what is missing."""
    found = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(each or "" for each in found)
