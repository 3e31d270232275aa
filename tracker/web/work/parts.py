"""The grid of a measurement's form: a control, or for ratios two and one, for each category of each dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField
from wtforms.validators import Optional

from tracker.domain.breakdown import COUNTS, NAMES, is_typed
from tracker.domain.series import Part
from tracker.domain.vocabulary import Kind
from tracker.models.indicator import Category, Indicator
from tracker.services.parts import Grid
from tracker.web.forms import NumberField
from tracker.web.languages import shown


def part_fields(indicator: Indicator, grids: Iterable[Grid]) -> dict[str, Any]:
    """The field `parts` of a form, or nothing where the indicator is broken down by nothing."""
    fields: dict[str, Any] = {}
    for grid in grids:
        for category in grid.categories:
            fields |= dict(_controls(indicator, category))
    if not fields:
        return {}
    return {"parts": FormField(type("PartsForm", (Form,), fields), _l("Breakdown"))}


def control_name(category: Category, name: str) -> str:
    return f"c{category.id}_{name}"


def _controls(indicator: Indicator, category: Category) -> Iterator[tuple[str, NumberField]]:
    names: dict[str, Any] = {"value": ""}
    if indicator.kind not in COUNTS:
        is_share = indicator.kind is Kind.SHARE
        names = {
            "numerator": _l("part") if is_share else _l("cases"),
            "denominator": _l("whole") if is_share else _l("population"),
            "value": _l("share alone, in percent") if is_share else _l("rate alone"),
        }
    called = shown(category.name).text
    for name, word in names.items():
        label = f"{called}: {word}" if word else called
        yield (
            control_name(category, name),
            NumberField(label, [Optional()], percent=indicator.kind is Kind.SHARE, decimals=indicator.decimals),
        )


def typed(form: Any, grids: Iterable[Grid]) -> tuple[Part, ...]:
    """What was typed into the grid, as far as it could be read."""
    found = []
    for grid in grids:
        for category in grid.categories:
            said = {name: _said(form, category, name) for name in NAMES}
            part = Part(grid.dimension.code, category.code, **said)
            if is_typed(part):
                found.append(part)
    return tuple(found)


def show(form: Any, grids: Iterable[Grid], parts: Iterable[Part]) -> None:
    """Show stored parts in the grid."""
    stored = {(part.dimension, part.category): part for part in parts}
    for grid in grids:
        for category in grid.categories:
            part = stored.get((grid.dimension.code, category.code))
            for name in NAMES:
                control = form._fields.get(control_name(category, name))
                if control is not None and part is not None:
                    control.data = getattr(part, name)


def place_of(field: str, grids: Iterable[Grid]) -> str:
    """The control of a problem at `parts:<dimension>:<category>:<name>`."""
    _parts, dimension, code, name = field.split(":")
    for grid in grids:
        for category in grid.categories:
            if (grid.dimension.code, category.code) == (dimension, code):
                return f"parts-{control_name(category, name)}"
    return field


def _said(form: Any, category: Category, name: str) -> Any:
    control = form._fields.get(control_name(category, name))
    return None if control is None or control.errors else control.data
