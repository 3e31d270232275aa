"""What each sheet of the workbook says: a sheet is a table of columns, one line for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from reports.printing import HIDDEN
from reports.revised import in_words
from reports.snapshot import (
    BreakdownCell,
    CommitmentLine,
    EvidenceLine,
    IndicatorLine,
    NoteLine,
    PillarPart,
    Snapshot,
    StatusLine,
)
from reports.workbook_cells import Value
from reports.workbook_telling import Column, FigureRow, Row, SheetPlan, Telling, figure_rows, indicator_rows
from tracker.domain.display import Printed, rounded
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Kind, Voice


def commitment_rows(snapshot: Snapshot) -> Iterator[tuple[PillarPart, CommitmentLine]]:
    return ((pillar, line) for pillar in snapshot.pillars for line in pillar.commitments)


def breakdown_rows(snapshot: Snapshot) -> Iterator[tuple[IndicatorLine, BreakdownCell]]:
    return ((line, cell) for line in snapshot.indicators for cell in line.breakdown)


def _said_value(told: Telling, row: Row) -> Value:
    """What is no number: a reason, a step, reached or not, what could not be computed."""
    cell = told.printing.value(row.line, row.figure)
    is_number = row.printed.value is not None and row.line.kind not in (Kind.MILESTONE, Kind.ORDINAL)
    return "; ".join(cell.remarks) if is_number else "; ".join((cell.text, *cell.remarks))


def _value(_told: Telling, row: Row) -> Value:
    return None if row.line.kind is Kind.ORDINAL else row.printed.value


def _carried(told: Telling, row: Row) -> Value:
    return ", ".join(told.text(carried.period.name) for carried in row.figure.carried_from)


def _revised(told: Telling, row: Row) -> Value:
    return in_words(told.speech, row.line) if row.figure is row.line.figure else ""


def _explained(told: Telling, row: FigureRow) -> Value:
    if row.figure is not row.line.figure:
        return " ".join(told.speech.say(each) for each in row.figure.explanation)
    return " ".join(told.printing.explanation(row.line))


def _exact(value: Fraction | None, most: int = 8) -> Value:
    """A number with the decimals it was given, or as many as the most."""
    if value is None:
        return None
    decimals = next((d for d in range(most) if (value * 10**d).denominator == 1), most)
    return Printed(rounded(value, decimals), decimals)


def _to_method(told: Telling, row: Row) -> str | None:
    return told.place("How computed", told.figures[id(row.figure)])


def _to_evidence(told: Telling, row: Row) -> str | None:
    return told.to_evidence(row.line.evidence)


def _to_figure(told: Telling, row: FigureRow) -> str | None:
    return told.place("Indicators", told.figures[id(row.figure)])


def _nothing(_told: Telling, _row: Row) -> Value:
    return None


PROGRESS, LIVE = N_("Progress, %"), N_("Progress, % (formula)")
RATING, OFFICIAL = N_("Rating"), N_("Official status")


def _live(row: Row, at: Callable[[str], str]) -> tuple[str, str] | None:
    """The same progress, computed by the spreadsheet; the inner rounding takes away the noise of binary numbers."""
    if row.way is None or row.printed.progress is None:
        return None
    value, start, end = at("Compared value"), at("Way starts at"), at("Way ends at")
    formula = f"=ROUND(ROUND(({value}-{start})/({end}-{start})*100,9),{row.printed.progress.decimals})"
    return formula, row.printed.progress.number_format


def _difference(row: Row, at: Callable[[str], str]) -> tuple[str, str] | None:
    """What is stored against what is computed: 0, or somebody changed a number."""
    return (f"={at(PROGRESS)}-{at(LIVE)}", "0.0########") if row.way and row.printed.progress else None


INDICATORS = (
    Column(N_("Pillar"), lambda t, r: f"{r.pillar.code} {t.text(r.pillar.title)}", 26),
    Column(N_("1325 pillar"), lambda t, r: t.speech.word(r.line.theme), 18),
    Column(N_("Commitment"), lambda _t, r: r.line.commitment or r.line.outcome, 12),
    Column(N_("Code"), lambda _t, r: r.line.code, 10, link=_to_method),
    Column(N_("Indicator"), lambda t, r: t.text(r.line.title), 48),
    Column(N_("Unit"), lambda t, r: t.text(r.line.unit), 16),
    Column(N_("Kind"), lambda t, r: t.speech.word(r.line.kind), 24),
    Column(N_("Period"), lambda t, r: t.text(r.figure.period.name), 10),
    Column(N_("Period begins"), lambda _t, r: r.figure.period.starts_on, 13),
    Column(N_("Period ends"), lambda _t, r: r.figure.period.ends_on, 13),
    Column(N_("Value"), _value, 12, N_("The value of this period, rounded as it is printed; empty is not zero")),
    Column(N_("Value in words, remarks"), _said_value, 30),
    Column(N_("Numerator"), lambda _t, r: _exact(r.figure.numerator), 12),
    Column(N_("Denominator"), lambda _t, r: _exact(r.figure.denominator), 13),
    Column(
        N_("Since the plan began"),
        lambda _t, r: r.printed.since_start,
        14,
        N_("The same counted from the beginning of the plan, where the target counts so"),
    ),
    Column(
        N_("Carried from"),
        _carried,
        12,
        N_("The earlier period whose value stands in; such a value never counts as reported"),
    ),
    Column(N_("Data status"), lambda t, r: t.speech.word(r.figure.data_status), 14),
    Column(
        N_("Reports with a value"), lambda _t, r: r.figure.reports.n, 12, N_("How many organisations reported a value")
    ),
    Column(N_("Reports due"), lambda _t, r: r.figure.reports.of, 10),
    Column(N_("Baseline"), lambda _t, r: r.printed.baseline, 12),
    Column(N_("Baseline date"), lambda _t, r: r.figure.baseline.on, 13),
    Column(N_("Target of the period"), lambda _t, r: r.printed.period_target, 13),
    Column(N_("Final target"), lambda _t, r: r.printed.target, 12),
    Column(N_("Final target due"), lambda _t, r: r.figure.target.due_on if r.figure.target else None, 14),
    Column(
        N_("Compared value"),
        lambda _t, r: _exact(r.way.value, 12) if r.way else None,
        13,
        N_("What is compared with the target, unrounded"),
    ),
    Column(
        N_("Way starts at"),
        lambda _t, r: _exact(r.way.start, 12) if r.way else None,
        12,
        N_("The baseline, or 0 for what is counted since the plan began"),
    ),
    Column(N_("Way ends at"), lambda _t, r: _exact(r.way.end, 12) if r.way else None, 12, N_("The final target")),
    Column(
        PROGRESS,
        lambda _t, r: r.printed.progress,
        12,
        N_("How much of the way is gone, raw: also below 0 and above 100"),
    ),
    Column(LIVE, _nothing, 12, live=_live),
    Column(N_("Difference"), _nothing, 11, live=_difference),
    Column(
        N_("Share of target, %"),
        lambda _t, r: r.printed.share_of_target,
        12,
        N_("The value as a share of the target where the baseline is unknown; not progress"),
    ),
    Column(N_("Change from baseline"), lambda _t, r: r.printed.change, 13),
    Column(
        N_("Change in points"),
        lambda t, r: t.yes(r.figure.in_points and r.printed.change is not None),
        11,
        N_("Whether the change is in percentage points"),
    ),
    Column(
        RATING, lambda t, r: t.speech.word(r.figure.rating), 18, N_("How the indicator stands, from unrounded figures")
    ),
    Column(N_("Revised"), _revised, 40),
    Column(
        N_("Evidence"), lambda t, r: t.evidence(r.line.evidence), 14, link=lambda t, r: t.to_evidence(r.line.evidence)
    ),
    Column(N_("Illustrative"), lambda t, r: t.yes(r.line.is_illustrative), 11),
)


def _voices(told: Telling, line: CommitmentLine, voice: Voice) -> list[StatusLine]:
    return [status for status in line.statuses if status.voice is voice]


def _notes(told: Telling, line: CommitmentLine, voice: Voice) -> str:
    notes = ((status, told.text(status.note)) for status in _voices(told, line, voice))
    return "\n".join(f"{told.organisation(status.organisation)}: {note}" for status, note in notes if note)


def _civil(told: Telling, line: CommitmentLine) -> str:
    voices = _voices(told, line, Voice.CIVIL_SOCIETY)
    return "\n".join(f"{told.speech.word(each.status)} ({told.organisation(each.organisation)})" for each in voices)


def _proofs(line: CommitmentLine) -> list[int]:
    return sorted({number for status in line.statuses for number in status.evidence})


COMMITMENTS = (
    Column(N_("Pillar"), lambda t, r: f"{r[0].code} {t.text(r[0].title)}", 26),
    Column(N_("1325 pillar"), lambda t, r: t.speech.word(r[1].theme), 18),
    Column(N_("Code"), lambda _t, r: r[1].code, 10),
    Column(N_("Commitment"), lambda t, r: t.text(r[1].text), 60),
    Column(N_("Lead"), lambda t, r: t.organisation(r[1].lead), 30),
    Column(N_("Supporting"), lambda t, r: "\n".join(map(t.organisation, r[1].supporting)), 30),
    Column(OFFICIAL, lambda t, r: t.speech.word(r[1].official), 18),
    Column(N_("Official note"), lambda t, r: _notes(t, r[1], Voice.OFFICIAL), 44),
    Column(N_("Civil-society status"), lambda t, r: _civil(t, r[1]), 30),
    Column(N_("Civil-society note"), lambda t, r: _notes(t, r[1], Voice.CIVIL_SOCIETY), 44),
    Column(N_("Evidence"), lambda t, r: t.evidence(_proofs(r[1])), 14, link=lambda t, r: t.to_evidence(_proofs(r[1]))),
    Column(N_("References"), lambda t, r: t.printing.references(r[1]), 24),
    Column(N_("Illustrative"), lambda t, r: t.yes(r[1].is_illustrative), 11),
)


def _first(codes: tuple[str, ...]) -> str:
    return codes[0] if codes else ""


def _title(told: Telling, item: EvidenceLine) -> str:
    if item.title:
        return told.text(item.title)
    return told.speech.gettext("Evidence held by %(holder)s", holder=told.text(item.holder))


EVIDENCE = (
    Column(N_("Number"), lambda t, r: t.evidence([r.number]), 9),
    Column(N_("Evidence"), _title, 50),
    Column(N_("What it proves"), lambda t, r: t.text(r.proves), 50),
    Column(N_("Kind"), lambda t, r: t.speech.word(r.kind), 14),
    Column(N_("Who may see it"), lambda t, r: t.speech.word(r.visibility), 14),
    Column(N_("Held by"), lambda t, r: t.text(r.holder), 30),
    Column(N_("Date of the document"), lambda _t, r: r.document_on, 14),
    Column(N_("Verification"), lambda t, r: t.speech.word(r.verification), 16),
    Column(N_("Supports"), lambda _t, r: ", ".join(r.supports), 20, link=lambda t, r: t.to_code(_first(r.supports))),
    Column(N_("Address"), lambda _t, r: r.url, 40),
    Column(N_("SHA-256"), lambda _t, r: r.sha256, 66),
)

NOTES = (
    Column(N_("Topic"), lambda t, r: t.speech.word(r.topic), 34),
    Column(N_("Code"), lambda _t, r: r.code, 12, link=lambda t, r: t.to_code(r.code)),
    Column(N_("Note"), lambda t, r: t.speech.say(r.text), 90),
)


def _pair(cell: BreakdownCell, place: int) -> tuple[Multilingual, Multilingual]:
    """The dimension and category of a cell; of a crossed one the first and the second, of others no second."""
    pairs = cell.crossed or ((cell.dimension, cell.category),)
    return pairs[place] if place < len(pairs) else (Multilingual(), Multilingual())


BREAKDOWN = (
    Column(N_("Code"), lambda _t, r: r[0].code, 10, link=lambda t, r: t.to_code(r[0].code)),
    Column(N_("Indicator"), lambda t, r: t.text(r[0].title), 48),
    Column(N_("Unit"), lambda t, r: t.text(r[0].unit), 16),
    Column(N_("Period"), lambda _t, r: r[1].period, 10),
    Column(N_("Organisation"), lambda t, r: t.organisation(r[1].organisation), 34),
    Column(N_("Dimension"), lambda t, r: t.text(_pair(r[1], 0)[0]), 16),
    Column(N_("Category"), lambda t, r: t.text(_pair(r[1], 0)[1]), 20),
    Column(N_("Crossed with"), lambda t, r: t.text(_pair(r[1], 1)[0]), 16),
    Column(N_("Category of it"), lambda t, r: t.text(_pair(r[1], 1)[1]), 20),
    Column(N_("Value"), lambda t, r: t.speech.gettext(HIDDEN) if r[1].value is None else r[1].value, 12),
)


COMPUTED = (
    Column(N_("Code"), lambda _t, r: r.line.code, 10, link=_to_figure),
    Column(N_("Indicator"), lambda t, r: t.text(r.line.title), 44),
    Column(N_("Period"), lambda t, r: t.text(r.figure.period.name), 10),
    Column(N_("How it was computed"), _explained, 120),
)


def _notes_of(snapshot: Snapshot) -> tuple[NoteLine, ...]:
    return snapshot.notes


def _evidence_of(snapshot: Snapshot) -> tuple[EvidenceLine, ...]:
    return snapshot.evidence


SHEETS = (
    SheetPlan(N_("Indicators"), INDICATORS, indicator_rows, 5, N_("Each indicator in each period, with its figures")),
    SheetPlan(N_("Commitments"), COMMITMENTS, commitment_rows, 4, N_("Each commitment with what both voices say")),
    SheetPlan(N_("Breakdown"), BREAKDOWN, breakdown_rows, 0, N_("Each value by dimension, as it was reported")),
    SheetPlan(N_("How computed"), COMPUTED, figure_rows, 3, N_("How each figure was computed, in words")),
    SheetPlan(N_("Evidence"), EVIDENCE, _evidence_of, 1, N_("The evidence register")),
    SheetPlan(N_("Notes"), NOTES, _notes_of, 0, N_("What a reader must know about the quality of the data")),
)
