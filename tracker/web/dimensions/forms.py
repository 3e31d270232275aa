"""The form of a dimension: its name, and one row for each category."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import Length

from tracker.domain.texts import N_, Multilingual
from tracker.models.indicator import Dimension
from tracker.models.plan import Plan
from tracker.services.dimensions import CategoryFacts, DimensionFacts
from tracker.web.fields import key_of
from tracker.web.forms import TrackerForm, clean, multilingual, texts
from tracker.web.languages import NAMES
from tracker.web.several import in_each

EMPTY_ROWS, MOST_ROWS = 3, 60

USUAL: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "sex": (N_("Sex"), (("f", N_("Women")), ("m", N_("Men")))),
    "age": (
        N_("Age"),
        (("0-17", N_("Under 18")), ("18-29", N_("18 to 29")), ("30-59", N_("30 to 59")), ("60", N_("60 and over"))),
    ),
    "place": (N_("Place"), (("urban", N_("City")), ("rural", N_("Countryside")))),
    "rank": (
        N_("Rank"),
        (("senior", N_("Senior officers")), ("officers", N_("Other officers")), ("others", N_("Other ranks"))),
    ),
}
"""What plans break down by most often: its name, and its categories with their codes."""

COVERS_ALL = ("sex", "age", "place", "rank")


class DimensionForm(TrackerForm):
    """A dimension; made for the languages of a plan by `dimension_form`."""

    name: FormField[Any]
    categories: FieldList[Any]
    is_complete = BooleanField(
        _l("These categories cover everybody"),
        description=_l("Where all of them are filled in, they must add up to the total."),
    )

    def facts(self, plan: Plan) -> DimensionFacts:
        rows = (_category(row.form, plan) for row in self.categories.entries)
        return DimensionFacts(
            name=multilingual(self.name),
            is_complete=bool(self.is_complete.data),
            categories=[row for row in rows if row.name or row.key],
        )

    def add_rows(self) -> None:
        """A few empty rows more."""
        for _number in range(min(EMPTY_ROWS, MOST_ROWS - len(self.categories.entries))):
            self.categories.append_entry({"in_use": True})


def dimension_form(plan: Plan, dimension: Dimension | None, *, like: str = "", stored: bool = False) -> DimensionForm:
    """The form of a dimension; `like` prefills a new one with a usual dimension, in the languages we know."""
    names = {
        f"name_{code}": StringField(
            NAMES.get(code, code), [Length(max=200, message=_l("This is too long."))], filters=[clean]
        )
        for code in plan.languages
    }
    more: dict[str, Any] = {
        "key": HiddenField(),
        "code": HiddenField(validators=[Length(max=40)]),
        "in_use": BooleanField(_l("In use"), default=True),
    }
    row = type("CategoryForm", (Form,), names | more)
    fields: dict[str, Any] = {
        "name": texts(_l("Name of the dimension"), plan, required=True),
        "categories": FieldList(FormField(row), _l("Categories"), max_entries=MOST_ROWS),
    }
    made: Any = type("DimensionForm", (DimensionForm,), fields)
    data = _stored(dimension) if dimension is not None else _usual(plan, like)
    form: DimensionForm = made(data=data, **({"formdata": None} if stored else {}))
    if not form.is_submitted() and not stored:
        form.add_rows()
    return form


def _category(row: Any, plan: Plan) -> CategoryFacts:
    said = Multilingual({code: row[f"name_{code}"].data or "" for code in plan.languages})
    return CategoryFacts(key=key_of(row.key.data), name=said, in_use=bool(row.in_use.data), code=row.code.data or "")


def _stored(dimension: Dimension) -> dict[str, Any]:
    rows = [
        _row(each.name) | {"key": str(each.id), "code": each.code, "in_use": each.archived_at is None}
        for each in dimension.categories
    ]
    return {"name": dict(dimension.name.texts), "is_complete": dimension.is_complete, "categories": rows}


def _usual(plan: Plan, like: str) -> dict[str, Any]:
    if like not in USUAL:
        return {}
    name, categories = USUAL[like]
    rows = [_row(in_each(word, plan.languages)) | {"code": code, "in_use": True} for code, word in categories]
    return {"name": dict(in_each(name, plan.languages).texts), "is_complete": like in COVERS_ALL, "categories": rows}


def _row(name: Multilingual) -> dict[str, Any]:
    return {f"name_{code}": text for code, text in name.texts.items()}


def usual(dimensions: list[Dimension]) -> Iterator[tuple[str, str]]:
    """The usual dimensions that a plan does not have yet: their code and English name."""
    taken = {each.code for each in dimensions}
    return ((code, name) for code, (name, _categories) in USUAL.items() if code not in taken)
