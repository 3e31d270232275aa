"""Which passwords a person may choose."""

from __future__ import annotations

import pytest

from tracker.domain.errors import RuleBroken
from tracker.services import passwords

GOOD = (
    "a long walk over the steppe",
    "қарлығаш ұясын салды",
    "четыре слова подряд",
    "سوق القمح القديم",
    "correct horse battery staple",
    "x7#Qp2!mLz9&",
    "839274650193",
    "Ñandú-café-östlich",
    "  spaces at the ends  ",
    "tab\tand\nnew line inside",
    "🐎🌾🐦🌊🏔🌧🌙🔥🍞🧵🪡🧶",
    "the women of my street",
    "peace begins at breakfast",
    "shelter from the storm",
    "<script>alert(1)</script>",
    "'; DROP TABLE user; --",
    "= 1 + 1, as they say",
    "a word and another, " * 6 + "the end.",
    "twelve chars",
    "мама мыла раму",
)
REFUSED = (
    "",
    "short",
    "elevenchars",
    "aaaaaaaaaaaa",
    "121212121212",
    "abababababab",
    "password1234",
    "Password!!!!",
    "qwertyuiop12",
    "123456789012",
    "1q2w3e4r5t6y",
    "monkeymonkey",
    "iloveyou2026",
    "passwordpassword",
    "Tracker-1325",
    "tracker13252026",
    "WomenPeaceSecurity",
    "unscr 1325 plan",
    "Shelter20262026",
    "amina.amina.12",
    "aminaexample.org",
    "x" * 129,
)
AMINA = ("Amina", "amina@example.org", "Shelter", "shelter")


@pytest.mark.parametrize("password", GOOD)
def test_a_password_of_ones_own_is_accepted_whatever_its_characters(password: str) -> None:
    passwords.check(password, AMINA)


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_is_guessed_first_is_refused_at_its_field(password: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        passwords.check(password, AMINA)
    assert refusal.value.field == "password"


def test_the_packaged_list_has_ten_thousand_passwords() -> None:
    assert 9_900 < len(passwords.common()) <= 10_000
