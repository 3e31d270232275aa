"""The data-quality notes of a report: what is missing and why, late, estimated, carried, old or waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.revised import revised
from reports.snapshot import IndicatorLine, NoteLine, PillarPart
from tracker.domain import wording
from tracker.domain.cautions import OLD_SOURCE
from tracker.domain.series import Figure
from tracker.domain.texts import N_, Message, message
from tracker.domain.vocabulary import CommitmentStatus, DataStatus, Kind, NoteTopic, Rating
from tracker.models.measurement import Measurement
from tracker.services.snapshot_lines import View, official_rows
from tracker.services.snapshot_oddities import odd_notes


def notes(view: View, pillars: Iterable[PillarPart]) -> Iterator[NoteLine]:
    """All notes, by topic, within a topic in the order of the plan."""
    parts = list(pillars)
    found = [note for pillar in parts for note in _of_pillar(view, pillar)]
    found += odd_notes(view, (line for pillar in parts for line in pillar.indicators))
    order = list(NoteTopic)
    yield from sorted(found, key=lambda note: order.index(note.topic))


def _of_pillar(view: View, pillar: PillarPart) -> Iterator[NoteLine]:
    indicators = {each.code: each for each in view.material.indicators}
    for line in pillar.indicators:
        rows = official_rows(view.material.measurements.get(indicators[line.code].id, ()), view.cut_off)
        here = [row for row in rows if row.period.code == view.at.key]
        found = [*_of_figure(view, line.figure), *_of_line(line), *_of_rows(view, here), *_unproven(view, here)]
        yield from (NoteLine(code=line.code, topic=topic, text=text) for topic, text in found)
    for commitment in pillar.commitments:
        if commitment.official is CommitmentStatus.NO_REPORT:
            said = message(N_("No official status was received for this period."))
            yield NoteLine(code=commitment.code, topic=NoteTopic.STATUS, text=said)


def _of_figure(view: View, figure: Figure) -> Iterator[tuple[NoteTopic, Message]]:
    names = view.material.names
    for absent in figure.absent:
        if absent.period.key == view.at.key:
            reason = message(wording.label(absent.reason))
            name = names.get(absent.organisation, absent.organisation)
            yield NoteTopic.MISSING, message(N_("%(organisation)s: %(reason)s."), organisation=name, reason=reason)
    for carried in figure.carried_from:
        name = names.get(carried.organisation, carried.organisation)
        said = N_("The value of %(organisation)s is carried from %(period)s; it does not count as reported.")
        yield NoteTopic.CARRIED, message(said, organisation=name, period=carried.period.name)
    if figure.data_status is not DataStatus.FINAL:
        yield (
            NoteTopic.QUALITY,
            message(N_("The value is marked: %(status)s."), status=message(wording.label(figure.data_status))),
        )
    for warning in figure.warnings:
        if warning.msgid != OLD_SOURCE:  # said once more, with the organisation and its remark, in another note
            yield NoteTopic.WARNING, warning


def _of_line(line: IndicatorLine) -> Iterator[tuple[NoteTopic, Message]]:
    yield from ((NoteTopic.REVISED, revised(each)) for each in line.revisions)
    if line.waiting:
        yield (
            NoteTopic.WAITING,
            message(N_("%(n)s report(s) were sent and wait for review; no figure includes them."), n=line.waiting),
        )
    if line.figure.rating is Rating.NO_TARGET:
        yield NoteTopic.PLAN, message(N_("No target is set."))
    if line.baseline_unknown:
        yield NoteTopic.PLAN, message(N_("The baseline is unknown."))
    elif line.figure.baseline.value is None and line.kind not in (Kind.TEXT, Kind.LIST, Kind.MILESTONE):
        yield NoteTopic.PLAN, message(N_("No baseline is set."))


def _of_rows(view: View, rows: Iterable[Measurement]) -> Iterator[tuple[NoteTopic, Message]]:
    for row in rows:
        name = row.organisation.name
        if row.submitted_at is not None and row.submitted_at.date() > row.period.due_on:
            said = N_("%(organisation)s reported on %(day)s; due was %(due)s.")
            yield NoteTopic.LATE, message(said, organisation=name, day=row.submitted_at.date(), due=row.period.due_on)


def _unproven(view: View, rows: Iterable[Measurement]) -> Iterator[tuple[NoteTopic, Message]]:
    for row in rows:
        if row.no_value is None and not view.register.by_measurement.get(row.id):
            yield (
                NoteTopic.EVIDENCE,
                message(N_("The value of %(organisation)s has no evidence."), organisation=row.organisation.name),
            )
