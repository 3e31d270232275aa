"""The tree of a plan as people read it, and the verbs that every level shares: move, archive, restore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload, selectinload

from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.models.database import db
from tracker.models.indicator import Indicator
from tracker.models.plan import Commitment, Outcome, Pillar, Plan
from tracker.services import audit, clock, editing
from tracker.services.acting import Actor

Part = Pillar | Outcome | Commitment | Indicator
Row = TypeVar("Row", Pillar, Outcome, Commitment, Indicator)

LEVELS: dict[str, Any] = {"pillar": Pillar, "outcome": Outcome, "commitment": Commitment, "indicator": Indicator}


@dataclass(frozen=True)
class CommitmentBranch:
    commitment: Commitment
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class OutcomeBranch:
    outcome: Outcome
    indicators: tuple[Indicator, ...]
    commitments: tuple[CommitmentBranch, ...]


@dataclass(frozen=True)
class PillarBranch:
    """A pillar with its outcomes and with the commitments that stand under it directly."""

    pillar: Pillar
    outcomes: tuple[OutcomeBranch, ...]
    commitments: tuple[CommitmentBranch, ...]

    @property
    def all_commitments(self) -> tuple[CommitmentBranch, ...]:
        return self.commitments + tuple(each for outcome in self.outcomes for each in outcome.commitments)

    @property
    def all_indicators(self) -> tuple[Indicator, ...]:
        """In the order of the page: those of the pillar's own commitments, then outcome by outcome."""
        found = [each for branch in self.commitments for each in branch.indicators]
        for outcome in self.outcomes:
            found += [*outcome.indicators, *(each for branch in outcome.commitments for each in branch.indicators)]
        return tuple(found)


def tree(plan: Plan) -> tuple[PillarBranch, ...]:
    """The plan without what is archived, in a constant number of queries."""
    pillars, outcomes = _live(Pillar, plan), _live(Outcome, plan)
    by_outcome: defaultdict[int, list[CommitmentBranch]] = defaultdict(list)
    by_pillar: defaultdict[int, list[CommitmentBranch]] = defaultdict(list)
    indicators = _indicators(plan)
    for commitment in _live(Commitment, plan, joinedload(Commitment.lead), joinedload(Commitment.pillar)):
        branch = CommitmentBranch(commitment, tuple(indicators["commitment", commitment.id]))
        (by_outcome[commitment.outcome_id] if commitment.outcome_id else by_pillar[commitment.pillar_id]).append(branch)
    under: defaultdict[int, list[OutcomeBranch]] = defaultdict(list)
    for outcome in outcomes:
        below = tuple(indicators["outcome", outcome.id])
        under[outcome.pillar_id].append(OutcomeBranch(outcome, below, tuple(by_outcome[outcome.id])))
    return tuple(PillarBranch(each, tuple(under[each.id]), tuple(by_pillar[each.id])) for each in pillars)


def archived(plan: Plan) -> list[tuple[str, Part]]:
    """What was taken out of the plan, with the name of its level."""
    return [
        (name, row)
        for name, table in LEVELS.items()
        for row in db.session.scalars(
            select(table).where(table.plan_id == plan.id, table.archived_at.is_not(None)).order_by(table.code)
        )
    ]


def next_position(siblings: Iterable[Part]) -> int:
    return max((each.position for each in siblings), default=0) + 1


