"""A reader can tell every figure of a trend of many years."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from reports.charts import Mark, Point, TrendChart, trend_chart
from reports.drawing import SIZE, width_of
from reports.trend import GUTTER, NEEDED, WIDTH
from reports.trend_labels import Box

SVG = "{http://www.w3.org/2000/svg}"

SEATS = "17.8 20.1 26.2 27.0 27.4 27.4 27.4 27.4 27.4 27.4 27.4 18.4 18.4"
LEADERS = "37.0 37.3 37.0 40.9 43.0 41.0 39.0 40.8 41.2"
VICTIMS = "1.7 3.1 2.7 3.4 3.4 2.7 2.1 2.0 1.7 1.3 1.6 1.0 0.6 0.5"
STEEP = "0 100 0 100 0 100 0 100 0 100 0 100 0 100"


def trend(values: str, *, levels: str = "27.4 39", rtl: bool = False) -> ET.Element:
    points = tuple(Point(str(2010 + i), Decimal(v), f"{v} %") for i, v in enumerate(values.split()))
    target, baseline = (Mark(Decimal(level), "Level", "there") for level in levels.split())
    spec = TrendChart(title="T", description="D", points=points, target=target, baseline=baseline, rtl=rtl)
    return ET.fromstring(trend_chart(spec))  # noqa: S314 - made a line above by our own code


def figures(chart: ET.Element) -> list[Box]:
    """The figures of the points, which are the words in bold that end in a percent sign."""
    texts = [text for text in chart.iter(f"{SVG}text") if text.get("font-weight") and (text.text or "").endswith("%")]
    return [Box(float(t.get("x", "")), float(t.get("y", "")), width_of(t.text or "") / 2) for t in texts]


@pytest.mark.parametrize("values", [SEATS, LEADERS, VICTIMS, STEEP])
@pytest.mark.parametrize("rtl", [False, True])
def test_no_figure_covers_another_one_or_leaves_the_plot(values: str, rtl: bool) -> None:
    there = figures(trend(values, rtl=rtl))
    assert len(there) >= 2
    assert not [pair for pair in combinations(there, 2) if pair[0].meets(pair[1])]
    edges = (GUTTER - 4, WIDTH) if rtl else (0, WIDTH - GUTTER + 4)
    assert all(edges[0] <= box.x - box.half and box.x + box.half <= edges[1] for box in there)
    assert all(box.top > SIZE for box in there), "the unit stands above"


@pytest.mark.parametrize("values", [SEATS, LEADERS, VICTIMS])
def test_the_last_the_first_the_highest_and_the_lowest_value_are_written(values: str) -> None:
    written = {text.text for text in trend(values).iter(f"{SVG}text")}
    numbers = [Decimal(v) for v in values.split()]
    for needed in (numbers[-1], numbers[0], max(numbers), min(numbers)):
        assert f"{needed} %" in written


def test_a_figure_that_nobody_needs_does_not_lie_on_the_line() -> None:
    chart = trend(STEEP)
    assert len(figures(chart)) <= NEEDED


def test_a_figure_on_a_level_stands_on_a_patch_of_the_ground() -> None:
    chart = trend("0 100 50 50", levels="56 44")
    patches = [rect for rect in chart.iter(f"{SVG}rect") if rect.get("class") == "c-ground"]
    assert len(patches) > 1, "beside the ground of the whole drawing"
