"""The HTML of a PDF: which sections a report has, in which order, and what their templates may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.document_assets import Assets
from reports.document_breakdown import by_dimension, part
from reports.document_charts import Chart, Charts
from reports.document_fonts import writable
from reports.document_mapping import frameworks
from reports.document_markdown import markdown
from reports.document_matrix import matrix_periods, matrix_rows
from reports.document_periods import covered
from reports.document_sections import contents_of, sections_of
from reports.language import PERCENT, Speech, direction
from reports.money import money_words
from reports.printing import Cell, Printing
from reports.snapshot import CommitmentLine, IndicatorLine, NoteLine, PillarPart, Snapshot
from tracker.domain.rollup import Rollup
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Audience, CommitmentStatus, NoteTopic, Theme, Voice

EVERYBODY = Audience.OFFICIAL
"""The edition that is issued and published; a cover that says who it is for would forbid it to others."""

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "report"


def html(snapshot: Snapshot, speech: Speech, assets: Assets) -> str:
    """The report as one HTML page; its charts are put among the assets."""
    page = _Page(snapshot, speech, Charts(speech, assets))
    text, unknown = writable(page.render())
    return writable(page.render(unknown))[0] if unknown else text


def title(snapshot: Snapshot, speech: Speech) -> str:
    """What the file is called in a reader's window."""
    parts = (speech.gettext("Annual progress report"), speech.text(snapshot.period.name).text,
             speech.text(snapshot.plan.title).text, edition(snapshot, speech))  # fmt: skip
    return " · ".join(part for part in parts if part)


def edition(snapshot: Snapshot, speech: Speech) -> str:
    """Which edition, or that it is a draft."""
    if snapshot.edition is None:
        return speech.gettext("Draft")
    return speech.gettext("Edition %(number)s", number=snapshot.edition)


def footnote(snapshot: Snapshot, speech: Speech) -> str:
    """What stands at the foot of every page: that it is a draft, that its data are for demonstration."""
    said = [N_("Draft")] * snapshot.is_draft + [N_("Demonstration data")] * snapshot.plan.is_demonstration
    return " · ".join(map(speech.gettext, said))


