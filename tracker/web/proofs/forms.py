"""The form of a checklist: one row for each point, in the languages of the plan."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import Length

from tracker.domain.texts import Multilingual
from tracker.models.indicator import Indicator
from tracker.models.plan import Plan
from tracker.services import proofs
from tracker.services.proofs import PointFacts
from tracker.web.fields import key_of
from tracker.web.forms import TrackerForm, one_line
from tracker.web.languages import NAMES

EMPTY_ROWS = 3


class PointsForm(TrackerForm):
    """What evidence has to show; made for the languages of a plan by `points_form`."""

    points: FieldList[Any]

    def facts(self, plan: Plan) -> list[PointFacts]:
        """The points that were written, in their order; an emptied row takes its point off the list."""
        rows = [_facts(row.form, plan) for row in self.points.entries]
        return [row for row in rows if row.text]

    def add_rows(self) -> None:
        for _number in range(min(EMPTY_ROWS, proofs.MOST - len(self.points.entries))):
            self.points.append_entry()


class TicksForm(TrackerForm):
    """Only the token: the boxes are read as pairs of a point and an item."""


def points_form(plan: Plan, indicator: Indicator, *, stored: bool = False) -> PointsForm:
    """The form of an indicator's checklist; with `stored` as it stands in the tables, whatever was sent."""
    fields: dict[str, Any] = {
        f"text_{code}": StringField(
            NAMES.get(code, code),
            [Length(max=300, message=_l("This text is too long: at most %(n)s characters.", n=300))],
            filters=[one_line],
        )
        for code in plan.languages
    }
    row = type("PointForm", (Form,), {"key": HiddenField(), **fields})
    made: Any = type(
        "PointsForm", (PointsForm,), {"points": FieldList(FormField(row), _l("Points"), max_entries=proofs.MOST)}
    )
    kept = [
        {"key": str(point.id)} | {f"text_{code}": text for code, text in point.text.texts.items()}
        for point in proofs.asked(indicator)
    ]
    form: PointsForm = made(data={"points": kept}, **({"formdata": None} if stored else {}))
    if not form.is_submitted() and not stored:
        form.add_rows()
    return form


def _facts(row: Any, plan: Plan) -> PointFacts:
    said = Multilingual({code: row[f"text_{code}"].data or "" for code in plan.languages})
    return PointFacts(key_of(row.key.data), said)
