"""The sections of the annual report: what belongs into each, in a sentence, and what stands there by itself."""

from __future__ import annotations

from tracker.domain.texts import N_
from tracker.domain.vocabulary import SectionKey

GUIDANCE: dict[SectionKey, str] = {
    SectionKey.FOREWORD: N_("A page signed by the lead body: why this report, and for whom."),
    SectionKey.ACRONYMS: N_(
        "One line for each short form that the report uses: the short form, a dash, what it means."
    ),
    SectionKey.SUMMARY: N_(
        "Five messages that a minister remembers. The counts and the coverage are printed by themselves."
    ),
    SectionKey.METHOD: N_(
        "Who contributed and how values were checked. Response rate, cut-off and rules are printed by themselves."
    ),
    SectionKey.CONTEXT: N_("What happened in the country in this period that a reader must know."),
    SectionKey.PROGRESS: N_("What the figures of this pillar mean, what helped, what stood in the way."),
    SectionKey.CIVIL_SOCIETY: N_("How the bodies worked together, and what civil society contributed."),
    SectionKey.BUDGET: N_("What was planned and spent, from which source, and where no budget was allocated."),
    SectionKey.LESSONS: N_("What will be done differently because of this period."),
    SectionKey.CHALLENGES: N_("What stood in the way, named plainly."),
    SectionKey.FOLLOW_UP: N_(
        "What became of what the last report recommended, before the list that is printed by itself."
    ),
    SectionKey.RECOMMENDATIONS: N_(
        "Why these recommendations, in a paragraph before the list that is printed by itself."
    ),
    SectionKey.NEXT_STEPS: N_("What happens next, by whom, until when."),
}

BY_ITSELF = (SectionKey.SUMMARY, SectionKey.METHOD, SectionKey.PROGRESS)
"""Sections whose counts, rules and tables are printed whatever is written: only their words can be left out."""
