"""The forms of reporting periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FormField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.periods import PlannedPeriod, add_months
from tracker.domain.vocabulary import Frequency
from tracker.models.measurement import ReportingPeriod
from tracker.models.plan import Plan
from tracker.services.completeness import Gap
from tracker.services.periods import PeriodFacts
from tracker.web.fields import DayField, WholeField
from tracker.web.forms import Needed, TrackerForm, multilingual, texts
from tracker.web.languages import day
from tracker.web.periods.names import name_of

ASSIGN = _l("The responsible organisations of each indicator are asked for it. This can be changed afterwards.")


class PeriodForm(TrackerForm):
    """One period; made for a plan by `period_form`."""

    name: FormField[Any]
    code = StringField(
        _l("Short name"),
        [
            Needed(_l("Enter a short name.")),
            Length(max=20, message=_l("This is too long: at most %(n)s characters.", n=20)),
        ],
        description=_l("For tables and charts: 2023, 2023 H1."),
    )
    starts_on = DayField(_l("First day"), [Needed(_l("Enter the first day."))])
    ends_on = DayField(_l("Last day"), [Needed(_l("Enter the last day."))])
    due_on = DayField(_l("Due date"), [Needed(_l("Enter the date by which values are to be in."))])
    assign = BooleanField(_l("Assign at once"), default=True, description=ASSIGN)

    def facts(self) -> PeriodFacts:
        return PeriodFacts(
            code=self.code.data or "",
            name=multilingual(self.name),
            starts_on=self.starts_on.data or date.min,
            ends_on=self.ends_on.data or date.min,
            due_on=self.due_on.data or date.min,
        )


class ChangePeriodForm(TrackerForm):
    """The name and due date of a period that is open; its span stays."""

    name: FormField[Any]
    due_on = DayField(_l("Due date"), [Needed(_l("Enter the date by which values are to be in."))])


def period_form(plan: Plan) -> PeriodForm:
    made: Any = type("PeriodForm", (PeriodForm,), {"name": texts(_l("Name"), plan, required=True)})
    form: PeriodForm = made()
    return form


def change_form(plan: Plan, period: ReportingPeriod, *, stored: bool = False) -> ChangePeriodForm:
    made: Any = type("ChangePeriodForm", (ChangePeriodForm,), {"name": texts(_l("Name"), plan, required=True)})
    data = {"name": dict(period.name.texts), "due_on": period.due_on}
    form: ChangePeriodForm = made(data=data, **({"formdata": None} if stored else {}))
    return form


class OpenManyForm(TrackerForm):
    """Several periods of one length at once: which of them, and how long after its end each is due."""

    chosen = SelectMultipleField(
        _l("Periods"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), default=list
    )
    months = WholeField(
        _l("Due how many months after the end"),
        [Needed(), NumberRange(0, 24, _l("Write a whole number from 0 to 24."))],
        default=3,
    )
    assign = BooleanField(_l("Assign at once"), default=True, description=ASSIGN)

    def __init__(self, plan: Plan, frequency: Frequency, planned: Sequence[PlannedPeriod], **more: Any) -> None:
        every = [each.ends_on.isoformat() for each in planned]
        super().__init__(data={"chosen": every, "months": 3, "assign": True}, **more)
        self.plan = plan
        self.frequency, self.planned = frequency, planned
        self.chosen.choices = [(each.ends_on.isoformat(), _described(each)) for each in planned]

    def validate_chosen(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one period."))

    def facts(self) -> list[PeriodFacts]:
        wanted = set(self.chosen.data or ())
        return [self._facts(each) for each in self.planned if each.ends_on.isoformat() in wanted]

    def _facts(self, each: PlannedPeriod) -> PeriodFacts:
        due = due_after(each.ends_on, self.months.data or 0)
        name = name_of(each, self.frequency, self.plan)
        return PeriodFacts(code=each.name, name=name, starts_on=each.starts_on, ends_on=each.ends_on, due_on=due)


def due_after(ends_on: date, months: int) -> date:
    """So many months after the end of a period: a month's last day stays a last day."""
    following = ends_on + timedelta(days=1)
    if following.day == 1:
        return add_months(following, months) - timedelta(days=1)
    return add_months(ends_on, months)


def _described(each: PlannedPeriod) -> str:
    span = _("%(start)s to %(end)s", start=day(each.starts_on), end=day(each.ends_on))
    short = _("a short one, months covered: %(months)s", months=each.months)
    return f"{each.name}: {span}" + (f" ({short})" if each.is_partial else "")


class CloseForm(TrackerForm):
    """A remark for each thing that is open; made for what is open by `close_form`."""

    for_all = TextAreaField(
        _l("Remark for all that have none of their own"),
        [Optional(), Length(max=1000)],
        description=_l("It stays on record with each of them."),
    )

    def remarks(self, found: Iterable[Gap]) -> dict[str, str]:
        """By gap why it may stay open."""
        own: dict[str, Any] = {gap.key: self[gap.key].data for gap in found}
        return {key: remark or self.for_all.data or "" for key, remark in own.items()}


def close_form(found: Iterable[Gap]) -> CloseForm:
    fields = {gap.key: StringField(_l("Remark"), [Optional(), Length(max=1000)]) for gap in found}
    made: Any = type("CloseForm", (CloseForm,), fields)
    form: CloseForm = made()
    return form


class ReopenForm(TrackerForm):
    """Why a closed period takes values again."""

    reason = TextAreaField(
        _l("Reason"),
        [Needed(_l("Say why the period is opened again.")), Length(max=1000)],
        description=_l("It stays on record."),
    )
