"""What defines an indicator, kept in versions, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import ne
from typing import Any

from tracker.domain.series import Target
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import Direction, Kind, PlaceRule, TargetSpan, TimeRule
from tracker.domain.wording import label


class Aspect(StrEnum):
    """What of an indicator was revised: each makes its figures something else than they were."""

    KIND = "kind"
    BASELINE = "baseline"
    FINAL_TARGET = "final_target"
    PERIOD_TARGET = "period_target"
    DIRECTION = "direction"
    UNIT = "unit"
    PER = "per"
    PRECISION = "precision"
    TIME_RULE = "time_rule"
    PLACE_RULE = "place_rule"
    CONTAINS_BASELINE = "contains_baseline"
    SCALE = "scale"
    DEFINITION = "definition"
    METHOD = "method"


LABELS: dict[Aspect, str] = {
    Aspect.KIND: N_("Kind"),
    Aspect.BASELINE: N_("Baseline"),
    Aspect.FINAL_TARGET: N_("Final target"),
    Aspect.PERIOD_TARGET: N_("Target of the period"),
    Aspect.DIRECTION: N_("Direction"),
    Aspect.UNIT: N_("Unit"),
    Aspect.PER: N_("Per how many"),
    Aspect.PRECISION: N_("Decimals"),
    Aspect.TIME_RULE: N_("Over time"),
    Aspect.PLACE_RULE: N_("When several organisations report"),
    Aspect.CONTAINS_BASELINE: N_("Baseline in the total"),
    Aspect.SCALE: N_("Steps of the scale"),
    Aspect.DEFINITION: N_("Definition"),
    Aspect.METHOD: N_("Method"),
}

SENTENCES: dict[Aspect, str] = {
    Aspect.KIND: N_("Kind revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.BASELINE: N_("Baseline revised on %(day)s from %(before)s to %(after)s."),
    Aspect.FINAL_TARGET: N_("Target revised on %(day)s from %(before)s to %(after)s."),
    Aspect.PERIOD_TARGET: N_("Target for %(due)s revised on %(day)s from %(before)s to %(after)s."),
    Aspect.DIRECTION: N_("Direction revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.UNIT: N_("Unit revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.PER: N_("Scale of the rate revised on %(day)s from per %(before)s to per %(after)s."),
    Aspect.PRECISION: N_("Number of decimals revised on %(day)s from %(before)s to %(after)s."),
    Aspect.TIME_RULE: N_("Rule over time revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.PLACE_RULE: N_("Rule over organisations revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.CONTAINS_BASELINE: N_("Baseline in the total revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.SCALE: N_("Steps of the scale revised on %(day)s from “%(before)s” to “%(after)s”."),
    Aspect.DEFINITION: N_("Definition revised on %(day)s. Figures from before may not be comparable."),
    Aspect.METHOD: N_("Method revised on %(day)s. Figures from before may not be comparable."),
}
"""What a report says of a revision. Long texts are not repeated in it: the indicator's page has both."""

HIDDEN_BASELINE = N_("Baseline revised on %(day)s. The values are hidden.")


