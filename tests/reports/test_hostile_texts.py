"""Someone types markup, addresses or odd characters wherever the product takes a text, and the report still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from io import BytesIO
from itertools import cycle, repeat
from typing import Any

import page
import pikepdf
import pytest
import tinyhtml5  # type: ignore[import-untyped]
from weasyprint import HTML

from reports import document as drawing
from reports.document_assets import Assets, ForeignAddress
from reports.document_fonts import writable
from reports.document_markdown import markdown
from reports.document_page import html
from reports.language import Speech
from reports.snapshot import Snapshot
from tests.reports import samples
from tests.reports.pdf_text import words
from tracker.domain.texts import Message, Multilingual

SERVER = "http://127.0.0.1:9"
HOSTILE = (
    '<img src="file:///etc/passwd">',
    f'<link rel="stylesheet" href="{SERVER}/a.css">',
    f"<style>@import url({SERVER}/b.css); @font-face {{ font-family: x; src: url(FILE:///etc/passwd) }}</style>",
    f'<p style="background: url({SERVER}/c.png)">x</p>',
    f'<object data="{SERVER}/d"></object><embed src="{SERVER}/e"><iframe src="{SERVER}/f"></iframe>',
    f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{SERVER}/g"/><use href="{SERVER}/h#a"/></svg>',
    '<link rel="attachment" href="file:///etc/passwd"><a rel="attachment" href="file:///etc/passwd">x</a>',
    f'<base href="{SERVER}/"><meta http-equiv="refresh" content="0;{SERVER}/i">',
    f"![x]({SERVER}/j.png) [y]({SERVER}/k) <{SERVER}/l> [z]: {SERVER}/m",
    f"\"><img src='{SERVER}/n'>' onload='x' {{{{ 7*7 }}}} {{% include 'cover.html' %}} %(n)s %",
)
AWKWARD = (
    "Ω≈ç√∫˜µ≤≥÷ åß∂ƒ©˙∆˚¬… ЁЂЃЄЅІЇ ⁰⁴⁵₀₁₂",
    "田中さんにあげて下さい 社會科學院 찦차를",
    "👩🏽 👾 🙇 ❤️ 🇰🇿 1️⃣ ヽ༼ຈل͜ຈ༽ﾉ",
    "הָיְתָהtestالصفحات التّحول ﷽ ﷺ مُنَاقَشَةُ",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "\u202etest\u202c \u2066a\u2069 \ufeff \u200b\u200d \u00ad \u2028 \u2029",
    "\x00\x01\x07\x1b\x7f\x85 \ud800 \ufffe \U0010ffff",
    "ᚠᛇᚻ ⠇⠕⠝⠛ ʇnʎɹ ﬁ ﬀ Ⅷ ⅔ ‰ ‱ № ™ ℃",
    "-" * 40 + "\n# \n> \n1. \n- [ ] \n```\n\t|",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4,
)
FORBIDDEN = {"link", "style", "script", "object", "embed", "iframe", "svg", "image", "base", "form", "input", "video"}
KEPT = {"key", "organisation", "period", "language", "languages", "default_language", "country", "lead_key"}


def with_texts(value: Any, texts: Iterator[str]) -> Any:
    """The same with the next of `texts` in the place of every text that people type."""
    if isinstance(value, Multilingual):
        return Multilingual({"en": next(texts)})
    if isinstance(value, Message | StrEnum):
        return value
    if isinstance(value, str):
        return next(texts)
    if is_dataclass(value) and not isinstance(value, type):
        found = {each.name: getattr(value, each.name) for each in fields(value) if each.init and each.name not in KEPT}
        return replace(value, **{name: with_texts(inner, texts) for name, inner in found.items()})
    if isinstance(value, tuple):
        inner = [with_texts(each, texts) for each in value]
        return type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    return value


def small() -> Snapshot:
    """A pillar with a chart, lists, words, statuses, evidence and notes: every place where a text can stand."""
    sample = samples.rich()
    return replace(sample, pillars=sample.pillars[1:2], sections=sample.sections[:2])


@pytest.mark.parametrize("text", HOSTILE, ids=range(1, len(HOSTILE) + 1))
def test_a_hostile_text_in_any_place_stays_a_text(text: str) -> None:
    sample = with_texts(samples.rich(), repeat(text))
    written = html(sample, Speech("en"), Assets())
    elements = list(tinyhtml5.parse(written, namespace_html_elements=False).iter())
    attributes = [(name, value) for each in elements for name, value in each.attrib.items()]
    assert {each.tag for each in elements} & FORBIDDEN == set()
    assert {
        name for name, _ in attributes if name.startswith("on") or name in ("style", "rel", "srcset", "data")
    } == set()
    assert {value.partition(":")[0] for name, value in attributes if name == "src"} == {"asset"}
    assert {value[0] for name, value in attributes if name == "href"} == {"#"}
    assert "49" not in {each.text for each in elements}, "no template runs inside a text"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Assets]:
    """The fetchers that a document was given, with what they were asked for."""
    made: list[Assets] = []

    class Watched(Assets):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(drawing, "Assets", Watched)
    return made


def test_hostile_texts_load_nothing_and_attach_nothing(opened: list[Assets]) -> None:
    pdf = drawing.document(with_texts(small(), cycle(HOSTILE)), "en")
    assert len(opened) == 1
    assert opened[0].asked, "the fetcher is really in use"
    assert opened[0].foreign == ()
    with pikepdf.open(BytesIO(pdf)) as read:
        assert "/EmbeddedFiles" not in read.Root.get("/Names", {})
        parts = [each for each in read.objects if isinstance(each, pikepdf.Dictionary)]
        assert [each for each in parts if each.get("/Type") in ("/EmbeddedFile", "/Filespec") or "/URI" in each] == []
    said = words(pdf)
    assert "<iframe src=" in said, "what was typed is printed as it was typed"
    assert "{{ 7*7 }}" in said
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []


def test_the_fetcher_notices_what_a_careless_template_would_load() -> None:
    assets = Assets()
    careless = '<html lang="en"><title>x</title><img src="file:///etc/passwd" alt="x"><p style="background: url(http://127.0.0.1:9/)">y'
    HTML(string=careless, url_fetcher=assets).render()
    assert set(assets.foreign) == {"file:///etc/passwd", "http://127.0.0.1:9/"}
    with pytest.raises(ForeignAddress):
        assets.check()


def test_awkward_texts_are_printed_or_said_to_be_unprintable() -> None:
    pdf = drawing.document(with_texts(small(), cycle(AWKWARD)), "en")
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    said = words(pdf)
    assert "ЁЂЃЄЅІЇ" in said
    assert "�" in said
    assert "characters of the texts are in scripts that this report cannot print" in said


def test_letters_of_the_languages_of_the_region_can_be_written() -> None:
    letters = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёё Ґґ Ўў Җҗ Ғғ Ҳҳ Ҷҷ Ӯӯ Ӣӣ ჰაე Հայ ğışçöü éàçœ پچژگ ښډړ «»„“–—…№ ₸ ≤ ≥ → × −"
    assert writable(letters) == (letters, 0)


def test_what_people_write_keeps_its_shape_and_skips_no_heading() -> None:
    shape = markdown("# One\n\n#### Deep\n\n## Two\n\n- a **b**\n\n> c", 2)
    assert [line[:4] for line in shape.splitlines() if line.startswith("<h")] == ["<h3>", "<h4>", "<h4>"]
    assert "<strong>b</strong>" in shape
    assert "<blockquote>" in shape
    assert markdown("[words](https://a.example/?b=1&c)", 2) == "<p>words (https://a.example/?b=1&amp;c)</p>\n"
    assert markdown("<b>x</b>", 2) == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"
