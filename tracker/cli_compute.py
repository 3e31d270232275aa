"""`tracker compute`: the arithmetic of the tracker on a table of one's own, open to anyone's check."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO, NoReturn

import click

from tracker.domain.checks import Problem, problems
from tracker.domain.display import Printed, shown
from tracker.domain.errors import RuleBroken
from tracker.domain.figures import figure
from tracker.domain.planning import faults
from tracker.domain.rules import RATIOS, default_rules
from tracker.domain.series import PERCENT, Baseline, Definition, Observation, Span, Target
from tracker.domain.texts import Message
from tracker.domain.values import MOST_DECIMALS, parse_number
from tracker.domain.vocabulary import Direction, Kind

KINDS = (Kind.FLOW, Kind.RUNNING_TOTAL, Kind.STOCK, Kind.SHARE, Kind.RATE, Kind.MILESTONE, Kind.ORDINAL)
COLUMNS = ("kind", "direction", "baseline", "target", "value", "numerator", "denominator", "precision", "per")
ADDED = ("progress", "share_of_target", "change", "rating", "explanation")
UNKNOWN = ("", "unknown", "none")  # what may stand for a baseline or a target that is not there
YES_OR_NO = {"yes": Decimal(1), "no": Decimal(0), "1": Decimal(1), "0": Decimal(0)}
PER_RATE = Decimal(100_000)
YEAR = Span("year", "the target's year", date(2000, 1, 1), date(2000, 12, 31))
STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class BadCell(ValueError):
    """A cell that cannot be used: its column and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"column {column}: {reason}")
        self.column = column


class BadFile(click.ClickException):
    """A file that is no table of rows."""

    exit_code = 2


