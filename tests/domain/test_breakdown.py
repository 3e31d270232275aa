"""A value and its parts: each dimension by itself, what is left is unknown, and nothing is added that may not be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.indicators import YEARS, calm, indicator
from tracker.domain import breakdown
from tracker.domain.breakdown import Breakdown, Layout
from tracker.domain.series import Observation, Part
from tracker.domain.vocabulary import Kind, NoValue, PlaceRule, State

SEX = Layout(dimension="sex", categories=("f", "m"))
BOTH = Layout(dimension="sex", categories=("f", "m"), is_complete=True)
REGION = Layout(dimension="region", categories=("almaty", "astana"))
Parts = dict[str, "int | tuple[int, int] | str"]


def parts(**by_cell: object) -> tuple[Part, ...]:
    """`sex_f=5` is a count, `sex_f=(1, 2)` a ratio's parts, `sex_f="27.5"` a ratio alone."""
    found = []
    for name, said in by_cell.items():
        dimension, _, category = name.partition("_")
        if isinstance(said, tuple):
            found.append(Part(dimension, category, numerator=Decimal(said[0]), denominator=Decimal(said[1])))
        else:
            found.append(Part(dimension, category, value=Decimal(str(said))))
    return tuple(found)


def report(period: str, who: str, total: object, **by_cell: object) -> Observation:
    above, below = total if isinstance(total, tuple) else (None, None)
    return Observation(
        period=period,
        organisation=who,
        value=None if isinstance(total, tuple) else Decimal(str(total)),
        numerator=None if above is None else Decimal(above),
        denominator=None if below is None else Decimal(below),
        parts=parts(**by_cell),
    )


def at(year: int, kind: Kind, *reports: Observation, place: PlaceRule | None = None, **more: object) -> Breakdown:
    """The first dimension that 2022 … 2025 show for a year."""
    found = breakdown.over(indicator(kind, place=place), YEARS, reports, (SEX, REGION))
    return found[YEARS[year - 2022]][0]


def values(found: Breakdown) -> dict[str, Fraction | None]:
    known = {one.category: one.value for one in found.slices}
    return known | ({"unknown": found.unknown.value} if found.unknown else {})


@pytest.mark.trap("M30")
def test_dimensions_are_broken_down_side_by_side_and_never_added() -> None:
    one = report("2023", "shelter", 10, sex_f=6, sex_m=4, region_almaty=7)
    sex, region = breakdown.over(indicator(Kind.FLOW), YEARS, [one], (SEX, REGION))[YEARS[1]]
    assert values(sex) == {"f": 6, "m": 4, "unknown": 0}
    assert values(region) == {"almaty": 7, "astana": None, "unknown": 3}
    assert sex.total == region.total == 10


@pytest.mark.trap("M30")
def test_categories_of_the_same_code_in_two_dimensions_stay_apart() -> None:
    rank = Layout(dimension="rank", categories=("m", "s"))
    one = report("2023", "shelter", 10, sex_m=4, rank_m=7, rank_s=1)
    sex, ranks = breakdown.over(indicator(Kind.FLOW), YEARS, [one], (SEX, rank))[YEARS[1]]
    assert values(sex) == {"f": None, "m": 4, "unknown": 6}
    assert values(ranks) == {"m": 7, "s": 1, "unknown": 2}


@pytest.mark.trap("M30")
@pytest.mark.trap("M50")
def test_parts_above_the_total_are_wrong_and_fewer_leave_an_unknown_rest() -> None:
    definition = indicator(Kind.FLOW)
    above = report("2023", "shelter", 10, sex_f=6, sex_m=5)
    [wrong] = breakdown.problems(definition, above, [SEX], YEARS[1], complete=False)
    assert wrong.field == "parts:sex:f:value"
    assert dict(wrong.message.values) == {"parts": 11, "total": 10}
    fewer = report("2023", "shelter", 10, sex_f=6, sex_m=3)
    assert breakdown.problems(definition, fewer, [SEX], YEARS[1], complete=True) == ()
    assert values(breakdown.of_one(definition, fewer, YEARS[1], SEX))["unknown"] == 1


