"""The grid of a measurement's form: a control, or for ratios two and one, for each category of each dimension."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField
from wtforms.validators import Optional

from tracker.domain.breakdown import COUNTS, NAMES, is_typed
from tracker.domain.series import Part
from tracker.domain.vocabulary import Kind
from tracker.models.indicator import Indicator
from tracker.services.grids import AnyGrid, Crossing, Entry
from tracker.web.forms import NumberField
from tracker.web.languages import shown


class Sums(NamedTuple):
    """What the parts of one grid add up to beside the value; `unknown` is the rest, None where that cannot be told."""

    together: Decimal
    total: Decimal | None
    unknown: Decimal | None


def part_fields(indicator: Indicator, grids: Iterable[AnyGrid]) -> dict[str, Any]:
    """The field `parts` of a form, or nothing where the indicator is broken down by nothing."""
    fields: dict[str, Any] = {}
    for grid in grids:
        for entry in grid.entries:
            fields |= dict(_controls(indicator, entry, crossed=isinstance(grid, Crossing)))
    if not fields:
        return {}
    return {"parts": FormField(type("PartsForm", (Form,), fields), _l("Breakdown"))}


def _controls(indicator: Indicator, entry: Entry, *, crossed: bool) -> Iterator[tuple[str, NumberField]]:
    names: dict[str, Any] = {"value": ""}
    if indicator.kind not in COUNTS and not crossed:
        is_share = indicator.kind is Kind.SHARE
        names = {
            "numerator": _l("part") if is_share else _l("cases"),
            "denominator": _l("whole") if is_share else _l("population"),
            "value": _l("share alone, in percent") if is_share else _l("rate alone"),
        }
    called = shown(entry.name).text
    for name, word in names.items():
        label = f"{called}: {word}" if word else called
        yield (
            f"{entry.key}_{name}",
            NumberField(label, [Optional()], percent=indicator.kind is Kind.SHARE, decimals=indicator.decimals),
        )


def typed(form: Any, grids: Iterable[AnyGrid]) -> tuple[Part, ...]:
    """What was typed into the grid, as far as it could be read."""
    found = []
    for grid in grids:
        for entry in grid.entries:
            said = {name: _said(form, entry, name) for name in NAMES}
            part = Part(grid.code, entry.category, **said)
            if is_typed(part):
                found.append(part)
    return tuple(found)


def show(form: Any, grids: Iterable[AnyGrid], parts: Iterable[Part]) -> None:
    """Show stored parts in the grid."""
    stored = {(part.dimension, part.category): part for part in parts}
    for grid in grids:
        for entry in grid.entries:
            part = stored.get((grid.code, entry.category))
            for name in NAMES:
                control = form._fields.get(f"{entry.key}_{name}")
                if control is not None and part is not None:
                    control.data = getattr(part, name)


def place_of(field: str, grids: Iterable[AnyGrid]) -> str:
    """The control of a problem at `parts:<dimension>:<category>:<name>`."""
    _parts, dimension, code, name = field.split(":")
    for grid in grids:
        for entry in grid.entries:
            if (grid.code, entry.category) == (dimension, code):
                return f"parts-{entry.key}_{name}"
    return field


def sums(parts: Iterable[Part], grid: AnyGrid, total: Decimal | None) -> Sums | None:
    """What the counts of a grid add up to; None where nothing was typed into it."""
    values = [part.value for part in parts if part.dimension == grid.code and part.value is not None]
    if not values:
        return None
    together = sum(values, Decimal(0))
    return Sums(together, total, None if total is None or together > total else total - together)


def _said(form: Any, entry: Entry, name: str) -> Any:
    control = form._fields.get(f"{entry.key}_{name}")
    return None if control is None or control.errors else control.data
