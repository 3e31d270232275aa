"""What a person typed for one measurement, and what is wrong with it: while it is a draft, and when it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from tracker.domain import checks
from tracker.domain.checks import Problem, problem
from tracker.domain.series import Definition, ListItem, Observation, Part, Span
from tracker.domain.texts import N_, Multilingual
from tracker.domain.vocabulary import DataStatus, Kind, NoValue, Standing

COUNTS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK)
NAMES = {"text": "statement", "reason": "no_value"}
"""Where the arithmetic has another name for a field than the form."""

LONGEST_LINK = 2000
NO_TEXT = Multilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A law or mechanism as it was typed."""

    title: str = ""
    year: int | None = None
    reference: str = ""
    link: str = ""
    standing: Standing = Standing.IN_FORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One measurement as it was typed. `has_value` is the answer to "Do you have a value?", None where not answered.

    `remark` says why it is right in spite of its warnings.
    """

    has_value: bool | None = None
    no_value: NoValue | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    choice: str = ""
    reached: bool | None = None
    reached_on: date | None = None
    items: tuple[Item, ...] = ()
    statement: Multilingual = NO_TEXT
    data_status: DataStatus = DataStatus.FINAL
    source: str = ""
    source_on: date | None = None
    narrative: Multilingual = NO_TEXT
    parts: tuple[Part, ...] = ()
    remark: Multilingual = NO_TEXT

    @property
    def typed_value(self) -> bool:
        """Whether anything stands in the place of the value; a zero and a "no" are something."""
        given = (self.value, self.numerator, self.denominator, self.reached, self.reached_on)
        return any(one is not None for one in given) or bool(self.choice or self.items or self.statement or self.parts)

    @property
    def means_value(self) -> bool:
        """Whether it is a value rather than a reason: as answered, else as typed."""
        return self.typed_value if self.has_value is None else self.has_value


def observed(entry: Entry, kind: Kind) -> Observation:
    """The entry as the arithmetic reads it; an empty list that was answered with yes is a list."""
    items = tuple(ListItem(i.title, i.standing, i.year, i.reference) for i in entry.items)
    return Observation(
        period="",
        organisation="",
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        choice=entry.choice or None,
        reached=entry.reached,
        reached_on=entry.reached_on,
        items=items if kind is Kind.LIST and (items or entry.has_value) else None,
        text=entry.statement or None,
        data_status=entry.data_status,
        source_on=entry.source_on,
        parts=entry.parts,
    )


def problems(entry: Entry, definition: Definition, span: Span, *, today: date, complete: bool) -> tuple[Problem, ...]:
    """What keeps an entry from being saved or, when `complete`, from being sent; each at its field of the form.

    A draft may lack anything; what stands in it must be right.
    """
    found = [*_both(entry), *_dates(entry, definition, today), *_items(entry), *_negative(entry, definition)]
    if entry.means_value and not found:
        observation = observed(entry, definition.kind)
        said = (Problem(NAMES.get(p.field, p.field), p.message) for p in checks.problems(definition, observation, span))
        found += [p for p in said if complete or _is_typed(entry, p.field)]
    if complete:
        found += _missing(entry)
    return tuple(found)


def hints(entry: Entry, definition: Definition) -> tuple[Problem, ...]:
    """What a person should know about an entry; none of it asks for anything."""
    if not entry.means_value:
        return ()
    found = list(checks.hints(definition, observed(entry, definition.kind)))
    if definition.kind is Kind.LIST and not entry.items:
        found.append(problem("items", N_("The list is empty. That counts as 0 in force.")))
    if definition.kind in (Kind.SHARE, Kind.RATE) and entry.value is not None and entry.numerator is None:
        sentence = N_("Known without its two parts, it is printed but never added up with the values of others.")
        found.append(problem("value", sentence))
    return tuple(found)


def _is_typed(entry: Entry, field: str) -> bool:
    """Whether a field holds something, so that a problem at it is a mistake and not a gap."""
    return getattr(entry, field, None) not in (None, "", (), NO_TEXT)


def _both(entry: Entry) -> Iterator[Problem]:
    if entry.typed_value and entry.no_value is not None:
        yield problem("no_value", N_("You gave a value and also a reason why there is none. Keep one of them."))
    elif entry.typed_value and entry.has_value is False:
        yield problem("has_value", N_("You answered that there is no value, but gave one. Change one of the two."))
    elif entry.has_value and entry.no_value is not None:
        yield problem("no_value", N_("You answered that there is a value, but chose a reason. Change one of the two."))
    elif entry.value is not None and (entry.numerator is not None or entry.denominator is not None):
        yield problem("value", N_("Give the two parts, or the value alone, not both. The parts are better."))


def _dates(entry: Entry, definition: Definition, today: date) -> Iterator[Problem]:
    for field, day in (("source_on", entry.source_on), ("reached_on", entry.reached_on)):
        if day is not None and day > today:
            yield problem(field, N_("This date is in the future. Today is %(today)s."), today=today)
    if entry.source_on is not None and entry.source_on.year < 1900:
        yield problem("source_on", N_("Look at the year of this date."))
    if entry.reached_on is None:
        return
    if entry.reached is False:
        yield problem("reached_on", N_("You answered that it is not reached, but gave a date. Change one of the two."))
    elif not definition.plan_start <= entry.reached_on <= definition.plan_end:
        yield problem(
            "reached_on",
            N_("This date is outside the plan, which runs from %(start)s to %(end)s."),
            start=definition.plan_start,
            end=definition.plan_end,
        )


def _items(entry: Entry) -> Iterator[Problem]:
    for place, item in enumerate(entry.items):
        if not item.title:
            yield problem(f"items-{place}-title", N_("Give each item a title."))
        if item.year is not None and item.year < 1800:
            yield problem(f"items-{place}-year", N_("Enter the year with four digits, for instance 2023."))
        if item.link and not is_web_address(item.link):
            yield problem(f"items-{place}-link", N_("Enter an address that begins with https:// or http://."))


def is_web_address(link: str) -> bool:
    """Whether it is an address of the web: http or https, with a host, without a name and password in it."""
    try:
        parts = urlsplit(link)
        well = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return well and "@" not in parts.netloc and not any(sign.isspace() for sign in link) and len(link) <= LONGEST_LINK


def _negative(entry: Entry, definition: Definition) -> Iterator[Problem]:
    """A count is not negative, except on a scale whose own baseline or target is."""
    if entry.value is None or entry.value >= 0 or definition.kind not in COUNTS:
        return
    promised = [definition.baseline.value, *(target.value for target in definition.targets)]
    if not any(value is not None and value < 0 for value in promised):
        yield problem("value", N_("A count is not negative. If it fell, enter what is left."))


def _missing(entry: Entry) -> Iterator[Problem]:
    if entry.has_value is None and not entry.typed_value and entry.no_value is None:
        yield problem("has_value", N_("Say whether you have a value."))
    elif not entry.means_value and entry.no_value is None:
        yield problem("no_value", N_("Choose the reason why there is no value."))
    elif entry.means_value:
        if not entry.source:
            yield problem("source", N_("Say where the value comes from."))
        if entry.source_on is None:
            yield problem("source_on", N_("Enter the date of the source."))
