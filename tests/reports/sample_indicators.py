"""The indicators of the sample: every kind, every state of a value, calculated by the domain itself."""

# ruff: noqa: E501 - a line for each text reads better than many for one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from reports.snapshot import BreakdownCell, IndicatorLine, Narrative
from tests.reports.sample_texts import texts
from tracker.domain.figures import series
from tracker.domain.series import Baseline, Definition, Expected, Figure, ListItem, Observation, Span, Target
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import (
    DataStatus,
    Direction,
    Kind,
    NoValue,
    PlaceRule,
    Standing,
    TargetSpan,
    Theme,
    TimeRule,
)

day = date.fromisoformat
VERIFIED = datetime(2024, 2, 20, tzinfo=UTC)
SPANS = tuple(Span(f"p{year}", str(year), date(year, 1, 1), date(year, 12, 31)) for year in (2021, 2022, 2023))
END = date(2025, 12, 31)

RULES: dict[Kind, tuple[TimeRule, PlaceRule]] = {
    Kind.FLOW: (TimeRule.SUM, PlaceRule.SUM),
    Kind.RUNNING_TOTAL: (TimeRule.LATEST, PlaceRule.SUM),
    Kind.STOCK: (TimeRule.LATEST, PlaceRule.SUM),
    Kind.SHARE: (TimeRule.LATEST, PlaceRule.RATIO_OF_SUMS),
    Kind.RATE: (TimeRule.LATEST, PlaceRule.RATIO_OF_SUMS),
    Kind.MILESTONE: (TimeRule.LATEST, PlaceRule.ALL),
    Kind.ORDINAL: (TimeRule.LATEST, PlaceRule.NONE),
    Kind.LIST: (TimeRule.LATEST, PlaceRule.SUM),
    Kind.TEXT: (TimeRule.NONE, PlaceRule.NONE),
}
SCALE = (("none", texts("No rules", "Правил нет", "لا قواعد")), ("draft", texts("Drafted", "Разработаны", "مسودة")),
         ("used", texts("In use", "Применяются", "قيد التطبيق")))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """An indicator of the sample: `seen` holds per period the fields of an Observation, or None for no report."""

    code: str
    title: Multilingual
    kind: Kind
    seen: Sequence[dict[str, Any] | None]
    baseline: str | None = None
    target: str | None = None
    target_on: date = END
    target_span: TargetSpan = TargetSpan.PERIOD
    unit: Multilingual = field(default_factory=Multilingual)
    direction: Direction | None = Direction.AT_LEAST
    precision: int = 0
    per: int = 100
    place: PlaceRule | None = None
    organisations: tuple[str, ...] = ("office",)
    evidence: tuple[int, ...] = ()


def of(numerator: int, denominator: int) -> dict[str, Any]:
    return {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}


def value(number: str, **more: Any) -> dict[str, Any]:
    return {"value": Decimal(number), **more}


def none(reason: NoValue) -> dict[str, Any]:
    return {"reason": reason}


LAWS = (ListItem("Law on domestic violence", Standing.IN_FORCE, 2009, "No. 214-IV"),
        ListItem("Заң «Тең құқықтар мен тең мүмкіндіктер»", Standing.IN_FORCE, 2021, "№ 223-IV"),
        ListItem("Decree on quotas", Standing.REPEALED, 2019))  # fmt: skip
PEOPLE = texts("persons", "человек", "شخص")

