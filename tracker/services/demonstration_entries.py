"""What was entered in the demonstration plan, by whom and when: values, statuses, evidence, and what was decided."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from config import Settings
from tracker.domain.entries import Entry, Item
from tracker.domain.series import Part
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import (
    CommitmentStatus,
    Consent,
    DataStatus,
    EvidenceClass,
    EvidenceKind,
    NoValue,
    Standing,
    Step,
    Verification,
)
from tracker.models.evidence import Evidence
from tracker.models.indicator import Indicator
from tracker.models.measurement import Measurement, ReportingPeriod, StatusReport
from tracker.models.plan import Commitment, Plan
from tracker.services import demonstration_library as library
from tracker.services import evidence, files, intake, measuring, places, reviewing, statuses
from tracker.services.demonstration_people import Cast
from tracker.services.demonstration_plan import categories_of
from tracker.services.demonstration_timeline import AFTERNOON, EVENING, MORNING, Timeline
from tracker.services.evidence_details import Details

Said = Mapping[str, Any]
Entered = Measurement | StatusReport


@dataclass
class Scene:
    """Where the acts happen: the plan by its codes, and the evidence that is still to come or came already."""

    plan: Plan
    cast: Cast
    settings: Settings
    periods: dict[str, ReportingPeriod] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    proofs: dict[str, list[int]] = field(default_factory=dict)
    items: dict[int, Evidence] = field(default_factory=dict)


def scene(plan: Plan, cast: Cast, settings: Settings, indicators: Iterable[Indicator]) -> Scene:
    return Scene(
        plan,
        cast,
        settings,
        indicators={each.code: each for each in indicators},
        commitments={each.code: each for each in plan.commitments},
        proofs=_proofs(),
    )


def tell(at: Scene, timeline: Timeline) -> None:
    """Put everything that people entered and decided on the timeline."""
    for said in [*official_values(), *library.table("measurements.toml")["measurement"]]:
        _Entry(at, said, _measure).tell(timeline)
    for said in library.table("statuses.toml")["status"]:
        _Entry(at, said, _report).tell(timeline)
    for number, said in enumerate(library.table("evidence.toml")["evidence"]):
        if "check" in said:
            timeline.add(said["check"]["on"], AFTERNOON, _Check(at, number, said["check"]))


def official_values() -> Iterator[dict[str, Any]]:
    """The published values of 2022 and 2023 as entries of the figures desk; a reason where none was published."""
    said = library.table("indicators.toml")
    cells = categories_of(said)
    for each in said["indicator"]:
        for year in (2022, 2023) if "official" in each else ():
            made = dict(said["official"]["entry"]) | {"at": f"{year} {each['code']} demo-figures"}
            made |= {"narrative": each.get("note"), "remark": each.get("remarks", {}).get(str(year))}
            value = library.values(each["official"]).get(year)
            if value is None:
                yield made | {"no_value": "not_available"}
                continue
            published = {code: cell for name in each.get("dimensions", ()) for code, cell in cells[name].items()}
            parts = library.parts(each["official"], published)
            yield made | {"value": str(value), "parts": {cell: one for (y, cell), one in parts.items() if y == year}}


def _proofs() -> dict[str, list[int]]:
    """The numbers of the evidence items for each entry, such as `2023 3.1a demo-shelter`."""
    found: dict[str, list[int]] = {}
    official = [said["at"] for said in official_values() if "value" in said]
    for number, said in enumerate(library.table("evidence.toml")["evidence"]):
        for key in official if "official" in said else [f"{each} {said['by']}" for each in said["supports"]]:
            found.setdefault(key, []).append(number)
    return found


class _Entry:
    """One value or status on its way: saved, sent, returned, sent again, verified, corrected."""

    def __init__(self, at: Scene, said: Said, enter: Any) -> None:
        self.scene, self.said, self.enter = at, said, enter

    def tell(self, timeline: Timeline) -> None:
        said = self.said
        if "saved" in said:
            timeline.add(said["saved"], MORNING, lambda: self.enter(self.scene, said, send=False))
            return
        first = {**said, "value": said["first"]} if "first" in said else said
        timeline.add(said["sent"], MORNING, lambda: self.enter(self.scene, first, send=True))
        if "returned" in said:
            reason = said["returned"]["remark"]
            timeline.add(said["returned"]["on"], EVENING, lambda: self._decide(Step.RETURN, reason))
        if "resent" in said:
            timeline.add(said["resent"], MORNING, lambda: self.enter(self.scene, said, send=True))
        if "verified" in said:
            timeline.add(said["verified"], EVENING, lambda: self._decide(Step.VERIFY, ""))
        if "correction" in said:
            timeline.add(said["correction"]["sent"], MORNING, self._correct)
            timeline.add(said["correction"]["verified"], EVENING, lambda: self._decide(Step.VERIFY, ""))

    def _decide(self, step: Step, remark: str) -> None:
        thing = _found(self.scene, self.said)
        reviewer = self.scene.cast.actor("reviewer")
        reviewing.decide(reviewer, thing, step, remark=remark, version=thing.version)

    def _correct(self) -> None:
        old = _found(self.scene, self.said)
        assert isinstance(old, Measurement)  # noqa: S101 - the data corrects values only
        actor = self.scene.cast.contributor(self.said["at"].split()[2])
        correction = self.said["correction"]
        measuring.correct(actor, old, correction["reason"])
        self.enter(self.scene, {**self.said, "value": correction["value"]}, send=True)


def _found(at: Scene, said: Said) -> Entered:
    """The newest revision of what an entry speaks of."""
    year, code, by = said["at"].split()
    period, organisation = at.periods[year], at.cast.organisations[by]
    found: Entered | None
    if "status" in said:
        found = statuses.latest(period, at.commitments[code], organisation.id)
    else:
        found = places.latest(period, at.indicators[code], organisation.id)
    if found is None:
        raise LookupError(said["at"])
    return found


def _measure(at: Scene, said: Said, *, send: bool) -> None:
    year, code, by = said["at"].split()
    actor, organisation = at.cast.contributor(by), at.cast.organisations[by]
    place = places.find(actor, at.periods[year], at.indicators[code], organisation.id)
    entry = _entry(said)
    made = measuring.save(actor, place, entry, version=place.version)
    _prove(at, said, made)
    if send:
        measuring.save(actor, replace(place, measurement=made), entry, version=made.version, send=True)


def _report(at: Scene, said: Said, *, send: bool) -> None:
    year, code, by = said["at"].split()
    actor, organisation = at.cast.contributor(by), at.cast.organisations[by]
    status, note = CommitmentStatus(said["status"]), library.text(said.get("note"))
    place = statuses.find(actor, at.periods[year], at.commitments[code], organisation.id)
    made = statuses.save(actor, place, status=status, note=note, version=place.version)
    _prove(at, said, made)
    if send:
        place = replace(place, report=made)
        statuses.save(actor, place, status=status, note=note, version=made.version, send=True)


def _prove(at: Scene, said: Said, made: Entered) -> None:
    """Bring the evidence of an entry in, or let an item that is there support it too."""
    key = said["at"]
    for number in at.proofs.pop(key, ()):
        actor = at.cast.contributor(key.split()[2])
        if number in at.items:
            evidence.attach(actor, made, at.items[number])
            continue
        item = library.table("evidence.toml")["evidence"][number]
        file = None
        if "file" in item:
            stream = io.BytesIO(library.content(item["file"]))
            file = intake.keep(at.settings, made.organisation_id, stream, files.check(stream, item["file"]))
        at.items[number] = evidence.add(actor, made, _details(at, item), file=file)


def _details(at: Scene, said: Said) -> Details:
    return Details(
        kind=EvidenceKind(said["kind"]),
        title=library.text(said["title"]),
        proves=library.text(said["proves"]),
        document_on=said.get("document_on"),
        holder=said.get("holder", ""),
        language=said["language"],
        visibility=EvidenceClass(said["visibility"]),
        reviewer_id=at.cast.actor("reviewer").user.id,
        consent=Consent.NOBODY,
        url=said.get("url", ""),
    )


@dataclass(frozen=True)
class _Check:
    """The reviewer's decision on an evidence item."""

    scene: Scene
    number: int
    said: Said

    def __call__(self) -> None:
        item, reviewer = self.scene.items[self.number], self.scene.cast.actor("reviewer")
        verdict, remark = Verification(self.said["verdict"]), self.said.get("remark", "")
        reviewing.check_evidence(reviewer, item, verdict, remark=remark, version=item.version)


