"""What a person may type as a number, in their own way of writing, and what is refused with a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.domain.indicators import calm, said
from tracker.domain.errors import RuleBroken
from tracker.domain.values import COMMA_LANGUAGES, MOST_DECIMALS, checked, parse_number, written

WHOLE = Decimal(1234)
HALF = Decimal("1234.5")


@pytest.mark.trap("M26")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234", WHOLE),
        (" 1234 ", WHOLE),
        ("+1234", WHOLE),
        ("1 234", WHOLE),
        ("1\u00a0234", WHOLE),
        ("1\u202f234", WHOLE),
        ("1\u2009234,5", HALF),
        ("1'234.5", HALF),
        ("1’234.50", HALF),
        ("1,234.5", HALF),
        ("1.234,5", HALF),
        ("1 234,5", HALF),
        ("1,234,000", Decimal(1234000)),
        ("12,34,567", Decimal(1234567)),
        ("1234,567", Decimal("1234.567")),
        ("0,125", Decimal("0.125")),
        (".5", Decimal("0.5")),
        ("١٢٣٤", WHOLE),
        ("۱۲۳۴", WHOLE),
        ("١٬٢٣٤٫٥", HALF),
        ("\u200f−١٢٣٤", -WHOLE),
        ("−1234", -WHOLE),
        ("-0", Decimal(0)),
    ],
)
@pytest.mark.parametrize("language", [None, "en", "ru", "ar"])
def test_a_number_is_read_in_the_way_that_people_write_it(typed: str, meant: Decimal, language: str | None) -> None:
    assert parse_number(typed, language) == meant


@pytest.mark.trap("M26")
@pytest.mark.parametrize(
    ("typed", "language", "decimals"),
    [("1,234", None, None), ("1,234", "en", 3), ("1,234", "ru", None), ("1,234", "ru", 0), ("1.234", "fr", 0)],
)
def test_a_number_with_two_meanings_is_refused_and_both_are_named(
    typed: str, language: str | None, decimals: int | None
) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_number(typed, language, decimals=decimals)
    sentence = said((refused.value.message,))
    assert "two ways" in sentence
    assert "1234" in sentence


def test_three_decimals_are_read_where_the_language_and_the_indicator_say_so() -> None:
    assert parse_number("1,234", "ru", decimals=3) == Decimal("1.234")
    assert parse_number("1.234", "en") == Decimal("1.234")


@pytest.mark.trap("M26")
@pytest.mark.parametrize("typed", ["N/A", "н/д", "High", "see description", "-", "—", "NaN", "Infinity", ""])
def test_a_word_in_place_of_a_number_is_sent_to_the_reasons(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_number(typed, "en")
    assert "reason" in said((refused.value.message,))


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ("12 women", "digits only"),
        ("1e400", "exponent"),
        ("1E5", "exponent"),
        ("1000000000000000", "too large"),
        ("0.123456789", "too many decimals"),
        ("9" * 400, "too long"),
        ("1.2.3", "cannot be read"),
        ("12 34", "cannot be read"),
        ("5,", "cannot be read"),
        ("--5", "not a number"),
        ("20 %", "percent sign"),
        ("½", "not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed: str, because: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse_number(typed)
    assert because in said((refused.value.message,))


@pytest.mark.trap("M22")
def test_a_percent_sign_changes_nothing_in_a_share() -> None:
    assert parse_number("20 %", "en", percent=True) == 20
    assert parse_number("٢٠٪", "ar", percent=True) == 20


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1e400", "1e15", "1e-9"])
def test_no_door_lets_in_what_cannot_be_kept(value: str) -> None:
    with pytest.raises(RuleBroken):
        checked(Decimal(value))


KEPT = some.decimals(min_value=-999_999_999, max_value=999_999_999, places=MOST_DECIMALS)


LANGUAGES = some.sampled_from([None, "en", *sorted(COMMA_LANGUAGES)])


@calm
@given(value=KEPT, places=some.integers(0, MOST_DECIMALS), language=LANGUAGES)
def test_what_a_form_shows_is_read_back_unchanged(value: Decimal, places: int, language: str | None) -> None:
    shown = round(value, places)
    assert parse_number(written(shown, language), language, decimals=places) == shown
    assert parse_number(written(shown, language), language) == shown


@calm
@given(typed=some.text(max_size=70), language=some.sampled_from([None, "en", "ru"]))
def test_whatever_is_typed_ends_in_a_number_or_in_a_sentence(typed: str, language: str | None) -> None:
    read, sentence = None, ""
    try:
        read = parse_number(typed, language)
    except RuleBroken as refused:
        sentence = said((refused.message,))
    assert sentence if read is None else read.is_finite()
