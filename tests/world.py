"""A small world for tests: one plan in English and Russian, its organisations, and people named after what they do.

Amina contributes for an NGO (Shelter), Bota for another (Bridge), Galym for a ministry; Rahima reviews; Clara and Daria
coordinate; Viktor reads as a donor; Adam administers the installation; Olga coordinates a plan of another country.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from tests.signing_in import PASSWORD, give_app
from tracker.domain.rules import default_rules
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Direction, Kind, OrganisationKind, PlanState, Role, State, TargetSpan, Theme
from tracker.models.database import Base, db
from tracker.models.indicator import Indicator, Target
from tracker.models.measurement import Assignment, Measurement, ReportingPeriod
from tracker.models.people import Membership, Organisation, User
from tracker.models.plan import Commitment, Pillar, Plan
from tracker.services import clock
from tracker.web.identity import hash_password

HASHED: list[str] = []

Row = TypeVar("Row", bound=Base)

THEMES = (Theme.PARTICIPATION, Theme.PREVENTION, Theme.PROTECTION, Theme.RELIEF_AND_RECOVERY)
STEPS = [
    {"code": "none", "label": {"en": "No unit"}},
    {"code": "named", "label": {"en": "A person named"}},
    {"code": "unit", "label": {"en": "A unit with budget"}},
]


@dataclass
class World:
    plan: Plan
    foreign_plan: Plan
    ministry: Organisation
    shelter: Organisation
    bridge: Organisation
    donor: Organisation
    amina: User
    bota: User
    galym: User
    rahima: User
    clara: User
    daria: User
    viktor: User
    adam: User
    olga: User
    pillars: list[Pillar]
    commitments: list[Commitment]
    indicators: dict[str, Indicator]
    period_2022: ReportingPeriod
    period_2023: ReportingPeriod


def english(text: str) -> Multilingual:
    return Multilingual({"en": text})


def person(name: str, **more: Any) -> User:
    """A user who can sign in with PASSWORD; the hash is made once, since making it is slow on purpose."""
    if not HASHED:
        HASHED.append(hash_password(PASSWORD))
    return _added(
        User(
            email=f"{name.lower()}@example.org",
            name=name,
            password=HASHED[0],
            active=True,
            fs_uniquifier=secrets.token_hex(16),
            created_at=clock.now(),
            **more,
        )
    )


def organisation(code: str, name: str, kind: OrganisationKind) -> Organisation:
    return _added(Organisation(code=code, name=english(name), kind=kind, country="KZ"))


def member(user: User, plan: Plan, role: Role, organisation: Organisation | None) -> Membership:
    return _added(
        Membership(
            user_id=user.id,
            plan_id=plan.id,
            role=role,
            created_at=clock.now(),
            organisation_id=organisation.id if organisation else None,
        )
    )


def plan(code: str, title: str, country: str = "KZ") -> Plan:
    return _added(
        Plan(
            code=code,
            title=english(title),
            country=country,
            starts_on=date(2022, 1, 1),
            ends_on=date(2025, 12, 31),
            languages=["en", "ru"],
            default_language="en",
            currency="KZT",
            state=PlanState.ACTIVE,
        )
    )


def indicator(
    commitment: Commitment, code: str, title: str, kind: Kind, *, final: str | None = None, **more: Any
) -> Indicator:
    """An indicator with the default rules of its kind and, where given, a final target at the end of the plan."""
    time_rule, place_rule = default_rules(kind)
    made = Indicator(
        plan_id=commitment.plan_id,
        commitment_id=commitment.id,
        code=code,
        title=english(title),
        kind=kind,
        time_rule=time_rule,
        place_rule=place_rule,
        **more,
    )
    if final is not None:
        span = TargetSpan.SINCE_START if kind is Kind.FLOW else TargetSpan.PERIOD
        made.targets.append(Target(due_on=date(2025, 12, 31), value=Decimal(final), span=span, is_final=True))
    return _added(made)


def period(plan: Plan, year: int) -> ReportingPeriod:
    return _added(
        ReportingPeriod(
            plan_id=plan.id,
            code=str(year),
            name=english(str(year)),
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            due_on=date(year + 1, 3, 31),
        )
    )


def assign(period: ReportingPeriod, indicator: Indicator, *organisations: Organisation) -> None:
    for each in organisations:
        db.session.add(Assignment(period_id=period.id, indicator_id=indicator.id, organisation_id=each.id))
    db.session.flush()


def _added(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row


def _people() -> dict[str, User]:
    names = ("Amina", "Bota", "Galym", "Rahima", "Clara", "Daria", "Viktor", "Olga")
    found = {name.lower(): person(name) for name in names}
    return found | {"adam": person("Adam", is_administrator=True)}


def _organisations() -> dict[str, Organisation]:
    return {
        "ministry": organisation("ministry", "Ministry", OrganisationKind.GOVERNMENT),
        "shelter": organisation("shelter", "Shelter", OrganisationKind.NGO),
        "bridge": organisation("bridge", "Bridge", OrganisationKind.NGO),
        "donor": organisation("donor", "Donor", OrganisationKind.DONOR),
    }


def _tree(plan: Plan, lead: Organisation, supporting: Organisation) -> tuple[list[Pillar], list[Commitment]]:
    pillars, commitments = [], []
    for place, theme in enumerate(THEMES, start=1):
        title = theme.value.replace("_", " ").capitalize()
        pillars.append(
            _added(Pillar(plan_id=plan.id, code=f"P{place}", title=english(title), theme=theme, position=place))
        )
        commitment = Commitment(
            plan_id=plan.id,
            pillar_id=pillars[-1].id,
            code=f"C{place}",
            text=english(f"Commitment {place}"),
            lead_id=lead.id,
            position=place,
        )
        commitment.supporting.append(supporting)
        commitments.append(_added(commitment))
    return pillars, commitments


WHAT: tuple[tuple[int, str, str, Kind, str | None, dict[str, Any]], ...] = (
    (0, "trained", "Women trained", Kind.FLOW, "400", {"unit": "women", "baseline_value": 0}),
    (0, "seats", "Seats held by women", Kind.SHARE, "30", {"unit": "%", "baseline_value": 20, "decimals": 1}),
    (1, "rate", "Homicides of women", Kind.RATE, "2", {"baseline_value": 4, "decimals": 1, "per": 100000}),
    (1, "law", "Law adopted", Kind.MILESTONE, "1", {}),
    (2, "unit", "Gender unit", Kind.ORDINAL, "3", {"scale": STEPS, "baseline_value": 1}),
    (2, "centres", "Crisis centres", Kind.STOCK, "40", {"baseline_value": 20}),
    (3, "reached", "People reached so far", Kind.RUNNING_TOTAL, "1000", {"baseline_value": 0}),
    (3, "acts", "Acts in force", Kind.LIST, "5", {"baseline_value": 1}),
    (3, "story", "What changed", Kind.TEXT, None, {}),
)
"""Indicators of every kind: place of the commitment, code, title, kind, final target, and more."""


def _indicators(commitments: list[Commitment]) -> dict[str, Indicator]:
    made = {}
    for place, code, title, kind, final, more in WHAT:
        facts = dict(more)
        if "unit" in facts:
            facts["unit"] = english(facts["unit"])
        if "baseline_value" in facts:
            facts |= {"baseline_value": Decimal(facts["baseline_value"]), "baseline_on": date(2021, 12, 31)}
        made[code] = indicator(commitments[place], code, title, kind, final=final, **facts)
    made["rate"].direction = Direction.AT_MOST
    db.session.flush()
    return made


def build() -> World:
    """Make the world and commit it."""
    people, organisations = _people(), _organisations()
    ours, foreign = plan("test-plan", "Test plan"), plan("other-plan", "Other plan", "KG")
    ours.lead_id = organisations["ministry"].id
    for name, role, code in (
        ("amina", Role.CONTRIBUTOR, "shelter"),
        ("bota", Role.CONTRIBUTOR, "bridge"),
        ("galym", Role.CONTRIBUTOR, "ministry"),
        ("rahima", Role.REVIEWER, "ministry"),
        ("clara", Role.COORDINATOR, "ministry"),
        ("daria", Role.COORDINATOR, "bridge"),
        ("viktor", Role.VIEWER, "donor"),
    ):
        member(people[name], ours, role, organisations[code])
    member(people["olga"], foreign, Role.COORDINATOR, organisations["bridge"])
    for name in ("clara", "daria", "olga", "adam"):
        give_app(people[name])
    pillars, commitments = _tree(ours, organisations["ministry"], organisations["shelter"])
    indicators = _indicators(commitments)
    periods = {f"period_{year}": period(ours, year) for year in (2022, 2023)}
    for span in periods.values():
        for each in indicators.values():
            assign(span, each, organisations["shelter"])
        assign(span, indicators["trained"], organisations["bridge"])
    db.session.commit()
    named: dict[str, Any] = {**people, **organisations, **periods}
    return World(
        plan=ours, foreign_plan=foreign, pillars=pillars, commitments=commitments, indicators=indicators, **named
    )


def measured(
    indicator: Indicator,
    period: ReportingPeriod,
    organisation: Organisation,
    author: User,
    *,
    state: State = State.VERIFIED,
    **values: Any,
) -> Measurement:
    """A measurement as it is after its author and a reviewer were done with it, without their pages."""
    moment = clock.now()
    return _added(
        Measurement(
            plan_id=indicator.plan_id,
            indicator=indicator,
            period=period,
            organisation=organisation,
            author=author,
            state=state,
            created_at=moment,
            submitted_at=moment,
            decided_at=moment if state in (State.VERIFIED, State.RETURNED) else None,
            **values,
        )
    )