def _entry(said: Said) -> Entry:
    numbers: dict[str, Any] = {
        name: Decimal(said[name]) for name in ("value", "numerator", "denominator") if name in said
    }
    return Entry(
        **numbers,
        parts=tuple(_part(cell, value) for cell, value in said.get("parts", {}).items()),
        has_value="no_value" not in said,
        no_value=NoValue(said["no_value"]) if "no_value" in said else None,
        choice=f"step-{said['choice']}" if "choice" in said else "",
        reached=said.get("reached"),
        reached_on=said.get("reached_on"),
        items=tuple(_item(each) for each in said.get("items", ())),
        statement=library.text(said.get("statement")),
        data_status=DataStatus(said.get("data_status", "final")),
        source=said.get("source", "") if "no_value" not in said else "",
        source_on=said.get("source_on") if "no_value" not in said else None,
        narrative=library.text(said.get("narrative")) or Multilingual(),
        remark=library.text(said.get("remark")),
    )


def _part(cell: str, value: Decimal) -> Part:
    dimension, _, category = cell.partition(":")
    return Part(dimension, category, value)


def _item(said: Said) -> Item:
    return Item(
        title=said["title"],
        year=said.get("year"),
        reference=said.get("reference", ""),
        standing=Standing(said.get("standing", "in_force")),
    )
