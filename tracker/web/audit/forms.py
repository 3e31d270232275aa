"""What the record of acts is narrowed to."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField
from wtforms.validators import Optional, ValidationError

from tracker.domain import acts
from tracker.models.plan import Plan
from tracker.services.audit_reading import Narrowing, choices
from tracker.web.fields import DayField, WholeField
from tracker.web.forms import TrackerForm
from tracker.web.languages import spoken

LARGEST = 2**31 - 1


class NarrowingForm(TrackerForm):
    """It stands in the address, so that it can be kept and passed on."""

    person = SelectField(_l("Person"), [Optional()])
    act = SelectField(_l("Act"), [Optional()])
    subject = SelectField(_l("What it was done to"), [Optional()])
    number = WholeField(_l("Its number"), [Optional()])
    since = DayField(_l("From"), [Optional()])
    until = DayField(_l("Until"), [Optional()])

    def validate_number(self, field: IntegerField) -> None:
        if field.data is not None and not 0 < field.data <= LARGEST:
            raise ValidationError(_("There is nothing with this number."))

    @classmethod
    def asked(cls, plan: Plan | None) -> NarrowingForm:
        """The form as this address asks; a choice that does not occur in the record is left out."""
        form, offer = cls(request.args, meta={"csrf": False}), choices(plan)
        form.person.choices = [("", _l("Everybody")), *((str(each.id), each.name) for each in offer.people)]
        form.act.choices = [("", _l("All acts")), *((each, spoken(acts.LABELS[each])) for each in offer.acts)]
        form.subject.choices = [
            ("", _l("Everything")),
            *((each, spoken(acts.SUBJECTS[each])) for each in offer.subjects),
        ]
        for field in (form.person, form.act, form.subject):
            if field.data not in [choice[0] for choice in field.iter_choices()]:
                field.data = ""
        form.validate()
        return form

    @property
    def narrowing(self) -> Narrowing:
        """What was asked for and could be understood."""
        return Narrowing(
            person_id=int(self.person.data) if self.person.data else None,
            act=self.act.data or None,
            subject=self.subject.data or None,
            number=None if self.number.errors else self.number.data,
            since=None if self.since.errors else self.since.data,
            until=None if self.until.errors else self.until.data,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """What an address has to carry on."""
        return {field.name: field.data for field in self if field.data and not field.errors}
