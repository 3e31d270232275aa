"""Snapshots to draw: a rich one in three languages, an empty one, and one of any size. All of it is invented."""

# ruff: noqa: E501 - a line for each text reads better than many for one

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from reports.snapshot import (
    VERSION,
    EvidenceLine,
    IndicatorLine,
    NoteLine,
    OrganisationLine,
    PillarPart,
    PlanFacts,
    SectionText,
    Snapshot,
    Summary,
)
from tests.reports.sample_indicators import INDICATORS, SPANS, day, indicator
from tests.reports.sample_texts import BODIES, COMMITMENTS, NARRATIVE, texts
from tracker.domain.rollup import Line, Rollup, rollup
from tracker.domain.texts import N_, Multilingual, message
from tracker.domain.vocabulary import (
    Audience,
    CommitmentStatus,
    EvidenceClass,
    EvidenceKind,
    NoteTopic,
    OrganisationKind,
    Theme,
    Verification,
)

CUT_OFF = datetime(2024, 3, 15, 16, 30, tzinfo=UTC)
NOBODY = rollup(())

PLAN = PlanFacts(
    code="sample",
    title=texts(
        "National Action Plan on Women, Peace and Security",
        "Национальный план действий «Женщины, мир и безопасность»",
        "خطة العمل الوطنية بشأن المرأة والسلام والأمن",
    ),
    country="KZ",
    generation=1,
    starts_on=day("2021-01-01"),
    ends_on=day("2025-12-31"),
    languages=("en", "ru", "ar"),
    default_language="en",
    lead=texts("Coalition of the Steppe (invented)", "Коалиция «Ұлы дала» (вымышленная)", "ائتلاف السهوب (افتراضي)"),
    contact="reports@coalition.example",
    act_title=texts("Order of the Council No. 12", "Приказ Совета № 12", "قرار المجلس رقم ١٢"),
    act_date=day("2020-12-10"),
    is_demonstration=True,
    on_track_percent=90,
)

ORGANISATIONS = (
    OrganisationLine(key="bridge", name=texts("Bridge of Women", "Мост женщин", "جسر النساء"),
                     kind=OrganisationKind.NGO, due=12, reported=9),
    OrganisationLine(key="shelter", name=texts("Shelter “Өмір”", "Кризисный центр «Өмір»", "مأوى «أومير»"),
                     kind=OrganisationKind.NGO, due=9, reported=7),
    OrganisationLine(key="office", name=texts("Office of Statistics (invented)", "Бюро статистики (вымышленное)"),
                     kind=OrganisationKind.GOVERNMENT, due=21, reported=20),
    OrganisationLine(key="fund", name=texts("Peace Fund", "Фонд мира", "صندوق السلام"),
                     kind=OrganisationKind.DONOR, due=0, reported=0),
)  # fmt: skip

PILLARS = (
    ("1", texts("Participation of women in decisions", "Участие женщин в принятии решений", "مشاركة المرأة في صنع القرار"), Theme.PARTICIPATION),
    ("2", texts("Prevention of violence", "Предотвращение насилия", "منع العنف"), Theme.PREVENTION),
    ("3", texts("Protection of women and girls", "Защита женщин и девочек", "حماية النساء والفتيات"), Theme.PROTECTION),
    ("4", texts("Relief and recovery", "Помощь и восстановление", "الإغاثة والإنعاش"), Theme.RELIEF_AND_RECOVERY),
    ("5", texts("Coordination and monitoring", "Координация и мониторинг"), Theme.CROSS_CUTTING),
)  # fmt: skip


def rich() -> Snapshot:
    """Five pillars, every kind of indicator and of value, gaps, evidence of each class, three languages."""
    pillars = tuple(_pillar(code, title, theme) for code, title, theme in PILLARS)
    return Snapshot(
        version=VERSION,
        plan=PLAN,
        period=SPANS[-1],
        periods=SPANS,
        audience=Audience.OFFICIAL,
        edition=1,
        cut_off=CUT_OFF,
        audit_head="5f" * 32,
        organisations=ORGANISATIONS,
        summary=_summary(pillars),
        sections=tuple(SectionText(key=key, body=body) for key, body in BODIES.items()),
        pillars=pillars,
        evidence=EVIDENCE,
        notes=NOTES,
    )


def draft() -> Snapshot:
    """A small preview: no edition number, not a demonstration."""
    sample = single()
    return replace(sample, edition=None, plan=replace(sample.plan, is_demonstration=False))


def empty() -> Snapshot:
    """A plan without pillars, organisations, sections or evidence."""
    none = Summary(
        rollup=NOBODY, ratings=(), statuses=(), civil_society=(), reports_due=0, reports_verified=0, reports_waiting=0
    )
    return replace(
        rich(), organisations=(), summary=none, sections=(), pillars=(), evidence=(), notes=(), periods=SPANS[-1:]
    )