def move(actor: Actor, plan: Plan, name: str, key: int, *, up: bool) -> Part | None:
    """Put a part of the tree one place up or down among its siblings; None where there is no such part in use."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    table = LEVELS[name]
    thing: Part | None = db.session.scalar(select(table).where(table.id == key, table.plan_id == plan.id))
    if thing is None or thing.archived_at is not None:
        return None
    row = list(siblings(thing))
    place = row.index(thing)
    other = place + (-1 if up else 1)
    if 0 <= other < len(row):
        row[place], row[other] = row[other], row[place]
        for position, each in enumerate(row, start=1):
            # A statement of its own, so that moving does not count as an edit of what somebody has open.
            db.session.execute(update(table).where(table.id == each.id).values(position=position))
        after = {"order": [each.id for each in row]}
        audit.record(f"move_{name}", thing, actor=actor.user, plan=plan, after=after)
    return thing


def archive(actor: Actor, plan: Plan, thing: Part) -> None:
    """Take a part out of the plan; nothing is deleted. Raises RuleBroken where something in use stands below it."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    below = sum(db.session.scalar(query) or 0 for query in _below(thing))
    if below:
        sentence = N_("%(count)s things in use stand below it. Archive them first, or move them elsewhere.")
        raise RuleBroken(message(sentence, count=below))
    if thing.archived_at is None:
        thing.archived_at = clock.now()
        audit.record(f"archive_{thing.__tablename__}", thing, actor=actor.user, plan=plan)


def restore(actor: Actor, plan: Plan, thing: Part) -> None:
    """Put an archived part back. Raises RuleBroken where what it belongs to is archived itself."""
    actor.require(plan, Action.EDIT_PLAN)
    editing.require_in_use(plan)
    if any(parent is not None and parent.archived_at is not None for parent in _above(thing)):
        raise RuleBroken(message(N_("What it belongs to is archived too. Restore that first.")))
    if thing.archived_at is not None:
        thing.archived_at = None
        audit.record(f"restore_{thing.__tablename__}", thing, actor=actor.user, plan=plan)


def siblings(thing: Part) -> Sequence[Part]:
    """The parts in use that stand beside it under the same parent, itself among them, in order."""
    table: Any = type(thing)
    names = {
        Pillar: ("plan_id",),
        Outcome: ("pillar_id",),
        Commitment: ("pillar_id", "outcome_id"),
        Indicator: ("commitment_id", "outcome_id"),
    }[type(thing)]
    same = [getattr(table, name).is_not_distinct_from(getattr(thing, name)) for name in names]
    query = select(table).where(*same, table.archived_at.is_(None)).order_by(table.position, table.id)
    return list(db.session.scalars(query))


def _live(table: type[Row], plan: Plan, *options: Any) -> list[Row]:
    query = select(table).where(table.plan_id == plan.id, table.archived_at.is_(None)).options(*options)
    return list(db.session.scalars(query.order_by(table.position, table.id)))


def _indicators(plan: Plan) -> defaultdict[tuple[str, int], list[Indicator]]:
    found: defaultdict[tuple[str, int], list[Indicator]] = defaultdict(list)
    for each in _live(Indicator, plan, selectinload(Indicator.targets), selectinload(Indicator.responsible)):
        found["commitment" if each.commitment_id else "outcome", each.commitment_id or each.outcome_id or 0].append(
            each
        )
    return found


def _below(thing: Part) -> list[Any]:
    """Queries that count what is in use below a part."""
    if isinstance(thing, Pillar):
        return [_count(Outcome, Outcome.pillar_id == thing.id), _count(Commitment, Commitment.pillar_id == thing.id)]
    if isinstance(thing, Outcome):
        return [
            _count(Commitment, Commitment.outcome_id == thing.id),
            _count(Indicator, Indicator.outcome_id == thing.id),
        ]
    if isinstance(thing, Commitment):
        return [_count(Indicator, Indicator.commitment_id == thing.id)]
    return []


def _count(table: type[Part], belongs: Any) -> Any:
    return select(func.count()).select_from(table).where(belongs, table.archived_at.is_(None))


def _above(thing: Part) -> tuple[Part | None, ...]:
    if isinstance(thing, Indicator):
        return (thing.commitment, thing.outcome)
    if isinstance(thing, Commitment):
        return (thing.pillar, thing.outcome)
    return (thing.pillar,) if isinstance(thing, Outcome) else ()
