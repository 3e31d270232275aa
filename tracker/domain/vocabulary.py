"""The words of the field, one each, as they stand in tables, addresses and files."""

from __future__ import annotations

from enum import StrEnum


class Theme(StrEnum):
    """The four pillars of resolution 1325, and the fifth that most plans add."""

    PARTICIPATION = "participation"
    PREVENTION = "prevention"
    PROTECTION = "protection"
    RELIEF_AND_RECOVERY = "relief_and_recovery"
    CROSS_CUTTING = "cross_cutting"


class PlanState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"
    ARCHIVED = "archived"


class OrganisationKind(StrEnum):
    """Who answers: it decides whether a status is official or civil society's."""

    GOVERNMENT = "government"
    NGO = "ngo"
    INTERNATIONAL = "international"
    DONOR = "donor"


class Role(StrEnum):
    """What a user is in one plan; an administrator is a property of the user, not a role in a plan."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"


class Kind(StrEnum):
    """What an indicator's value is; it fixes how values join over time."""

    FLOW = "flow"
    RUNNING_TOTAL = "running_total"
    STOCK = "stock"
    SHARE = "share"
    RATE = "rate"
    MILESTONE = "milestone"
    ORDINAL = "ordinal"
    LIST = "list"
    TEXT = "text"


class TimeRule(StrEnum):
    """How the values of several periods become one."""

    SUM = "sum"
    LATEST = "latest"
    RATIO_OF_SUMS = "ratio_of_sums"
    NONE = "none"


class PlaceRule(StrEnum):
    """How the values of several organisations or places become one."""

    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    LARGEST = "largest"
    ALL = "all"
    NONE = "none"


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class TargetSpan(StrEnum):
    """What a target covers: its own period alone, or everything since the plan began."""

    PERIOD = "period"
    SINCE_START = "since_start"


class Frequency(StrEnum):
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    ONCE = "once"


class PeriodState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


class NoValue(StrEnum):
    """Why there is no value: never the same as zero, never a blank."""

    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"


class DataStatus(StrEnum):
    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"


class Standing(StrEnum):
    """Whether a listed law or mechanism counts."""

    IN_FORCE = "in_force"
    REPEALED = "repealed"
    DRAFT = "draft"


class State(StrEnum):
    """Where a measurement or a status of a commitment stands in reviewing."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"


class Step(StrEnum):
    """What a person does to a measurement or a status."""

    SUBMIT = "submit"
    RECALL = "recall"
    VERIFY = "verify"
    RETURN = "return"


class CommitmentStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    DELAYED = "delayed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    NO_REPORT = "no_report"


class Voice(StrEnum):
    OFFICIAL = "official"
    CIVIL_SOCIETY = "civil_society"


class EvidenceKind(StrEnum):
    FILE = "file"
    LINK = "link"
    HELD_ELSEWHERE = "held_elsewhere"


class EvidenceClass(StrEnum):
    """Who may see an evidence item; restricted never leaves the server in a report."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class Consent(StrEnum):
    """Whether a person is quoted or pictured in an evidence item, and agreed; asked of every new item."""

    NOT_ASKED = "not_asked"
    NOBODY = "nobody"
    GIVEN = "given"
    MISSING = "missing"


class Scan(StrEnum):
    """What a scanner for viruses said of a file; what it has not judged yet waits and is not handed out."""

    NOT_SCANNED = "not_scanned"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


class Use(StrEnum):
    """What was made of the file of an evidence item: a copy without metadata, a picture of it, its bare text."""

    COPY = "copy"
    PREVIEW = "preview"
    TEXT = "text"


class Verification(StrEnum):
    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    REJECTED = "rejected"


class EditionState(StrEnum):
    REQUESTED = "requested"
    RENDERING = "rendering"
    ISSUED = "issued"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    OFFICIAL = "official"
    DONOR = "donor"
    PUBLIC = "public"


class FileFormat(StrEnum):
    PDF, XLSX, CSV = "pdf", "xlsx", "csv"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Rating(StrEnum):
    """How an indicator stands, in the order in which the first match decides."""

    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    NOT_COMPUTABLE = "not_computable"
    MAINTAINED = "maintained"
    NOT_MAINTAINED = "not_maintained"
    ACHIEVED = "achieved"
    ACHIEVED_EARLIER = "achieved_earlier"
    REGRESSED = "regressed"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    NOT_RATED = "not_rated"


class SectionKey(StrEnum):
    """The sections that people write, in the order of the report."""

    FOREWORD = "foreword"
    ACRONYMS = "acronyms"
    SUMMARY = "summary"
    METHOD = "method"
    CONTEXT = "context"
    PROGRESS = "progress"
    CIVIL_SOCIETY = "civil_society"
    BUDGET = "budget"
    LESSONS = "lessons"
    CHALLENGES = "challenges"
    FOLLOW_UP = "follow_up"
    RECOMMENDATIONS = "recommendations"
    NEXT_STEPS = "next_steps"


class SectionState(StrEnum):
    """Where the writing of a section stands; one that is left out is not printed."""

    WRITING = "writing"
    READY = "ready"
    LEFT_OUT = "left_out"


class ValueState(StrEnum):
    """What stands in the place of a value: a zero, a gap, a reason, 0 of 0 and a hidden one are different things."""

    VALUE = "value"
    PARTIAL = "partial"
    CARRIED = "carried"
    NO_VALUE = "no_value"
    NOT_COMPUTABLE = "not_computable"
    SUPPRESSED = "suppressed"


class NoteTopic(StrEnum):
    """What a data-quality note is about, in the order of the report."""

    MISSING = "missing"
    CARRIED = "carried"
    QUALITY = "quality"
    SOURCE = "source"
    ODD = "odd"
    LATE = "late"
    WAITING = "waiting"
    EVIDENCE = "evidence"
    REVISED = "revised"
    PLAN = "plan"
    STATUS = "status"
    WARNING = "warning"
