"""The name of a period in the languages of its plan: 2023, First half of 2023, First quarter of 2023."""

from __future__ import annotations

from tracker.domain.periods import PlannedPeriod
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import Frequency
from tracker.models.plan import Plan
from tracker.web.several import in_each

PARTS = {
    Frequency.HALF_YEARLY: (N_("First half of %(year)s"), N_("Second half of %(year)s")),
    Frequency.QUARTERLY: (
        N_("First quarter of %(year)s"),
        N_("Second quarter of %(year)s"),
        N_("Third quarter of %(year)s"),
        N_("Fourth quarter of %(year)s"),
    ),
}


def name_of(planned: PlannedPeriod, frequency: Frequency, plan: Plan) -> Multilingual:
    """A year is written alike in every language; halves and quarters in those that have a catalogue.

    The plan's default language always has a name: the short one, where no catalogue can say more.
    """
    year, _space, part = planned.name.partition(" ")
    if frequency not in PARTS or not part:
        return Multilingual(dict.fromkeys(plan.languages, planned.name))
    named = in_each(PARTS[frequency][int(part[1:]) - 1], plan.languages, year=year)
    return Multilingual({plan.default_language: planned.name, **named.texts})
