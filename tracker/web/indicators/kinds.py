"""What each kind of indicator is, said so that one can choose: a sentence and an example."""

from __future__ import annotations

from flask_babel import gettext as _

from tracker.domain.texts import N_
from tracker.domain.vocabulary import Kind

# kind: (what it is, an example)
HINTS = {
    Kind.FLOW: (N_("New ones are counted in each period, and the periods are added."), N_("women trained in the year")),
    Kind.RUNNING_TOTAL: (
        N_("Each report gives the total until now; it is never added to the one before."),
        N_("people reached since the plan began"),
    ),
    Kind.STOCK: (N_("How many there are on the last day of the period."), N_("crisis centres in operation")),
    Kind.SHARE: (
        N_("A part of a whole in percent. Both parts are asked for, so that organisations can be added."),
        N_("seats in parliament held by women"),
    ),
    Kind.RATE: (N_("Cases for so many people."), N_("homicides per 100 000 women")),
    Kind.MILESTONE: (
        N_("It is reached or not, with a date. A law that is repealed is no longer reached."),
        N_("law adopted"),
    ),
    Kind.ORDINAL: (
        N_("A step on a scale of words, from the lowest to the highest. Steps are never averaged."),
        N_("no gender unit, a person named, a unit with a budget"),
    ),
    Kind.LIST: (
        N_("Laws or mechanisms one by one; those in force are counted and printed."),
        N_("local action plans in force"),
    ),
    Kind.TEXT: (N_("What changed, in words. It is printed and not rated."), N_("what women in the villages say")),
}


def hints() -> dict[str, tuple[str, str]]:
    """The sentence and the example of each kind, in the page's language."""
    return {kind.value: (str(_(hint)), str(_(example))) for kind, (hint, example) in HINTS.items()}