INDICATORS = (
    Case(code="1.1.a", title=texts("Seats held by women in parliament", "Места, занимаемые женщинами в парламенте", "المقاعد التي تشغلها النساء"),
         kind=Kind.SHARE, seen=[of(28, 107), of(29, 107), of(30, 98)], baseline="26.2", target="33.3", precision=1, evidence=(1,)),
    Case(code="1.1.b", title=texts("Women among peacekeepers", "Женщины среди миротворцев", "النساء بين حفظة السلام"), kind=Kind.STOCK,
         seen=[value("0"), value("0"), value("0")], baseline="0", target="10", unit=PEOPLE, evidence=(1,)),
    Case(code="1.2.a", title=texts("Law on equal opportunities is amended", "Внесены поправки в закон о равных возможностях", "تعديل القانون"),
         kind=Kind.MILESTONE, seen=[None, {"reached": False}, {"reached": True, "reached_on": day("2023-06-30")}], target="1",
         target_on=day("2023-12-31")),
    Case(code="1.2.b", title=texts("Rules on women in peace talks", "Правила участия женщин в переговорах", "قواعد المشاركة"), kind=Kind.ORDINAL,
         seen=[{"choice": "none"}, {"choice": "draft"}, {"choice": "draft"}]),
    Case(code="2.1.a", title=texts("Persons trained as mediators", "Лица, обученные медиации", "المدربون على الوساطة"), kind=Kind.FLOW,
         seen=[value("120"), value("85"), value("64", data_status=DataStatus.PROVISIONAL)], baseline="0", target="1000",
         target_span=TargetSpan.SINCE_START, unit=PEOPLE, organisations=("bridge", "shelter"), place=PlaceRule.LARGEST, evidence=(3,)),
    Case(code="2.1.b", title=texts("Victims of intentional homicide", "Жертвы умышленных убийств", "ضحايا القتل العمد"), kind=Kind.RATE,
         seen=[value("3.2"), value("2.9"), value("2.04")], baseline="5.1", target="2", precision=1, per=100_000,
         direction=Direction.AT_MOST, unit=texts("per 100 000 people", "на 100 000 человек", "لكل 100 000 نسمة")),
    Case(code="2.2.a", title=texts("Laws against violence in force", "Действующие законы против насилия", "القوانين النافذة"), kind=Kind.LIST,
         seen=[{"items": LAWS[:1]}, {"items": LAWS[:2]}, {"items": LAWS}], baseline="1", target="4", evidence=(2,)),
    Case(code="3.1.a", title=texts("Reported cases that were solved", "Раскрытые случаи из числа заявленных", "القضايا المحلولة"), kind=Kind.SHARE,
         seen=[of(12, 40), of(18, 45), of(0, 0)], baseline="25", target="60", precision=1),
    Case(code="3.1.b", title=texts("Places in shelters since the start", "Места в кризисных центрах с начала плана", "أماكن المأوى"),
         kind=Kind.RUNNING_TOTAL, seen=[value("40"), value("55"), None], baseline="30", target="120"),
    Case(code="3.2.a", title=texts("Survivors who received help", "Пострадавшие, получившие помощь", "الناجيات اللواتي تلقين مساعدة"), kind=Kind.STOCK,
         seen=[value("310"), value("295"), none(NoValue.NOT_AVAILABLE)], target="400", unit=PEOPLE, organisations=("shelter",), evidence=(4,)),
    Case(code="4.1.a", title=texts("Funds with women on the board", "Фонды, в правлении которых есть женщины", "صناديق في إدارتها نساء"), kind=Kind.STOCK,
         seen=[value("50"), value("50"), value("45")], baseline="50", target="50"),
    Case(code="4.1.b", title=texts("Camps with safe lighting", "Лагеря с безопасным освещением", "مخيمات مضاءة"), kind=Kind.SHARE,
         seen=[none(NoValue.NOT_APPLICABLE)] * 3, baseline="10", target="100"),
    Case(code="4.2.a", title=texts("How recovery plans were consulted", "Как обсуждались планы восстановления", "التشاور"), kind=Kind.TEXT,
         seen=[None, None, {"text": texts("Three hearings were held; women’s groups spoke at two.", "Прошли три слушания.", "عُقدت ثلاث جلسات.")}]),
    Case(code="5.1.a", title=texts("Meetings of the council", "Заседания совета", "اجتماعات المجلس"), kind=Kind.FLOW,
         seen=[value("4"), value("5"), value("2", data_status=DataStatus.ESTIMATED)], baseline="1", target="4", evidence=(5,)),
    Case(code="5.1.b", title=texts("Grants to women’s groups", "Гранты женским организациям", "المنح"), kind=Kind.FLOW,
         seen=[value("1200000.50"), value("98000"), value("2450000")], baseline="0", unit=texts("tenge", "тенге", "تنغي")),
    Case(code="5.1.c", title=texts("Mid-term review is published", "Опубликован среднесрочный обзор", "نشر المراجعة"), kind=Kind.MILESTONE,
         seen=[None, None, {"reached": False}], target="1"),
)  # fmt: skip


