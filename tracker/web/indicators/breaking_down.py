"""The form that says by what an indicator is broken down."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.breakdown import COUNTS
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

    crossed = BooleanField(
        _l("Also crossed: each pair of categories"),
        description=_l("For two dimensions of a count, for instance women by age. Entered as a small table."),
    )

    def __init__(self, plan: Plan, indicator: Indicator, **more: Any) -> None:
        chosen = [str(each.id) for each in indicator.dimensions]
        super().__init__(data={"dimensions": chosen, "crossed": indicator.is_crossed}, **more)
        if indicator.kind not in COUNTS:
            del self.crossed
        offered = {each.id: each for each in [*dimensions.of_plan(plan), *indicator.dimensions]}
        self.dimensions.choices = [(str(key), _told(offered[key])) for key in sorted(offered)]

    def is_crossed(self) -> bool:
        return "crossed" in self and bool(self.crossed.data)

    def keys(self) -> list[int]:
        return [key for each in self.dimensions.data or () if (key := key_of(each))]


def _told(dimension: Any) -> str:
    names = ", ".join(shown(each.name).text for each in dimensions.in_use(dimension))
    return f"{shown(dimension.name).text}: {names}"
