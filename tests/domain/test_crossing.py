"""Two crossed dimensions: cells, the margins that follow from them, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.domain.indicators import indicator, said, year
from tracker.domain.breakdown import Layout, of_one, problems
from tracker.domain.crossing import pairs, place, stored_as, with_margins
from tracker.domain.series import Observation, Part
from tracker.domain.vocabulary import Kind

SEX = Layout(dimension="sex", categories=("f", "m"), is_complete=True)
AGE = Layout(dimension="age", categories=("young", "adult"))
BOTH = Layout(dimension="age sex", categories=("young f", "young m", "adult f", "adult m"))


def cell(category: str, value: int, dimension: str = "age sex") -> Part:
    return Part(dimension, category, Decimal(value))


def entered(*parts: Part, total: int | None = 20) -> Observation:
    value = None if total is None else Decimal(total)
    return Observation(period="2025", organisation="alpha", value=value, parts=parts)


def wrong(observation: Observation, *, complete: bool = True) -> list[tuple[str, str]]:
    found = problems(indicator(Kind.FLOW), observation, (SEX, AGE, BOTH), year(2025), complete=complete)
    return [(one.field, said((one.message,))) for one in found]


def test_a_cell_is_stored_in_one_order_and_read_back() -> None:
    part = cell("young f", 3)
    assert stored_as(part) == "age:young sex:f"
    assert place("age:young sex:f") == ("age sex", "young f")
    assert place("sex:f") == ("sex", "f")
    assert pairs("age sex", "young f") == (("age", "young"), ("sex", "f"))


@pytest.mark.trap("M30")
def test_margins_follow_from_the_cells_where_nobody_gave_them() -> None:
    parts = with_margins((cell("young f", 3), cell("adult f", 4), cell("young m", 5), cell("m", 9, "sex")))
    margins = {(one.dimension, one.category): one.value for one in parts if " " not in one.dimension}
    assert margins == {("sex", "f"): 7, ("sex", "m"): 9, ("age", "young"): 8, ("age", "adult"): 4}


def test_a_crossed_table_leaves_what_no_cell_accounts_for_unknown() -> None:
    observation = entered(cell("young f", 3), cell("adult m", 4))
    table = of_one(indicator(Kind.FLOW), observation, year(2025), BOTH)
    assert [one.value for one in table.slices] == [3, None, None, 4]
    assert table.unknown is not None
    assert table.unknown.value == Fraction(13)


@pytest.mark.trap("M50")
@pytest.mark.parametrize(
    ("parts", "field", "told"),
    [
        ((cell("young f", 12), cell("adult m", 9)), "parts:age sex:young f:value", "The parts add up to 21."),
        ((cell("young f", 3), cell("adult f", 4), cell("f", 6, "sex")), "parts:age sex:young f:value",
         "These cells add up to 7. That is above their row's or column's 6."),
        ((cell("young m", 12), cell("f", 9, "sex")), "parts:sex:f:value", "The parts add up to 21."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_cell(parts: tuple[Part, ...], field: str, told: str) -> None:
    [(place_of_it, sentence)] = wrong(entered(*parts))
    assert place_of_it == field
    assert told in sentence
    assert wrong(entered(*parts), complete=False), "in a draft too"


def test_margins_may_know_more_than_the_cells() -> None:
    assert wrong(entered(cell("young f", 3), cell("f", 12, "sex"), cell("m", 8, "sex"))) == []
    assert wrong(entered(cell("young f", 3), total=None), complete=False) == []
