"""Finding things by what stands in an address, always inside their plan."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tracker.models.database import Base, db
from tracker.models.evidence import Evidence, EvidenceBundle
from tracker.models.indicator import Dimension, Indicator
from tracker.models.measurement import CrossCheck, Measurement, ReportingPeriod, StatusReport
from tracker.models.money import Funding, Spending
from tracker.models.people import Membership, Organisation, RoleOffer, User
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.models.reporting import Edition, Report
from tracker.models.workshop import DraftFile, DraftRemark, Recommendation, ValidationRound

IN_A_PLAN: dict[str, type[Base]] = {
    "pillar": Pillar,
    "outcome": Outcome,
    "commitment": Commitment,
    "indicator": Indicator,
    "dimension": Dimension,
    "cross_check": CrossCheck,
    "period": ReportingPeriod,
    "measurement": Measurement,
    "status_report": StatusReport,
    "evidence": Evidence,
    "funding": Funding,
    "spending": Spending,
    "report": Report,
    "edition": Edition,
    "bundle": EvidenceBundle,
    "recommendation": Recommendation,
    "validation": ValidationRound,
    "remark": DraftRemark,
    "draft": DraftFile,
    "membership": Membership,
    "offer": RoleOffer,
}

OF_THE_INSTALLATION: dict[str, type[Base]] = {"organisation": Organisation, "person": User}


def plan_by_code(code: str) -> Plan | None:
    return db.session.scalar(select(Plan).where(Plan.code == code))


def in_plan(plan: Plan, name: str, key: int) -> Base | None:
    """The thing called `name` with this id, if it belongs to the plan."""
    table: Any = IN_A_PLAN[name]
    found: Base | None = db.session.scalar(select(table).where(table.id == key, table.plan_id == plan.id))
    return found


def of_installation(name: str, key: int) -> Base | None:
    return db.session.get(OF_THE_INSTALLATION[name], key)
