"""How a measurement or a status moves from draft to verified, and the four-eyes rule."""

from __future__ import annotations

from tracker.domain.errors import RuleBroken
from tracker.domain.texts import N_, message
from tracker.domain.vocabulary import State, Step, Voice

MOVES = {
    (State.DRAFT, Step.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Step.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Step.RECALL): State.DRAFT,
    (State.SUBMITTED, Step.VERIFY): State.VERIFIED,
    (State.SUBMITTED, Step.RETURN): State.RETURNED,
    (State.VERIFIED, Step.RETURN): State.RETURNED,
}

EDITABLE = (State.DRAFT, State.RETURNED)

REFUSED = {
    Step.SUBMIT: N_("This was sent already."),
    Step.RECALL: N_("This can no longer be recalled: a reviewer has decided on it, or it was never sent."),
    Step.VERIFY: N_("This is not waiting for review, so it cannot be verified."),
    Step.RETURN: N_("This is not waiting for review, so it cannot be returned."),
}


def move(state: State, step: Step) -> State:
    """The state after a step. Raises RuleBroken where the step is not open from here."""
    if (state, step) not in MOVES:
        raise RuleBroken(message(REFUSED[step]))
    return MOVES[state, step]


def check_four_eyes(
    *,
    reviewer_id: int,
    author_id: int,
    reviewer_organisations: frozenset[int],
    organisation_id: int,
    voice: Voice | None,
) -> None:
    """Refuse a review of one's own entry, or of a civil-society status of one's own organisation (RuleBroken)."""
    if reviewer_id == author_id:
        raise RuleBroken(message(N_("You entered this yourself. Somebody else has to review it.")))
    if voice is Voice.CIVIL_SOCIETY and organisation_id in reviewer_organisations:
        raise RuleBroken(
            message(N_("This status comes from your own organisation. A reviewer of another one has to decide on it."))
        )