@pytest.mark.trap("M30")
def test_parts_of_a_complete_dimension_equal_the_total_once_all_are_there() -> None:
    definition = indicator(Kind.FLOW)
    fewer = report("2023", "shelter", 10, sex_f=6, sex_m=3)
    assert breakdown.problems(definition, fewer, [BOTH], YEARS[1], complete=False) == (), "a draft may be unfinished"
    assert [one.field for one in breakdown.problems(definition, fewer, [BOTH], YEARS[1], complete=True)] == [
        "parts:sex:f:value"
    ]
    only_women = report("2023", "shelter", 10, sex_f=6)
    assert breakdown.problems(definition, only_women, [BOTH], YEARS[1], complete=True) == (), "the rest is unknown"


@pytest.mark.trap("M31")
@pytest.mark.parametrize("word", ["total", "Total", " ВСЕГО ", "Итого", "unknown", "Both", "المجموع"])
def test_the_total_and_the_unknown_rest_are_no_categories(word: str) -> None:
    assert not breakdown.is_category(word)


@pytest.mark.trap("M31")
def test_what_was_reported_as_unknown_or_as_total_is_not_counted_twice() -> None:
    one = report("2023", "shelter", 10, sex_f=6, sex_unknown=4, sex_total=10)
    assert values(at(2023, Kind.FLOW, one)) == {"f": 6, "m": None, "unknown": 4}


@pytest.mark.trap("M32")
def test_shares_of_subgroups_are_divided_by_their_own_denominators() -> None:
    first = report("2023", "bridge", (3, 10), sex_f=(2, 4), sex_m=(1, 6))
    second = report("2023", "shelter", (30, 90), sex_f=(25, 50), sex_m=(5, 30))
    found = at(2023, Kind.SHARE, first, second)
    assert found.total == 33
    assert values(found) == {"f": 50, "m": Fraction(600, 36), "unknown": 0}
    assert found.unknown is not None
    assert found.unknown.numerator == 0
    assert found.unknown.denominator == 10


@pytest.mark.trap("M32")
def test_shares_known_alone_stand_beside_each_other_and_are_never_added() -> None:
    alone = report("2023", "bridge", "2.5", sex_f="1.5", sex_m="3.4")
    assert values(at(2023, Kind.RATE, alone)) == {"f": Fraction(3, 2), "m": Fraction(17, 5)}
    another = report("2023", "shelter", (1, 2), sex_f="9")
    of_two = breakdown.over(indicator(Kind.RATE), YEARS, [alone, another], (SEX,))[YEARS[1]][0]
    assert of_two.slices == (), "two bare rates are not joined"
    assert of_two.problem is not None


@pytest.mark.trap("M33")
def test_the_share_of_women_follows_from_the_counts_and_leaves_the_unknown_out() -> None:
    found = at(2023, Kind.FLOW, report("2023", "shelter", 100, sex_f=30, sex_m=50))
    assert [one.share for one in found.slices] == [Fraction(3, 8), Fraction(5, 8)]
    nobody = at(2023, Kind.FLOW, report("2023", "shelter", 5, sex_f=0, sex_m=0))
    assert [one.share for one in nobody.slices] == [None, None], "0 of 0 is no share"


@pytest.mark.trap("M34")
def test_unique_persons_are_broken_down_as_the_largest_report_tells() -> None:
    bridge = report("2023", "bridge", 10, sex_f=2, sex_m=8)
    shelter = report("2023", "shelter", 9, sex_f=9, sex_m=0)
    found = at(2023, Kind.FLOW, bridge, shelter, place=PlaceRule.LARGEST)
    assert found.total == 10
    assert found.at_least
    assert values(found) == {"f": 2, "m": 8, "unknown": 0}


