"""Figures placed in prose: what is typed, what is refused, and what is left alone."""

from __future__ import annotations

import pytest

from tracker.domain.placed import Placed, Subject, fill, placed_in, problems, without, written

INDICATORS, PILLARS = {"1.1", "P1 3"}, {"P1"}


@pytest.mark.parametrize(
    ("typed", "subject", "code", "aspect"),
    [
        ("{{indicator 1.1 value}}", Subject.INDICATOR, "1.1", "value"),
        ("{{ indicator P1 3  target }}", Subject.INDICATOR, "P1 3", "target"),
        ("{{pillar P1 coverage}}", Subject.PILLAR, "P1", "coverage"),
        ("{{plan reports}}", Subject.PLAN, "", "reports"),
        ("{{plan rating on_track}}", Subject.RATING, "", "on_track"),
        ("{{plan status completed}}", Subject.STATUS, "", "completed"),
    ],
)
def test_a_figure_is_read_as_it_is_typed(typed: str, subject: Subject, code: str, aspect: str) -> None:
    assert list(placed_in(f"We see {typed} here.")) == [Placed(typed, subject, code, aspect)]
    assert problems(typed, INDICATORS, PILLARS) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{indicator 9.9 value}}", "no indicator with the code"),
        ("{{pillar P9 progress}}", "no pillar with the code"),
        ("{{indicator 1.1 worth}}", "the last word has to be one of these"),
        ("{{plan rating wonderful}}", "the last word has to be one of these"),
        ("{{indicator}}", "names no figure"),
        ("{{}}", "names no figure"),
        ("It is {{indicator 1.1 value now", "begins with two braces"),
        ("{{indicator\n1.1 value}}", "begins with two braces"),
    ],
)
def test_a_figure_that_is_not_there_is_named_in_a_sentence(typed: str, said: str) -> None:
    found = problems(typed, INDICATORS, PILLARS)
    assert any(said in message.msgid for message in found)


def test_what_is_offered_can_be_typed() -> None:
    assert written(Subject.RATING, "", "on_track") == "{{plan rating on_track}}"
    assert written(Subject.INDICATOR, "1.1", "value") == "{{indicator 1.1 value}}"
    assert written(Subject.PLAN, "", "coverage") == "{{plan coverage}}"


def test_only_what_is_known_is_filled() -> None:
    text = "{{indicator 1.1 value}} of {{indicator 9 value}}"
    assert fill(text, lambda placed: "60" if placed.code == "1.1" else None) == "60 of {{indicator 9 value}}"
    assert without(text).split() == ["of"]
