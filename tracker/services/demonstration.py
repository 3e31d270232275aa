"""The demonstration plan `demo-kz`: loaded once, as if its people had done everything themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select

from config import Settings, make_private
from tracker.domain.errors import AlreadyExists
from tracker.domain.texts import N_, Multilingual, message
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import (
    clock,
    completeness,
    demonstration_entries,
    demonstration_library,
    demonstration_people,
    demonstration_plan,
    demonstration_report,
    loading,
    periods,
)
from tracker.services.demonstration_people import Cast
from tracker.services.demonstration_timeline import MORNING, Timeline
from tracker.services.periods import PeriodFacts

CODE = "demo-kz"
NOTHING_MORE = "Demonstration: nothing more came before the report was written."
ACCOUNTS = "demo-accounts.csv"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; `accounts` is the file of the accounts, which only the first load writes."""

    is_new: bool
    accounts: Path

    @property
    def said(self) -> str:
        if self.is_new:
            return f"The demonstration plan {CODE} is loaded. Its accounts are in {self.accounts}"
        if self.accounts.is_file():
            return f"The demonstration plan {CODE} is there already. Its accounts are in {self.accounts}"
        return (
            f"The demonstration plan {CODE} is there already, but the file of its accounts, {self.accounts}, is gone. "
            "Passwords are kept as hashes only; an administrator can send people a new link."
        )


def load(settings: Settings, *, hash_password: Callable[[str], str], tell: Callable[[str], None]) -> Loaded:
    """Load the plan with its people, figures, evidence and edition 1; where it is there already, change nothing.

    Everything happens in the caller's transaction, so that it is there whole or not at all; the caller commits. The
    file of accounts is written before that, with mode 0600: without the commit it opens nothing, and a new load
    replaces it.
    Raises AlreadyExists where another plan has the code.
    """
    accounts = settings.instance / ACCOUNTS
    there = loading.plan_by_code(CODE)
    if there is not None and not there.is_demonstration:
        raise AlreadyExists(message(N_("Another plan has the code %(code)s."), code=CODE), "code")
    if there is None:
        cast = _load(settings, hash_password, tell)
        make_private(accounts, demonstration_people.written(cast.accounts))
    return Loaded(there is None, accounts)


def _load(settings: Settings, hash_password: Callable[[str], str], tell: Callable[[str], None]) -> Cast:
    begun = demonstration_library.table("plan.toml")["plan"]["begun"]
    with clock.stopped_at(datetime.combine(begun, MORNING)):
        tell("  organisations and people …")
        cast = demonstration_people.gather(hash_password, settings.sealing_key)
        tell("  the plan: commitments, indicators, targets …")
        plan = demonstration_plan.grow(cast)
    _live(plan, cast, settings, tell)
    return cast


def _live(plan: Plan, cast: Cast, settings: Settings, tell: Callable[[str], None]) -> None:
    """The periods, what was entered for them, and the report of 2023."""
    indicators = db.session.scalars(select(Indicator).where(Indicator.plan_id == plan.id))
    scene = demonstration_entries.scene(plan, cast, settings, indicators)
    timeline = Timeline()

    def open_period(code: str, due_on: date) -> None:
        tell(f"  {code}: values, evidence, reviews …")
        year = int(code)
        name = Multilingual(dict.fromkeys(plan.languages, code))
        facts = PeriodFacts(code=code, name=name, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), due_on=due_on)
        scene.periods |= {
            each.code: each for each in periods.open_many(cast.actor("coordinator-1"), plan, [facts], assign=True)
        }

    def close_period(code: str) -> None:
        gaps = {gap.key: NOTHING_MORE for gap in completeness.gaps(plan, scene.periods[code])}
        completeness.close(cast.actor("coordinator-1"), plan, scene.periods[code], gaps)

    for said in demonstration_library.table("periods.toml")["period"]:
        timeline.add(said["opened"], MORNING, partial(open_period, said["code"], said["due_on"]))
        if "closed" in said:
            timeline.add(said["closed"], MORNING, partial(close_period, said["code"]))
    demonstration_entries.tell(scene, timeline)
    demonstration_report.tell(cast, lambda: scene.periods["2023"], settings, timeline, tell)
    timeline.run()
