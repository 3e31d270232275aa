"""The charts of a workbook: the spreadsheet's own, with a pattern and a figure at each bar; no colour is needed."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties

from reports.palette import BRAND, SURFACE

WIDTH, LEAST_HEIGHT, BAR, FRAME = 22.0, 6.0, 0.8, 3.0
"""In centimetres: the chart, one bar of it, and what stands around the bars."""
ROW = 0.53
"""The height of a row of a sheet, in centimetres."""


def bars(sheet: Any, title: str, first: int, last: int, column: int, *, rtl: bool) -> Any:
    """Lying bars over the rows `first` to `last`: what the first column names, as long as the `column`-th says."""
    chart: Any = BarChart()
    chart.type, chart.style, chart.title, chart.legend, chart.gapWidth = "bar", 1, title, None, 60
    chart.add_data(Reference(sheet, min_col=column, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    ink, white = _colour(BRAND), _colour(SURFACE)
    fill = PatternFillProperties(prst="wdUpDiag", fgClr=ink, bgClr=white)
    chart.series[0].graphicalProperties = GraphicalProperties(pattFill=fill)
    chart.series[0].graphicalProperties.line.solidFill = ink
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row is the upmost bar
    chart.y_axis.scaling.orientation = "maxMin" if rtl else "minMax"
    chart.width, chart.height = WIDTH, height(last - first + 1)
    return chart


def _colour(name: str) -> ColorChoice:
    value: Any = name.lstrip("#")  # its descriptor makes a colour of it
    return ColorChoice(srgbClr=value)


def height(count: int) -> float:
    return max(LEAST_HEIGHT, BAR * count + FRAME)


def rows_taken(count: int) -> int:
    """How many rows of a sheet a chart of so many bars covers, and a little room below it."""
    return round(height(count) / ROW) + 2
