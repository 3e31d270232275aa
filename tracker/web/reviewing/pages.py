"""What the pages of a reviewer show, and where they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain.errors import Stale
from tracker.domain.vocabulary import State, Step
from tracker.models.evidence import Evidence
from tracker.models.measurement import Measurement
from tracker.models.plan import Plan
from tracker.services import moving, proofs, reviewing, reviewing_doubts, reviewing_queue
from tracker.services.acting import Actor
from tracker.services.reviewing_queue import Subject, Waiting
from tracker.web import access
from tracker.web.languages import moment
from tracker.web.reviewing.forms import CheckForm, DecisionForm, NarrowingForm
from tracker.web.words import word

A_PAGE = 50

MOVES_TO = {
    Step.SUBMIT: State.SUBMITTED,
    Step.RECALL: State.DRAFT,
    Step.VERIFY: State.VERIFIED,
    Step.RETURN: State.RETURNED,
}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue; `waiting` counts all its lines, `decidable` those that this person can decide on."""

    lines: Sequence[Waiting]
    number: int
    pages: int
    waiting: int
    decidable: int
    doubts: reviewing_doubts.Doubts

    def doubts_of(self, line: Waiting) -> int:
        """How many points of a line have to be looked at."""
        return len(self.doubts.get(reviewing_doubts.key_of(line.thing), ()))

    @property
    def undoubted(self) -> int:
        """How many lines of this page can be verified together with others."""
        return sum(
            line.hindrance is None and line.subject is not Subject.EVIDENCE and not self.doubts_of(line)
            for line in self.lines
        )


def page_of(lines: Sequence[Waiting]) -> QueuePage:
    pages = max(1, -(-len(lines) // A_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = lines[(number - 1) * A_PAGE : number * A_PAGE]
    doubts = reviewing_doubts.of(line.thing for line in shown if line.subject is not Subject.EVIDENCE)
    return QueuePage(shown, number, pages, len(lines), sum(line.hindrance is None for line in lines), doubts)


def link(plan: Plan, thing: reviewing.Reviewable, kept: dict[str, Any] | None = None) -> str:
    """The address of the page on which a thing is decided; the narrowing of the queue goes along."""
    kept = NarrowingForm.asked(plan).kept if kept is None else kept
    if isinstance(thing, Measurement):
        return url_for("reviewing.measurement", plan_code=plan.code, measurement_id=thing.id, **kept)
    return url_for("reviewing.status", plan_code=plan.code, status_report_id=thing.id, **kept)


def check_link(plan: Plan, thing: reviewing.Reviewable, evidence: Evidence, kept: dict[str, Any]) -> str:
    """Where a verdict on an evidence item is sent."""
    kept = {"plan_code": plan.code, **kept}
    if isinstance(thing, Measurement):
        return url_for("reviewing.check_for_measurement", **kept, measurement_id=thing.id, evidence_id=evidence.id)
    return url_for("reviewing.check_for_status", **kept, status_report_id=thing.id, evidence_id=evidence.id)


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a queue needs."""

    plan: Plan
    kept: dict[str, Any]

    @property
    def queue(self) -> str:
        return url_for("reviewing.queue", plan_code=self.plan.code, **self.kept)

    @property
    def many(self) -> str:
        return url_for("reviewing.many", plan_code=self.plan.code, **self.kept)

    @property
    def all(self) -> str:
        return url_for("reviewing.queue", plan_code=self.plan.code)

    def page(self, number: int) -> str:
        return url_for("reviewing.queue", plan_code=self.plan.code, page=number, **self.kept)

    def to(self, line: Waiting) -> str:
        return link(self.plan, line.thing, self.kept) + ("#evidence" if line.subject is Subject.EVIDENCE else "")


def links(plan: Plan, form: NarrowingForm) -> Links:
    return Links(plan, form.kept)


def onwards(actor: Actor, plan: Plan, thing: reviewing.Reviewable) -> str:
    """Where a reviewer goes from here: to the next line of the queue as it is narrowed, else back to the queue.

    To be asked before the decision, while the thing still has its place.
    """
    form = NarrowingForm.asked(plan)
    lines = reviewing_queue.queue(actor, plan, form.narrowing)
    subject = Subject.MEASUREMENT if isinstance(thing, Measurement) else Subject.STATUS
    here = next((line for line in lines if (line.subject, line.key) == (subject, thing.id)), None)
    after = reviewing_queue.next_after(lines, here.since if here else None, subject, thing.id)
    return Links(plan, form.kept).to(after) if after else Links(plan, form.kept).queue


def version_sent() -> int:
    """The version that the person had before them; 0, which no row has, where the form names none."""
    return request.form.get("version", 0, type=int)


def prefix_of(evidence: Evidence) -> str:
    return f"evidence-{evidence.id}"


def decision(
    plan: Plan,
    thing: reviewing.Reviewable,
    *,
    form: DecisionForm | None = None,
    check: CheckForm | None = None,
    item: Evidence | None = None,
    stale: Stale | None = None,
) -> str:
    """The page on which a reviewer decides; a form that was refused stands on it again with what was typed."""
    actor, kept = access.the_actor(), NarrowingForm.asked(plan).kept
    dossier = reviewing.dossier(actor, thing)
    return render_template(
        "reviewing/decide.html",
        dossier=dossier,
        thing=thing,
        called=reviewing_queue.called(thing),
        pillar=reviewing_queue.pillar_of(thing),
        doubts=reviewing_doubts.of([thing])[reviewing_doubts.key_of(thing)],
        checklist=proofs.checklist(thing) if isinstance(thing, Measurement) else (),
        form=form or DecisionForm(None),
        checks=_checks(dossier, check, item),
        refused=check,
        stale=stale,
        check_links={each.evidence.id: check_link(plan, thing, each.evidence, kept) for each in dossier.evidence},
        evidence_links=_evidence_links(plan, dossier),
        history=history(thing),
        queue_link=Links(plan, kept).queue,
        next_link=onwards(actor, plan, thing),
        here_link=link(plan, thing, kept),
    )


def _checks(dossier: reviewing.Dossier, refused: CheckForm | None, item: Evidence | None) -> dict[int, CheckForm]:
    """A form for each evidence item; the one that was refused keeps what was typed."""
    found = {each.evidence.id: CheckForm(None, prefix=prefix_of(each.evidence)) for each in dossier.evidence}
    return found | ({item.id: refused} if item is not None and refused is not None else {})


def _evidence_links(plan: Plan, dossier: reviewing.Dossier) -> dict[int, str]:
    """Where each evidence item can be looked at."""
    keys = [each.evidence.id for each in dossier.evidence if each.visible]
    return {key: url_for("evidence.show", plan_code=plan.code, evidence_id=key) for key in keys}


def history(thing: reviewing.Reviewable) -> list[dict[str, Any]]:
    """What happened to an entry, for the timeline, the first step first."""
    return [
        {
            "state": MOVES_TO[act.step] if act.step else State.DRAFT,
            "label": word(act.step) if act.step else _("Correction begun"),
            "who": act.who.name if act.who else "",
            "when": moment(act.at),
            "iso": act.at.isoformat(),
            "remark": act.remark,
        }
        for act in moving.history(thing)
    ]
