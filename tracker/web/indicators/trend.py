"""The trend of an indicator as a drawing for its page, with the same figures as its table."""

from __future__ import annotations

from flask_babel import gettext as _

from reports.charts import Mark, Point, TrendChart, trend_chart
from reports.printing import NUMERIC
from reports.snapshot import IndicatorLine
from tracker.domain.display import Printed, shown
from tracker.domain.series import Figure
from tracker.domain.texts import Multilingual
from tracker.domain.vocabulary import Kind, ValueState
from tracker.web.languages import chosen, direction, number
from tracker.web.languages import shown as text_of

FEWEST = 3
MEASURED = (ValueState.VALUE, ValueState.PARTIAL)


def trend(line: IndicatorLine) -> bytes | None:
    """The drawing of a numeric indicator; None with fewer than three measured values."""
    if line.kind not in NUMERIC or sum(figure.state in MEASURED for figure in line.series) < FEWEST:
        return None
    points = tuple(_point(line, figure) for figure in line.series)
    target, rounded = line.figure.target, shown(line.figure)
    is_level = target is not None and line.figure.since_start is None
    nothing = _("No value")
    return trend_chart(
        TrendChart(
            title=text_of(line.title).text,
            description="; ".join(f"{point.label}: {point.written or nothing}" for point in points),
            points=points,
            unit=text_of(line.unit).text or ("%" if line.kind is Kind.SHARE else ""),
            baseline=_mark(line, _("Baseline"), rounded.baseline),
            target=_mark(line, _("Target"), rounded.target) if is_level else None,
            gap_word=nothing,
            carried_word=_("Carried from an earlier period"),
            rtl=direction(chosen()) == "rtl",
            tick=number,
        )
    )


def period_name(figure: Figure) -> str:
    name = figure.period.name
    return text_of(name).text if isinstance(name, Multilingual) else name


def _point(line: IndicatorLine, figure: Figure) -> Point:
    printed, carried = shown(figure).value, figure.state is ValueState.CARRIED
    if printed is None or not (carried or figure.state in MEASURED):
        return Point(period_name(figure), None)
    return Point(period_name(figure), printed.number, _written(line, printed), carried)


def _mark(line: IndicatorLine, label: str, printed: Printed | None) -> Mark | None:
    return None if printed is None else Mark(printed.number, label, _written(line, printed))


def _written(line: IndicatorLine, printed: Printed) -> str:
    text = number(printed.number, printed.decimals)
    return f"{text}\u00a0%" if line.kind is Kind.SHARE else text
