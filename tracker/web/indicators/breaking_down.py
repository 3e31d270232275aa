"""The form that says by what an indicator is broken down."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import dimensions
from tracker.web.fields import key_of
from tracker.web.forms import TrackerForm
from tracker.web.languages import shown


class BreakdownForm(TrackerForm):
    """The dimensions of an indicator, any number of them."""

    dimensions = SelectMultipleField(
        _l("Broken down by"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        description=_l("Each for itself. Choose none where parts make no sense or nobody has them."),
    )  # fmt: skip

    def __init__(self, plan: Plan, indicator: Indicator, **more: Any) -> None:
        super().__init__(data={"dimensions": [str(each.id) for each in indicator.dimensions]}, **more)
        offered = {each.id: each for each in [*dimensions.of_plan(plan), *indicator.dimensions]}
        self.dimensions.choices = [(str(key), _told(offered[key])) for key in sorted(offered)]

    def keys(self) -> list[int]:
        return [key for each in self.dimensions.data or () if (key := key_of(each))]


def _told(dimension: Any) -> str:
    names = ", ".join(shown(each.name).text for each in dimensions.in_use(dimension))
    return f"{shown(dimension.name).text}: {names}"
