"""Anyone can check the arithmetic on a table of their own, from the command line."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner, Result

from tracker.cli_compute import compute_command
from tracker.cli_compute_rows import ADDED, COLUMNS, BadCell, compute_row

HEADER = "kind,direction,baseline,target,value,numerator,denominator,precision"


def run(text: str | bytes) -> Result:
    return CliRunner().invoke(compute_command, ["-"], input=text)


def rows(result: Result, delimiter: str = ",") -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("line", "progress", "share", "change", "rating"),
    [
        ("flow,,0,100,0,,,", "0.0", "", "0", "behind"),
        ("flow,,0,100,40,,,", "40.0", "", "+40", "behind"),
        ("flow,,0,100,130,,,", "130.0", "", "+130", "achieved"),
        ("stock,,40,10,25,,,", "50.0", "", "-15", "behind"),
        ("stock,at_most,40,10,50,,,", "-33.3", "", "+10", "regressed"),
        ("running_total,,40,10,5,,,", "116.7", "", "-35", "achieved"),
        ("stock,,12,0,3,,,", "75.0", "", "-9", "behind"),
        ("stock,,12,0,0,,,", "100.0", "", "-12", "achieved"),
        ("stock,,50,50,50,,,", "", "", "0", "maintained"),
        ("stock,at_least,50,50,45,,,", "", "", "-5", "not_maintained"),
        ("stock,,,100,40,,,", "", "40.0", "", "not_computable"),
        ("stock,,unknown,100,40,,,", "", "40.0", "", "not_computable"),
        ("stock,,20,,30,,,", "", "", "+10", "no_target"),
        ("stock,,-5,5,0,,,", "50.0", "", "+5", "behind"),
        ("share,,20 %,30 %,25 %,,,", "50.0", "", "+5.0", "behind"),
        ("share,,20,30,25,,,0", "50.0", "", "+5", "behind"),
        ("share,,0,100,,99,100,", "99.0", "", "+99.0", "on_track"),
        ("share,,0,100,,0,0,", "", "", "", "not_computable"),
        ("flow,,0,100,,,,", "", "", "", "no_data"),
        ("flow,,0,100,99.96,,,0", "99.96", "", "+99.96", "on_track"),
        ("milestone,,no,yes,yes,,,", "", "", "", "achieved"),
        ("milestone,,0,1,0,,,", "", "", "", "behind"),
        ("ordinal,,2,4,1,,,", "", "", "", "regressed"),
        ("rate,,10,3,,50,1000000,1", "71.4", "", "-5.0", "behind"),
    ],
)
def test_a_row_gets_what_the_tracker_would_print(
    line: str, progress: str, share: str, change: str, rating: str
) -> None:
    (row,) = rows(run(f"{HEADER}\n{line}\n"))
    assert [row[name] for name in ADDED[:4]] == [progress, share, change, rating]
    assert row["explanation"].endswith(".")


WIDE = "kind,span,baseline,target,value,before,numerator,denominator,parts"


@pytest.mark.parametrize(
    ("line", "progress", "since", "unknown"),
    [
        pytest.param("flow,since_start,50,400,60,40 + 20,,,", "30.0", "120", "", id="added since the start"),
        pytest.param("flow,Since start,50,400,60,,,,", "15.0", "60", "", id="the first year"),
        pytest.param("running_total,since_start,20,120,70,,,,", "50.0", "", "", id="a total is counted so already"),
        pytest.param("flow,period,50,100,75,40 + 20,,,", "50.0", "", "", id="the year alone, from its baseline"),
        pytest.param("flow,,0,100,40 + 60,,,,", "100.0", "", "", id="two organisations"),
        pytest.param("share,,0,100,,,1 + 98,2 + 98,", "99.0", "", "", id="numerators over denominators"),
        pytest.param("share,,0,100,50 % + 100 %,,,,", "", "", "", id="shares alone are not joined"),
        pytest.param("running_total,,0,100,25,,,,women=12; men=7", "25.0", "", "6", id="parts leave a rest"),
        pytest.param("stock,,0,100,19,,,,women=12; men=7", "19.0", "", "0", id="parts are the total"),
    ],
)
@pytest.mark.trap("M8")
def test_targets_by_span_and_parts_are_computed(line: str, progress: str, since: str, unknown: str) -> None:
    (row,) = rows(run(f"{WIDE}\n{line}\n"))
    assert (row["progress"], row["since_start"], row["unknown"]) == (progress, since, unknown)


@pytest.mark.trap("M33")
def test_the_shares_of_parts_follow_from_them() -> None:
    (row,) = rows(run(f"{WIDE}\nflow,,0,100,20,,,,women=12; men=4\n"))
    assert "The known parts add up to 16 of 20; the rest is unknown." in row["explanation"]
    assert "women: 75.0 % of the known parts." in row["explanation"]


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("stock,since_start,0,100,1,,,,", "column span: only a flow"),
        ("flow,ever,0,100,1,,,,", "column span: “ever” is not one of period, since_start"),
        ("stock,,0,100,1,5,,,", "column before: only a flow"),
        ("flow,,0,100,10,,,,women=12", "column parts: The parts add up to 12."),
        ("flow,,0,100,10,,,,total=10", "column parts: “total” is no category"),
        ("flow,,0,100,10,,,,women", "is not written like women=12"),
        ("flow,,0,100,10,,,,f=1; f=2", "a category is there twice"),
        ("share,,0,100,10,,,,women=1", "only one report of a count"),
        ("share,,0,100,,,1 + 2,3,", "column denominator: it has 1 of 2 reports."),
    ],
)
def test_a_span_or_parts_that_make_no_sense_are_said(line: str, because: str) -> None:
    result = run(f"{WIDE}\n{line}\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert because in result.stderr


def test_every_column_stands_in_the_help() -> None:
    told = CliRunner().invoke(compute_command, ["--help"]).output
    assert [name for name in (*COLUMNS, *ADDED) if name not in told] == []


def test_the_explanation_says_inputs_rule_and_rounding() -> None:
    (row,) = rows(run("kind,baseline,target,value\nstock,40,10,25\n"))
    assert row["explanation"].startswith(
        "One report: 25. Progress = (value − baseline) / (target − baseline) = (25 − 40) / (10 − 40) = 50.0 %."
    )
    assert "half up" in row["explanation"]


def test_a_table_of_a_spreadsheet_is_read_and_comes_back_in_its_own_form() -> None:
    text = "\ufeffTitle;Kind;Target;Value\r\nЖенщины;stock;100;12,5\r\n;;;\r\n".encode()
    result = run(text)
    first, blank = rows(result, ";")
    assert first["Title"] == "Женщины"
    assert first["Value"] == "12,5"
    assert first["share_of_target"] == "12.5"
    assert blank["rating"] == ""
    assert "\r\n" in result.stdout_bytes.decode()


def test_results_of_an_earlier_run_are_replaced() -> None:
    once = run("kind,target,value\nstock,100,40\n").stdout
    assert run(once).stdout == once


def test_a_foreign_text_cannot_become_a_formula() -> None:
    (row,) = rows(run("note,kind,value\n=1+1,stock,-5\n"))
    assert row["note"] == "'=1+1"
    assert row["value"] == "-5"


def test_every_bad_row_is_named_by_its_line_and_nothing_is_printed() -> None:
    result = run(f'{HEADER}\nflow,,0,100,40,,,\nflow,,0,100,N/A,,,\nshare,,0,50,,5,4,\nstock,,0,9,"1,234",,,\n')
    assert result.exit_code == 2
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "Line 3, column value",
        "Line 4, column numerator",
        "Line 5, column value",
    ]


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("flow,,0,100,1e400,,,", "exponent"),
        ("flow,,0,100,NaN,,,", "not a number"),
        ("flow,,0,100,1000000000000000,,,", "too large"),
        ("text,,0,100,1,,,", "not one of flow"),
        ("flow,up,0,100,1,,,", "not one of at_least"),
        ("flow,at_least,40,10,1,,,", "below the baseline"),
        ("flow,,0,100,,1,2,", "only a share or a rate"),
        ("share,,0,100,,1,,", "denominator"),
        ("share,,0,100,120,,,", "between 0 and 100"),
        ("flow,,0,100,1,,,x", "whole number"),
        ("milestone,,0,0,1,,,", "to be reached"),
        ("milestone,,0,1,maybe,,,", "not yes or no"),
    ],
)
def test_a_cell_that_cannot_be_used_is_said_in_a_sentence(line: str, because: str) -> None:
    result = run(f"{HEADER}\n{line}\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Line 2, column " in result.stderr
    assert because in result.stderr


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "no column kind"),
        (b"a,b\n1,2\n", "no column kind"),
        (b"kind,Kind\nflow,flow\n", "there twice"),
        (b"kind,value\nflow,1,2\n", "more cells"),
        (b'kind,value\nflow,"12\n', "not CSV"),
        (b"kind,value\nflow,\xe9\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, because: str) -> None:
    result = run(content)
    assert (result.exit_code, result.stdout) == (2, "")
    assert because in result.stderr


def test_rows_can_be_computed_without_a_file() -> None:
    row = compute_row({"kind": "flow", "baseline": "0", "target": "100", "value": "40"})
    assert row["progress"] == "40.0"
    with pytest.raises(BadCell, match="column value"):
        compute_row({"kind": "flow", "value": "many"})
