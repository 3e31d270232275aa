"""The sections of a report as its pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from tracker.domain.prose import words
from tracker.domain.report_sections import BY_ITSELF
from tracker.domain.vocabulary import SectionKey, SectionState
from tracker.models.plan import Pillar, Plan
from tracker.models.reporting import Report, Section
from tracker.services import sections
from tracker.web.languages import NAMES, shown
from tracker.web.words import word


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in a list; `section` is None where nobody has written or been given it."""

    key: SectionKey
    pillar: Pillar | None
    label: str
    address: str
    section: Section | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.section is None or self.section.state is SectionState.WRITING

    @property
    def by_itself(self) -> bool:
        return self.key in BY_ITSELF

    def counts(self, plan: Plan) -> list[tuple[str, str, int]]:
        """(code, language, words) of each language of the plan."""
        texts = self.section.body.texts if self.section else {}
        return [(code, NAMES.get(code, code), words(texts.get(code, ""))) for code in plan.languages]


def section_rows(plan: Plan, report: Report) -> list[SectionRow]:
    """Every section of a report in its order, written or not."""
    found = sections.written(report)
    return [
        SectionRow(key, pillar, section_label(key, pillar), section_address(plan, report, key, pillar),
                   found.get((key, pillar.id if pillar else None)))
        for key, pillar in sections.places(plan)
    ]  # fmt: skip


def section_label(key: SectionKey, pillar: Pillar | None) -> str:
    return word(key) if pillar is None else f"{word(key)}: {pillar.code} {shown(pillar.title).text}"


def section_address(plan: Plan, report: Report, key: SectionKey, pillar: Pillar | None) -> str:
    """Where a section is written."""
    about = pillar.id if pillar else None
    return url_for("writing.write", plan_code=plan.code, report_id=report.id, key=key.value, about=about)
