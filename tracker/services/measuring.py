"""Measurements as organisations enter them: what is asked, what came in, and the verbs of those who enter."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tracker.domain import breakdown, entries
from tracker.domain.checks import Problem, problem
from tracker.domain.defining import parts_value
from tracker.domain.entries import Entry, Item
from tracker.domain.errors import RuleBroken
from tracker.domain.permissions import Action
from tracker.domain.texts import N_
from tracker.domain.vocabulary import Kind, State
from tracker.models.database import db
from tracker.models.measurement import ListedItem, Measurement
from tracker.services import clock, grids, material, moving, parts, places, second_look
from tracker.services.acting import Actor
from tracker.services.places import Place

RATIOS = (Kind.SHARE, Kind.RATE)


def problems(at: Place, entry: Entry, *, complete: bool) -> tuple[Problem, ...]:
    """What keeps an entry from being saved or, when `complete`, from being sent."""
    definition, span = material.definition_of(at.indicator, at.plan), material.span_of(at.period)
    found = entries.problems(entry, definition, span, today=clock.today(), complete=complete)
    if not entry.means_value:
        return found
    layouts = [grid.layout for grid in grids.of(at.indicator, at.measurement)]
    observation = entries.observed(entry, definition.kind)
    found += breakdown.problems(definition, observation, layouts, span, complete=complete)
    return found or (_unremarked(at, entry) if complete else ())


def _unremarked(at: Place, entry: Entry) -> tuple[Problem, ...]:
    """A warning never keeps a value from being sent; it only asks why the value is right."""
    if entry.remark or not second_look.of_entry(at, entry):
        return ()
    return (problem("remark", N_("Look at the warnings. Correct the value, or say here why it is right.")),)


def hints(at: Place) -> tuple[Problem, ...]:
    """What a person should know about what is stored."""
    if at.measurement is None:
        return ()
    return entries.hints(entry_of(at.measurement), material.definition_of(at.indicator, at.plan))


def entry_of(measurement: Measurement) -> Entry:
    """A stored measurement as it was typed."""
    told = measurement.no_value is None and measurement.state in (State.SUBMITTED, State.VERIFIED)
    alone = measurement.numerator is None and measurement.denominator is None
    entry = Entry(
        no_value=measurement.no_value,
        value=measurement.value if alone else None,
        numerator=measurement.numerator,
        denominator=measurement.denominator,
        choice=measurement.choice,
        reached=measurement.reached,
        reached_on=measurement.reached_on,
        items=tuple(
            Item(title=i.title, year=i.year, reference=i.reference, link=i.link, standing=i.standing)
            for i in measurement.items
        ),
        statement=measurement.statement,
        data_status=measurement.data_status,
        source=measurement.source,
        source_on=measurement.source_on,
        narrative=measurement.narrative,
        parts=parts.entered(measurement),
        remark=measurement.remark,
        has_value=True if told else None,
    )
    if entry.has_value is None and (entry.typed_value or entry.no_value is not None):
        return replace(entry, has_value=entry.typed_value)
    return entry


def save(actor: Actor, at: Place, entry: Entry, *, version: int, send: bool = False) -> Measurement:
    """Save a draft and, where asked, send it for review. `version` is the one that the person had before them.

    Raises RuleBroken at its field for what is wrong, without a field where the period is closed or it was sent, and
    Stale where somebody else saved it meanwhile.
    """
    actor.require(at.plan, Action.RECORD_MEASUREMENT, at.organisation.id)
    moving.check_open(at.period)
    at = places.hold(at)
    moving.check_version(at.measurement, version)
    if at.measurement is not None:
        moving.check_editable(at.measurement)
    for found in problems(at, entry, complete=send):
        raise RuleBroken(found.message, found.field)
    measurement = at.measurement or _begun(actor, at)
    before = _digest(measurement) if at.measurement is not None else {}
    _fill(measurement, at.indicator.kind, entry)
    measurement.author_id = actor.user.id
    moving.write("save", measurement, actor, before, _digest(measurement))
    if send:
        moving.submit(actor, measurement)
    return measurement


def recall(actor: Actor, measurement: Measurement, *, version: int) -> None:
    """Take a sent measurement back. Raises RuleBroken where it was decided already or another person sent it, Stale."""
    actor.require(measurement.plan, Action.RECORD_MEASUREMENT, measurement.organisation_id)
    moving.check_version(measurement, version)
    moving.recall(actor, measurement)


def correct(actor: Actor, measurement: Measurement, reason: str) -> Measurement:
    """Begin a new revision of a verified measurement, with the same contents; the verified one stays official."""
    actor.require(measurement.plan, Action.RECORD_MEASUREMENT, measurement.organisation_id)
    at = places.hold(places.of(measurement))
    moving.check_correctable(measurement, at.measurement, reason)
    made = _begun(actor, at, revision=measurement.revision + 1, reason=reason)
    _fill(made, at.indicator.kind, entry_of(measurement))
    db.session.flush()
    moving.take_evidence_along(measurement, made)
    after = {"corrects": measurement.id, **_digest(made)}
    moving.write("correct", made, actor, {}, after, reason=reason)
    return made


def _begun(actor: Actor, at: Place, *, revision: int = 1, reason: str = "") -> Measurement:
    measurement = Measurement(
        plan=at.plan,
        indicator=at.indicator,
        period=at.period,
        organisation=at.organisation,
        author=actor.user,
        created_at=clock.now(),
        state=State.DRAFT,
        revision=revision,
        revision_reason=reason,
    )
    db.session.add(measurement)
    return measurement


def _fill(measurement: Measurement, kind: Kind, entry: Entry) -> None:
    """Put in what the kind knows of; a share or rate of two parts also gets the value that they make."""
    numbers = (*entries.COUNTS, *RATIOS)
    measurement.no_value = entry.no_value
    measurement.value = entry.value if kind in numbers else None
    measurement.numerator = entry.numerator if kind in RATIOS else None
    measurement.denominator = entry.denominator if kind in RATIOS else None
    if measurement.numerator is not None and measurement.denominator:
        per = material.definition_of(measurement.indicator, measurement.plan).per
        measurement.value = parts_value(measurement.numerator, measurement.denominator, per)
    measurement.choice = entry.choice if kind is Kind.ORDINAL else ""
    measurement.reached = entry.reached if kind is Kind.MILESTONE else None
    measurement.reached_on = entry.reached_on if kind is Kind.MILESTONE else None
    measurement.statement = entry.statement if kind is Kind.TEXT else entries.NO_TEXT
    measurement.data_status = entry.data_status
    measurement.source, measurement.source_on = entry.source, entry.source_on
    measurement.narrative, measurement.remark = entry.narrative, entry.remark
    parts.fill(measurement, entry.parts if kind in numbers else ())
    if kind is Kind.LIST:
        _fill_items(measurement, entry.items)


def _fill_items(measurement: Measurement, items: Sequence[Item]) -> None:
    measurement.items = [
        ListedItem(
            title=i.title, year=i.year, reference=i.reference, link=i.link, standing=i.standing, position=position
        )
        for position, i in enumerate(items)
    ]


def _digest(measurement: Measurement) -> dict[str, Any]:
    """What the record of acts keeps of a measurement: its figures and state, and only a hash of its texts."""
    figures = (measurement.value, measurement.numerator, measurement.denominator)
    items = [(i.title, i.year, i.reference, i.link, i.standing) for i in measurement.items]
    said = [dict(text.texts) for text in (measurement.statement, measurement.narrative, measurement.remark)]
    texts = [*said, measurement.source, items]
    return {
        "state": (measurement.state or State.DRAFT).value,
        "revision": measurement.revision,
        "figures": [None if one is None else format(one, "f") for one in figures],
        "parts": parts.said(measurement),
        "choice": measurement.choice,
        "reached": measurement.reached,
        "no_value": measurement.no_value.value if measurement.no_value else None,
        "texts": hashlib.sha256(repr(texts).encode()).hexdigest(),
    }
