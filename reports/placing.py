"""Figures placed in prose, filled from the snapshot that also prints the tables, in the language of the prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reports.language import Speech
from reports.printing import Printing
from reports.snapshot import IndicatorLine, PillarPart, Snapshot
from tracker.domain.placed import OF_INDICATOR, OF_PILLAR, OF_PLAN, Placed, Subject, fill, written
from tracker.domain.texts import Multilingual

MARKS = re.compile(r"([\\`*_\[\]<>#{}])")
"""What means something in Markdown: in a figure, such as the label of a step, it means itself."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be placed about one thing: its code, its title, and pairs of what is typed and what it says now."""

    code: str
    title: Multilingual
    figures: tuple[tuple[str, str], ...]


class Figures:
    """The figures of a snapshot in one language, as text."""

    def __init__(self, snapshot: Snapshot, language: str) -> None:
        self.snapshot = snapshot
        self.speech = Speech(language, snapshot.plan.default_language)
        self.printing = Printing(self.speech)
        self.lines = {line.code: line for line in snapshot.indicators}
        self.pillars = {pillar.code: pillar for pillar in snapshot.pillars}

    def said(self, placed: Placed) -> str | None:
        """What the table says in this place; None where there is no such figure."""
        tell: dict[Subject, Callable[[Placed], str | None]] = {
            Subject.INDICATOR: self._of_indicator,
            Subject.PILLAR: self._of_pillar,
            Subject.PLAN: self._of_plan,
            Subject.RATING: self._of_rating,
            Subject.STATUS: self._of_status,
        }
        return None if placed.subject is None else tell[placed.subject](placed)

    def _of_indicator(self, placed: Placed) -> str | None:
        line = self.lines.get(placed.code)
        return None if line is None or placed.aspect not in OF_INDICATOR else self._figure(line, placed.aspect)

    def _figure(self, line: IndicatorLine, aspect: str) -> str:
        printing = self.printing
        if aspect == "rating":
            return self.speech.word(line.figure.rating)
        if aspect == "value":
            return printing.value(line, line.figure).text
        cells = {
            "previous": printing.previous, "baseline": printing.baseline,
            "target": printing.target, "progress": printing.progress,
        }  # fmt: skip
        return cells[aspect](line).text

    def _of_pillar(self, placed: Placed) -> str | None:
        pillar = self.pillars.get(placed.code)
        if pillar is None or placed.aspect not in OF_PILLAR:
            return None
        rollup = pillar.rollup
        return self.speech.of(rollup.coverage) if placed.aspect == "coverage" else self.printing.ratio(rollup.headline)

    def _of_plan(self, placed: Placed) -> str | None:
        summary = self.snapshot.summary
        reports = self.speech.gettext("%(n)s of %(of)s", n=summary.reports_verified, of=summary.reports_due)
        told = {
            "progress": self.printing.ratio(summary.rollup.headline),
            "coverage": self.speech.of(summary.rollup.coverage),
            "reports": reports,
        }
        return told.get(placed.aspect)

    def _of_rating(self, placed: Placed) -> str | None:
        return self.speech.number({str(key): n for key, n in self.snapshot.summary.ratings}.get(placed.aspect, 0))

    def _of_status(self, placed: Placed) -> str | None:
        return self.speech.number({str(key): n for key, n in self.snapshot.summary.statuses}.get(placed.aspect, 0))


def filled(snapshot: Snapshot) -> Snapshot:
    """The snapshot with the figures that its prose places, each text in the way its language writes them."""
    told: dict[str, Figures] = {}

    def text(body: Multilingual) -> Multilingual:
        return Multilingual({code: _filled(said, code) for code, said in body.texts.items()})

    def _filled(said: str, code: str) -> str:
        if "{{" not in said:
            return said
        figures = told.setdefault(code, Figures(snapshot, code))
        return fill(said, lambda placed: None if (figure := figures.said(placed)) is None else plain(figure))

    return replace(
        snapshot,
        sections=tuple(replace(section, body=text(section.body)) for section in snapshot.sections),
        pillars=tuple(replace(pillar, narrative=text(pillar.narrative)) for pillar in snapshot.pillars),
    )


def plain(text: str) -> str:
    """A text in which no character means anything in Markdown."""
    return MARKS.sub(r"\\\1", text)


def offered(snapshot: Snapshot, language: str) -> Iterator[tuple[PillarPart | None, tuple[Offered, ...]]]:
    """What can be placed, with what it says now: of the plan as a whole first, then pillar by pillar."""
    figures = Figures(snapshot, language)
    yield None, (Offered("", snapshot.plan.title, _pairs(figures, Subject.PLAN, "", OF_PLAN) + _counts(figures)),)
    for pillar in snapshot.pillars:
        own = Offered(pillar.code, pillar.title, _pairs(figures, Subject.PILLAR, pillar.code, OF_PILLAR))
        lines = (
            Offered(line.code, line.title, _pairs(figures, Subject.INDICATOR, line.code, OF_INDICATOR))
            for line in pillar.indicators
        )
        yield pillar, (own, *lines)


def _pairs(figures: Figures, subject: Subject, code: str, aspects: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (typed := written(subject, code, aspect), figures.said(Placed(typed, subject, code, aspect)) or "")
        for aspect in aspects
    )


def _counts(figures: Figures) -> tuple[tuple[str, str], ...]:
    summary = figures.snapshot.summary
    return (
        *_pairs(figures, Subject.RATING, "", tuple(rating for rating, _n in summary.ratings)),
        *_pairs(figures, Subject.STATUS, "", tuple(status for status, _n in summary.statuses)),
    )
