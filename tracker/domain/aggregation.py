"""How the reports of several periods and organisations become one value: a rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.domain import explanation
from tracker.domain.reports import Gathered, Report, missing
from tracker.domain.series import Coverage, Definition, ListItem, Span
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import Kind, PlaceRule, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One value out of several reports; `problem` says why there is none although there are reports.

    `at_least`: the true value may be larger, because reports are missing from a sum or persons are in several reports.
    """

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    choice: str | None = None
    reached: bool | None = None
    reached_on: date | None = None
    items: tuple[ListItem, ...] = ()
    texts: tuple[tuple[str, Multilingual], ...] = ()
    at_least: bool = False
    problem: Message | None = None
    explanation: tuple[Message, ...] = ()


Joiner = Callable[[Definition, Gathered, Span], Joined]


def join(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    """The value of these reports by the indicator's own rules; nothing (no value, no problem) where there are none.

    Values are in the indicator's unit, for shares on the scale of `definition.per`. A milestone is 1 or 0, an ordinal
    the number of its step from 1, a list the number of items in force at the end of `at`.
    """
    if not gathered.used:
        return Joined()
    organisations = {report.organisation for report in gathered.used}
    if definition.place_rule is PlaceRule.NONE and len(organisations) > 1 and definition.kind is not Kind.TEXT:
        return Joined(problem=message(N_("Several organisations report: their values are listed, not joined.")))
    return JOINERS[definition.kind](definition, gathered, at)


def step_number(definition: Definition, choice: str | None, value: Decimal | None) -> Fraction | None:
    """The place of an ordinal's step, the lowest being 1; a plain number where the scale has no codes."""
    if choice is not None and choice in definition.steps:
        return Fraction(definition.steps.index(choice) + 1)
    return None if value is None else Fraction(value)


def _add(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    values = [one.observation.value for one in gathered.used if one.observation.value is not None]
    largest = definition.place_rule is PlaceRule.LARGEST
    total = Fraction(max(values)) if largest else sum(map(Fraction, values), Fraction(0))
    return Joined(
        value=total,
        at_least=gathered.gaps or (largest and len(values) > 1),
        explanation=(explanation.told_sum(definition, values, total),),
    )


def _divide(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    """Numerators over denominators; a share known without its parts stands alone or is not joined at all."""
    parts = [(one.observation.numerator, one.observation.denominator) for one in gathered.used]
    known = [(above, below) for above, below in parts if above is not None and below is not None]
    if len(known) < len(parts):
        return _bare_share(definition, gathered)
    if definition.kind is Kind.SHARE and any(above > below for above, below in known):
        return Joined(problem=message(N_("Not computable: a numerator is above its denominator.")))
    above, below = [one for one, _ in known], [one for _, one in known]
    numerator, denominator = (sum(map(Fraction, numbers), Fraction(0)) for numbers in (above, below))
    told = explanation.told_ratio(definition, above, below)
    if denominator == 0:
        return Joined(numerator=numerator, denominator=denominator, problem=told[-1], explanation=told[:-1])
    return Joined(
        value=numerator * Fraction(definition.per) / denominator,
        numerator=numerator,
        denominator=denominator,
        explanation=told,
    )


def _bare_share(definition: Definition, gathered: Gathered) -> Joined:
    value = gathered.used[0].observation.value
    if len(gathered.used) > 1 or value is None:
        return Joined(problem=message(N_("Not computable: shares without numerator and denominator are not joined.")))
    return Joined(value=Fraction(value), explanation=(explanation.told_bare_share(definition, value),))


def _reach(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    """Reached by all that answer for it (or by any, where that is the rule); later than the period is not reached."""
    reached = [one for one in gathered.used if _is_reached(one, at)]
    dates = [one.observation.reached_on for one in reached if one.observation.reached_on is not None]
    silent = {one.organisation for one in missing(gathered.absent)} - {one.organisation for one in gathered.used}
    counted = Coverage(len(reached), len(gathered.used) + len(silent))
    by_any = definition.place_rule is PlaceRule.LARGEST
    done = bool(reached) if by_any else counted.n == counted.of
    since = (min(dates) if by_any else max(dates)) if done and dates else None
    return Joined(
        value=Fraction(int(done)),
        reached=done,
        reached_on=since,
        explanation=(explanation.told_milestone(done, since, counted),),
    )


def _is_reached(report: Report, at: Span) -> bool:
    one = report.observation
    return one.reached is True and (one.reached_on is None or one.reached_on <= at.ends_on)


def _step(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    one = gathered.used[0].observation
    number = step_number(definition, one.choice, one.value)
    if number is None:
        return Joined(choice=one.choice, problem=message(N_("The reported step is not on the indicator's scale.")))
    told = explanation.told_step(definition, number, one.choice)
    return Joined(value=number, choice=one.choice, explanation=(told,))


def _list(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    listed = _distinct(item for report in gathered.used for item in report.observation.items or ())
    counting = [item for item in listed if _is_in_force(item, at)]
    return Joined(
        value=Fraction(len(counting)),
        items=listed,
        at_least=gathered.gaps,
        explanation=(explanation.told_list(len(counting), len(listed), at),),
    )


def _is_in_force(item: ListItem, at: Span) -> bool:
    return item.standing is Standing.IN_FORCE and (item.year is None or item.year <= at.ends_on.year)


def _distinct(items: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Each law once, however many organisations list it; one of them saying that it was repealed is enough."""
    order = (Standing.REPEALED, Standing.IN_FORCE, Standing.DRAFT)
    found: dict[tuple[str, int | None], ListItem] = {}
    for item in sorted(items, key=lambda one: (order.index(one.standing), one.title, one.reference)):
        name = item.reference.strip() or item.title.strip()
        found.setdefault((name.casefold(), item.year), item)
    return tuple(sorted(found.values(), key=lambda one: (one.year or 0, one.title, one.reference)))


def _read(definition: Definition, gathered: Gathered, at: Span) -> Joined:
    """Texts are printed beside their organisations, nothing is made of them."""
    texts = ((one.organisation, one.observation.text) for one in gathered.used)
    return Joined(texts=tuple((name, text) for name, text in texts if text is not None))


JOINERS: dict[Kind, Joiner] = {
    Kind.FLOW: _add,
    Kind.RUNNING_TOTAL: _add,
    Kind.STOCK: _add,
    Kind.SHARE: _divide,
    Kind.RATE: _divide,
    Kind.MILESTONE: _reach,
    Kind.ORDINAL: _step,
    Kind.LIST: _list,
    Kind.TEXT: _read,
}
