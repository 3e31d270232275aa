"""The lines of a snapshot that look ahead and back: advice, what became of it, what changed, what was revised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.texts import Message, Multilingual
from tracker.domain.versions import Change
from tracker.domain.workshop_words import ChangeTopic, RecommendationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationLine:
    """What the report recommends, numbered within it; `owner` is empty and `due_on` None where nobody said."""

    number: int
    text: Multilingual
    owner: Multilingual
    due_on: date | None
    status: RecommendationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine:
    """What became of a recommendation of an earlier report, as this report says; `raised_in` is that one's period."""

    raised_in: str | Multilingual
    number: int
    text: Multilingual
    owner: Multilingual
    due_on: date | None
    status: RecommendationStatus
    remark: Multilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A difference from the edition before: what it concerns, by code and title, and how it was and is."""

    topic: ChangeTopic
    code: str
    title: Message
    before: Message
    after: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionLine:
    """One thing of an indicator that was revised after the last report's cut-off, on which day and why."""

    on: date
    reason: str
    change: Change

    @property
    def sentence(self) -> Message:
        return self.change.sentence(self.on)