def definition(case: Case) -> Definition:
    """How the arithmetic sees a case."""
    time_rule, place_rule = RULES[case.kind]
    target = (
        None if case.target is None else Target(case.target_on, Decimal(case.target), case.target_span, is_final=True)
    )
    return Definition(
        kind=case.kind,
        time_rule=time_rule,
        place_rule=case.place or place_rule,
        plan_start=SPANS[0].starts_on,
        plan_end=END,
        direction=case.direction,
        precision=case.precision,
        per=Decimal(case.per),
        baseline=Baseline(None if case.baseline is None else Decimal(case.baseline), day("2020-12-31")),
        targets=() if target is None else (target,),
        steps=tuple(code for code, _ in SCALE) if case.kind is Kind.ORDINAL else (),
    )


def indicator(case: Case, theme: Theme) -> IndicatorLine:
    """The line of a case, its figures calculated over the three years."""
    figures = _figures(case)
    return IndicatorLine(
        code=case.code,
        title=case.title,
        kind=case.kind,
        theme=theme,
        figure=figures[-1],
        previous=figures[-2],
        series=figures,
        **_about(case),
    )


def _figures(case: Case) -> tuple[Figure, ...]:
    seen = [
        Observation(period=span.key, organisation=case.organisations[0], verified_at=VERIFIED, **given)
        for span, given in zip(SPANS, case.seen, strict=True)
        if given is not None
    ]
    due = {Expected(span.key, organisation) for span in SPANS for organisation in case.organisations}
    return series(definition(case), SPANS, seen, expected=due)


def _about(case: Case) -> dict[str, Any]:
    """What the sample says of an indicator beside its figures."""
    return {
        "definition": texts("What is counted, and what is not.", "Что учитывается, а что нет."),
        "method": Multilingual(),
        "source": texts("Yearly survey", "Ежегодное обследование"),
        "unit": case.unit,
        "per": case.per,
        "scale": SCALE if case.kind is Kind.ORDINAL else (),
        "commitment": case.code[:3],
        "outcome": f"{case.code[0]}.A",
        "responsible": case.organisations,
        "library_reference": "",
        "baseline_source": Multilingual(),
        "baseline_unknown": case.baseline is None,
        "is_sensitive": case.code == "3.2.a",
        "is_illustrative": case.code in ("2.1.a", "5.1.a"),
        "weight": 1,
        "narratives": NARRATIVES.get(case.code, ()),
        "sources": (("Yearbook 2023", day("2023-11-30")),),
        "breakdown": BREAKDOWNS.get(case.code, ()),
        "evidence": case.evidence,
        "waiting": 1 if case.code == "3.1.b" else 0,
    }


def _by_sex(category: Multilingual, number: int) -> BreakdownCell:
    return BreakdownCell(
        period="p2023",
        organisation="bridge",
        dimension=texts("Sex", "Пол", "الجنس"),
        category=category,
        value=Decimal(number),
    )


NARRATIVES = {
    "1.1.a": (
        Narrative(
            organisation="office", text=texts("By-elections added one seat.", "На довыборах добавилось одно место.")
        ),
    )
}
BREAKDOWNS = {
    "2.1.a": (_by_sex(texts("Women", "Женщины", "نساء"), 41), _by_sex(texts("Men", "Мужчины", "رجال"), 23)),
}
