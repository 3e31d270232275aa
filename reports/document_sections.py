"""Which sections and annexes a report has, in which order, and the table of contents that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.language import Speech
from reports.money import is_stated
from reports.snapshot import Snapshot
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import SectionKey

WRITTEN = "written.html"
BODY: tuple[tuple[SectionKey, str], ...] = (
    (SectionKey.FOREWORD, WRITTEN),
    (SectionKey.ACRONYMS, WRITTEN),
    (SectionKey.SUMMARY, "summary.html"),
    (SectionKey.METHOD, "method.html"),
    (SectionKey.CONTEXT, WRITTEN),
    (SectionKey.PROGRESS, "progress.html"),
    (SectionKey.CIVIL_SOCIETY, WRITTEN),
    (SectionKey.BUDGET, "budget.html"),
    (SectionKey.LESSONS, WRITTEN),
    (SectionKey.CHALLENGES, WRITTEN),
    (SectionKey.FOLLOW_UP, "follow_up.html"),
    (SectionKey.RECOMMENDATIONS, "recommendations.html"),
    (SectionKey.NEXT_STEPS, WRITTEN),
)
ANNEXES = (
    ("A", "matrix", N_("Full matrix"), "matrix.html"),
    ("B", "dimensions", N_("Indicator data by dimension"), "dimensions.html"),
    ("C", "register", N_("Evidence register"), "register.html"),
    ("D", "notes", N_("Data-quality notes"), "notes.html"),
    ("E", "contributors", N_("Contributors"), "contributors.html"),
    ("F", "mapping", N_("Mapping to UN 1325, SDG and CEDAW"), "mapping.html"),
    ("G", "computed", N_("How each figure was computed"), "computed.html"),
)
"""Always all of them, under the same letters: who has read one report finds everything in the next."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; `letter` is set for an annex."""

    key: str
    title: str
    template: str
    body: Multilingual
    letter: str = ""

    @property
    def anchor(self) -> str:
        return f"s-{self.key}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    title: str
    level: int


def sections_of(report: Snapshot, speech: Speech) -> tuple[Section, ...]:
    """The sections that are there: written ones where somebody wrote, money or lists where there are any."""
    found = [
        Section(key.value, speech.word(key), template, report.section(key))
        for key, template in BODY
        if report.section(key) or _has_more(report, key, template)
    ]
    if report.changed_since is not None:
        called = speech.gettext("What changed since edition %(n)s", n=report.changed_since)
        found.insert(0, Section("changes", called, "changes.html", Multilingual()))
    for letter, key, name, template in ANNEXES:
        called = speech.gettext("Annex %(letter)s: %(title)s", letter=letter, title=speech.gettext(name))
        found.append(Section(key, called, template, Multilingual(), letter))
    return tuple(found)


def _has_more(report: Snapshot, key: SectionKey, template: str) -> bool:
    """Whether a section says something beside what people wrote in it."""
    lists = {
        SectionKey.BUDGET: is_stated(report),
        SectionKey.FOLLOW_UP: bool(report.follow_up),
        SectionKey.RECOMMENDATIONS: bool(report.recommendations),
    }
    return lists.get(key, template != WRITTEN)


def contents_of(report: Snapshot, speech: Speech, sections: Iterable[Section]) -> tuple[Entry, ...]:
    """The table of contents, the pillars below the section on progress."""
    found = []
    for section in sections:
        found.append(Entry(section.anchor, section.title, 1))
        if section.key == SectionKey.PROGRESS:
            found += [
                Entry(f"p{n}", f"{speech.code(pillar.code)} {speech.text(pillar.title).text}", 2)
                for n, pillar in enumerate(report.pillars, start=1)
            ]
    return tuple(found)
