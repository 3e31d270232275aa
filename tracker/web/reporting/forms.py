"""Forms of the report workshop."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.models.plan import Plan
from tracker.web.forms import LONG, Needed, TrackerForm, texts
from tracker.web.languages import NAMES


def section_form(plan: Plan, label: str) -> type[TrackerForm]:
    """One text in each language of the plan."""
    return type("SectionForm", (TrackerForm,), {"body": texts(label, plan, long=True)})


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
