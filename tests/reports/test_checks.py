"""The checks before an issue, one by one: what each finds in a draft, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from reports import checks
from reports.checks import Draft, Finding, Written
from reports.snapshot import BreakdownCell, NoteLine, Snapshot
from reports.typed_numbers import read, strange
from tests.reports.samples import rich
from tracker.domain.series import Absent, Baseline
from tracker.domain.texts import Multilingual, message
from tracker.domain.vocabulary import Kind, NoteTopic, NoValue, Rating, SectionKey, SectionState, Verification
from tracker.domain.workshop_words import CheckKind

READY = SectionState.READY


def section(key: SectionKey, english: str = "", *, pillar: str = "", state: SectionState = READY) -> Written:
    return Written(key, pillar, state, Multilingual({"en": english}))


def draft(*sections: Written, snapshot: Snapshot | None = None) -> Draft:
    return Draft(snapshot or rich(), sections, threshold=5)


def subjects(found: object) -> list[str]:
    return [each.subject for each in found if isinstance(each, Finding)]  # type: ignore[attr-defined]


def with_line(**changes: object) -> Snapshot:
    """The sample with its first indicator changed."""
    whole = rich()
    first, *rest = whole.pillars
    line = replace(first.indicators[0], **changes)  # type: ignore[arg-type]
    return replace(whole, pillars=(replace(first, indicators=(line, *first.indicators[1:])), *rest))


def first_line() -> object:
    return rich().pillars[0].indicators[0]


def test_a_report_that_did_not_come_in_is_named_with_its_organisation() -> None:
    line, who = rich().pillars[0].indicators[0], rich().organisations[0].key
    absent = (Absent(rich().period, who, NoValue.NOT_REPORTED), Absent(rich().period, who, NoValue.NOT_APPLICABLE))
    found = list(checks.missing(draft(snapshot=with_line(figure=replace(line.figure, absent=absent)))))
    assert [(each.kind, each.subject) for each in found if each.subject == line.code] == [
        (CheckKind.MISSING, line.code)
    ]


def test_a_target_or_a_baseline_that_is_not_set_is_found_and_one_declared_unknown_is_not() -> None:
    line = rich().pillars[0].indicators[0]
    bare = replace(line.figure, rating=Rating.NO_TARGET, baseline=Baseline())
    changed = {"kind": Kind.STOCK, "figure": bare}
    open_one = checks.without_plan(draft(snapshot=with_line(baseline_unknown=False, **changed)))
    assert subjects(open_one).count(line.code) == 2
    declared = checks.without_plan(draft(snapshot=with_line(baseline_unknown=True, **changed)))
    assert subjects(declared).count(line.code) == 1


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        (NoteTopic.SOURCE, CheckKind.SOURCE),
        (NoteTopic.ODD, CheckKind.ODD),
        (NoteTopic.EVIDENCE, CheckKind.UNPROVEN),
        (NoteTopic.LATE, None),
    ],
)
def test_what_the_notes_say_of_sources_odd_values_and_evidence_is_looked_at(
    topic: NoteTopic, kind: CheckKind | None
) -> None:
    note = NoteLine(code="1.1", topic=topic, text=message("Something."))
    found = list(checks.noted(draft(snapshot=replace(rich(), notes=(note,)))))
    assert [each.kind for each in found] == ([kind] if kind else [])


def test_evidence_that_nobody_verified_is_found() -> None:
    items = tuple(replace(each, verification=Verification.UNVERIFIED) for each in rich().evidence[:2])
    assert len(list(checks.unverified(draft(snapshot=replace(rich(), evidence=items))))) == 2


def test_small_numbers_of_what_is_not_marked_as_sensitive_are_found() -> None:
    word = Multilingual({"en": "Sex"})
    cell = BreakdownCell(period=rich().period.key, organisation="x", dimension=word, category=word, value=Decimal(3))
    line = rich().pillars[0].indicators[0]
    changed = {"kind": Kind.FLOW, "breakdown": (cell, replace(cell, value=Decimal(0)))}
    figure = replace(line.figure, value=Fraction(60))
    open_one = list(checks.small(draft(snapshot=with_line(is_sensitive=False, figure=figure, **changed))))
    assert [each.subject for each in open_one] == [line.code]
    marked = checks.small(draft(snapshot=with_line(is_sensitive=True, figure=figure, **changed)))
    assert subjects(marked) == []


def test_an_empty_section_is_found_unless_it_is_left_out() -> None:
    found = checks.empty(draft(section(SectionKey.LESSONS), section(SectionKey.CONTEXT, state=SectionState.LEFT_OUT)))
    assert subjects(found) == ["lessons"]


def test_a_language_in_which_something_is_not_written_is_found_once() -> None:
    languages = len(rich().plan.languages)
    found = checks.empty(draft(section(SectionKey.LESSONS, "a"), section(SectionKey.CONTEXT, "b")))
    assert len(list(found)) == languages - 1


def test_a_placed_figure_that_does_not_exist_cannot_be_accepted() -> None:
    [found] = checks.placed(draft(section(SectionKey.LESSONS, "It is {{indicator nowhere value}}.")))
    assert not found.can_be_accepted


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The MIA and the UN agree.", ["MIA"]),
        ("Chapter IV of 1325 says so.", []),
        ("What is {{indicator ABC value}}?", []),
    ],
)
def test_a_short_form_that_is_not_explained_is_found(text: str, short: list[str]) -> None:
    explained = section(SectionKey.ACRONYMS, "- UN – United Nations")
    found = checks.acronyms(draft(explained, section(SectionKey.LESSONS, text)))
    assert [dict(each.text.values)["short"] for each in found] == short


def test_codes_that_leave_a_number_out_or_change_their_order_are_found() -> None:
    assert subjects(checks._gaps(["1.1", "1.2", "1.4", "1.3"])) == ["1.4", "1.3"]
    assert subjects(checks._gaps(["P1", "P2", "A1", "A2", "story"])) == []


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        ("1,060", "en", "1060"),
        ("27.4", "en", "27.4"),
        ("27,4", "ru", "27.4"),
        ("1\N{NO-BREAK SPACE}060", "ru", "1060"),
        ("1.060", "fr", "1060"),
    ],
)
def test_a_typed_number_is_read_as_its_language_writes_it(typed: str, language: str, number: str) -> None:
    assert read(typed, language) == Decimal(number)


def test_a_typed_number_that_no_table_has_is_found() -> None:
    text = "In 2023, 12 regions and on 5/2024 trained 98 765 women: 77.7 %.\n\n1. Resolution 1325.\n"
    assert strange(rich(), "", "en", text) == ["98 765", "77.7"]


def test_a_typed_number_that_a_table_has_is_left_alone() -> None:
    line = rich().pillars[0].indicators[0]
    snapshot = with_line(
        figure=replace(line.figure, value=Fraction(4321)), series=(replace(line.figure, value=Fraction(4321)),)
    )
    assert strange(snapshot, rich().pillars[0].code, "en", "We reached 4,321 women.") == []
    assert strange(snapshot, rich().pillars[1].code, "en", "We reached 4,321 women.") == ["4,321"]


def test_a_finding_that_says_another_number_is_another_finding() -> None:
    one, same, other = (
        Finding(CheckKind.ODD, "1.1", message("%(value)s on %(day)s", value=Decimal(value), day=date(2024, 1, 2)))
        for value in (1, 1, 2)
    )
    assert one.key == same.key != other.key
