"""A person opens the PDF of a report: with eyes, with a screen reader, in three languages, and finds the figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import page
import pikepdf
import pytest

from reports.document import document
from reports.document_assets import Assets
from reports.document_page import html
from reports.language import Speech
from reports.snapshot import Snapshot
from tests.reports import samples
from tests.reports.pdf_text import pages
from tracker.domain.vocabulary import Audience

LANGUAGES = ("en", "ru", "ar")


@cache
def drawn(name: str, language: str) -> bytes:
    """A sample as PDF; drawn once, because it takes seconds."""
    return document(getattr(samples, name)(), language)


def written(snapshot: Snapshot, language: str) -> str:
    return html(snapshot, Speech(language, snapshot.plan.default_language), Assets())


def failures(pdf: bytes) -> list[str]:
    """What an accessible PDF (PDF/UA-1) and one that lasts (PDF/A-3a) may not have."""
    found = [each for profile in ("ua1", "3a") for each in page.validate_pdf_bytes(pdf, profile=profile).failures]
    return [f"{each.rule_id}: {each.message}" for each in found]


@pytest.mark.parametrize(
    ("name", "language"),
    [*(("rich", language) for language in LANGUAGES), ("draft", "en"), ("empty", "en"), ("single", "ru")],
)
def test_every_report_is_accessible_and_will_last(name: str, language: str) -> None:
    assert failures(drawn(name, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_learns_title_language_and_structure(language: str) -> None:
    with pikepdf.open(BytesIO(drawn("rich", language))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "2023" in str(pdf.docinfo["/Title"])
        elements = list(_elements(pdf.Root.StructTreeRoot))
    figures = [each for each in elements if each.S == "/Figure"]
    assert len(figures) == 10, "two of the summary and eight trends"
    assert all(len(str(each.Alt)) > 20 for each in figures)
    scopes = Counter(str(each.A.Scope) for each in elements if each.S == "/TH")
    assert set(scopes) == {"/Row", "/Column"}
    assert all(list(each.A.Headers) for each in elements if each.S == "/TD")
    levels = [int(str(each.S)[2:]) for each in elements if re.fullmatch(r"/H[1-6]", str(each.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no level is skipped"


def test_bookmarks_lead_to_sections_and_pillars() -> None:
    with pikepdf.open(BytesIO(drawn("rich", "en"))) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        progress = next(item for item in outline.root if item.title == "Progress by pillar")
        assert titles[:4] == ["Foreword", "Summary", "Introduction and method", "Context"]
        assert [item.title[0] for item in progress.children] == list("12345")


def test_the_table_of_contents_links_to_every_section() -> None:
    text = written(samples.rich(), "en")
    contents = text[text.index('<nav class="contents">') : text.index("</nav>")]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert len(targets) == 19
    assert [target for target in targets if f'id="{target}"' not in text] == []


@pytest.mark.trap("M41")
def test_a_short_first_period_says_how_many_months_it_covers() -> None:
    rich = samples.rich()
    short = replace(rich.periods[0], starts_on=rich.periods[0].ends_on.replace(month=8, day=1))
    text = written(replace(rich, periods=(short, *rich.periods[1:])), "en")
    assert f"31 December {short.ends_on.year}, months covered: 5)" in text
    assert "months covered" not in written(rich, "en")


@pytest.mark.trap("M30")
def test_an_annex_lists_what_was_reported_by_each_dimension_and_says_where_nothing_was() -> None:
    text = written(samples.rich(), "en")
    annex = text[text.index('id="s-dimensions"') :]
    row = next(each for each in annex.split("<tr>") if "Women: 41" in each)
    assert "Men: 23" in row
    assert "64" not in row, "parts are listed, not added"
    assert "No value was reported by dimension." in written(samples.empty(), "en")


@pytest.mark.parametrize("name", ["rich", "empty"])
def test_the_annexes_have_the_same_letters_in_every_report(name: str) -> None:
    titles = re.findall(r'<h2 id="s-[a-z_]+">Annex (.)', written(getattr(samples, name)(), "en"))
    assert titles == list("ABCDEFG")


def test_the_full_matrix_has_each_indicator_over_the_periods_and_each_commitment() -> None:
    rich = samples.rich()
    text = written(rich, "en")
    matrix = text[text.index('id="s-matrix"') : text.index('id="s-dimensions"')]
    row = next(each for each in matrix.split("<tr>") if "Seats held by women in parliament" in each)
    percents = re.findall(r">([^<>]+)\u00a0%<", row)
    assert percents == ["26.2", "26.2", "27.1", "30.6", "33.3", "62.1"], "baseline, three periods, target, progress"
    alone = replace(rich.pillars[0], indicators=())
    assert "No indicator" in written(replace(rich, pillars=(alone,)), "en")


def test_an_annex_maps_the_plan_to_the_points_of_other_frameworks() -> None:
    rich = samples.rich()
    first, *others = rich.pillars[0].indicators
    borrowed = replace(first, library_reference="UN1325 11")
    pillars = (replace(rich.pillars[0], indicators=(borrowed, *others)), *rich.pillars[1:])
    text = written(replace(rich, pillars=pillars), "en")
    annex = text[text.index('id="s-mapping"') : text.index('id="s-computed"')]
    assert re.findall(r"<h3>(.*?)</h3>", annex) == ["UN 1325", "SDG", "CEDAW GR 30"]
    assert re.search(r'<th scope="row">11</th><td><a class="page" href="#i1">1\.1\.a</a>', annex)


def test_the_last_annex_says_of_each_figure_what_is_measured_and_how_it_was_computed() -> None:
    text = written(samples.rich(), "en")
    annex = text[text.index('id="s-computed"') :]
    said = annex[annex.index(">1.1.a<") : annex.index(">1.1.b<")]
    assert "Definition: What is counted" in said
    assert "(value − baseline) / (target − baseline)" in said
    assert 'href="#e1">[1]</a>' in said


def test_no_indicator_is_headed_in_words_of_which_this_period_says_nothing() -> None:
    rich = samples.rich()
    earlier = [
        replace(line, narratives=(), figure=replace(line.figure, texts=(), items=()), breakdown=cells)
        for line in rich.pillars[1].indicators
        if (cells := tuple(replace(cell, period="earlier") for cell in line.breakdown))
    ]
    assert earlier, "the sample has a breakdown"
    pillars = (replace(rich.pillars[1], indicators=tuple(earlier)),)
    assert "In words" in written(rich, "en")
    assert "In words" not in written(replace(rich, pillars=pillars), "en")


def test_the_table_of_contents_names_the_page_of_each_section() -> None:
    read = pages(drawn("rich", "en"))
    for title in ("Summary", "Progress by pillar", "Challenges", "Annex D: Data-quality notes"):
        number = int(read[1].split(f"\n{title}\n")[1].split("\n")[0])
        assert f"\n{title}\n" in f"\n{read[number - 1]}\n"


def test_every_page_says_which_report_it_is_of_and_that_its_data_are_made_up() -> None:
    cover, *others = pages(drawn("rich", "en"))
    assert "Demonstration data" in cover
    for number, text in enumerate(others, start=2):
        lines = text.split("\n")
        assert {"National Action Plan on Women, Peace and Security", "2023 · Edition 1", "Demonstration data"} <= set(
            lines
        )
        assert str(number) in lines


def test_every_link_inside_the_report_leads_somewhere() -> None:
    text = written(samples.rich(), "en")
    there = set(re.findall(r'\bid="([^"]+)"', text))
    assert set(re.findall(r'href="#([^"]*)"', text)) <= there
    assert 'href="#e1">[1]</a>' in text, "from a figure to its evidence"
    assert re.search(r'<tr id="e1">.*?class="page" href="#i\d+">1\.1\.a</a>', text, re.DOTALL), "and back"


def test_a_reader_of_the_paper_finds_the_page_of_what_an_item_supports() -> None:
    read = pages(drawn("rich", "en"))
    register = next(each for each in read if "Annex C: Evidence register\n" in each and "Supports" in each)
    number = int(re.search(r"1\.1\.a\s+\(p\. (\d+)\)", register)[1])  # type: ignore[index] # else it fails here
    assert "Seats held by women in parliament" in read[number - 1]


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert document(samples.single(), "ru") == drawn("single", "ru")
    assert drawn("single", "en") != drawn("single", "ru")


def test_fonts_are_embedded_and_only_our_own() -> None:
    with pikepdf.open(BytesIO(drawn("rich", "ru"))) as pdf:
        fonts = {str(each.BaseFont).partition("+")[2] for each in _objects(pdf) if each.get("/Type") == "/Font"}
        descriptors = [each for each in _objects(pdf) if each.get("/Type") == "/FontDescriptor"]
        assert all(any(key in each for key in ("/FontFile2", "/FontFile3")) for each in descriptors)
    assert {name.partition("-")[0] for name in fonts if name} <= {"Noto", "IBM"}


def test_the_cover_of_the_published_edition_forbids_it_to_nobody() -> None:
    rich = samples.rich()
    assert "Prepared for" not in written(replace(rich, audience=Audience.OFFICIAL), "en")
    assert "Prepared for" in written(replace(rich, audience=Audience.DONOR), "en")


def test_a_draft_says_so_and_demonstration_data_too() -> None:
    draft, issued = written(samples.draft(), "en"), written(samples.rich(), "en")
    assert '<p class="warning">Draft</p>' in draft
    assert '<p class="warning">Demonstration data</p>' in issued
    assert "Edition 1" in issued
    assert "Edition" not in draft


def test_a_text_without_translation_is_marked() -> None:
    text = written(samples.rich(), "ru")
    marked = '<span lang="en" dir="ltr">Minutes of the council</span> <small class="marked">(не переведено)</small>'
    assert marked in text
    assert "Этот текст не переведён." in text


def test_only_public_evidence_is_described() -> None:
    text = written(samples.rich(), "en")
    assert "Register of laws in force" in text
    assert "Evidence held by Bridge of Women" in text
    assert "Evidence held by Shelter “Өмір”" in text


def test_an_empty_plan_is_a_report_too() -> None:
    text = written(samples.empty(), "en")
    assert "The plan has no pillars yet." in text
    assert "No evidence supports the figures of this report yet." in text


def test_the_reader_hears_how_far_the_work_is() -> None:
    heard: list[tuple[int, int]] = []
    document(samples.empty(), "en", progress=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def _elements(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream))
