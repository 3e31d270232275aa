"""What counts as a revision of an indicator, and how it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.language import Speech
from tracker.domain.series import Target
from tracker.domain.texts import Multilingual
from tracker.domain.versions import LABELS, SENTENCES, Aspect, Described, changes
from tracker.domain.vocabulary import Direction, Kind, PlaceRule, TargetSpan, TimeRule

DAY = date(2024, 5, 3)
END = date(2025, 12, 31)
SEATS = Described(
    kind=Kind.SHARE, time_rule=TimeRule.LATEST, place_rule=PlaceRule.RATIO_OF_SUMS, direction=None, decimals=1,
    per=100, contains_baseline=False, scale=(), definition=Multilingual({"en": "Seats held by women"}),
    method=Multilingual(), unit=Multilingual({"en": "%"}), baseline_value=Decimal(20), baseline_numerator=None,
    baseline_denominator=None, baseline_on=date(2021, 12, 31), baseline_unknown=False, baseline_source=Multilingual(),
    targets=(Target(due_on=END, value=Decimal(30), is_final=True),),
)  # fmt: skip
LADDER = (("none", Multilingual({"en": "No unit"})), ("unit", Multilingual({"en": "A unit"})))


def told(old: Described, new: Described) -> list[str]:
    return [Speech("en").say(each.sentence(DAY)) for each in changes(old, new)]


def final(value: str, due: date = END, span: TargetSpan = TargetSpan.PERIOD) -> tuple[Target, ...]:
    return (Target(due_on=due, value=Decimal(value), is_final=True, span=span),)


@pytest.mark.trap("M45")
@pytest.mark.parametrize(("new", "sentence"), [
    (replace(SEATS, targets=final("40")), "Target revised on 3 May 2024 from 30.0 % to 40.0 %."),
    (replace(SEATS, targets=final("30.25")), "Target revised on 3 May 2024 from 30.0 % to 30.25 %."),
    (replace(SEATS, targets=()), "Target revised on 3 May 2024 from 30.0 % to not set."),
    (replace(SEATS, targets=final("30", date(2024, 12, 31))),
     "Target revised on 3 May 2024 from 30.0 % by 31 December 2025 to 30.0 % by 31 December 2024."),
    (replace(SEATS, targets=final("30", span=TargetSpan.SINCE_START)),
     "Target revised on 3 May 2024 from 30.0 % for the period alone to 30.0 % since the plan began."),
    (replace(SEATS, targets=(Target(due_on=date(2023, 12, 31), value=Decimal(25)), *final("30"))),
     "Target for 31 December 2023 revised on 3 May 2024 from not set to 25.0 %."),
    (replace(SEATS, decimals=0), "Number of decimals revised on 3 May 2024 from 1 to 0."),
    (replace(SEATS, unit=Multilingual({"en": "% of seats"})), "Unit revised on 3 May 2024 from “%” to “% of seats”."),
    (replace(SEATS, direction=Direction.AT_LEAST),
     "Direction revised on 3 May 2024 from “as the target stands to the baseline” to “At least the target”."),
    (replace(SEATS, time_rule=TimeRule.SUM),
     "Rule over time revised on 3 May 2024 from “The latest value counts” to “Values of the periods are added”."),
    (replace(SEATS, definition=Multilingual({"en": "Seats of elected women"})),
     "Definition revised on 3 May 2024. Figures from before may not be comparable."),
])  # fmt: skip
def test_each_revision_says_what_it_was_and_what_it_is(new: Described, sentence: str) -> None:
    assert told(SEATS, new) == [sentence]


@pytest.mark.trap("M46")
def test_a_revised_baseline_says_both_values_with_their_dates() -> None:
    parts = replace(
        SEATS, baseline_value=Decimal("27.1"), baseline_numerator=Decimal(29), baseline_denominator=Decimal(107)
    )
    assert told(SEATS, parts) == [
        "Baseline revised on 3 May 2024 from 20.0 %, 31 December 2021 to 27.1 % (29 of 107), 31 December 2021."
    ]
    assert told(SEATS, replace(SEATS, baseline_value=None, baseline_on=None, baseline_unknown=True)) == [
        "Baseline revised on 3 May 2024 from 20.0 %, 31 December 2021 to unknown."
    ]
    zero = replace(SEATS, baseline_value=Decimal(0), baseline_on=None)
    assert told(replace(zero, baseline_value=None), zero) == ["Baseline revised on 3 May 2024 from not set to 0.0 %."]


def test_steps_and_milestones_are_told_in_words() -> None:
    ladder = replace(SEATS, kind=Kind.ORDINAL, scale=LADDER, baseline_value=None, targets=final("1"))
    assert told(ladder, replace(ladder, targets=final("2"))) == ["Target revised on 3 May 2024 from No unit to A unit."]
    law = replace(SEATS, kind=Kind.MILESTONE, baseline_value=Decimal(0), baseline_on=None)
    changed = told(law, replace(law, baseline_value=Decimal(1)))
    assert changed == ["Baseline revised on 3 May 2024 from Not reached to Reached."]


def test_a_translation_that_is_added_revises_nothing() -> None:
    assert told(SEATS, replace(SEATS, unit=Multilingual({"en": "%", "ru": "%"}))) == []
    assert told(SEATS, replace(SEATS, definition=Multilingual({"en": "Seats  held by women\n", "ru": "Места"}))) == []
    reworded = (LADDER[0], ("unit", Multilingual({"en": "A unit", "ru": "Отдел"})))
    ladder = replace(SEATS, kind=Kind.ORDINAL, scale=LADDER)
    assert told(ladder, replace(ladder, scale=reworded)) == []
    assert len(told(ladder, replace(ladder, scale=(LADDER[0], ("unit", Multilingual({"en": "A department"})))))) == 1


def test_the_same_number_written_otherwise_revises_nothing() -> None:
    assert told(SEATS, replace(SEATS, baseline_value=Decimal("20.00"), targets=final("30.0"))) == []


def test_every_aspect_has_its_words() -> None:
    assert set(LABELS) == set(SENTENCES) == set(Aspect)
