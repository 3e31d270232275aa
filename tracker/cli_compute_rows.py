"""One row of `tracker compute`: its cells read, its figure computed, and what the tracker would print written back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.domain import breakdown
from tracker.domain.breakdown import COUNTS, Breakdown, Layout, is_category
from tracker.domain.checks import Problem, problems
from tracker.domain.display import Printed, shown, shown_progress, shown_value
from tracker.domain.errors import RuleBroken
from tracker.domain.figures import figure
from tracker.domain.planning import faults
from tracker.domain.rules import RATIOS, default_rules
from tracker.domain.series import PERCENT, Baseline, Definition, Observation, Part, Span, Target
from tracker.domain.texts import Message
from tracker.domain.values import MOST_DECIMALS, parse_number
from tracker.domain.vocabulary import Direction, Kind, TargetSpan

KINDS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE, Kind.MILESTONE, Kind.ORDINAL)
COLUMNS = (
    "kind", "direction", "span", "baseline", "target", "value", "before", "numerator", "denominator", "parts",
    "precision", "per",
)  # fmt: skip
ADDED = ("progress", "share_of_target", "change", "rating", "since_start", "unknown", "explanation")
UNKNOWN = ("", "unknown", "none")  # what may stand for a baseline or a target that is not there
YES_OR_NO = {"yes": Decimal(1), "no": Decimal(0), "1": Decimal(1), "0": Decimal(0)}
PER_RATE = Decimal(100_000)
BETWEEN = re.compile(r"(?<=[\d%])\s*\+\s*")
"""A plus between two reports; one before a number is its sign."""
YEAR = Span("year", "the target's year", date(2000, 1, 1), date(2000, 12, 31))


class BadCell(ValueError):
    """A cell that cannot be used: its column and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"column {column}: {reason}")
        self.column = column


def compute_row(row: Mapping[str, str]) -> dict[str, str]:
    """One row with progress, share_of_target, change, rating and explanation added, as on the target's date.

    Percentages and change are written as they are printed. Raises BadCell where the row cannot be used.
    """
    cells = {name.strip().lower(): (text or "").strip() for name, text in row.items()}
    if not any(cells.values()):
        return {**row, **dict.fromkeys(ADDED, "")}
    earlier = _earlier(cells)
    definition = _definition(cells, earlier)
    reports = _reports(definition, cells)
    made = figure(definition, [*earlier, YEAR], [*_before(definition, cells, earlier), *reports], YEAR)
    parts, numbers = _broken_down(definition, cells, reports), shown(made)
    unknown = None if parts is None or parts.unknown is None else parts.unknown.value
    said = (*made.explanation, *made.warnings, *(parts.explanation if parts else ()))
    return {
        **row,
        "progress": _plain(numbers.progress),
        "share_of_target": _plain(numbers.share_of_target),
        "change": _plain(numbers.change, sign="+"),
        "rating": made.rating.value,
        "since_start": _plain(numbers.since_start),
        "unknown": _plain(shown_value(unknown, definition.precision)),
        "explanation": " ".join([*map(in_english, said), *_shares(parts)]),
    }


def in_english(told: Message) -> str:
    """A sentence with its values, numbers with a decimal point and dates as year-month-day."""
    return told.msgid % {name: _in_english(value) for name, value in told.values}


