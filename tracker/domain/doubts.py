"""What a second person should look at before a value or a status is verified; none of it forbids to verify it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import CommitmentStatus, DataStatus


@dataclass(frozen=True, slots=True)
class Support:
    """How the evidence of one entry stands: how many items there are, nobody has checked, were rejected."""

    items: int = 0
    unchecked: int = 0
    rejected: int = 0


NONE = Support()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is to be judged of a measurement besides its number (`tracker.domain.oddities`)."""

    has_reason: bool
    data_status: DataStatus = DataStatus.FINAL
    is_correction: bool = False
    support: Support = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is to be judged of a status of a commitment; `before` is the last verified one of the same organisation."""

    status: CommitmentStatus
    before: CommitmentStatus | None = None
    is_correction: bool = False
    support: Support = NONE


ENDS = (CommitmentStatus.COMPLETED, CommitmentStatus.CANCELLED)


def of_value(found: Value) -> tuple[Message, ...]:
    """What is doubtful about a measurement; empty where nothing is."""
    return tuple(_of_value(found))


def of_status(found: Told) -> tuple[Message, ...]:
    """What is doubtful about a status; empty where nothing is."""
    return tuple(_of_status(found))


def _of_value(found: Value) -> Iterator[Message]:
    if found.is_correction:
        yield message(N_("This corrects a value that was verified before."))
    if found.has_reason:
        yield message(N_("There is no value, but a reason. Once it is verified, the report prints the reason."))
    else:
        if found.data_status is not DataStatus.FINAL:
            yield message(N_("The value is not final: it is provisional or estimated."))
        if not found.support.items:
            yield message(N_("There is no evidence for the value."))
    yield from _of_support(found.support)


def _of_status(found: Told) -> Iterator[Message]:
    if found.is_correction:
        yield message(N_("This corrects a status that was verified before."))
    if found.before in ENDS and found.status not in ENDS:
        yield message(N_("The commitment was reported as ended before and is now reported as going on."))
    if found.status in ENDS and not found.support.items:
        yield message(N_("The commitment is said to have ended, and there is no evidence for it."))
    yield from _of_support(found.support)


def _of_support(support: Support) -> Iterator[Message]:
    if support.unchecked:
        yield message(N_("Evidence that nobody has checked yet: %(n)s."), n=support.unchecked)
    if support.rejected:
        yield message(N_("Evidence that was rejected: %(n)s."), n=support.rejected)
