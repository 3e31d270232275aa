"""Words are found whatever their case, accents and endings, and shown where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.finding import folded, holds_all, marked, snippet, words


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ЖЕНЩИН", "Обучено женщинами-медиаторами"),
        ("отчет", "Годовой отчёт"),
        ("әйел", "ӘЙЕЛДЕР қауіпсіздігі"),
        ("elegance", "Élégance"),
        ("training women", "Women in Training"),
        ("المرأة", "دور المرأة في السلام"),
    ],
)
def test_a_word_is_found_in_its_language(query: str, text: str) -> None:
    assert holds_all([text], words(query))
    assert "".join(piece for piece, _is_match in marked(text, words(query))) == text
    assert any(is_match for _piece, is_match in marked(text, words(query)))


def test_every_word_has_to_be_there_and_the_wrong_letter_is_not_found() -> None:
    assert not holds_all(["Women trained"], words("women seats"))
    assert not holds_all(["район"], words("раион")), "й is a letter of its own"


def test_very_short_words_and_many_words_are_left_out() -> None:
    assert words(" a  b ") == ()
    assert len(words(" ".join(f"word{n}" for n in range(50)))) <= 8


def test_a_snippet_shows_what_stands_around_and_says_where_it_was_cut() -> None:
    text = "before " * 40 + "the survivors' centre in Almaty " + "after " * 40
    pieces = snippet(text, words("almaty"))
    said = "".join(piece for piece, _is_match in pieces)
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert [piece for piece, is_match in pieces if is_match] == ["Almaty"]
    assert len(said) < 200
    assert snippet(text, words("nothing")) == []


@given(st.text(), st.text())
def test_marking_never_loses_or_adds_a_sign(text: str, query: str) -> None:
    assert len(folded(text)) == len(text)
    assert "".join(piece for piece, _is_match in marked(text, words(query))) == text
