"""`tracker compute`: the arithmetic of the tracker on a table of one's own, open to anyone's check."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, NoReturn

import click

from tracker.cli_compute_rows import ADDED, COLUMNS, BadCell, compute_row
from tracker.domain.spreadsheets import not_a_formula


class BadFile(click.ClickException):
    """A file that is no table of rows."""

    exit_code = 2


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
    return text if name.strip().lower() in (*COLUMNS, *ADDED) else not_a_formula(text)


@click.command("compute")
@click.argument("file", type=click.File("rb"))
def compute_command(file: BinaryIO) -> None:
    """Add progress and rating to the rows of FILE (CSV; - for standard input).

    Prints the rows with progress, share_of_target, change, rating, since_start, unknown and explanation added, as on
    the target's date; other columns are kept. Percentages and change are as the tracker prints them.

    \b
    kind         flow, running_total, stock, share, rate, milestone or ordinal
    direction    at_least, at_most or exactly; may be empty
    span         what the target covers: period (or empty) the year alone,
                 since_start everything since the plan began (a flow, or a
                 running total, which counts so by itself)
    baseline     empty or unknown where nobody knows it
    target       empty where there is none; a milestone's is yes
    value        of the year; several reports are written 40 + 60 and are
                 joined by the rule of their kind; a milestone's is yes or no
    before       of a flow, what was reported for the years before this one
                 since the plan began: 30 + 55
    numerator, denominator
                 of a share or a rate, in place of the value; several
                 reports: 1 + 98 and 2 + 98
    parts        of a count, by category: women=12; men=7. They are checked
                 against the value; what is left is unknown
    precision    decimals to print
    per          of a rate; 100000 where it is empty

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
