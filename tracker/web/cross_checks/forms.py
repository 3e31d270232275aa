"""The form of a rule between two indicators."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from tracker.models.indicator import Indicator
from tracker.web.fields import key_of
from tracker.web.forms import Needed, TrackerForm
from tracker.web.languages import shown

LONGEST = 80


class CrossCheckForm(TrackerForm):
    """Which indicator is never above which."""

    lower = SelectField(_l("This indicator"), [Needed(_l("Choose an indicator."))], validate_choice=False)
    upper = SelectField(_l("is never above"), [Needed(_l("Choose an indicator."))], validate_choice=False)

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        super().__init__()
        rows = [("", _l("Choose an indicator")), *((str(each.id), _called(each)) for each in indicators)]
        for field in (self.lower, self.upper):
            field.choices = rows

    def keys(self) -> tuple[int, int]:
        """The ids that were chosen; 0, which no indicator has, for what is none."""
        return key_of(self.lower.data) or 0, key_of(self.upper.data) or 0


def _called(indicator: Indicator) -> str:
    title = shown(indicator.title).text
    return f"{indicator.code} {title if len(title) <= LONGEST else title[: LONGEST - 1] + '…'}"
