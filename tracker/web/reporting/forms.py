"""Forms of the report workshop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.vocabulary import SectionState
from tracker.models.people import User
from tracker.models.plan import Plan
from tracker.services.sections import Place
from tracker.web.forms import LONG, Needed, TrackerForm, texts
from tracker.web.languages import NAMES
from tracker.web.reporting.section_list import SectionRow
from tracker.web.words import offered, word


def section_form(plan: Plan, *, decides: bool) -> type[TrackerForm]:
    """One text in each language of the plan, and where its writing stands; leaving out is for who `decides`."""
    states = [each for each in SectionState if decides or each is not SectionState.LEFT_OUT]
    choices = offered((each.value, word(each)) for each in states)
    state = RadioField(_l("Where it stands"), choices=choices, validate_choice=False)
    return type("SectionForm", (TrackerForm,), {"body": texts(_l("Text"), plan, long=True), "state": state})


def assign_form(rows: Sequence[SectionRow], people: Sequence[User]) -> Any:
    """One choice of a person for each section."""
    names = [("", _("who writes the report")), *((str(user.id), user.name) for user in people)]
    fields = {_name(place): SelectField(row.label, choices=offered(names)) for place, row in enumerate(rows)}
    given = {
        _name(place): str(row.section.assigned_to_id) if row.section and row.section.assigned_to_id else ""
        for place, row in enumerate(rows)
    }
    form = type("AssignForm", (TrackerForm,), {**fields, "people": {str(user.id): user for user in people}})
    return form(data=given)


def chosen_writers(form: Any, rows: Sequence[SectionRow]) -> dict[Place, User | None]:
    """Who was chosen for each section; None for those who write the report."""
    return {
        (row.key, row.pillar.id if row.pillar else None): form.people.get(form[_name(place)].data)
        for place, row in enumerate(rows)
    }


def _name(place: int) -> str:
    return f"section_{place}"


class RequestForm(TrackerForm):
    """Which languages the files of an edition are made in."""

    languages = SelectMultipleField(
        _l("Languages of the files"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("One PDF and one workbook are made in each."),
    )
    remark = TextAreaField(
        _l("Remark for the second person"), [Length(max=LONG)], description=_l("For instance what to look at.")
    )

    def offer(self, plan: Plan, complete: tuple[str, ...]) -> None:
        """Offer the plan's languages in which reports can be printed."""
        self.languages.choices = [(code, NAMES[code]) for code in plan.languages if code in complete]


class WithdrawForm(TrackerForm):
    reason = TextAreaField(_l("Why is it withdrawn?"), [Needed(), Length(max=1000)])
