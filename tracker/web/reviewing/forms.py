"""The forms of a reviewer: what the queue is narrowed to, a decision, a check of one evidence item."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.models.plan import Plan
from tracker.services.reviewing_queue import Narrowing, Subject, choices
from tracker.web.forms import TrackerForm
from tracker.web.languages import shown

LONGEST_REMARK = 4000
TOO_LONG = _l("This text is too long: at most %(n)s characters.", n=LONGEST_REMARK)

SUBJECTS = {
    Subject.MEASUREMENT: _l("Measurements"),
    Subject.STATUS: _l("Statuses of commitments"),
    Subject.EVIDENCE: _l("Evidence"),
}


class NarrowingForm(TrackerForm):
    """What the queue is narrowed to; it stands in the address, so that it can be kept and passed on."""

    kind = SelectField(_l("Waiting for a decision"), [Optional()])
    pillar = SelectField(_l("Pillar"), [Optional()])
    organisation = SelectField(_l("Organisation"), [Optional()])

    @classmethod
    def asked(cls, plan: Plan) -> NarrowingForm:
        """The form as this address asks; what names nothing of the plan is left out."""
        form = cls(request.args, meta={"csrf": False})
        pillars, organisations = choices(plan)
        form.kind.choices = _with_all(_l("All kinds"), [(each.value, label) for each, label in SUBJECTS.items()])
        form.pillar.choices = _with_all(
            _l("All pillars"), [(str(each.id), f"{each.code} {shown(each.title).text}") for each in pillars]
        )
        form.organisation.choices = _with_all(
            _l("All organisations"), [(str(each.id), shown(each.name).text) for each in organisations]
        )
        for field in (form.kind, form.pillar, form.organisation):
            if field.data not in [choice[0] for choice in field.iter_choices()]:
                field.data = ""
        return form

    @property
    def narrowing(self) -> Narrowing:
        return Narrowing(
            subject=Subject(self.kind.data) if self.kind.data else None,
            pillar_id=int(self.pillar.data) if self.pillar.data else None,
            organisation_id=int(self.organisation.data) if self.organisation.data else None,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """What an address has to carry on."""
        return {field.name: field.data for field in self if field.data}


def _with_all(label: Any, options: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", label), *options]


class DecisionForm(TrackerForm):
    remark = TextAreaField(_l("Remark to the contributor"), [Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)])


class CheckForm(TrackerForm):
    """For one evidence item; the page holds one for each, told apart by their prefix."""

    remark = TextAreaField(_l("What is wrong with it?"), [Optional(), Length(max=LONGEST_REMARK, message=TOO_LONG)])
