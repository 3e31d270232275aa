"""What changed between two editions is found by itself, and printed in both files."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import openpyxl

from reports import codec
from reports.changes import changes
from reports.document import document
from reports.language import Speech
from reports.snapshot import Snapshot
from reports.workbook import workbook
from tests.reports.pdf_text import words
from tests.reports.samples import rich
from tests.reports.test_checks import with_line
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import CommitmentStatus, Kind, Rating, ValueState
from tracker.domain.workshop_words import ChangeTopic

ENGLISH = Speech("en")


def told(before: Snapshot, now: Snapshot) -> list[tuple[ChangeTopic, str, str, str]]:
    return [(each.topic, each.code, ENGLISH.say(each.before), ENGLISH.say(each.after)) for each in changes(before, now)]


def test_two_editions_that_say_the_same_differ_in_nothing() -> None:
    assert changes(rich(), rich()) == ()


def test_a_corrected_value_its_rating_and_its_target_are_told() -> None:
    line = rich().pillars[0].indicators[0]
    one = replace(line.figure, state=ValueState.VALUE, value=Fraction(60), precision=0, rating=Rating.BEHIND,
                  at_least=False)  # fmt: skip
    before = with_line(kind=Kind.STOCK, figure=one)
    now = with_line(kind=Kind.STOCK, figure=replace(one, value=Fraction(1160), rating=Rating.ACHIEVED))
    found = told(before, now)
    assert (ChangeTopic.VALUE, line.code, "60", "1,160") in found
    assert (ChangeTopic.RATING, line.code, "Behind", "Achieved") in found


def test_a_value_that_is_hidden_now_is_told_as_hidden() -> None:
    line = rich().pillars[0].indicators[0]
    one = replace(line.figure, state=ValueState.VALUE, value=Fraction(60), precision=0, at_least=False)
    hidden = replace(one, state=ValueState.SUPPRESSED, value=None)
    found = told(with_line(kind=Kind.STOCK, figure=one), with_line(kind=Kind.STOCK, figure=hidden))
    assert (ChangeTopic.VALUE, line.code, "60", "Hidden") in found


def test_statuses_evidence_and_words_are_told() -> None:
    before = rich()
    first, *rest = before.pillars
    commitment = replace(first.commitments[0], official=CommitmentStatus.CANCELLED)
    narrative = Multilingual({"en": "Written anew."})
    pillar = replace(first, commitments=(commitment, *first.commitments[1:]), narrative=narrative)
    now = replace(before, pillars=(pillar, *rest), evidence=before.evidence[1:], sections=before.sections[1:])
    topics = {topic for topic, _code, _was, _now in told(before, now)}
    assert topics == {ChangeTopic.STATUS, ChangeTopic.EVIDENCE, ChangeTopic.SECTION}
    assert (ChangeTopic.SECTION, "", "written", "–") in told(before, now)


def test_an_indicator_that_came_or_went_is_told() -> None:
    before = rich()
    first, *rest = before.pillars
    now = replace(before, pillars=(replace(first, indicators=first.indicators[1:]), *rest))
    code = first.indicators[0].code
    assert (ChangeTopic.INDICATOR, code, "is in the report", "is not in the report") in told(before, now)


def test_both_files_tell_it_and_a_first_edition_does_not() -> None:
    line = rich().pillars[0].indicators[0]
    one = replace(line.figure, state=ValueState.VALUE, value=Fraction(60), precision=0, at_least=False)
    now = with_line(kind=Kind.STOCK, figure=replace(one, value=Fraction(Decimal(98765))))
    second = replace(now, edition=2, changed_since=1, changes=changes(with_line(kind=Kind.STOCK, figure=one), now))
    assert codec.from_bytes(codec.to_bytes(second)) == second
    assert "What changed since edition 1" in words(document(second, "en"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(second, "en")))
    cells = [str(row[4]) for row in book["What changed"].iter_rows(values_only=True)]
    assert "98,765" in cells
    assert "What changed" not in words(document(rich(), "en"))