def test_a_flow_adds_over_organisations_and_periods_and_a_stock_takes_the_latest() -> None:
    early, late = report("2022", "shelter", 5, sex_f=5), report("2023", "shelter", 7, sex_f=3, sex_m=1)
    other = report("2023", "bridge", 10, sex_f=4)
    assert values(at(2023, Kind.FLOW, early, late, other)) == {"f": 7, "m": 1, "unknown": 9}
    assert values(at(2023, Kind.STOCK, early, late, other)) == {"f": 7, "m": 1, "unknown": 9}
    bare = report("2023", "shelter", 2)
    found = breakdown.over(indicator(Kind.STOCK), YEARS, [early, bare], (SEX,))
    assert YEARS[1] not in found, "parts of an older report never stand under a newer total"


def test_drafts_and_reasons_have_no_parts() -> None:
    draft = Observation(period="2023", organisation="a", value=Decimal(4), parts=parts(sex_f=4), state=State.DRAFT)
    none = Observation(period="2023", organisation="b", reason=NoValue.NOT_AVAILABLE, parts=parts(sex_f=1))
    assert breakdown.over(indicator(Kind.FLOW), YEARS, [draft, none], (SEX,)) == {}


@pytest.mark.parametrize(
    ("kind", "one", "field"),
    [
        (Kind.FLOW, {"sex_f": -1}, "parts:sex:f:value"),
        (Kind.SHARE, {"sex_f": (3, 2)}, "parts:sex:f:numerator"),
        (Kind.SHARE, {"sex_m": (0, 11)}, "parts:sex:m:denominator"),
        (Kind.SHARE, {"sex_f": "130"}, "parts:sex:f:value"),
        (Kind.RATE, {"sex_f": (1, 0)}, "parts:sex:f:denominator"),
    ],
)
def test_what_is_wrong_in_a_part_is_said_at_its_field(kind: Kind, one: dict[str, object], field: str) -> None:
    observation = report("2023", "shelter", (4, 10) if kind in breakdown.RATIOS else 10, **one)
    found = breakdown.problems(indicator(kind), observation, [SEX], YEARS[1], complete=False)
    assert [wrong.field for wrong in found] == [field]


counts = st.integers(0, 50)
some = st.none() | counts


@st.composite
def reports(draw: st.DrawFn) -> list[Observation]:
    """Verified counts of several organisations and years whose known parts do not exceed their totals."""
    found = []
    for year in draw(st.lists(st.sampled_from(["2022", "2023"]), min_size=1, max_size=2, unique=True)):
        for who in draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)):
            women, men, rest, place = draw(some), draw(some), draw(counts), draw(st.integers(0, 20))
            total = (women or 0) + (men or 0) + rest
            said = {name: value for name, value in (("sex_f", women), ("sex_m", men)) if value is not None}
            found.append(report(year, who, total, region_almaty=min(place, total), **said))
    return found


@given(reports(), st.randoms(), st.sampled_from(breakdown.COUNTS), st.sampled_from([PlaceRule.SUM, PlaceRule.LARGEST]))
@calm
def test_parts_and_the_unknown_rest_are_the_total_in_any_order(
    told: list[Observation], chance: object, kind: Kind, place: PlaceRule
) -> None:
    definition = indicator(kind, place=place)
    found = breakdown.over(definition, YEARS, told, (SEX, REGION))
    chance.shuffle(told)  # type: ignore[attr-defined]
    assert breakdown.over(definition, YEARS, told, (SEX, REGION)) == found
    for each in (one for at_period in found.values() for one in at_period):
        assert each.problem is None
        known = sum((one.value for one in each.slices if one.value is not None), Fraction(0))
        assert each.total is not None
        assert known <= each.total
        assert each.unknown is not None
        assert known + (each.unknown.value or 0) == each.total
