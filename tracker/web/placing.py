"""Where a sentence about a form lands: also deep inside it, at a row of a list or at one language of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field, FieldList, FormField

from tracker.domain.checks import Problem
from tracker.web.forms import TrackerForm
from tracker.web.languages import chosen, spoken


def place(form: TrackerForm, problems: Iterable[Problem]) -> None:
    """Show each problem at its field; `items-0-title` is the title in the first row of `items`."""
    for field_name, message in problems:
        field = control(form, field_name)
        if field is None:
            form.form_errors.append(spoken(message))
        else:
            field.errors = [*field.errors, spoken(message)]
    for rows in form:
        if isinstance(rows, FieldList):
            # A list of rows knows of the mistakes in them only what it is told.
            rows.errors = [row.errors for row in rows] if any(row.errors for row in rows) else []


def control(form: Any, name: str) -> Field | None:
    """The control that a problem's field names; of a text in several languages the one that the person works in."""
    found: Any = form
    for part in name.split("-"):
        found = _inside(found, part)
        if found is None:
            return None
    if isinstance(found, FormField):
        code = chosen().split("-")[0]
        return found.form._fields.get(code) or next(iter(found))
    return found if isinstance(found, Field) and not isinstance(found, FieldList) else None


def _inside(thing: Any, part: str) -> Any:
    if isinstance(thing, FieldList):
        return thing.entries[int(part)] if part.isdigit() and int(part) < len(thing.entries) else None
    form = thing.form if isinstance(thing, FormField) else thing
    return form._fields.get(part) if hasattr(form, "_fields") else None
