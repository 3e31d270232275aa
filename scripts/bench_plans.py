"""Made-up plans of a given size, for measuring how long the files of a report take; nothing in them is of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle, islice

from reports.snapshot import (
    VERSION,
    BreakdownCell,
    CommitmentLine,
    EvidenceLine,
    IndicatorLine,
    OrganisationLine,
    PillarPart,
    PlanFacts,
    Snapshot,
    Summary,
)
from tracker.domain.figures import series
from tracker.domain.rollup import Line, rollup
from tracker.domain.series import Baseline, Definition, Expected, Observation, Span, Target
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import (
    Audience,
    CommitmentStatus,
    EvidenceClass,
    EvidenceKind,
    Kind,
    OrganisationKind,
    PlaceRule,
    Theme,
    TimeRule,
    Verification,
)

CUT_OFF = datetime(2030, 3, 1, tzinfo=UTC)
DIMENSIONS = {"Sex": ("Women", "Men"), "Age": ("Under 18", "18 and over")}


@dataclass(frozen=True)
class Size:
    """How large a plan is; `reporting` organisations report each indicator, `halved`: only half are broken down."""

    name: str
    commitments: int
    indicators: int
    periods: int
    organisations: int
    evidence: int
    reporting: int = 1
    halved: bool = True


REFERENCE = Size("reference", 60, 120, 5, 12, 300)
TWICE = Size("twice the reference", 120, 240, 5, 12, 600)
LARGE = Size("large", 250, 500, 10, 12, 3000)
COMPARED = Size("compared", 60, 200, 5, 12, 300, reporting=3, halved=False)
"""The load on which another tracker's report was measured: 200 indicators, 5 periods, 3 values, 2 dimensions."""


def made(size: Size) -> Snapshot:
    """The snapshot of a plan of this size, its figures made by the arithmetic itself."""
    spans = tuple(Span(str(y), str(y), date(y, 1, 1), date(y, 12, 31)) for y in range(2030 - size.periods, 2030))
    codes = [f"{1 + n % 4}.{1 + n // 4}" for n in range(size.commitments)]
    lines = [_indicator(size, n, codes[n % len(codes)], spans) for n in range(size.indicators)]
    pillars = tuple(_pillar(str(n), theme, codes, lines) for n, theme in enumerate(list(Theme)[:4], start=1))
    total = rollup(Line(line.code, line.figure, Decimal(1)) for line in lines)
    return Snapshot(
        version=VERSION, plan=_plan(spans), period=spans[-1], periods=spans, audience=Audience.OFFICIAL, edition=1,
        cut_off=CUT_OFF, audit_head="0" * 64, sections=(), pillars=pillars, notes=(),
        organisations=tuple(_organisation(n) for n in range(size.organisations)),
        summary=Summary(rollup=total, ratings=total.ratings, statuses=((CommitmentStatus.IN_PROGRESS, len(codes)),),
                        civil_society=(), reports_due=len(lines), reports_verified=len(lines), reports_waiting=0),
        evidence=tuple(_evidence(n, lines[n % len(lines)].code) for n in range(1, size.evidence + 1)),
    )  # fmt: skip


def _said(text: str) -> Multilingual:
    return Multilingual({"en": text})


def _plan(spans: tuple[Span, ...]) -> PlanFacts:
    return PlanFacts(
        code="bench", title=_said("A plan to measure with"), country="KZ", generation=1, starts_on=spans[0].starts_on,
        ends_on=spans[-1].ends_on, languages=("en",), default_language="en", lead=_said("Organisation 1"), contact="",
        act_title=Multilingual(), act_date=None, is_demonstration=True, on_track_percent=90,
    )  # fmt: skip


def _organisation(n: int) -> OrganisationLine:
    return OrganisationLine(
        key=f"o{n}", name=_said(f"Organisation {n + 1}"), kind=OrganisationKind.NGO, due=9, reported=8
    )


def _pillar(code: str, theme: Theme, codes: list[str], lines: list[IndicatorLine]) -> PillarPart:
    own = tuple(line for line in lines if line.commitment.startswith(f"{code}."))
    return PillarPart(
        code=code, title=_said(f"Pillar {code} of the plan"), theme=theme, outcomes=(), indicators=own,
        rollup=rollup(Line(line.code, line.figure, Decimal(1)) for line in own), narrative=Multilingual(),
        commitments=tuple(_commitment(each, theme) for each in codes if each.startswith(f"{code}.")),
    )  # fmt: skip


def _commitment(code: str, theme: Theme) -> CommitmentLine:
    return CommitmentLine(
        code=code, text=_said(f"Commitment {code}: train, appoint and protect, with a date for each"), theme=theme,
        outcome="", lead="o1", supporting=("o2",), references=("sdg:5.5",), is_illustrative=False,
        official=CommitmentStatus.IN_PROGRESS, civil_society=(), statuses=(),
    )  # fmt: skip


def _indicator(size: Size, n: int, commitment: str, spans: tuple[Span, ...]) -> IndicatorLine:
    reporting = list(islice(cycle(f"o{k}" for k in range(n % size.organisations, size.organisations)), size.reporting))
    definition = Definition(
        kind=Kind.FLOW, time_rule=TimeRule.SUM, place_rule=PlaceRule.SUM, plan_start=spans[0].starts_on,
        plan_end=spans[-1].ends_on, baseline=Baseline(Decimal(n % 7), spans[0].starts_on),
        targets=(Target(spans[-1].ends_on, Decimal(1000 + n), is_final=True),),
    )  # fmt: skip
    seen = [
        Observation(period=span.key, organisation=key, value=Decimal(10 * place + n % 50), verified_at=CUT_OFF)
        for place, span in enumerate(spans, start=1)
        for key in reporting
    ]
    expected = [Expected(span.key, key) for span in spans for key in reporting]
    figures = series(definition, spans, seen, expected=expected, cut_off=CUT_OFF)
    numbers = range(1 + n, size.evidence + 1, size.indicators)
    return IndicatorLine(
        code=f"{commitment}.{n}", title=_said(f"Women who were trained as mediators, group {n}"),
        definition=_said("Women who finished the whole course"), method=_said("Counted by the trainers"),
        source=_said("Lists of the course"), unit=_said("persons"), kind=Kind.FLOW, per=100, scale=(), theme=None,
        commitment=commitment, outcome="", responsible=tuple(reporting), library_reference="", narratives=(),
        baseline_source=Multilingual(), baseline_unknown=False, is_sensitive=False, is_illustrative=True, weight=1,
        figure=figures[-1], previous=figures[-2], series=tuple(figures), sources=(("Register", spans[-1].ends_on),),
        breakdown=() if size.halved and n % 2 else tuple(_cells(spans, reporting)), evidence=tuple(numbers), waiting=0,
    )  # fmt: skip


def _cells(spans: tuple[Span, ...], reporting: list[str]) -> list[BreakdownCell]:
    return [
        BreakdownCell(period=span.key, organisation=key, dimension=_said(name), category=_said(each), value=Decimal(7))
        for span in spans
        for key in reporting
        for name, categories in DIMENSIONS.items()
        for each in categories
    ]


def _evidence(number: int, code: str) -> EvidenceLine:
    return EvidenceLine(
        number=number, kind=EvidenceKind.FILE, visibility=EvidenceClass.PUBLIC, title=_said(f"List of course {number}"),
        proves=_said("How many finished it"), holder=_said("Organisation 1"), document_on=CUT_OFF.date(), language="en",
        url="", sha256=f"{number:064x}", verification=Verification.VERIFIED, supports=(code,),
    )  # fmt: skip
