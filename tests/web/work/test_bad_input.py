"""What is wrong is said at its field, everything typed is kept, and nothing is stored by half."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browsing import Browser
from tests.entering import SOURCED, measuring, stored
from tests.world import World
from tracker.domain.vocabulary import PeriodState
from tracker.models.database import db
from tracker.models.people import User

SignIn = Callable[[User], Browser]
YES = {"has_value": "yes"}

WRONG = {
    "words for a number": ("trained", {"value": "see description"}, "is not a number"),
    "not applicable typed as a value": ("trained", {"value": "N/A"}, "is not a number"),
    "an exponent": ("trained", {"value": "1e400"}, "exponent"),
    "too many digits": ("trained", {"value": "9" * 40}, "too large"),
    "a number that can be read in two ways": ("trained", {"value": "1,234"}, "two ways"),
    "a percentage of women": ("trained", {"value": "12 %"}, "percent sign"),
    "a negative count": ("trained", {"value": "-5"}, "not negative"),
    "a negative stock": ("centres", {"value": "-1"}, "not negative"),
    "more than the whole": ("seats", {"numerator": "130", "denominator": "120"}, "above the whole"),
    "a part of nothing": ("seats", {"numerator": "3", "denominator": "0"}, "above the whole"),
    "cases without people": ("rate", {"numerator": "3", "denominator": "0"}, "second number is 0"),
    "a share above 100": ("seats", {"value": "101"}, "between 0 and 100"),
    "both parts and the share": ("seats", {"numerator": "1", "denominator": "2", "value": "50"}, "not both"),
    "a date in the future": ("trained", {"value": "5", "source_on": "2031-01-01"}, "in the future"),
    "no date at all": ("trained", {"value": "5", "source_on": "31.13.2023"}, "This is no date"),
    "a day before the plan": ("law", {"reached": "yes", "reached_on": "2019-01-01"}, "outside the plan"),
    "a day after the period": ("law", {"reached": "yes", "reached_on": "2024-05-01"}, "after the period"),
    "a day of what is not reached": ("law", {"reached": "no", "reached_on": "2023-05-01"}, "not reached, but"),
    "a value and a reason": ("trained", {"value": "5", "no_value": "confidential"}, "Keep one of them"),
    "no value, yet one typed": ("trained", {"has_value": "no", "value": "5"}, "Change one of the two"),
    "yes, and a reason": ("trained", {"no_value": "confidential"}, "Change one of the two"),
    "an item without a title": ("acts", {"items-0-reference": "No. 17"}, "a title"),
    "a year in words": ("acts", {"items-0-title": "Law", "items-0-year": "last year"}, "whole number"),
    "a year to come": ("acts", {"items-0-title": "Law", "items-0-year": "99999999999999999999"}, "after the period"),
    "a link that runs a program": ("acts", {"items-0-title": "Law", "items-0-link": "javascript:x"}, "https://"),
    "a text without end": ("story", {"statement-en": "x" * 20_001}, "too long"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_input_is_refused_at_its_field_and_kept(
    world: World, browser_of: SignIn, as_of: Callable[[str], None], what: str
) -> None:
    as_of("2024-06-01T09:00")
    code, wrong, sentence = WRONG[what]
    typed = YES | {"narrative-en": "Trained in two regions.", "narrative-ru": "Обучены."} | wrong
    browser = browser_of(world.amina)
    browser.open(measuring(world, code))
    page = browser.press("Save draft", typed, status=422)
    assert any(sentence in error for error in page.errors()), page.errors()
    assert {name: page.value(name) for name in typed} == typed
    assert stored(world, code) is None


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Say whether you have a value."]),
        ({"has_value": "no"}, ["Choose the reason why there is no value."]),
        ({"has_value": "yes"}, ["Enter a value", "Say where the value comes from.", "Enter the date of the source."]),
    ],
)
def test_a_draft_may_be_incomplete_but_what_is_sent_may_not(
    world: World, browser_of: SignIn, typed: dict[str, str], sentences: list[str]
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    page = browser.press("Send for review", typed, status=422)
    assert len(page.errors()) == len(sentences)
    for error, sentence in zip(page.errors(), sentences, strict=True):
        assert sentence in error
    assert stored(world) is None
    browser.press("Save draft")
    assert stored(world) is not None


def test_a_missing_half_of_a_share_keeps_it_from_being_sent_not_from_being_saved(
    world: World, browser_of: SignIn
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats"))
    page = browser.press("Send for review", YES | SOURCED | {"numerator": "42"}, status=422)
    assert page.errors() == ["Enter the second number as well."]
    assert "Saved as a draft" in browser.press("Save draft").main


def test_a_number_is_read_and_shown_as_the_language_of_the_page_writes_it(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats") + "?lang=ru")
    _press_second(browser, YES | {"value": "27,4"})
    measurement = stored(world, "seats")
    assert measurement is not None
    assert str(measurement.value) == "27.4"
    assert browser.open(measuring(world, "seats") + "?lang=ru").value("value") == "27,4"
    assert browser.open(measuring(world, "seats") + "?lang=en").value("value") == "27.4"


def test_zero_of_zero_is_kept_as_not_computable(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats"))
    page = browser.press("Save draft", YES | {"numerator": "0", "denominator": "0"})
    assert "Stored now: 0 of 0: not computable" in page.main


def test_a_share_known_alone_is_said_never_to_be_added(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats"))
    page = browser.press("Save draft", YES | {"value": "27.4"})
    assert "never added up with the values of others" in page.main


@pytest.mark.parametrize("state", [PeriodState.CLOSED, PeriodState.LOCKED])
def test_a_period_that_closes_while_one_types_stores_nothing_and_keeps_the_text(
    world: World, browser_of: SignIn, state: PeriodState
) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "trained"))
    db.session.rollback()
    world.period_2023.state = state
    db.session.commit()
    page = browser.press("Save draft", YES | {"value": "120", "narrative-en": "In two regions."}, status=422)
    assert f"The period 2023 is {state.value}" in page.errors()[0]
    assert page.value("value") == "120"
    assert page.value("narrative-en") == "In two regions."
    assert stored(world) is None
    assert "Nothing was entered" in browser.open(measuring(world, "trained")).main


def test_another_row_keeps_what_was_typed_and_stores_nothing(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "acts"))
    page = browser.press("Add another row", YES | {"items-0-title": "Law on equality", "items-0-year": "soon"})
    assert page.value("items-0-title") == "Law on equality"
    assert page.value("items-0-year") == "soon"
    assert stored(world, "acts") is None
    page = browser.press("Add another row", {"items-0-year": "2009", "items-1-title": "Decree 45"})
    page = browser.press("Save draft", {"items-2-title": "Draft law", "items-2-standing": "draft"})
    assert "3 listed, 2 in force" in page.main
    page = browser.press("Save draft", {"items-1-title": ""})
    assert "2 listed, 1 in force" in page.main


def test_a_mistake_in_a_later_row_is_said_in_that_row(world: World, browser_of: SignIn) -> None:
    browser = browser_of(world.amina)
    browser.open(measuring(world, "acts"))
    browser.press("Add another row", YES)
    page = browser.press("Save draft", {"items-1-link": "ftp://example.org"}, status=422)
    links = [e.get("href") for box in page.tree.iter() if box.get("id") == "error-summary" for e in box.iter("a")]
    assert links == ["#items-1-title", "#items-1-link"]


TYPED = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u202a\u202b\u202c\u202d\u202e"
                              "\u2066\u2067\u2068\u2069"), max_size=40)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=TYPED, day=TYPED)
def test_whatever_is_typed_into_numbers_and_dates_comes_back_unchanged(
    open_entry: Browser, value: str, day: str
) -> None:
    typed = {"value": f"x{value}", "numerator": value, "source_on": f"x{day}"}
    page = open_entry.press("Save draft", typed, status=422)
    assert {name: page.value(name) for name in typed} == typed


@pytest.fixture
def open_entry(world: World, browser_of: SignIn) -> Browser:
    """Amina's browser at the entry of a share."""
    browser = browser_of(world.amina)
    browser.open(measuring(world, "seats"))
    return browser


def _press_second(browser: Browser, fields: dict[str, str]) -> None:
    """Save on a page whose words are not English: the first button of the form saves."""
    form = browser.page.forms()[0]
    label = next("".join(button.itertext()).strip() for button in form.iter("button"))
    browser.press(label, fields)
