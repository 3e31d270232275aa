"""One of everything that an address can name, in the plan of the tests and in the plan of another country."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.entries import evidenced, in_validation, issued, measured, recommended, reported
from tests.world import World, english, indicator, period
from tracker.domain.vocabulary import EditionState, Kind, Role, State, Theme, Voice
from tracker.models.database import db
from tracker.models.evidence import EvidenceBundle
from tracker.models.indicator import Dimension, Indicator
from tracker.models.measurement import CrossCheck, ReportingPeriod
from tracker.models.money import Funding, Spending
from tracker.models.people import Organisation, RoleOffer, User
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.models.reporting import Edition
from tracker.services import clock, people_offers
from tracker.services.acting import actor_for
from tracker.services.people_roles import Post
from tracker.services.people_signed_in import start

MISSING = 987654321
Ids = Mapping[str, int]


def _rule(lower: Indicator, upper: Indicator) -> CrossCheck:
    made = CrossCheck(plan_id=lower.plan_id, lower=lower, upper=upper)
    db.session.add(made)
    db.session.flush()
    return made


def _levels(plan: Plan, pillar: Pillar, which: str = "") -> Ids:
    """An outcome below a pillar, and a dimension."""
    outcome = Outcome(plan_id=plan.id, pillar_id=pillar.id, code="O1", title=english(f"{which}outcome"))
    dimension = Dimension(plan_id=plan.id, code="sex", name=english(f"{which}dimension"))
    db.session.add_all([outcome, dimension])
    db.session.commit()
    return {"outcome": outcome.id, "dimension": dimension.id}


def _of_report(edition: Edition, who: User) -> Ids:
    """An edition and its report, what it recommends, and what surrounds its draft."""
    advice = recommended(edition.report, "Train mediators.")
    around = in_validation(edition.report, who)
    bundle = EvidenceBundle(
        plan_id=edition.plan_id, edition_id=edition.id, sealed_for_id=who.memberships[0].organisation_id, language="en",
        requested_by_id=who.id, requested_at=clock.now(),
    )  # fmt: skip
    db.session.add(bundle)
    db.session.commit()
    around = {**around, "bundle": bundle.id}
    return {"report": edition.report_id, "edition": edition.id, "recommendation": advice.id, **around}


def ours(world: World) -> Ids:
    """Shelter's things in the test plan, entered by Amina."""
    entry = measured(world.indicators["trained"], world.period_2023, world.shelter, world.amina)
    status = reported(world.commitments[0], world.period_2023, world.shelter, world.amina)
    edition = issued(world.period_2022, world.clara, world.daria)
    money = _money(world.commitments[0], world.period_2023, world.shelter, world.amina)
    check = _rule(world.indicators["trained"], world.indicators["reached"])
    return {
        "pillar": world.pillars[0].id,
        **_levels(world.plan, world.pillars[0]),
        "commitment": world.commitments[0].id,
        "indicator": world.indicators["trained"].id,
        "cross_check": check.id,
        "period": world.period_2023.id,
        "measurement": entry.id,
        "status_report": status.id,
        "evidence": evidenced(entry, by=world.amina).id,
        **money,
        **_of_report(edition, world.clara),
        "membership": world.viktor.memberships[0].id,
        "offer": offered(world.plan, world.clara).id,
        "organisation": world.shelter.id,
        "person": world.viktor.id,
        "for": world.shelter.id,
        "sign_in": _signed_in(world.viktor),
        "role": world.viktor.memberships[0].id,
        "number": 0,
    }


def _signed_in(person: User) -> int:
    row, _token = start(person)
    db.session.commit()
    return row.id


def theirs(world: World) -> Ids:
    """The same kinds of things in the plan of another country, whose people nobody here knows."""
    plan, who, where = world.foreign_plan, world.olga, world.bridge
    pillar = Pillar(plan_id=plan.id, code="F1", title=english("Foreign pillar"), theme=Theme.PROTECTION)
    db.session.add(pillar)
    db.session.flush()
    commitment = Commitment(plan_id=plan.id, pillar_id=pillar.id, code="F1.1", text=english("Foreign commitment"))
    db.session.add(commitment)
    db.session.flush()
    measure, year = indicator(commitment, "F1.1.1", "Foreign indicator", Kind.STOCK), period(plan, 2022)
    check = _rule(measure, indicator(commitment, "F1.1.2", "Another foreign indicator", Kind.STOCK))
    entry = measured(measure, year, where, who, state=State.VERIFIED)
    status = reported(commitment, year, where, who, voice=Voice.OFFICIAL)
    edition = issued(year, who, world.adam, state=EditionState.ISSUED)
    return {
        "pillar": pillar.id,
        **_levels(plan, pillar, "Foreign "),
        "commitment": commitment.id,
        "indicator": measure.id,
        "cross_check": check.id,
        "period": year.id,
        "measurement": entry.id,
        "status_report": status.id,
        "evidence": evidenced(entry, by=who, title="Foreign evidence").id,
        **_money(commitment, year, where, who),
        **_of_report(edition, who),
        "membership": who.memberships[0].id,
        "offer": offered(plan, who).id,
    }


def _money(commitment: Commitment, period: ReportingPeriod, organisation: Organisation, author: User) -> Ids:
    """An amount promised to a commitment, and one that was spent on it."""
    plan_id = commitment.plan_id
    amount: dict[str, Any] = {"amount": Decimal(12), "currency": "KZT"}
    funding = Funding(plan_id=plan_id, commitment_id=commitment.id, year=2023, **amount)
    spending = Spending(
        plan_id=plan_id, commitment_id=commitment.id, period_id=period.id, organisation_id=organisation.id,
        author_id=author.id, source="Account", entered_at=clock.now(), **amount,
    )  # fmt: skip
    db.session.add_all([funding, spending])
    db.session.commit()
    return {"funding": funding.id, "spending": spending.id}


def offered(plan: Plan, by: User) -> RoleOffer:
    """An invitation that waits for somebody who has no account."""
    viewer = Post(plan, Role.VIEWER, None)
    made, _token = people_offers.offer(actor_for(by), viewer, email="zarina@example.org", name="Zarina", language="en")
    db.session.commit()
    return made


def people(world: World) -> dict[str, User]:
    """Everybody whose rights differ, by name."""
    names = ("viktor", "amina", "bota", "rahima", "clara", "olga", "adam")
    return {name: getattr(world, name) for name in names}