@dataclass(frozen=True, kw_only=True)
class Described:
    """Everything of an indicator that its figures rest on, as one version has it; `scale` holds code and label."""

    kind: Kind
    time_rule: TimeRule
    place_rule: PlaceRule
    direction: Direction | None
    decimals: int
    per: int
    contains_baseline: bool
    scale: tuple[tuple[str, Multilingual], ...]
    definition: Multilingual
    method: Multilingual
    unit: Multilingual
    baseline_value: Decimal | None
    baseline_numerator: Decimal | None
    baseline_denominator: Decimal | None
    baseline_on: date | None
    baseline_unknown: bool
    baseline_source: Multilingual
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs between two versions; `due` tells the targets of single periods apart.

    `before` and `after` are None only where small counts are hidden from the reader.
    """

    aspect: Aspect
    due: date | None = None
    before: Message | None
    after: Message | None

    def sentence(self, on: date) -> Message:
        """What a report says of it, `on` being the day of the change."""
        if self.before is None or self.after is None:
            return message(HIDDEN_BASELINE, day=on)
        return message(SENTENCES[self.aspect], day=on, before=self.before, after=self.after, due=self.due or on)


def changes(old: Described, new: Described) -> tuple[Change, ...]:
    """What was revised from one version to the next; a translation that was added is no revision."""
    said = [
        *_said(WORDS, old, new, _word),
        *_said(NUMBERS, old, new, lambda number: message("%(n)s", n=number)),
        *_said(STARTS, old, new, _start),
        *_said(TEXTS, old, new, _text, _reworded),
        *_said(STEPS, old, new, _steps, _restepped),
    ]
    if _baseline_of(old) != _baseline_of(new):
        said.append(Change(aspect=Aspect.BASELINE, before=_baseline(old), after=_baseline(new)))
    return (*said, *_target_changes(old, new))


def _said(
    names: Mapping[Aspect, str], old: Described, new: Described, write: Callable[[Any], Message],
    differ: Callable[[Any, Any], bool] = ne,
) -> Iterator[Change]:  # fmt: skip
    """The fields that differ, each written by `write`."""
    for aspect, name in names.items():
        before, after = getattr(old, name), getattr(new, name)
        if differ(before, after):
            yield Change(aspect=aspect, before=write(before), after=write(after))


WORDS = {
    Aspect.KIND: "kind",
    Aspect.DIRECTION: "direction",
    Aspect.TIME_RULE: "time_rule",
    Aspect.PLACE_RULE: "place_rule",
}
NUMBERS = {Aspect.PER: "per", Aspect.PRECISION: "decimals"}
STARTS = {Aspect.CONTAINS_BASELINE: "contains_baseline"}
TEXTS = {Aspect.UNIT: "unit", Aspect.DEFINITION: "definition", Aspect.METHOD: "method"}
STEPS = {Aspect.SCALE: "scale"}
Steps = tuple[tuple[str, Multilingual], ...]


def _word(value: StrEnum | None) -> Message:
    return message(N_("as the target stands to the baseline") if value is None else label(value))


def _start(goes_on: bool) -> Message:
    on, anew = N_("The total goes on from the baseline"), N_("The total starts from zero with the plan")
    return message(on if goes_on else anew)


def _reworded(old: Multilingual, new: Multilingual) -> bool:
    return any(new.texts.get(code, "").split() != text.split() for code, text in old.texts.items())


def _text(text: Multilingual) -> Message:
    return message("%(text)s", text=text) if text else message(N_("none"))


def _restepped(old: Steps, new: Steps) -> bool:
    before, after = dict(old), dict(new)
    return list(before) != list(after) or any(_reworded(text, after[code]) for code, text in before.items())


def _steps(scale: Steps) -> Message:
    return message("%(steps)s", steps=tuple(text for _code, text in scale)) if scale else message(N_("none"))


def _baseline_of(one: Described) -> tuple[object, ...]:
    return (
        one.baseline_value,
        one.baseline_numerator,
        one.baseline_denominator,
        one.baseline_on,
        one.baseline_unknown,
    )


def _baseline(one: Described) -> Message:
    if one.baseline_unknown:
        return message(N_("unknown"))
    if one.baseline_value is None:
        return message(N_("not set"))
    value = _value(one, one.baseline_value)
    if one.baseline_numerator is not None and one.baseline_denominator is not None:
        parts = {"part": one.baseline_numerator, "whole": one.baseline_denominator}
        value = message(N_("%(value)s (%(part)s of %(whole)s)"), value=value, **parts)
    return value if one.baseline_on is None else message(N_("%(value)s, %(day)s"), value=value, day=one.baseline_on)


def _value(one: Described, value: Decimal) -> Message:
    """A value as a sentence prints it: with the decimals of its version, or more where it has more."""
    if one.kind is Kind.MILESTONE:
        return message(N_("Reached") if value else N_("Not reached"))
    if one.kind is Kind.ORDINAL and 1 <= value <= len(one.scale):
        return message("%(step)s", step=one.scale[int(value) - 1][1])
    exact = value.normalize() + 0
    places = max(one.decimals, -int(exact.as_tuple().exponent))
    number = exact.quantize(Decimal(1).scaleb(-places))
    return message(N_("%(number)s %%") if one.kind is Kind.SHARE else "%(number)s", number=number)


def _target_changes(old: Described, new: Described) -> Iterator[Change]:
    before = {None if each.is_final else each.due_on: each for each in old.targets}
    after = {None if each.is_final else each.due_on: each for each in new.targets}
    for due in sorted({*before, *after}, key=lambda day: (day is not None, day or date.min)):
        one, other = before.get(due), after.get(due)
        if one == other:
            continue
        dated = due is None and one is not None and other is not None and one.due_on != other.due_on
        spanned = one is not None and other is not None and one.span is not other.span
        told = (_target(version, each, dated, spanned) for version, each in ((old, one), (new, other)))
        aspect = Aspect.FINAL_TARGET if due is None else Aspect.PERIOD_TARGET
        yield Change(aspect=aspect, due=due, before=next(told), after=next(told))


SPANS = {
    TargetSpan.PERIOD: N_("%(target)s for the period alone"),
    TargetSpan.SINCE_START: N_("%(target)s since the plan began"),
}


def _target(version: Described, target: Target | None, dated: bool, spanned: bool) -> Message:
    if target is None or target.value is None:
        return message(N_("not set"))
    said = _value(version, target.value)
    if spanned:
        said = message(SPANS[target.span], target=said)
    return message(N_("%(target)s by %(day)s"), target=said, day=target.due_on) if dated else said