def compute(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Each row with progress, share_of_target, change, rating and explanation added, as on the target's date.

    Raises BadCell at the first row that cannot be used.
    """
    return (compute_row(row) for row in rows)


def compute_row(row: Mapping[str, str]) -> dict[str, str]:
    """One row with its results; percentages and change are written as they are printed. Raises BadCell."""
    cells = {name.strip().lower(): (text or "").strip() for name, text in row.items()}
    if not any(cells.values()):
        return {**row, **dict.fromkeys(ADDED, "")}
    definition = _definition(cells)
    made = figure(definition, [YEAR], _observations(definition, cells), YEAR)
    numbers = shown(made)
    return {
        **row,
        "progress": _plain(numbers.progress),
        "share_of_target": _plain(numbers.share_of_target),
        "change": _plain(numbers.change, sign="+"),
        "rating": made.rating.value,
        "explanation": " ".join(in_english(one) for one in (*made.explanation, *made.warnings)),
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


def _definition(cells: Mapping[str, str]) -> Definition:
    kind = _kind(cells)
    time_rule, place_rule = default_rules(kind)
    baseline, target = _promised(kind, cells, "baseline"), _promised(kind, cells, "target")
    if kind is Kind.MILESTONE and target == 0:
        raise BadCell("target", "a milestone's target is to be reached: yes, or empty where there is none.")
    definition = Definition(
        kind=kind,
        time_rule=time_rule,
        place_rule=place_rule,
        plan_start=YEAR.starts_on,
        plan_end=YEAR.ends_on,
        direction=_direction(cells),
        precision=_precision(kind, cells),
        per=_per(kind, cells),
        baseline=Baseline(baseline),
        targets=() if target is None else (Target(YEAR.ends_on, target, is_final=True),),
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
    given += [_number(cells, "value", percent=True)] if cells.get("value") else []
    written = [-exponent for one in given if one is not None and isinstance(exponent := one.as_tuple().exponent, int)]
    return max([1 if kind in RATIOS else 0, *written])


def _per(kind: Kind, cells: Mapping[str, str]) -> Decimal:
    if kind is not Kind.RATE:
        return PERCENT
    return _number(cells, "per") if cells.get("per") else PER_RATE


def _observations(definition: Definition, cells: Mapping[str, str]) -> list[Observation]:
    kind = definition.kind
    parts = {name: _number(cells, name) for name in ("numerator", "denominator") if cells.get(name)}
    if parts and kind not in RATIOS:
        raise BadCell(next(iter(parts)), "only a share or a rate has numerator and denominator.")
    value = _measured(kind, cells, "value") if cells.get("value") else None
    if value is None and not parts:
        return []
    one = Observation(
        period=YEAR.key,
        organisation="row",
        value=value,
        numerator=parts.get("numerator"),
        denominator=parts.get("denominator"),
    )
    if kind is Kind.MILESTONE:
        return [Observation(period=YEAR.key, organisation="row", reached=bool(value))]
    if kind is not Kind.ORDINAL:
        _refuse_first(problems(definition, one, YEAR))
    return [one]


def _refuse_first(found: Sequence[Problem]) -> None:
    if found:
        column = {"targets": "target"}.get(found[0].field, found[0].field)
        raise BadCell(column, in_english(found[0].message))


class Table:
    """A file of rows: its columns, its delimiter and line end, and the line on which each row ends."""

    def __init__(self, content: bytes) -> None:
        """Raises BadFile for what is no table with a column `kind`."""
        text = _text(content)
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        header = text.lstrip("\r\n").partition("\n")[0]
        self.delimiter = max(",;\t", key=header.count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=self.delimiter, restval="", strict=True)
        try:
            self.columns = list(reader.fieldnames or ())
            self.rows = [(reader.line_num, row) for row in reader]
        except csv.Error as wrong:
            raise BadFile(f"Line {reader.line_num} is not CSV: {wrong}.") from wrong
        self._check()

    def _check(self) -> None:
        names = [name.strip().lower() for name in self.columns]
        if "kind" not in names:
            raise BadFile(f"Line 1: there is no column kind. Known columns: {', '.join(COLUMNS)}.")
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadFile(f"Line 1: the column {twice[0]} is there twice.")
        for line, row in self.rows:
            if None in row:
                raise BadFile(f"Line {line} has more cells than the first line has columns.")

    def written(self, rows: Iterable[Mapping[str, str]]) -> str:
        """The rows as CSV like the file's own, the results last."""
        known = [name for name in self.columns if name not in ADDED]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, [*known, *ADDED], delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writeheader()
        writer.writerows({name: _guarded(name, text) for name, text in row.items()} for row in rows)
        return out.getvalue()


def _text(content: bytes) -> str:
    """The file's text: UTF-8, or UTF-16 where its first bytes say so, as spreadsheets write it."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise BadFile("The file is not UTF-8 text. Save it as “CSV UTF-8”.") from wrong


def _guarded(name: str, text: str) -> str:
    """A text that a spreadsheet would run as a formula, made a text; the arithmetic's own columns hold none."""
    formula = name.strip().lower() not in (*COLUMNS, *ADDED) and text.startswith(STARTS_A_FORMULA)
    return f"'{text}" if formula else text


@click.command("compute")
@click.argument("file", type=click.File("rb"))
def compute_command(file: BinaryIO) -> None:
    """Add progress and rating to the rows of FILE (CSV; - for standard input).

    Columns: kind (flow, running_total, stock, share, rate, milestone, ordinal), direction (at_least, at_most, exactly
    or empty), baseline, target, value, numerator, denominator, precision; others are kept. Prints the rows with
    progress, share_of_target, change, rating and explanation added, as on the target's date: percentages and change as
    the tracker prints them. A baseline or target may be empty: unknown, or none. A rate is per 100000 unless a column
    per says otherwise.

    Exit code 0: printed. 2: something in the file cannot be used; every such row is named and nothing is printed.
    """
    table = Table(file.read())
    results, wrong = [], []
    for line, row in table.rows:
        try:
            results.append(compute_row(row))
        except BadCell as bad:
            wrong.append(f"Line {line}, {bad}")
    if wrong:
        _refuse(wrong)
    click.echo(table.written(results), nl=False)


def _refuse(wrong: Sequence[str]) -> NoReturn:
    for sentence in wrong:
        click.echo(sentence, err=True)
    raise click.exceptions.Exit(2)
