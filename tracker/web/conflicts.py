"""Two people edit the same thing: the second sees both texts side by side and loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms import BooleanField, Field, FieldList, FormField, SelectField, SelectMultipleField

from tracker.services import editing
from tracker.web.forms import NumberField, TrackerForm
from tracker.web.languages import NAMES, day, moment

Row = tuple[str, str, str]
SILENT = ("csrf_token", "form_key", "reason")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a conflict page shows: who stored something meanwhile, when, and the fields in which the two differ."""

    who: str
    when: str
    rows: tuple[Row, ...]


def version_sent() -> int | None:
    """The version that the person saw when they opened the form."""
    return request.form.get("version", type=int)


def conflict(thing: Any, mine: TrackerForm, stored: TrackerForm) -> Conflict:
    """What is stored now, as a form filled from it, beside the form that the person sent."""
    who, when = editing.last_change(thing) or (_("Somebody"), None)
    rows = tuple(row for row in _rows(mine, stored) if row[1] != row[2])
    return Conflict(who, moment(when) if when else "", rows)


def _rows(mine: Iterable[Field], stored: Any) -> Iterable[Row]:
    for field in mine:
        other = stored._fields.get(field.short_name) if hasattr(stored, "_fields") else None
        if other is None or field.short_name in SILENT or field.type == "HiddenField":
            continue
        if isinstance(field, FormField):
            for control in field:
                label = f"{field.label.text} ({NAMES.get(control.short_name, control.label.text)})"
                yield label, _said(other.form[control.short_name]), _said(control)
        else:
            yield str(field.label.text), _said(other), _said(field)


def _said(field: Field) -> str:
    """What stands in a field, as a person reads it."""
    if isinstance(field, FieldList):
        return "\n".join(", ".join(said for control in row if (said := _said(control))) for row in field)
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    if isinstance(field, SelectMultipleField):
        chosen = {str(each) for each in field.data or ()}
        return "; ".join(str(label) for value, label in _options(field) if str(value) in chosen)
    if isinstance(field, SelectField):
        return next((str(label) for value, label in _options(field) if str(value) == str(field.data)), "")
    if isinstance(field, NumberField):
        return field._value()
    if isinstance(field.data, date):
        return day(field.data)
    return "" if field.data is None else str(field.data)


def _options(field: Any) -> list[tuple[Any, Any]]:
    return [(choice[0], choice[1]) for choice in field.iter_choices()]
