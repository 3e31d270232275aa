"""Fields whose refusals are plain sentences: days, whole numbers, one of some rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import DateField, IntegerField

from tracker.models.people import Organisation
from tracker.web.addresses import LARGEST_KEY
from tracker.web.languages import shown

Choices = list[tuple[str, str]]


class DayField(DateField):
    """A date as the browser's own control sends it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("This is no date. Write it like 2024-03-31.")) from None


class WholeField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a whole number in digits.")) from None


def organisation_choices(organisations: Iterable[Organisation]) -> Choices:
    """Organisations by the name that people read."""
    named = [(str(each.id), f"{shown(each.name).text} ({each.code})") for each in organisations]
    return sorted(named, key=lambda pair: pair[1].casefold())


def key_of(value: str | None) -> int | None:
    """The id that a field names; None for an empty choice and for what no id can be."""
    if not (value and value.isascii() and value.isdigit() and len(value) <= len(str(LARGEST_KEY))):
        return None
    key = int(value)
    return key if key <= LARGEST_KEY else None
