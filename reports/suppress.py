"""A snapshot without the small counts of sensitive indicators: what is hidden is in no output, for it is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reports.revised import revised
from reports.snapshot import IndicatorLine, NoteLine, PillarPart, Snapshot
from reports.snapshot_advice import RevisionLine
from tracker.domain.disclosure import Hidden, Printed, hidden
from tracker.domain.hiding import ABOUT, WITH_ZEROS, without
from tracker.domain.rollup import Line, Rollup, rollup
from tracker.domain.small_counts import Count, Rule
from tracker.domain.texts import message
from tracker.domain.versions import Aspect
from tracker.domain.vocabulary import Audience, NoteTopic, Rating


def for_audience(
    snapshot: Snapshot, audience: Audience, rule: Rule, earlier: Sequence[Snapshot] = ()
) -> Snapshot:  # fmt: skip
    """What the audience may read of a snapshot, given what earlier editions of the plan printed, the oldest first.

    Ratings, means and counts are worked out anew from what is left, so that nothing hidden is in them. What looks odd
    in single reports of a sensitive indicator is left out, for it is told with numbers. Texts that people wrote stay
    as they are.
    """
    found = {
        line.code: hidden(line.series, counts(line), rule, tuple(_printed(line.code, earlier)))
        for pillar in snapshot.pillars
        for line in pillar.indicators
        if line.is_sensitive
    }
    pillars = tuple(_pillar(pillar, found) for pillar in snapshot.pillars)
    lines = [line for pillar in pillars for line in pillar.indicators]
    ratings = Counter(line.figure.rating for line in lines)
    summary = replace(
        snapshot.summary,
        rollup=_rollup(lines),
        ratings=tuple((rating, ratings[rating]) for rating in Rating if ratings[rating]),
    )
    kept = (each for each in snapshot.notes if each.topic is not NoteTopic.ODD or each.code not in found)
    told = _revised(kept, [line for line in lines if line.code in found])
    notes = tuple(_notes(told, {code for code, one in found.items() if one}, rule))
    return replace(snapshot, audience=audience, pillars=pillars, summary=summary, notes=notes)


def counts(line: IndicatorLine) -> tuple[Count, ...]:
    """The cells of a line's breakdown as the arithmetic knows them."""
    return tuple(
        Count(
            each.period,
            each.organisation,
            each.dimension,
            each.category,
            None if each.value is None else Fraction(each.value),
            each.crossed,
        )
        for each in line.breakdown
    )


def _printed(code: str, earlier: Iterable[Snapshot]) -> Iterator[Printed]:
    for snapshot in earlier:
        for pillar in snapshot.pillars:
            yield from (Printed(line.series, counts(line)) for line in pillar.indicators if line.code == code)


def _pillar(pillar: PillarPart, found: dict[str, Hidden]) -> PillarPart:
    lines = tuple(_line(each, found[each.code]) if each.code in found else each for each in pillar.indicators)
    return replace(pillar, indicators=lines, rollup=_rollup(lines))


def _rollup(lines: Iterable[IndicatorLine]) -> Rollup:
    return rollup(Line(line.code, line.figure, Decimal(line.weight)) for line in lines)


def _line(line: IndicatorLine, hides: Hidden) -> IndicatorLine:
    series = tuple(without(figure, hides) for figure in line.series)
    cells = tuple(
        replace(cell, value=None)
        if cell.period in hides.tables and (cell.value or cell.period in hides.zeros)
        else cell
        for cell in line.breakdown
    )
    previous = None if line.previous is None else without(line.previous, hides)
    revisions = tuple(map(_without_baseline, line.revisions))
    return replace(line, series=series, figure=series[-1], previous=previous, breakdown=cells, revisions=revisions)


def _without_baseline(each: RevisionLine) -> RevisionLine:
    """A revision that does not tell an old baseline, which may be a small count or lead to one."""
    if each.change.aspect is not Aspect.BASELINE:
        return each
    return replace(each, change=replace(each.change, before=None, after=None))


def _revised(notes: Iterable[NoteLine], lines: Sequence[IndicatorLine]) -> Iterator[NoteLine]:
    """The notes with those on revisions of these lines made anew, for they may tell a baseline that is hidden."""
    codes = {line.code for line in lines}
    kept = [each for each in notes if each.topic is not NoteTopic.REVISED or each.code not in codes]
    anew = [NoteLine(code=line.code, topic=NoteTopic.REVISED, text=revised(each))
            for line in lines for each in line.revisions]  # fmt: skip
    order = list(NoteTopic)
    yield from sorted([*kept, *anew], key=lambda note: order.index(note.topic))


def _notes(notes: Iterable[NoteLine], codes: set[str], rule: Rule) -> Iterator[NoteLine]:
    """The notes without the warnings about hidden figures, which have numbers in them, and with why some are hidden."""
    yield from (each for each in notes if each.topic is not NoteTopic.WARNING or each.code not in codes)
    said = message(WITH_ZEROS if rule.zeros else ABOUT, most=rule.threshold - 1)
    yield from (NoteLine(code=code, topic=NoteTopic.WARNING, text=said) for code in sorted(codes))