def _in_english(value: object) -> str:
    if isinstance(value, tuple):
        return " + ".join(map(_in_english, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _plain(printed: Printed | None, sign: str = "") -> str:
    if printed is None:
        return ""
    return format(printed.number, f"{sign if printed.number else ''}f")


def _definition(cells: Mapping[str, str], earlier: Sequence[Span]) -> Definition:
    kind = _kind(cells)
    time_rule, place_rule = default_rules(kind)
    baseline, target = _promised(kind, cells, "baseline"), _promised(kind, cells, "target")
    if kind is Kind.MILESTONE and target == 0:
        raise BadCell("target", "a milestone's target is to be reached: yes, or empty where there is none.")
    definition = Definition(
        kind=kind,
        time_rule=time_rule,
        place_rule=place_rule,
        plan_start=min(span.starts_on for span in (YEAR, *earlier)),
        plan_end=YEAR.ends_on,
        direction=_direction(cells),
        precision=_precision(kind, cells),
        per=_per(kind, cells),
        baseline=Baseline(baseline),
        targets=() if target is None else (Target(YEAR.ends_on, target, _span(kind, cells), is_final=True),),
    )
    _refuse_first([one for one in faults(definition) if one.field != "steps"])
    return definition


def _kind(cells: Mapping[str, str]) -> Kind:
    kind = cells.get("kind", "").lower().replace(" ", "_")
    if kind not in KINDS:
        raise BadCell("kind", f"“{cells.get('kind', '')}” is not one of {', '.join(KINDS)}.")
    return Kind(kind)


def _direction(cells: Mapping[str, str]) -> Direction | None:
    direction = cells.get("direction", "").lower().replace(" ", "_")
    if direction and direction not in tuple(Direction):
        raise BadCell("direction", f"“{cells['direction']}” is not one of {', '.join(Direction)}, or empty.")
    return Direction(direction) if direction else None


def _span(kind: Kind, cells: Mapping[str, str]) -> TargetSpan:
    """What the target covers; only what is new in each period adds up since the plan began."""
    span = cells.get("span", "").lower().replace(" ", "_") or TargetSpan.PERIOD
    if span not in tuple(TargetSpan):
        raise BadCell("span", f"“{cells['span']}” is not one of {', '.join(TargetSpan)}, or empty.")
    if span == TargetSpan.SINCE_START and kind not in (Kind.FLOW, Kind.RUNNING_TOTAL):
        raise BadCell("span", "only a flow or a running total counts since the plan began.")
    return TargetSpan(span)


def _promised(kind: Kind, cells: Mapping[str, str], column: str) -> Decimal | None:
    return None if cells.get(column, "").lower() in UNKNOWN else _measured(kind, cells, column)


def _measured(kind: Kind, cells: Mapping[str, str], column: str) -> Decimal:
    text = cells[column]
    if kind is not Kind.MILESTONE:
        return _number(cells, column, percent=kind is Kind.SHARE)
    if text.lower() not in YES_OR_NO:
        raise BadCell(column, f"“{text}” is not yes or no (or 1 or 0).")
    return YES_OR_NO[text.lower()]


def _number(cells: Mapping[str, str], column: str, *, percent: bool = False) -> Decimal:
    try:
        return parse_number(cells[column], percent=percent)
    except RuleBroken as refused:
        raise BadCell(column, in_english(refused.message)) from refused


def _precision(kind: Kind, cells: Mapping[str, str]) -> int:
    """As told; else as many decimals as the row's numbers have, and one for shares and rates at the least."""
    text = cells.get("precision", "")
    if text:
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_DECIMALS):
            raise BadCell("precision", f"“{text}” is not a whole number from 0 to {MOST_DECIMALS}.")
        return int(text)
    if kind is Kind.MILESTONE:
        return 0
    given = [_promised(kind, cells, column) for column in ("baseline", "target")]
    for column in ("value", "before"):
        given += [_number({column: text}, column, percent=True) for text in _terms(cells, column)]
    written = [-exponent for one in given if one is not None and isinstance(exponent := one.as_tuple().exponent, int)]
    return max([1 if kind in RATIOS else 0, *written])


def _per(kind: Kind, cells: Mapping[str, str]) -> Decimal:
    if kind is not Kind.RATE:
        return PERCENT
    return _number(cells, "per") if cells.get("per") else PER_RATE


def _terms(cells: Mapping[str, str], column: str) -> list[str]:
    """The numbers of several reports in one cell, written with a plus between them."""
    text = cells.get(column, "")
    return [each.strip() for each in BETWEEN.split(text)] if text else []


def _earlier(cells: Mapping[str, str]) -> list[Span]:
    """A year for each number of the column `before`, the last of them the year before this one."""
    number = len(_terms(cells, "before"))
    return [
        Span(f"before{n}", f"{n} before", date(YEAR.starts_on.year - n, 1, 1), date(YEAR.starts_on.year - n, 12, 31))
        for n in range(number, 0, -1)
    ]


def _before(definition: Definition, cells: Mapping[str, str], earlier: Sequence[Span]) -> list[Observation]:
    if earlier and definition.kind is not Kind.FLOW:
        raise BadCell("before", "only a flow adds up over periods.")
    values = [_number({"before": text}, "before") for text in _terms(cells, "before")]
    return [replace(_reported(0, span.key), value=value) for span, value in zip(earlier, values, strict=True)]


def _reports(definition: Definition, cells: Mapping[str, str]) -> list[Observation]:
    """What was reported for the year: one report for each number in a cell, by organisations of their own."""
    columns = [name for name in ("value", "numerator", "denominator") if cells.get(name)]
    parts = [name for name in columns if name != "value"]
    if parts and definition.kind not in RATIOS:
        raise BadCell(parts[0], "only a share or a rate has numerator and denominator.")
    terms = {name: _terms(cells, name) for name in columns}
    most = max(map(len, terms.values()), default=0)
    wrong = next((name for name in columns if len(terms[name]) != most), None)
    if wrong is not None:
        raise BadCell(wrong, f"it has {len(terms[wrong])} of {most} reports.")
    return [_report(definition, n, {name: terms[name][n] for name in columns}) for n in range(most)]


def _report(definition: Definition, number: int, said: Mapping[str, str]) -> Observation:
    kind = definition.kind
    if kind is Kind.MILESTONE:
        return replace(_reported(number), reached=bool(_measured(kind, said, "value")))
    one = replace(
        _reported(number),
        value=_measured(kind, said, "value") if "value" in said else None,
        numerator=_number(said, "numerator") if "numerator" in said else None,
        denominator=_number(said, "denominator") if "denominator" in said else None,
    )
    if kind is not Kind.ORDINAL:
        _refuse_first(problems(definition, one, YEAR))
    return one


def _reported(number: int, period: str = YEAR.key) -> Observation:
    """A report that says nothing yet, of an organisation of its own."""
    return Observation(period=period, organisation=f"report {number + 1}")


def _broken_down(definition: Definition, cells: Mapping[str, str], reports: Sequence[Observation]) -> Breakdown | None:
    """The parts of one report against its total, such as `women=12; men=7`."""
    if not cells.get("parts"):
        return None
    if definition.kind not in COUNTS or len(reports) != 1:
        raise BadCell("parts", "only one report of a count has parts: a flow, a running total or a stock.")
    parts = [_part(each) for each in re.split(r"[;,]\s+|;", cells["parts"]) if each.strip()]
    names = tuple(dict.fromkeys(part.category for part in parts))
    if len(names) < len(parts):
        raise BadCell("parts", "a category is there twice.")
    one, layout = replace(reports[0], parts=tuple(parts)), Layout(dimension="parts", categories=names)
    for wrong in breakdown.problems(definition, one, [layout], YEAR, complete=True):
        raise BadCell("parts", in_english(wrong.message))
    return breakdown.of_one(definition, one, YEAR, layout)


def _part(text: str) -> Part:
    name, is_told, number = (each.strip() for each in text.partition("="))
    if not (name and is_told):
        raise BadCell("parts", f"“{text.strip()}” is not written like women=12.")
    if not is_category(name):
        raise BadCell("parts", f"“{name}” is no category: the total and the unknown rest are there by themselves.")
    return Part("parts", name, _number({"parts": number}, "parts"))


def _shares(parts: Breakdown | None) -> list[str]:
    """The share of each category in what is known."""
    told = [(one.category, shown_progress(one.share)) for one in parts.slices] if parts else []
    return [f"{name}: {_plain(share)} % of the known parts." for name, share in told if share is not None]


def _refuse_first(found: Sequence[Problem]) -> None:
    if found:
        column = {"targets": "target"}.get(found[0].field, found[0].field)
        raise BadCell(column, in_english(found[0].message))
