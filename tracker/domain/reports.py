"""Which measurements count: verified ones, in the newest revision, one per period and organisation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.periods import alike, in_order, taken
from tracker.domain.series import Absent, Coverage, Expected, Observation, Span
from tracker.domain.vocabulary import NoValue, State

LEAVES = (NoValue.NOT_DUE, NoValue.NOT_APPLICABLE)  # such a report is not counted as missing
ENDS = (NoValue.NOT_APPLICABLE, NoValue.CONFIDENTIAL)  # nothing older stands in for such a report


def official(observations: Iterable[Observation], cut_off: datetime | None = None) -> tuple[Observation, ...]:
    """The verified measurements, in their newest revision that was verified by the cut-off (included).

    A draft, a submitted or a returned one changes nothing; a verified value stays while its correction waits. Raises
    ValueError if two verified measurements claim to be the same revision of the same one.
    """
    newest: dict[Expected, Observation] = {}
    for one in observations:
        if one.state is not State.VERIFIED or not _by(one.verified_at, cut_off):
            continue
        key = Expected(one.period, one.organisation)
        other = newest.get(key)
        if other is not None and other.revision == one.revision and other != one:
            raise ValueError(f"two verified measurements of {key} are revision {one.revision}")
        if other is None or other.revision < one.revision:
            newest[key] = one
    return tuple(newest[key] for key in sorted(newest))


def waiting(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The submitted measurements: shown apart, never part of an official figure."""
    found = (one for one in observations if one.state is State.SUBMITTED)
    return tuple(sorted(found, key=lambda one: (one.period, one.organisation, one.revision)))


def _by(verified_at: datetime | None, cut_off: datetime | None) -> bool:
    return cut_off is None or (verified_at is not None and verified_at <= cut_off)


@dataclass(frozen=True, slots=True)
class Report:
    """A measurement with its period; `carried` where it stands in for one that is missing."""

    span: Span
    observation: Observation
    carried: bool = False

    @property
    def organisation(self) -> str:
        return self.observation.organisation


@dataclass(frozen=True, slots=True)
class Gathered:
    """The reports that make a figure, those that are not there with their reasons, and how many the window has.

    `gaps`: something is lacking for which no older report stands in. `contained`: reports left out because a longer one
    of the same organisation holds them.
    """

    used: tuple[Report, ...]
    absent: tuple[Absent, ...]
    present: int
    gaps: bool
    contained: int = 0

    @property
    def coverage(self) -> Coverage:
        """Reports in the window of those that should be there; not due and not applicable ones have left."""
        return Coverage(self.present, self.present + len(missing(self.absent)))


def missing(absent: Iterable[Absent]) -> tuple[Absent, ...]:
    """The absent reports that should have been there."""
    return tuple(one for one in absent if one.reason not in LEAVES)


class Reports:
    """The verified measurements of one indicator, to be asked by period and organisation."""

    def __init__(
        self,
        periods: Collection[Span],
        observations: Iterable[Observation],
        expected: Collection[Expected] | None = None,
    ) -> None:
        """`expected` None: every organisation that ever reported is expected in every period it could report on."""
        self.spans = {span.key: span for span in in_order(periods)}
        self.found = {Expected(one.period, one.organisation): one for one in observations if one.period in self.spans}
        self.valued = frozenset(key for key, one in self.found.items() if one.has_value)
        every = tuple(self.spans.values())
        self.holding = {one.key: [other for other in every if other is not one and other.holds(one)] for one in every}
        self.organisations = sorted({key.organisation for key in self.found})
        self.told = expected is not None
        self.expected = frozenset(self._every_report() if expected is None else expected)

    def gather(self, spans: Collection[Span]) -> Gathered:
        """All reports of these periods, without those that a longer report of the same organisation contains."""
        present, absent, contained = self._window(spans)
        return Gathered(present, absent, len(present), bool(missing(absent)), contained)

    def latest(self, window: Collection[Span], at: Span) -> Gathered:
        """The latest report of each organisation up to `at`, marked as carried where it is older than the window."""
        present, absent, _ = self._window(window)
        keys = {span.key for span in window}
        older = taken(self.spans.values(), at)
        each = [found for name in self.organisations if (found := self._latest_of(name, older, keys)) is not None]
        answered = {report.organisation for report in each}
        gaps = any(one.organisation not in answered for one in missing(absent))
        return Gathered(tuple(each), absent, len(present), gaps)

    def _window(self, spans: Collection[Span]) -> tuple[tuple[Report, ...], tuple[Absent, ...], int]:
        keys = {span.key for span in spans}
        valued = [key for key in self.valued if key.period in keys]
        counted = [key for key in valued if not self._is_covered(key, keys, by_longer=True)]
        present = sorted((Report(self.spans[key.period], self.found[key]) for key in counted), key=_by_time)
        return tuple(present), self._absent(keys), len(valued) - len(present)

    def _latest_of(self, organisation: str, older: Collection[Span], window: Collection[str]) -> Report | None:
        for span in reversed(tuple(older)):
            one = self.found.get(Expected(span.key, organisation))
            if one is not None and one.has_value:
                return Report(span, one, carried=span.key not in window)
            if one is not None and one.reason in ENDS:
                return None
        return None

    def _absent(self, keys: Collection[str]) -> tuple[Absent, ...]:
        """What was expected or answered with a reason, and is not there; an organisation's longer report covers it."""
        asked = sorted(key for key in (self.expected | set(self.found)) if key.period in keys)
        lacking = [key for key in asked if key not in self.valued and not self._is_covered(key, keys)]
        return tuple(Absent(self.spans[key.period], key.organisation, self._reason(key)) for key in lacking)

    def _is_covered(self, key: Expected, keys: Collection[str], *, by_longer: bool = False) -> bool:
        """Whether the organisation reported for a period that holds this one, of those in `keys`."""
        span = self.spans[key.period]
        around = [one for one in self.holding[key.period] if one.key in keys and not (by_longer and span.holds(one))]
        return any(Expected(one.key, key.organisation) in self.valued for one in around)

    def _reason(self, key: Expected) -> NoValue:
        return (self.found[key].reason if key in self.found else None) or NoValue.NOT_REPORTED

    def _every_report(self) -> Iterator[Expected]:
        """Expectations where nobody has told any: in whole periods if anything was reported on one, else in parts."""
        spans = tuple(self.spans.values())
        if not spans:
            return
        whole = set(alike(spans, max(spans, key=lambda span: (span.ends_on - span.starts_on, span.key))))
        reported = {self.spans[key.period] for key in self.found}
        used = whole if reported & whole or not reported else set(spans) - whole
        yield from (Expected(span.key, name) for span in used for name in self.organisations)


def _by_time(report: Report) -> tuple[int, int, str, str]:
    span = report.span
    return span.ends_on.toordinal(), -span.starts_on.toordinal(), span.key, report.organisation