class _Page:
    """One report in one language while it is written."""

    def __init__(self, snapshot: Snapshot, speech: Speech, charts: Charts) -> None:
        self.report, self.speech, self.charts = snapshot, speech, charts
        self.printing = Printing(speech)
        self.by_dimension = by_dimension(snapshot, speech)
        self.names = {each.key: speech.text(each.name).text for each in snapshot.organisations}
        places: list[tuple[IndicatorLine | CommitmentLine, str]] = [
            (line, f"i{n}") for n, line in enumerate(snapshot.indicators, start=1)
        ]
        places += [(line, f"c{n}") for n, line in enumerate(snapshot.commitments, start=1)]
        self.places = {id(line): place for line, place in places}
        self.anchors = {line.code: place for line, place in reversed(places)}
        self.trends = {id(line): charts.trend(line) for line in snapshot.indicators}

    def render(self, unwritable: int = 0) -> str:
        """The page, with a remark on characters that cannot be written."""
        sections = sections_of(self.report, self.speech)
        contents = contents_of(self.report, self.speech, sections)
        return ENVIRONMENT.get_template("document.html").render(
            **self.words(),
            **self.parts(),
            **self.annexes(),
            sections=sections,
            contents=contents,
            unwritable=unwritable,
        )

    def words(self) -> dict[str, Any]:
        """What templates say things with."""
        speech = self.speech
        said = {"_": speech.gettext, "ngettext": speech.ngettext, "say": speech.say, "word": speech.word}
        written = {"number": speech.number, "day": speech.day, "moment": speech.moment, "code": speech.code}
        texts = {"shown": speech.text, "markdown": markdown, "direction": direction}
        return said | written | texts | {"speech": speech, "printing": self.printing, "dict": dict}

    def parts(self) -> dict[str, Any]:
        """What templates say."""
        report, speech = self.report, self.speech
        return {
            "report": report,
            "title": title(report, speech),
            "edition": edition(report, speech),
            "footnote": footnote(report, speech),
            "statuses": self.statuses(),
            "topics": self.topics(),
            "themes": tuple(Theme),
            "voices": tuple(Voice),
            "no_report": CommitmentStatus.NO_REPORT,
            "charts": self.charts,
            "name": self.name,
            "names": lambda keys: ", ".join(map(self.name, keys)),
            "facts": self.facts(),
            "covered": covered(report, speech),
            "illustrative": self.is_illustrative(),
            "enough": speech.number(report.plan.on_track_percent) + PERCENT,
            "place": lambda line: self.places[id(line)],
            "anchor": lambda code: self.anchors.get(code, ""),
            "trends_of": self.trends_of,
            "told_of": self.told_of,
            "previous": self.previous,
            "previous_name": self.previous_name,
            "left_out": self.left_out,
            "breakdown": self.breakdown,
            **money_words(report, speech),
        }

    def annexes(self) -> dict[str, Any]:
        """What the templates of the annexes say besides."""
        return {
            "by_dimension": self.by_dimension,
            "matrix_periods": matrix_periods,
            "matrix_rows": matrix_rows,
            "frameworks": frameworks(self.report),
            "meant": self.meant,
        }

    def name(self, key: str) -> str:
        """An organisation's name by its key; the key where the report does not list it."""
        return self.names.get(key, key)

    def is_illustrative(self) -> bool:
        """Whether any row was made up to show the form."""
        indicators = any(line.is_illustrative for line in self.report.indicators)
        return indicators or any(line.is_illustrative for line in self.report.commitments)

    def facts(self) -> list[tuple[str, list[str]]]:
        """What stands on the cover, each with its label; what the plan does not say is left out."""
        plan, speech = self.report.plan, self.speech
        act = [speech.text(plan.act_title).text, speech.day(plan.act_date)]
        found = (
            (N_("Reporting period"), [self._span(self.report.period.starts_on, self.report.period.ends_on)]),
            (N_("Plan"), [self._span(plan.starts_on, plan.ends_on), ", ".join(filter(None, act))]),
            (N_("Lead body"), [speech.text(plan.lead).text]),
            (N_("Contact"), [plan.contact]),
            (N_("Figures verified by"), [speech.moment(self.report.cut_off)]),
            (N_("Prepared for"), [speech.word(self.report.audience) if self.report.audience is not EVERYBODY else ""]),
        )
        return [(speech.gettext(label), list(filter(None, lines))) for label, lines in found if any(lines)]

    def _span(self, first: date, last: date) -> str:
        return f"{self.speech.day(first)} – {self.speech.day(last)}"

    def statuses(self) -> tuple[tuple[CommitmentStatus, int], ...]:
        """Every status that either voice used, with the official count."""
        official, civil = dict(self.report.summary.statuses), dict(self.report.summary.civil_society)
        return tuple((each, official.get(each, 0)) for each in CommitmentStatus if each in official or each in civil)

    def topics(self) -> tuple[tuple[str, list[NoteLine]], ...]:
        """The data-quality notes by topic, in the order in which they come."""
        grouped: dict[NoteTopic, list[NoteLine]] = {}
        for note in self.report.notes:
            grouped.setdefault(note.topic, []).append(note)
        return tuple((self.speech.word(topic), lines) for topic, lines in grouped.items())

    def trends_of(self, pillar: PillarPart) -> list[Chart]:
        """The trends of a pillar's indicators."""
        return [chart for line in pillar.indicators if (chart := self.trends[id(line)]) is not None]

    def previous_name(self, pillar: PillarPart) -> str:
        """The period before, where it is the same for all indicators of the pillar."""
        found = {self.speech.text(line.previous.period.name).text for line in pillar.indicators if line.previous}
        return found.pop() if len(found) == 1 else ""

    def previous(self, line: IndicatorLine, common: str) -> Cell:
        """The value before, naming its period where the column's head does not."""
        cell = self.printing.previous(line)
        if common or line.previous is None:
            return cell
        return replace(cell, remarks=(self.speech.text(line.previous.period.name).text, *cell.remarks))

    def left_out(self, rollup: Rollup) -> list[tuple[str, tuple[str, ...]]]:
        """What is not in a mean, and why, with the codes."""
        gettext = self.speech.gettext
        found = (
            (gettext("Due, but without a figure:"), rollup.without_progress),
            (gettext("Listed, not averaged:"), rollup.listed),
            (gettext("Not due yet:"), rollup.not_due),
            (gettext("Not applicable:"), rollup.not_applicable),
        )
        return [(text, codes) for text, codes in found if codes]

    def breakdown(self, line: IndicatorLine) -> list[str]:
        """The parts of the period's value, a line for each organisation and dimension."""
        grouped: dict[tuple[str, str], list[str]] = {}
        for cell in line.breakdown:
            if cell.period == self.report.period.key:
                key = (cell.organisation, self.speech.text(cell.dimension).text)
                told = self.speech.gettext(
                    "%(name)s: %(value)s",
                    name=self.speech.text(cell.category).text,
                    value=part(cell, self.speech),
                )
                grouped.setdefault(key, []).append(told)
        return [f"{dimension} – {'; '.join(parts)} ({self.name(key)})" for (key, dimension), parts in grouped.items()]

    def _is_broken_down(self, line: IndicatorLine) -> bool:
        return any(cell.period == self.report.period.key for cell in line.breakdown)

    def meant(self, line: IndicatorLine) -> list[tuple[str, Multilingual]]:
        """What an indicator measures, how and from where, each with its label, where the plan says it."""
        found = (
            (N_("Definition:"), line.definition),
            (N_("Method:"), line.method),
            (N_("Source:"), line.source),
            (N_("Source of the baseline:"), line.baseline_source),
        )
        return [(self.speech.gettext(label), text) for label, text in found if text]

    def told_of(self, pillar: PillarPart) -> list[IndicatorLine]:
        """The indicators of a pillar about which there are words of this period beside the figures."""
        return [
            line
            for line in pillar.indicators
            if line.figure.texts or line.figure.items or line.narratives or self._is_broken_down(line)
        ]


ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
