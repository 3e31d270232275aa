"""Verifying many entries at once: only those about which nothing is doubtful, each with a decision of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.errors import RuleBroken, Stale
from tracker.domain.permissions import Action
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import Step
from tracker.models.plan import Plan
from tracker.services import loading, reviewing, reviewing_doubts
from tracker.services.acting import Actor
from tracker.services.reviewing import Reviewable
from tracker.services.reviewing_queue import EVERYTHING, Narrowing, Subject, Waiting, queue

MOST = 50
"""How many entries one page offers, so that a person still looks at each."""

NAMES = {Subject.MEASUREMENT: "measurement", Subject.STATUS: "status_report"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """An entry that a person ticked, in the version that they saw."""

    subject: Subject
    key: int
    version: int


@dataclass(slots=True)
class Outcome:
    """What became of the entries that were ticked; those left out wait as before."""

    verified: list[Reviewable] = field(default_factory=list)
    left_out: list[Reviewable] = field(default_factory=list)


def undoubted(actor: Actor, plan: Plan, narrowing: Narrowing = EVERYTHING) -> list[Waiting]:
    """What this person may verify without opening each entry, the oldest first."""
    lines = [line for line in queue(actor, plan, narrowing) if line.subject in NAMES and line.hindrance is None]
    found = reviewing_doubts.of(line.thing for line in lines)
    return [line for line in lines if not found[reviewing_doubts.key_of(line.thing)]]


def verify(actor: Actor, plan: Plan, chosen: Sequence[Chosen]) -> Outcome:
    """Verify what was ticked. Each entry is judged anew, under a lock; what cannot be verified now is left out.

    Raises NotAllowed, and RuleBroken where nothing was ticked, or more than one page offers.
    """
    actor.require(plan, Action.REVIEW)
    if not chosen:
        raise RuleBroken(message(N_("Tick the entries that you want to verify.")), "entries")
    if len(chosen) > MOST:
        raise RuleBroken(message(N_("At most %(n)s entries can be verified at once."), n=MOST), "entries")
    outcome = Outcome()
    # Always in the same order: two people who ticked the same entries then wait for each other and never in a ring.
    for each in sorted(set(chosen), key=lambda one: (one.subject.value, one.key)):
        thing = loading.in_plan(plan, NAMES[each.subject], each.key)
        if isinstance(thing, Reviewable):
            _verify_one(actor, thing, each.version, outcome)
    return outcome


def _verify_one(actor: Actor, thing: Reviewable, version: int, outcome: Outcome) -> None:
    try:
        reviewing.hold(thing, version)
        if any(reviewing_doubts.of([thing]).values()):
            raise RuleBroken(message(N_("Something about this has to be looked at first.")))
        reviewing.decide(actor, thing, Step.VERIFY, remark="", version=version)
    except (RuleBroken, Stale):
        outcome.left_out.append(thing)
    else:
        outcome.verified.append(thing)
