"""Who may do what: one table for the guard, the buttons and the page that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.vocabulary import Role


class Action(StrEnum):
    """Everything that a person can do inside a plan."""

    READ_EDITION = "read_edition"
    READ_PLAN = "read_plan"
    READ_MEASUREMENT = "read_measurement"
    READ_EVIDENCE = "read_evidence"
    READ_OVERVIEW = "read_overview"
    EDIT_PLAN = "edit_plan"
    OPEN_PERIOD = "open_period"
    RECORD_MEASUREMENT = "record_measurement"
    REPORT_STATUS = "report_status"
    REPORT_SPENDING = "report_spending"
    ADD_EVIDENCE = "add_evidence"
    REVIEW = "review"
    VERIFY_EVIDENCE = "verify_evidence"
    WRITE_REPORT = "write_report"
    WRITE_SECTION = "write_section"
    REMARK_DRAFT = "remark_draft"
    REQUEST_EDITION = "request_edition"
    CONFIRM_EDITION = "confirm_edition"
    INVITE = "invite"
    READ_RECORD = "read_record"
    EXPORT_EVIDENCE = "export_evidence"


class Scope(StrEnum):
    """How far a right reaches inside the plan."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


_, OWN, ALL = Scope.NONE, Scope.OWN, Scope.ALL

ROLES = (Role.VIEWER, Role.CONTRIBUTOR, Role.REVIEWER, Role.COORDINATOR)

# Four eyes are rules, not rights: nobody reviews or confirms what they themselves entered (tracker.domain.reviewing).
# So is the writing of a section: whoever does not write the report writes only what was given to them by name.
# fmt: off
TABLE: dict[Action, tuple[Scope, Scope, Scope, Scope]] = {
    #                           viewer  contributor  reviewer  coordinator
    Action.READ_EDITION:       (ALL,    ALL,         ALL,      ALL),
    Action.READ_PLAN:          (_,      ALL,         ALL,      ALL),
    Action.READ_OVERVIEW:      (_,      _,           ALL,      ALL),
    Action.READ_MEASUREMENT:   (_,      OWN,         ALL,      ALL),
    Action.READ_EVIDENCE:      (_,      OWN,         ALL,      ALL),
    Action.EDIT_PLAN:          (_,      _,           _,        ALL),
    Action.OPEN_PERIOD:        (_,      _,           _,        ALL),
    Action.RECORD_MEASUREMENT: (_,      OWN,         _,        _),
    Action.REPORT_STATUS:      (_,      OWN,         _,        _),
    Action.REPORT_SPENDING:    (_,      OWN,         _,        _),
    Action.ADD_EVIDENCE:       (_,      OWN,         _,        _),
    Action.REVIEW:             (_,      _,           ALL,      _),
    Action.VERIFY_EVIDENCE:    (_,      _,           ALL,      _),
    Action.WRITE_REPORT:       (_,      _,           _,        ALL),
    Action.WRITE_SECTION:      (_,      ALL,         ALL,      ALL),
    Action.REMARK_DRAFT:       (_,      ALL,         ALL,      ALL),
    Action.REQUEST_EDITION:    (_,      _,           _,        ALL),
    Action.CONFIRM_EDITION:    (_,      _,           ALL,      ALL),
    Action.INVITE:             (_,      _,           _,        ALL),
    Action.EXPORT_EVIDENCE:    (_,      _,           ALL,      ALL),
    Action.READ_RECORD:        (_,      _,           _,        ALL),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Part:
    """One role in a plan for an organisation: what a membership says, without the database."""

    role: Role
    plan_id: int
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person's rights reach for one action in one plan."""

    everything: bool
    organisation_ids: frozenset[int]

    def __bool__(self) -> bool:
        return self.everything or bool(self.organisation_ids)

    def covers(self, organisation_id: int | None) -> bool:
        """Whether it reaches what belongs to an organisation; None stands for what belongs to the plan itself."""
        return self.everything or organisation_id in self.organisation_ids


def scope(role: Role, action: Action) -> Scope:
    return TABLE[action][ROLES.index(role)]


def reach(parts: Iterable[Part], plan_id: int, action: Action) -> Reach:
    """How far `action` reaches in a plan for somebody with these parts; falsy where it reaches nothing."""
    here = [part for part in parts if part.plan_id == plan_id]
    own = {p.organisation_id for p in here if scope(p.role, action) is OWN and p.organisation_id is not None}
    return Reach(any(scope(p.role, action) is ALL for p in here), frozenset(own))
