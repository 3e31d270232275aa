"""What changed since the edition before, computed from the two frozen snapshots: figures, statuses, evidence, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from reports.printing import HIDDEN
from reports.snapshot import CommitmentLine, EvidenceLine, IndicatorLine, Snapshot
from reports.snapshot_advice import ChangeLine
from tracker.domain import wording
from tracker.domain.display import Printed, shown
from tracker.domain.series import Target
from tracker.domain.texts import N_, Message, Multilingual, message
from tracker.domain.vocabulary import Kind, ValueState
from tracker.domain.workshop_words import ChangeTopic

Line = TypeVar("Line")

ABSENT = Message("–")
THERE, GONE = N_("is in the report"), N_("is not in the report")


def changes(before: Snapshot, now: Snapshot) -> tuple[ChangeLine, ...]:
    """Every difference that a reader of the two editions can see, by topic; empty where nothing differs."""
    found = (*_words(before, now), *_figures(before, now), *_statuses(before, now), *_evidence(before, now),
             *_recommendations(before, now))  # fmt: skip
    order = list(ChangeTopic)
    return tuple(sorted(found, key=lambda line: order.index(line.topic)))


def _line(topic: ChangeTopic, code: str, title: object, was: Message, now: Message) -> Iterator[ChangeLine]:
    """A line, where there is a difference."""
    if was != now:
        told = title if isinstance(title, Message) else _plain(title)
        yield ChangeLine(topic=topic, code=code, title=told, before=was, after=now)


def _words(before: Snapshot, now: Snapshot) -> Iterator[ChangeLine]:
    """Sections whose text is another: the texts themselves stand in the two editions."""
    old = {section.key: section.body for section in before.sections}
    new = {section.key: section.body for section in now.sections}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield _rewritten("", message(wording.label(key)), old.get(key), new.get(key))
    narratives = {pillar.code: pillar.narrative for pillar in before.pillars}
    for pillar in now.pillars:
        if narratives.get(pillar.code, Multilingual()) != pillar.narrative:
            title = _plain(pillar.title)
            yield _rewritten(pillar.code, title, narratives.get(pillar.code), pillar.narrative)


def _rewritten(code: str, title: Message, old: Multilingual | None, new: Multilingual | None) -> ChangeLine:
    was, now = (message(N_("written")) if text else ABSENT for text in (old, new))
    now = message(N_("written anew")) if old and new else now
    return ChangeLine(topic=ChangeTopic.SECTION, code=code, title=title, before=was, after=now)


def _figures(before: Snapshot, now: Snapshot) -> Iterator[ChangeLine]:
    old, new = _indicators(before), _indicators(now)
    yield from _came_or_went(ChangeTopic.INDICATOR, old, new, lambda line: line.title)
    for code, line in new.items():
        if code in old:
            for topic, told in ASPECTS:
                yield from _line(topic, code, line.title, told(old[code]), told(line))


def _statuses(before: Snapshot, now: Snapshot) -> Iterator[ChangeLine]:
    old, new = _commitments(before), _commitments(now)
    yield from _came_or_went(ChangeTopic.COMMITMENT, old, new, lambda line: line.text)
    for code, line in new.items():
        if code in old:
            was, is_now = (message(wording.label(each.official)) for each in (old[code], line))
            yield from _line(ChangeTopic.STATUS, code, line.text, was, is_now)
            was, is_now = (_said_by_civil_society(each) for each in (old[code], line))
            yield from _line(ChangeTopic.CIVIL_STATUS, code, line.text, was, is_now)


def _evidence(before: Snapshot, now: Snapshot) -> Iterator[ChangeLine]:
    """By what an item supports and is called: its number in the register may be another."""
    old, new = ({_named(item): item for item in one.evidence} for one in (before, now))
    for name in dict.fromkeys((*old, *new)):
        was, is_now = old.get(name), new.get(name)
        some = is_now or was
        if some is not None:
            states = (message(wording.label(each.verification)) if each else ABSENT for each in (was, is_now))
            yield from _line(ChangeTopic.EVIDENCE, ", ".join(some.supports), some.title or some.holder, *states)


def _recommendations(before: Snapshot, now: Snapshot) -> Iterator[ChangeLine]:
    old, new = ({line.text: line for line in one.recommendations} for one in (before, now))
    for text in dict.fromkeys((*old, *new)):
        was, is_now = (message(THERE if text in one else GONE) for one in (old, new))
        yield from _line(ChangeTopic.RECOMMENDATION, "", text, was, is_now)
    answers = {(line.raised_in, line.text): line.status for line in before.follow_up}
    for line in now.follow_up:
        given = answers.get((line.raised_in, line.text))
        was = message(wording.label(given)) if given is not None else ABSENT
        yield from _line(ChangeTopic.RECOMMENDATION, "", line.text, was, message(wording.label(line.status)))


def _came_or_went(
    topic: ChangeTopic, old: Mapping[str, Line], new: Mapping[str, Line], title: Callable[[Line], Multilingual]
) -> Iterator[ChangeLine]:
    for code in dict.fromkeys((*old, *new)):
        line = new.get(code) or old[code]
        was, is_now = (message(THERE if code in one else GONE) for one in (old, new))
        yield from _line(topic, code, title(line), was, is_now)


def _indicators(snapshot: Snapshot) -> dict[str, IndicatorLine]:
    return {line.code: line for line in snapshot.indicators}


def _commitments(snapshot: Snapshot) -> dict[str, CommitmentLine]:
    return {line.code: line for line in snapshot.commitments}


def _said_by_civil_society(line: CommitmentLine) -> Message:
    labels = tuple(message(wording.label(status)) for status in line.civil_society)
    return _plain(labels) if labels else ABSENT


def _named(item: EvidenceLine) -> tuple[object, ...]:
    return item.supports, item.kind, item.title, item.holder, item.sha256, item.url


def _value(line: IndicatorLine) -> Message:
    """The value of the period, or why there is none, in the words of the tables."""
    figure = line.figure
    if figure.state is ValueState.SUPPRESSED:
        return message(HIDDEN)
    if figure.state is ValueState.NO_VALUE:
        return message(wording.label(figure.reason)) if figure.reason else ABSENT
    if figure.state is ValueState.NOT_COMPUTABLE:
        return message(N_("Not computable"))
    if line.kind is Kind.MILESTONE:
        return message(N_("Reached") if figure.reached else N_("Not reached"))
    if line.kind is Kind.ORDINAL:
        return _step(line, figure.choice)
    if line.kind is Kind.TEXT:
        return _plain(tuple(text for _organisation, text in figure.texts))
    number = _number(line, shown(figure).value)
    return message(N_("at least %(number)s"), number=number) if figure.at_least else number


def _baseline(line: IndicatorLine) -> Message:
    baseline = line.figure.baseline
    if baseline.hidden:
        return message(HIDDEN)
    return _step(line, baseline.choice) if baseline.choice else _number(line, shown(line.figure).baseline)


def _target(line: IndicatorLine) -> Message:
    return _promised(line, line.figure.target, shown(line.figure).target)


def _period_target(line: IndicatorLine) -> Message:
    return _promised(line, line.figure.period_target, shown(line.figure).period_target)


def _promised(line: IndicatorLine, target: Target | None, value: Printed | None) -> Message:
    if target is None:
        return ABSENT
    told = _step(line, target.choice) if target.choice else _number(line, value)
    return message(N_("%(value)s by %(day)s"), value=told, day=target.due_on)


def _progress(line: IndicatorLine) -> Message:
    printed = shown(line.figure).progress
    return ABSENT if printed is None else _percent(printed)


def _rating(line: IndicatorLine) -> Message:
    return message(wording.label(line.figure.rating))


def _step(line: IndicatorLine, code: str | None) -> Message:
    label = next((label for step, label in line.scale if step == code), None)
    return _plain(label) if label else Message(code or "–")


def _number(line: IndicatorLine, value: Printed | None) -> Message:
    if value is None:
        return ABSENT
    return _percent(value) if line.kind is Kind.SHARE else _plain(_decimal(value))


def _plain(value: object) -> Message:
    """A value by itself: a number, a text of people, several of them; there is nothing to translate in it."""
    return Message("%(said)s", (("said", value),))


def _percent(value: Printed) -> Message:
    return Message("%(said)s %%", (("said", _decimal(value)),))


def _decimal(value: Printed) -> Decimal:
    return Decimal(value.number).quantize(Decimal(1).scaleb(-value.decimals))


ASPECTS: tuple[tuple[ChangeTopic, Callable[[IndicatorLine], Message]], ...] = (
    (ChangeTopic.VALUE, _value),
    (ChangeTopic.BASELINE, _baseline),
    (ChangeTopic.TARGET, _target),
    (ChangeTopic.PERIOD_TARGET, _period_target),
    (ChangeTopic.PROGRESS, _progress),
    (ChangeTopic.RATING, _rating),
)
