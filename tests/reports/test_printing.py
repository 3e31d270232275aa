"""A reader of a cell learns the figure, or why there is none; each language writes it its own way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from reports.document_letters import joined, visible
from reports.language import Speech
from reports.printing import Cell, Printing
from reports.snapshot import IndicatorLine
from tests.reports import samples
from tests.reports.pdf_text import words
from tests.reports.test_document import drawn
from tracker.domain.series import Coverage
from tracker.domain.texts import Multilingual, message

LINES: dict[str, IndicatorLine] = {line.code: line for pillar in samples.rich().pillars for line in pillar.indicators}
ENGLISH, RUSSIAN, ARABIC = Printing(Speech("en")), Printing(Speech("ru")), Printing(Speech("ar"))


def value(code: str, printing: Printing = ENGLISH) -> Cell:
    return printing.value(LINES[code], LINES[code].figure)


@pytest.mark.trap("M18")
def test_zero_a_reason_nothing_of_nothing_and_no_such_figure_are_four_texts() -> None:
    assert value("1.1.b") == Cell("0")
    assert value("4.1.b") == Cell("Not applicable", absent=True)
    assert value("3.1.a") == Cell("Not computable", ("0 of 0",), absent=True)
    assert ENGLISH.progress(LINES["5.1.b"]) == Cell("–")


def test_each_kind_is_written_in_its_own_way() -> None:
    assert value("1.1.a") == Cell("30.6\u00a0%", ("30 of 98",))
    assert value("1.2.a") == Cell("Reached", ("30 Jun 2023",))
    assert value("1.2.b") == Cell("Drafted")
    assert value("2.2.a") == Cell("2")
    assert value("4.2.a") == Cell("Described in words")
    assert value("2.1.a").text == "at least 64"
    assert "provisional" in value("2.1.a").remarks


def test_a_carried_value_says_from_when() -> None:
    assert value("3.1.b") == Cell("55", ("carried from 2022", "not reported"))


def test_a_missed_target_never_prints_as_reached() -> None:
    assert value("2.1.b").text == "2.04"
    assert ENGLISH.target(LINES["2.1.b"]) == Cell("2.00", ("by 31 Dec 2025",))


def test_baseline_and_target_say_when_they_are_unknown_or_not_set() -> None:
    assert ENGLISH.baseline(LINES["3.2.a"]) == Cell("Unknown", absent=True)
    assert ENGLISH.target(LINES["5.1.b"]) == Cell("Not set", absent=True)
    assert ENGLISH.baseline(LINES["1.1.a"]) == Cell("26.2\u00a0%", ("31 Dec 2020",))


def test_progress_of_a_share_tells_its_change_in_points() -> None:
    assert ENGLISH.progress(LINES["1.1.a"]) == Cell("62.1\u00a0%", ("+4.4 points",))
    assert ENGLISH.progress(LINES["4.1.a"]) == Cell("Not met")


def test_languages_write_numbers_and_dates_their_own_way() -> None:
    assert value("1.1.a", RUSSIAN).text == "30,6\u00a0%"
    assert RUSSIAN.speech.number(Decimal("1234567.5"), 1) == "1\u00a0234\u00a0567,5"
    assert RUSSIAN.speech.day(date(2023, 3, 8)) == "8 марта 2023"
    assert ENGLISH.speech.day(date(2023, 3, 8)) == "8 March 2023"
    assert ENGLISH.speech.moment(datetime(2023, 3, 8, 9, 5, tzinfo=UTC)) == "8 March 2023, 09:05 UTC"
    assert ARABIC.speech.number(-5) == "\u200e−5"
    assert ENGLISH.speech.country("KZ") == "Kazakhstan"


@pytest.mark.parametrize(
    ("exact", "printed"), [("0.125", "0.13"), ("-0.125", "−0.13"), ("0.004", "0.00"), ("-0.004", "0.00")]
)
def test_numbers_are_rounded_half_up_once(exact: str, printed: str) -> None:
    assert ENGLISH.speech.number(Fraction(exact), 2) == printed


def test_a_sentence_writes_its_values_in_the_language() -> None:
    values = (Decimal("1.50"), Decimal(2))
    name = Multilingual({"en": "Bridge", "ru": "Мост"})
    sums = message("Sum: %(values)s = 100 %%, %(name)s, %(on)s.", values=values, name=name, on=date(2023, 1, 5))
    assert RUSSIAN.speech.say(sums) == "Sum: 1,50 + 2 = 100 %, Мост, 5 января 2023."
    assert RUSSIAN.speech.of(Coverage(3, 1200)) == "3 из 1\u00a0200"


def test_a_made_up_language_takes_texts_of_its_base_language() -> None:
    made_up = Speech("ar-XB")
    assert made_up.direction == "rtl"
    assert made_up.text(Multilingual({"en": "a", "ar": "b"})).text == "b"
    assert Speech("kk").text(Multilingual({"en": "a", "ru": "b"})).missing


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_file_prints_the_figures_as_the_cells_say_them(language: str) -> None:
    printing, said = Printing(Speech(language)), words(drawn("rich", language))
    for line in LINES.values():
        for cell in (printing.value(line, line.figure), printing.progress(line), printing.target(line)):
            assert cell.text.replace("\u00a0", " ").split(" ")[0] in said


def test_arabic_words_in_a_drawing_are_joined_and_turned() -> None:
    assert visible("Plan 2023") == "Plan 2023"
    assert visible("لا") == "\ufefb"
    assert visible("باب 12") == "12 ب\ufe8e\ufe91"
    assert joined(b'<svg><text x="1">a &lt; b</text></svg>') == b'<svg><text x="1">a &lt; b</text></svg>'
