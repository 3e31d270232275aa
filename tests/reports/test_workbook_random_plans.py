"""The formulas of the workbook, computed by LibreOffice over random plans, agree with the second way of computing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from reports.snapshot import IndicatorLine, PillarPart, Snapshot
from reports.workbook import workbook
from tests import oracle_judging as oracle
from tests.attacking import seeded
from tests.domain.indicators import year
from tests.random_plans import YEARS, RandomIndicator, definition_of, expected_of, observation_of, random_plan
from tests.reports import samples
from tests.reports.test_workbook_libreoffice import reopened, without_results
from tracker.domain.display import rounded
from tracker.domain.figures import series
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Kind

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
]

PLANS, AT_ONCE = 200, 50


def line_of(code: str, made: RandomIndicator) -> IndicatorLine:
    rows = [observation_of(row) for row in made.rows]
    spans = [year(each) for each in YEARS]
    figures = series(definition_of(made.facts), spans, rows, expected=expected_of(made.due))
    return replace(
        samples.single().pillars[0].indicators[0],
        code=code,
        kind=Kind(made.facts["kind"]),
        scale=tuple((step, Multilingual({"en": step})) for step in made.facts["steps"]),
        figure=figures[-1],
        previous=figures[-2],
        series=figures,
        breakdown=(),
        evidence=(),
        narratives=(),
    )


def plan_of(number: int, like: PillarPart) -> PillarPart:
    plan = random_plan(seeded(f"plan {number}"))
    lines = tuple(line_of(f"{number}.{place}", made) for place, made in enumerate(plan))
    return replace(like, code=str(number), indicators=lines)


def decimals_of(progress: Fraction) -> int:
    """One, and more where less than the target would print as all of it."""
    return next(d for d in range(1, 20) if progress >= 1 or rounded(progress * 100, d) < 100)


@pytest.mark.parametrize("first", range(0, PLANS, AT_ONCE))
def test_the_formulas_of_two_hundred_random_plans_give_the_progress_of_the_second_way(
    first: int, tmp_path: Path
) -> None:
    sample: Snapshot = samples.single()
    numbers = range(first, first + AT_ONCE)
    pillars = tuple(plan_of(number, sample.pillars[0]) for number in numbers)
    written = without_results(workbook(replace(sample, pillars=pillars), "en"))
    head, *rows = list(reopened(written, tmp_path, computed=True)["Indicators"].iter_rows(values_only=True))
    code, period, live, apart = (head.index(word) for word in ("Code", "Period", "Progress, % (formula)", "Difference"))
    told = {(str(row[code]), str(row[period])): row for row in rows}
    wrong = []
    for key, progress in worked_out(numbers):
        row = told.pop(key)
        wanted = None if progress is None else rounded(progress * 100, decimals_of(progress))
        found = None if row[live] is None else Decimal(str(row[live]))
        if found != wanted or row[apart] not in (None, 0):
            wrong.append((key, found, wanted))
    assert wrong == []
    assert told == {}


def worked_out(numbers: range) -> Iterator[tuple[tuple[str, str], Fraction | None]]:
    """The progress of every indicator and year, by the code and the period."""
    for number in numbers:
        for place, made in enumerate(random_plan(seeded(f"plan {number}"))):
            sheet = oracle.Judged(made.facts, made.rows, made.due, YEARS)
            yield from (((f"{number}.{place}", str(when)), sheet.met(when)[1]) for when in YEARS)
