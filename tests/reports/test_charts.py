"""What a reader sees in a chart, on a page, on paper and in grey."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from reports.charts import (
    Mark,
    PillarBar,
    PillarBars,
    Point,
    Segment,
    StatusBar,
    TrendChart,
    pillar_bars,
    status_bar,
    trend_chart,
)
from reports.palette import COMMITMENT_STATUSES
from reports.trend import ticks
from tracker.domain.vocabulary import CommitmentStatus, Theme

SVG = "{http://www.w3.org/2000/svg}"
WOMEN_IN_PARLIAMENT = TrendChart(
    title="Women in parliament",
    description="From 24.3 percent in 2021 to 27.4 in 2024; the target is 30.",
    unit="percent",
    points=(
        Point("2021", Decimal("24.3"), "24,3"),
        Point("2022", None),
        Point("2023", Decimal("27.1"), "27,1"),
        Point("2024", Decimal("27.4"), "27,4"),
    ),
    baseline=Mark(Decimal("24.3"), "Baseline", "24,3"),
    target=Mark(Decimal(30), "Target", "30,0"),
    gap_word="no value",
    carried_word="carried",
)


def drawn(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made a line above by our own code


def words(svg: bytes) -> list[str]:
    return [text.text or "" for text in drawn(svg).iter(f"{SVG}text")]


def lines(svg: bytes, name: str = "c-link-stroke") -> list[ET.Element]:
    return [path for path in drawn(svg).iter(f"{SVG}path") if path.get("class") == name]


def test_the_same_figures_give_the_same_bytes() -> None:
    assert trend_chart(WOMEN_IN_PARLIAMENT) == trend_chart(replace(WOMEN_IN_PARLIAMENT))


def test_a_person_who_hears_the_chart_gets_its_title_and_what_it_shows() -> None:
    chart = drawn(trend_chart(WOMEN_IN_PARLIAMENT))
    title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == (WOMEN_IN_PARLIAMENT.title, WOMEN_IN_PARLIAMENT.description)
    assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_a_missing_year_breaks_the_line_and_is_explained() -> None:
    chart = trend_chart(WOMEN_IN_PARLIAMENT)
    assert len(lines(chart)) == 1, "only from 2023 to 2024"
    assert "no value" in words(chart)
    assert "2022" in words(chart)


def test_a_zero_is_a_value_and_no_gap() -> None:
    points = (Point("2022", Decimal(0), "0"), Point("2023", Decimal(0), "0"), Point("2024", Decimal(4), "4"))
    chart = trend_chart(replace(WOMEN_IN_PARLIAMENT, points=points, baseline=None, target=None))
    assert len(lines(chart)) == 2
    assert "no value" not in words(chart)


def test_a_carried_value_is_hollow_and_explained() -> None:
    carried = replace(WOMEN_IN_PARLIAMENT.points[3], value=Decimal("27.1"), carried=True)
    chart = trend_chart(replace(WOMEN_IN_PARLIAMENT, points=(*WOMEN_IN_PARLIAMENT.points[:3], carried)))
    dots = [dot.get("class") for dot in drawn(chart).iter(f"{SVG}circle")]
    assert dots == ["c-full", "c-full", "c-hollow", "c-hollow"], "the last one stands beside its word"
    assert lines(chart)[0].get("stroke-dasharray")
    assert "carried" in words(chart)


def test_target_and_baseline_have_their_own_dashes_and_their_words() -> None:
    chart = trend_chart(WOMEN_IN_PARLIAMENT)
    dashes = [level.get("stroke-dasharray") for level in lines(chart, "c-ink-stroke")]
    assert len(set(dashes)) == 2
    assert None not in dashes
    assert {"Target", "30,0", "Baseline"} <= set(words(chart))


def test_a_target_on_the_baseline_does_not_cover_its_word() -> None:
    same = replace(WOMEN_IN_PARLIAMENT, target=Mark(Decimal("24.3"), "Target", "24,3"))
    chart = drawn(trend_chart(same))
    places = {text.text: Decimal(text.get("y", "")) for text in chart.iter(f"{SVG}text")}
    assert abs(places["Target"] - places["Baseline"]) >= 24


def test_a_chart_without_any_value_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        trend_chart(replace(WOMEN_IN_PARLIAMENT, points=(Point("2024", None),)))


def test_words_that_a_person_typed_stay_words() -> None:
    bad = '<script>alert(1)</script> & "quotes"'
    chart = trend_chart(replace(WOMEN_IN_PARLIAMENT, title=bad, unit=bad, description=bad))
    assert b"<script" not in chart
    assert bad in words(chart)


def test_for_a_reader_from_right_to_left_the_years_run_that_way() -> None:
    chart = drawn(trend_chart(replace(WOMEN_IN_PARLIAMENT, rtl=True)))
    places = {text.text: Decimal(text.get("x", "")) for text in chart.iter(f"{SVG}text")}
    assert places["2021"] > places["2023"] > places["2024"] > places["Target"]


@pytest.mark.parametrize(
    ("low", "high", "scale"),
    [
        ("0", "100", "0 20 40 60 80 100"),
        ("24.3", "30", "22 24 26 28 30"),
        ("0.012", "0.047", "0 0.01 0.02 0.03 0.04 0.05"),
        ("0", "12345", "0 2500 5000 7500 10000 12500"),
        ("-4", "6", "-6 -4 -2 0 2 4 6"),
        ("0", "0", "0 1 2"),
    ],
)
def test_a_scale_has_round_figures_and_holds_all_values(low: str, high: str, scale: str) -> None:
    found = ticks([Decimal(low), Decimal(high)])
    assert " ".join(map(str, found)) == scale


def test_each_status_has_its_count_its_word_and_its_own_fill() -> None:
    counts = dict(zip(CommitmentStatus, (2, 6, 3, 1, 0, 1, 4), strict=True))
    parts = tuple(Segment(s.value, counts[s], str(counts[s]), fill) for s, fill in COMMITMENT_STATUSES.items())
    chart = status_bar(StatusBar(title="Status", description="17 commitments", segments=parts))
    assert {status.value for status in CommitmentStatus} <= set(words(chart)), "also one that has none"
    bar = [box for box in drawn(chart).iter(f"{SVG}rect") if box.get("height") == "30" and box.get("stroke")]
    assert len(bar) == 6
    assert sum(Decimal(box.get("width", "")) for box in bar) == pytest.approx(Decimal(358), abs=Decimal("0.5"))


def test_a_bar_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="counts"):
        status_bar(StatusBar(title="Status", description="", segments=()))


@pytest.mark.parametrize(
    ("percent", "written", "width"),
    [("130", "130.0 %", "294"), ("50", "50.0 %", "147"), ("-20", "−20.0 %", None), (None, "no figure", None)],
)
def test_a_pillar_bar_stops_at_its_ends_and_prints_the_raw_figure(
    percent: str | None, written: str, width: str | None
) -> None:
    bar = PillarBar(Theme.PROTECTION, "Protection", None if percent is None else Decimal(percent), written, "6 of 7")
    chart = pillar_bars(PillarBars(title="Pillars", description="", bars=(bar,)))
    filled = [box.get("width") for box in drawn(chart).iter(f"{SVG}rect") if "c-protection" in box.get("class", "")]
    assert filled == ([width] if width else [])
    assert {written, "Protection", "6 of 7"} <= set(words(chart))


def test_many_charts_on_one_page_do_not_share_names() -> None:
    one = drawn(trend_chart(WOMEN_IN_PARLIAMENT))
    other = drawn(trend_chart(replace(WOMEN_IN_PARLIAMENT, title="Women in local councils")))
    names = [{part.get("id") for part in chart.iter() if part.get("id")} for chart in (one, other)]
    assert names[0].isdisjoint(names[1])
