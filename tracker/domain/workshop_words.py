"""The words of the report workshop: what is checked before an issue, recommendations, and remarks on a draft."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.texts import N_


class CheckKind(StrEnum):
    """What is looked at before an edition is issued, in the order of the page."""

    MISSING = "missing"
    PLAN = "plan"
    SOURCE = "source"
    ODD = "odd"
    UNVERIFIED = "unverified"
    UNPROVEN = "unproven"
    SMALL = "small"
    EMPTY = "empty"
    PLACED = "placed"
    TYPED = "typed"
    ACRONYM = "acronym"
    NUMBERING = "numbering"
    OWNER = "owner"
    REMARK = "remark"


class RecommendationStatus(StrEnum):
    """What became of a recommendation; the last two end it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class Decision(StrEnum):
    """How a remark on the draft was answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class ChangeTopic(StrEnum):
    """What can differ between two editions, in the order in which it is told."""

    INDICATOR = "indicator"
    VALUE = "value"
    BASELINE = "baseline"
    TARGET = "target"
    PERIOD_TARGET = "period_target"
    PROGRESS = "progress"
    RATING = "rating"
    COMMITMENT = "commitment"
    STATUS = "status"
    CIVIL_STATUS = "civil_status"
    EVIDENCE = "evidence"
    RECOMMENDATION = "recommendation"
    SECTION = "section"


NEVER_ACCEPTED = (CheckKind.PLACED, CheckKind.REMARK)
"""These are mended, not accepted: a figure that does not exist cannot be printed, and people wait for an answer."""

ENDED = (RecommendationStatus.DONE, RecommendationStatus.DROPPED)

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    CheckKind: {
        CheckKind.MISSING: N_("Indicators without a value and without a reason"),
        CheckKind.PLAN: N_("Indicators without a baseline or a target"),
        CheckKind.SOURCE: N_("Sources older than the period"),
        CheckKind.ODD: N_("Values that look odd"),
        CheckKind.UNVERIFIED: N_("Evidence that nobody has verified"),
        CheckKind.UNPROVEN: N_("Figures without evidence"),
        CheckKind.SMALL: N_("Small counts that would be published"),
        CheckKind.EMPTY: N_("Sections that are not written"),
        CheckKind.PLACED: N_("Placed figures that do not exist"),
        CheckKind.TYPED: N_("Figures that were typed by hand"),
        CheckKind.ACRONYM: N_("Acronyms that are not explained"),
        CheckKind.NUMBERING: N_("Numbering"),
        CheckKind.OWNER: N_("Recommendations without an owner or a date"),
        CheckKind.REMARK: N_("Remarks on the draft without an answer"),
    },
    RecommendationStatus: {
        RecommendationStatus.OPEN: N_("Not begun"),
        RecommendationStatus.IN_PROGRESS: N_("Under way"),
        RecommendationStatus.DONE: N_("Carried out"),
        RecommendationStatus.DROPPED: N_("No longer pursued"),
    },
    ChangeTopic: {
        ChangeTopic.INDICATOR: N_("Indicator"),
        ChangeTopic.VALUE: N_("Value"),
        ChangeTopic.BASELINE: N_("Baseline"),
        ChangeTopic.TARGET: N_("Final target"),
        ChangeTopic.PERIOD_TARGET: N_("Target of the period"),
        ChangeTopic.PROGRESS: N_("Progress"),
        ChangeTopic.RATING: N_("Rating"),
        ChangeTopic.COMMITMENT: N_("Commitment"),
        ChangeTopic.STATUS: N_("Official status"),
        ChangeTopic.CIVIL_STATUS: N_("Civil-society status"),
        ChangeTopic.EVIDENCE: N_("Evidence"),
        ChangeTopic.RECOMMENDATION: N_("Recommendation"),
        ChangeTopic.SECTION: N_("Section"),
    },
    Decision: {Decision.ACCEPTED: N_("Accepted"), Decision.DECLINED: N_("Declined")},
}
