"""The charts of a PDF, described in words for those who cannot see them; drawn by reports.charts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.charts import (
    Mark,
    PillarBar,
    PillarBars,
    Point,
    Segment,
    StatusBar,
    TrendChart,
    pillar_bars,
    status_bar,
    trend_chart,
)
from reports.document_assets import Assets
from reports.document_fonts import writable
from reports.document_letters import joined
from reports.language import Speech
from reports.palette import COMMITMENT_STATUSES
from reports.printing import HIDDEN, NUMERIC, Printing
from reports.snapshot import IndicatorLine, Snapshot
from tracker.domain.display import Printed, rounded, shown
from tracker.domain.series import Figure
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Kind, Theme, ValueState

FEWEST = 3
MEASURED = (ValueState.VALUE, ValueState.PARTIAL)
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing's address and what it shows, in words."""

    address: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Charts:
    """Draws for one report in one language."""

    speech: Speech
    assets: Assets

    def trend(self, line: IndicatorLine) -> Chart | None:
        """The trend of a numeric indicator; None with fewer than three measured values."""
        if line.kind not in NUMERIC or sum(figure.state in MEASURED for figure in line.series) < FEWEST:
            return None
        title = self._said(line.title)
        points = tuple(self._point(line, figure) for figure in line.series)
        told = "; ".join(f"{point.label}: {point.written or self._gap()}" for point in points)
        drawing = trend_chart(
            TrendChart(
                title=title,
                description=told,
                points=points,
                unit=self._unit(line),
                baseline=self._mark(line, N_("Baseline"), line.figure.baseline.value, shown(line.figure).baseline),
                target=self._target(line),
                gap_word=self._gap_or_hidden(line),
                carried_word=self.speech.gettext("Carried from an earlier period"),
                rtl=self.speech.direction == "rtl",
                tick=self.speech.number,
            )
        )
        return Chart(self._keep(drawing), title, told)

    def statuses(self, snapshot: Snapshot) -> Chart | None:
        """How many commitments stand where; None without any."""
        counts = dict(snapshot.summary.statuses)
        if not sum(counts.values()):
            return None
        title = self.speech.gettext("Status of the commitments")
        parts = tuple(
            Segment(self.speech.word(status), counts.get(status, 0), self.speech.number(counts.get(status, 0)), fill)
            for status, fill in COMMITMENT_STATUSES.items()
        )
        told = "; ".join(f"{part.label}: {part.written}" for part in parts)
        drawing = status_bar(
            StatusBar(title=title, description=told, segments=parts, rtl=self.speech.direction == "rtl")
        )
        return Chart(self._keep(drawing), title, told)

    def pillars(self, snapshot: Snapshot) -> Chart | None:
        """The means of the pillars; None without a pillar."""
        if not snapshot.pillars:
            return None
        title, printing = self.speech.gettext("Progress of the pillars"), Printing(self.speech)
        bars = tuple(
            PillarBar(
                theme=pillar.theme or Theme.CROSS_CUTTING,
                label=self._said(pillar.title),
                percent=_percent(pillar.rollup.headline),
                written=printing.ratio(pillar.rollup.headline),
                note=self.speech.of(pillar.rollup.coverage),
                reported=_percent(pillar.rollup.reported),
            )
            for pillar in snapshot.pillars
        )
        told = "; ".join(f"{bar.label}: {bar.written} ({bar.note})" for bar in bars)
        word = self.speech.gettext("Mean progress of those reported")
        spec = PillarBars(
            title=title, description=told, bars=bars, reported_word=word, rtl=self.speech.direction == "rtl"
        )
        return Chart(self._keep(pillar_bars(spec)), title, told)

    def _keep(self, drawing: bytes) -> str:
        text, _ = writable(joined(drawing).decode())
        return self.assets.add(text.encode(), SVG)

    def _point(self, line: IndicatorLine, figure: Figure) -> Point:
        label = self._said(figure.period.name)
        printed = shown(figure).value
        carried = figure.state is ValueState.CARRIED
        if figure.state is ValueState.SUPPRESSED:
            return Point(label, None, self.speech.gettext(HIDDEN))
        if printed is None or not (carried or figure.state in MEASURED):
            return Point(label, None)
        return Point(label, printed.number, self._written(line, printed), carried)

    def _target(self, line: IndicatorLine) -> Mark | None:
        target = line.figure.target
        if target is None or line.figure.since_start is not None or line.figure.hidden:
            return None  # a target for all periods together is no level for one of them
        return self._mark(line, N_("Target"), target.value, shown(line.figure).target)

    def _mark(self, line: IndicatorLine, word: str, value: Decimal | None, printed: Printed | None) -> Mark | None:
        if value is None or printed is None:
            return None
        return Mark(value, self.speech.gettext(word), self._written(line, printed))

    def _written(self, line: IndicatorLine, printed: Printed) -> str:
        return self.speech.percent(printed) if line.kind is Kind.SHARE else self.speech.printed(printed)

    def _said(self, text: Multilingual | str) -> str:
        """A text of people without what no font, and no drawing, can hold."""
        return writable(self.speech.text(text).text)[0]

    def _unit(self, line: IndicatorLine) -> str:
        return self._said(line.unit) or ("%" if line.kind is Kind.SHARE else "")

    def _gap(self) -> str:
        return self.speech.gettext("No value")

    def _gap_or_hidden(self, line: IndicatorLine) -> str:
        """What the hatching of a period stands for."""
        states = {figure.state for figure in line.series} - {*MEASURED, ValueState.CARRIED}
        words = [self._gap()] if states - {ValueState.SUPPRESSED} else []
        return " / ".join(words + [self.speech.gettext(HIDDEN)] * (ValueState.SUPPRESSED in states))


def _percent(ratio: Fraction | None) -> Decimal | None:
    return None if ratio is None else rounded(ratio * 100, 1)