def single() -> Snapshot:
    """One pillar with one indicator and nothing else."""
    sample = rich()
    pillar = replace(
        sample.pillars[0], commitments=(), indicators=sample.pillars[0].indicators[:1], narrative=Multilingual()
    )
    pillar = replace(pillar, rollup=_rollup(pillar.indicators))
    return replace(sample, pillars=(pillar,), summary=_summary((pillar,)), sections=(), notes=())


def large(indicators: int) -> Snapshot:
    """As many indicators as asked for, made by repeating the rich sample's under new codes."""
    sample = rich()
    share = -(-indicators // len(sample.pillars))
    pillars = tuple(
        replace(pillar, indicators=tuple(
            replace(pillar.indicators[n % len(pillar.indicators)], code=f"{pillar.code}.{n + 1}") for n in range(share)))
        for pillar in sample.pillars
    )  # fmt: skip
    pillars = tuple(replace(pillar, rollup=_rollup(pillar.indicators)) for pillar in pillars)
    return replace(sample, pillars=pillars, summary=_summary(pillars))


def _rollup(lines: tuple[IndicatorLine, ...]) -> Rollup:
    return rollup(Line(line.code, line.figure, Decimal(line.weight)) for line in lines)


def _pillar(code: str, title: Multilingual, theme: Theme) -> PillarPart:
    lines = tuple(indicator(each, theme) for each in INDICATORS if each.code.startswith(f"{code}."))
    return PillarPart(
        code=code,
        title=title,
        theme=theme,
        rollup=_rollup(lines),
        outcomes=(
            (
                f"{code}.A",
                texts("Women take part as equals", "Женщины участвуют на равных", "تشارك النساء على قدم المساواة"),
            ),
        ),
        commitments=tuple(each for each in COMMITMENTS if each.code.startswith(f"{code}.")),
        indicators=lines,
        narrative=NARRATIVE if code in "13" else Multilingual(),
    )


def _summary(pillars: tuple[PillarPart, ...]) -> Summary:
    lines = tuple(line for pillar in pillars for line in pillar.indicators)
    total = _rollup(lines)
    commitments = [each for pillar in pillars for each in pillar.commitments]
    official = Counter(each.official for each in commitments)
    voices = Counter(status for each in commitments for status in each.civil_society)
    return Summary(
        rollup=total,
        ratings=total.ratings,
        statuses=tuple((status, official[status]) for status in CommitmentStatus if official[status]),
        civil_society=tuple((status, voices[status]) for status in CommitmentStatus if voices[status]),
        reports_due=42,
        reports_verified=36,
        reports_waiting=2,
    )


def _evidence(number: int, visibility: EvidenceClass, title: Multilingual, **more: object) -> EvidenceLine:
    facts: dict[str, object] = {
        "kind": EvidenceKind.FILE, "proves": Multilingual(), "holder": ORGANISATIONS[2].name, "document_on": None, "language": "",
        "url": "", "sha256": "", "verification": Verification.VERIFIED, "supports": (),
    }  # fmt: skip
    return EvidenceLine(number=number, visibility=visibility, title=title, **(facts | more))  # type: ignore[arg-type] # as the table above


EVIDENCE = (
    _evidence(1, EvidenceClass.PUBLIC, texts("Women and men of the country: yearbook", "Женщины и мужчины страны: сборник"),
              proves=texts("Seats held by women", "Число мест, занятых женщинами"), document_on=day("2023-11-30"), language="ru",
              sha256="c0ffee" * 10 + "beef", supports=("1.1.a", "1.1.b")),
    _evidence(2, EvidenceClass.PUBLIC, texts("Register of laws in force", "Реестр действующих законов", "سجل القوانين النافذة"),
              kind=EvidenceKind.LINK, url="https://laws.example/register?year=2023&lang=kk", supports=("2.2.a", "1.2")),
    _evidence(3, EvidenceClass.INTERNAL, Multilingual(), holder=ORGANISATIONS[0].name, supports=("2.1.a",)),
    _evidence(4, EvidenceClass.RESTRICTED, Multilingual(), holder=ORGANISATIONS[1].name, supports=("3.2.a",)),
    _evidence(5, EvidenceClass.PUBLIC, texts("Minutes of the council"), kind=EvidenceKind.HELD_ELSEWHERE,
              verification=Verification.UNVERIFIED, document_on=day("2022-05-04"), supports=("5.1",)),
)  # fmt: skip

NOTES = (
    NoteLine(code="2.1.a", topic=NoteTopic.MISSING, text=message(N_("%(n)s of %(of)s reports are in."), n=1, of=2)),
    NoteLine(code="3.1.b", topic=NoteTopic.CARRIED, text=message(N_("Carried from %(period)s: no newer value was reported."), period="2022")),
    NoteLine(code="3.2.a", topic=NoteTopic.MISSING, text=message(N_("No data: the figure is not available."))),
)  # fmt: skip
