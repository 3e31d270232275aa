"""The frozen set of figures and texts of one report: everything a reader sees, calculated before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from reports.snapshot_advice import ChangeLine, FollowUpLine, RecommendationLine, RevisionLine
from tracker.domain.money import BudgetState
from tracker.domain.rollup import Rollup
from tracker.domain.series import Figure, Span
from tracker.domain.texts import Message, Multilingual
from tracker.domain.vocabulary import (
    Audience,
    CommitmentStatus,
    EvidenceClass,
    EvidenceKind,
    Kind,
    NoteTopic,
    OrganisationKind,
    Rating,
    SectionKey,
    Theme,
    Verification,
    Voice,
)

VERSION = 1
"""Of the stored form; a change of shape raises it and brings a reader for the older one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    code: str
    title: Multilingual
    country: str
    generation: int
    starts_on: date
    ends_on: date
    languages: tuple[str, ...]
    default_language: str
    lead: Multilingual
    contact: str
    act_title: Multilingual
    act_date: date | None
    is_demonstration: bool
    on_track_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """Who answers, and how many of its reports that were due came in (verified, with a value or a reason)."""

    key: str
    name: Multilingual
    kind: OrganisationKind
    due: int
    reported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """One voice on a commitment in the report's period; `evidence` are numbers of the register."""

    voice: Voice
    organisation: str
    status: CommitmentStatus
    note: Multilingual
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingLine:
    """An amount promised for one year, from a donor, or from the state's own budget where `donor` is empty."""

    donor: Multilingual
    amount: Decimal
    currency: str
    year: int
    source: Multilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLine:
    """What one organisation spent by the end of the report's period; `here` tells what it spent in that period."""

    organisation: Multilingual
    period: Multilingual
    here: bool
    amount: Decimal
    currency: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    """A commitment with its statuses; the official one is *no report received* where none was verified."""

    code: str
    text: Multilingual
    theme: Theme | None
    outcome: str
    lead: str
    supporting: tuple[str, ...]
    references: tuple[str, ...]
    is_illustrative: bool
    official: CommitmentStatus
    civil_society: tuple[CommitmentStatus, ...]
    statuses: tuple[StatusLine, ...]
    budget: BudgetState = BudgetState.NOT_STATED
    funding: tuple[FundingLine, ...] = ()
    spending: tuple[SpendingLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What an organisation wrote about a value; `organisation` is a key."""

    organisation: str
    text: Multilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownCell:
    """One verified cell of a breakdown, as one organisation reported it for one period; None where it is hidden.

    `crossed` are the two dimensions and categories of a crossed cell; `dimension` and `category` name both together.
    """

    period: str
    organisation: str
    dimension: Multilingual
    category: Multilingual
    value: Decimal | None
    crossed: tuple[tuple[Multilingual, Multilingual], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator with its figure in this period and its series over the periods that the report takes.

    `series` is in the order of the periods and ends with the report's own; `figure` is its last, `previous` the one
    before. `scale` gives an ordinal's steps (code, label) from the lowest up. `waiting` counts the reports that were
    sent but not verified at the cut-off: they are in no figure.
    """

    code: str
    title: Multilingual
    definition: Multilingual
    method: Multilingual
    source: Multilingual
    unit: Multilingual
    kind: Kind
    per: int
    scale: tuple[tuple[str, Multilingual], ...]
    theme: Theme | None
    commitment: str
    outcome: str
    responsible: tuple[str, ...]
    library_reference: str
    baseline_source: Multilingual
    baseline_unknown: bool
    is_sensitive: bool
    is_illustrative: bool
    weight: int
    figure: Figure
    previous: Figure | None
    series: tuple[Figure, ...]
    narratives: tuple[Narrative, ...]
    sources: tuple[tuple[str, date | None], ...]
    breakdown: tuple[BreakdownCell, ...]
    evidence: tuple[int, ...]
    waiting: int
    revisions: tuple[RevisionLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarPart:
    """A pillar of the plan with what stands under it, its roll-up, and what was written about it."""

    code: str
    title: Multilingual
    theme: Theme | None
    rollup: Rollup
    outcomes: tuple[tuple[str, Multilingual], ...]
    commitments: tuple[CommitmentLine, ...]
    indicators: tuple[IndicatorLine, ...]
    narrative: Multilingual

    @property
    def periods(self) -> tuple[Span, ...]:
        """The periods of its indicators, in order."""
        found = {figure.period.key: figure.period for line in self.indicators for figure in line.series}
        return tuple(sorted(found.values(), key=lambda span: (span.ends_on, span.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """An item of the register. Restricted and internal items say only who holds them: no title, no address, no hash."""

    number: int
    kind: EvidenceKind
    visibility: EvidenceClass
    title: Multilingual
    proves: Multilingual
    holder: Multilingual
    document_on: date | None
    language: str
    url: str
    sha256: str
    verification: Verification
    supports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A data-quality note about an indicator or commitment (`code`), in the words of `text`; `topic` groups them."""

    code: str
    topic: NoteTopic
    text: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The counts on the first page. `coverage` is indicators with a value over those that are due."""

    rollup: Rollup
    ratings: tuple[tuple[Rating, int], ...]
    statuses: tuple[tuple[CommitmentStatus, int], ...]
    civil_society: tuple[tuple[CommitmentStatus, int], ...]
    reports_due: int
    reports_verified: int
    reports_waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    key: SectionKey
    body: Multilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that one edition says to one audience, in all languages of the plan.

    `edition` is None in a preview. `cut_off` is the moment up to which decisions count. `audit_head` is the newest
    hash of the record of acts at that moment. `changes` are those since the edition with the number `changed_since`.
    """

    version: int
    plan: PlanFacts
    period: Span
    periods: tuple[Span, ...]
    audience: Audience
    edition: int | None
    cut_off: datetime
    audit_head: str
    organisations: tuple[OrganisationLine, ...]
    summary: Summary
    sections: tuple[SectionText, ...]
    pillars: tuple[PillarPart, ...]
    evidence: tuple[EvidenceLine, ...]
    notes: tuple[NoteLine, ...]
    recommendations: tuple[RecommendationLine, ...] = ()
    follow_up: tuple[FollowUpLine, ...] = ()
    changed_since: int | None = None
    changes: tuple[ChangeLine, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.edition is None

    @property
    def indicators(self) -> tuple[IndicatorLine, ...]:
        """Those of all pillars, in order."""
        return tuple(line for pillar in self.pillars for line in pillar.indicators)

    @property
    def commitments(self) -> tuple[CommitmentLine, ...]:
        """Those of all pillars, in order."""
        return tuple(line for pillar in self.pillars for line in pillar.commitments)

    def organisation(self, key: str) -> OrganisationLine:
        """The organisation with this key. Raises StopIteration for an unknown key."""
        return next(each for each in self.organisations if each.key == key)

    def section(self, key: SectionKey) -> Multilingual:
        return next((each.body for each in self.sections if each.key is key), Multilingual())
