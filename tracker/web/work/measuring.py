"""The form of a measurement, to and from what the domain knows as an entry."""

from __future__ import annotations

from typing import Any

from flask import request

from tracker.domain.breakdown import COUNTS
from tracker.domain.crossing import with_margins
from tracker.domain.entries import NO_TEXT, Entry, Item
from tracker.domain.vocabulary import DataStatus, NoValue, Standing
from tracker.services import measuring
from tracker.services.grids import AnyGrid, Crossing
from tracker.services.places import Place
from tracker.web.forms import TrackerForm, fill, multilingual
from tracker.web.placing import place
from tracker.web.work import parts

ANSWERS = {"yes": True, "no": False}
VALUE_FIELDS = ("value", "numerator", "denominator", "choice", "reached", "reached_on", "items", "statement")


class MeasurementForm(TrackerForm):
    """What all kinds have in common; the fields are made for an indicator (`measurement_form`)."""

    at: Place
    grids: tuple[AnyGrid, ...] = ()
    is_complete = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field first, then the rules of the field, so that everything that is wrong is said at once."""
        valid = super().validate(extra_validators)
        if self.is_resumed():
            return valid
        wrong = {field.short_name for field in self if field.errors}
        if wrong.intersection(VALUE_FIELDS):
            # What was typed could not be read: whether there is a value is not known yet.
            wrong.update(VALUE_FIELDS, ("has_value", "no_value"))
        found = measuring.problems(self.at, self.entry(), complete=self.is_complete)
        further = [problem for problem in found if self._row(problem.field).split("-")[0] not in wrong]
        place(self, [problem._replace(field=self._row(problem.field)) for problem in further])
        return valid and not further

    def entry(self) -> Entry:
        """What was typed, as far as it could be read."""
        values: dict[str, Any] = {
            name: self._said(name) for name in ("value", "numerator", "denominator", "reached_on")
        }
        return Entry(
            **values,
            has_value=ANSWERS.get(self._said("has_value") or ""),
            no_value=NoValue(self._said("no_value")) if self._said("no_value") else None,
            choice=self._said("choice") or "",
            reached=ANSWERS.get(self._said("reached") or ""),
            items=tuple(self._item(row) for row in self._filled_rows()),
            statement=multilingual(self._control("statement")) if "statement" in self else NO_TEXT,
            data_status=DataStatus(self._said("data_status") or DataStatus.FINAL),
            source=self._said("source") or "",
            source_on=self._said("source_on"),
            narrative=multilingual(self._control("narrative")),
            parts=parts.typed(self._control("parts").form, self.grids) if "parts" in self else (),
            remark=multilingual(self._control("remark")),
        )

    def show(self, entry: Entry) -> None:
        """Show a stored entry in the fields."""
        answers = {True: "yes", False: "no", None: None}
        shown = {
            name: getattr(entry, name) for name in ("value", "numerator", "denominator", "reached_on", "source_on")
        }
        shown |= {"has_value": answers[entry.has_value], "reached": answers[entry.reached]}
        shown |= {"choice": entry.choice or None, "no_value": entry.no_value or "", "source": entry.source}
        shown |= {"data_status": entry.data_status.value}
        for name, value in shown.items():
            if name in self:
                self[name].data = value
        for name in ("statement", "narrative", "remark"):
            if name in self:
                fill(self._control(name), getattr(entry, name))
        if "items" in self and entry.items:
            self._show_items(entry.items)
        if "parts" in self:
            parts.show(self._control("parts").form, self.grids, entry.parts)

    def sums(self, grid: AnyGrid) -> parts.Sums | None:
        """What the parts that were typed add up to, beside the value; of ratios nothing is added."""
        entry = self.entry()
        return parts.sums(with_margins(entry.parts), grid, entry.value) if self.at.indicator.kind in COUNTS else None

    def crossing(self) -> Crossing | None:
        """The two dimensions that are entered as one table."""
        return next((grid for grid in self.grids if isinstance(grid, Crossing)), None)

    def add_row(self) -> None:
        """One empty row more for a list."""
        if "items" in self and len(self._control("items").entries) < self._control("items").max_entries:
            self._control("items").append_entry()

    def _show_items(self, items: tuple[Item, ...]) -> None:
        rows = self._control("items")
        while rows.entries:
            rows.pop_entry()
        for item in items:
            values = {name: getattr(item, name) for name in ("title", "year", "reference", "link")}
            rows.append_entry(values | {"standing": item.standing.value})

    def _control(self, name: str) -> Any:
        """A control by its name, whatever its type."""
        return self[name]

    def _said(self, name: str) -> Any:
        """What a field holds; a choice that is none of those offered was refused already and counts as nothing."""
        if name not in self or self[name].errors:
            return None
        return self[name].data

    def _filled_rows(self) -> list[Any]:
        if "items" not in self:
            return []
        names = ("title", "year", "reference", "link")
        return [
            row
            for row in self._control("items").entries
            if any(row.form[name].data not in (None, "") for name in names)
        ]

    def _item(self, row: Any) -> Item:
        said = {name: row.form[name].data for name in ("title", "year", "reference", "link")}
        standing = row.form["standing"]
        return Item(**said, standing=Standing.IN_FORCE if standing.errors else Standing(standing.data))

    def _row(self, field: str) -> str:
        """The field of a problem as it stands in the form, where empty rows are left between filled ones."""
        if field.startswith("parts:"):
            return parts.place_of(field, self.grids)
        names = field.split("-")
        if names[0] != "items" or len(names) != 3:
            return field
        row = self._filled_rows()[int(names[1])]
        return f"items-{self._control('items').entries.index(row)}-{names[2]}"


def measurement(form_class: type[MeasurementForm], at: Place) -> MeasurementForm:
    """The form as it was sent, or filled with what is stored."""
    form = form_class()
    form.at = at
    form.is_complete = request.form.get("step") == "send"
    if request.method == "GET" and at.measurement is not None:
        form.show(measuring.entry_of(at.measurement))
    return form
