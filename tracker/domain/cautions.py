"""What a reader of a figure should know: gaps, corrections, old sources, short periods."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tracker.domain.explanation import told
from tracker.domain.periods import is_odd, months_covered
from tracker.domain.reading import Reading
from tracker.domain.reports import missing
from tracker.domain.series import Definition
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import Kind, TimeRule

OLD_SOURCE = N_("The source of %(date)s is older than the period %(period)s.")


def cautions(definition: Definition, reading: Reading, before: Collection[Reading]) -> tuple[Message, ...]:
    """The warnings beside the figure of a reading; `before` are the readings of earlier periods, in order."""
    return (
        *_gaps(reading),
        *_falling_total(definition, reading, before),
        *_short_period(definition, reading, before),
        *_old_sources(reading),
        *_contained(reading),
    )


def _gaps(reading: Reading) -> Iterator[Message]:
    if reading.all_gathered is not reading.gathered and missing(reading.all_gathered.absent):
        n, of = reading.all_gathered.coverage
        yield message(N_("Since the plan began, %(n)s of %(of)s reports are in."), n=n, of=of)


def _falling_total(definition: Definition, reading: Reading, before: Collection[Reading]) -> Iterator[Message]:
    """A running total only grows: a smaller one is a correction, and says so."""
    if definition.kind is not Kind.RUNNING_TOTAL or not reading.reported or reading.joined.value is None:
        return
    last = next((one for one in reversed(tuple(before)) if one.joined.value is not None), None)
    if last is not None and last.joined.value is not None and reading.joined.value < last.joined.value:
        yield message(
            N_("The running total fell from %(before)s in %(period)s to %(now)s: a correction, or a missing report."),
            before=told(last.joined.value, definition.precision),
            period=last.at.name,
            now=told(reading.joined.value, definition.precision),
        )


def _short_period(definition: Definition, reading: Reading, before: Collection[Reading]) -> Iterator[Message]:
    """What is counted in five months is not made up to a year, and not set beside a year without a word."""
    lengths = {months_covered(one.at.starts_on, one.at.ends_on) for one in before}
    months = months_covered(reading.at.starts_on, reading.at.ends_on)
    if definition.time_rule is not TimeRule.SUM:
        return
    if not lengths and is_odd(months):
        yield message(N_("This period covers %(months)s months; nothing is scaled up to a year."), months=months)
    if lengths - {months}:
        yield message(
            N_("This period covers %(months)s months, others %(others)s; nothing is scaled up."),
            months=months,
            others=max(lengths - {months}),
        )


def _old_sources(reading: Reading) -> Iterator[Message]:
    for report in reading.gathered.used:
        on = report.observation.source_on
        if on is not None and on < report.span.starts_on:
            yield message(OLD_SOURCE, date=on, period=report.span.name)


def _contained(reading: Reading) -> Iterator[Message]:
    if reading.all_gathered.contained:
        yield message(
            N_("%(count)s reports lie inside a longer one of the same organisation and are not added again."),
            count=reading.all_gathered.contained,
        )
