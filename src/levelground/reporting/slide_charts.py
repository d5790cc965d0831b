"""A native chart on a slide: bars or points with their intervals, editable in the presentation program."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from levelground.reporting.native import NativeChart, Series, Shape, Value
from levelground.reporting.slide_deck import BLUE, FONT, INK, rgb

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as PptxChart
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide

C = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
# Fills that differ in lightness, so that they differ without colour too; each bar has a dark outline.
WHITE = "FFFFFF"
FILLS = (BLUE, "D8DDE0", WHITE, "9AA6AD")
STEP, FEW = 0.05, 0.3
# A ratio beyond these is drawn at the edge; the value stands beside the chart in words.
FARTHEST = 16.0
MOST_LABELLED = 12
GAP_PERCENT, OVERLAP_PERCENT = 60, -5


def add_chart(slide: Slide, chart: NativeChart, place: tuple[int, int, int, int]) -> GraphicFrame:
    """Put the chart on a slide, at left, top, width and height."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Emu

    points = chart.shape is Shape.POINTS
    data = CategoryChartData(number_format="0.00" if points else "0.0%")
    data.categories = chart.categories
    for series in chart.series:
        data.add_series(series.name, [value.value for value in series.values])
    kind = XL_CHART_TYPE.LINE_MARKERS if points else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = slide.shapes.add_chart(kind, *(Emu(length) for length in place), data)
    _look(frame.chart, chart)
    reach = _log_scale(frame.chart, chart) if points else 0.0
    if not points:
        _percent_scale(frame.chart, chart)
    labelled = len(chart.categories) * len(chart.series) <= MOST_LABELLED
    for number, (drawn, series) in enumerate(zip(frame.chart.plots[0].series, chart.series, strict=True)):
        fill = FILLS[number % len(FILLS)]
        if points:
            _as_points(drawn)
        else:
            _as_bars(drawn, fill)
        if labelled:
            _labels(drawn, points=points)
            if fill == BLUE and not points:
                _labels_on_dark(drawn, series)
        _intervals(drawn, series, reach)
    return frame


def _look(made: PptxChart, chart: NativeChart) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    made.font.size, made.font.name = Pt(13), FONT
    made.has_title = False
    made.has_legend = chart.shape is Shape.BARS
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
    values = made.value_axis
    values.has_title = True
    values.axis_title.text_frame.text = chart.axis
    values.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(13)
    values.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    values.tick_labels.number_format = "General" if chart.shape is Shape.POINTS else "0%"
    values.tick_labels.number_format_is_linked = False
    _coloured(values.major_gridlines.format.line, "D8DDE0")
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _coloured(made.category_axis.format.line, INK)


def _percent_scale(made: PptxChart, chart: NativeChart) -> None:
    """An axis from 0 that holds every interval."""
    made.plots[0].gap_width, made.plots[0].overlap = GAP_PERCENT, OVERLAP_PERCENT
    ends = [end for series in chart.series for value in series.values for end in (value.value, value.upper)]
    highest = max(end for end in ends if end is not None)
    made.value_axis.minimum_scale = 0
    step = STEP if highest < FEW else 2 * STEP
    made.value_axis.maximum_scale = min(max(math.ceil(highest * 1.02 / step), 1) * step, 1)


def _labels(drawn: Any, *, points: bool) -> None:
    """The values in figures beside the points, or at the foot of the bars, out of the way of the intervals."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = ("0.00" if points else "0.0%"), False
    labels.position = XL_LABEL_POSITION.RIGHT if points else XL_LABEL_POSITION.INSIDE_BASE
    labels.font.size, labels.font.bold = Pt(13), True


def _labels_on_dark(drawn: Any, series: Series) -> None:
    """White figures on dark bars; a bar of no height has its figure beside it, on the ground of the slide."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    drawn.data_labels.font.color.rgb = rgb(WHITE)
    for number, value in enumerate(series.values):
        if value.value == 0:
            label = drawn.points[number].data_label
            label.font.size, label.font.bold, label.font.color.rgb = Pt(13), True, rgb(INK)
            label.position = XL_LABEL_POSITION.INSIDE_BASE


def _coloured(line: Any, colour: str) -> None:
    line.color.rgb = rgb(colour)


def _as_bars(drawn: Any, fill: str) -> None:
    """A bar's fill and its dark outline."""
    from pptx.util import Pt

    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(fill)
    _coloured(drawn.format.line, INK)
    drawn.format.line.width = Pt(1)
    drawn.invert_if_negative = False


def _as_points(drawn: Any) -> None:
    """Points without a line between them: what lies between two years was not measured."""
    from pptx.enum.chart import XL_MARKER_STYLE

    drawn.smooth = False
    drawn.format.line.fill.background()
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 12
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = rgb(BLUE)


def _log_scale(made: PptxChart, chart: NativeChart) -> float:
    """An axis of doublings around 1, as far as the intervals go; gives its upper end."""
    from pptx.oxml import parse_xml

    ends = [
        end
        for series in chart.series
        for value in series.values
        for end in (value.value, value.lower, value.upper)
        if end is not None and end > 0
    ]
    doublings = max(abs(math.log2(end)) for end in ends)
    reach = min(2.0 ** max(math.ceil(doublings), 1), FARTHEST)
    axis = made.value_axis
    axis.minimum_scale, axis.maximum_scale = 1 / reach, reach
    axis.major_unit, axis.crosses_at = 2, 1
    scaling = axis._element.scaling
    scaling.insert(0, parse_xml(f'<c:logBase {C} val="2"/>'))
    return reach


def _intervals(drawn: Any, series: Series, reach: float) -> None:
    """The intervals as error bars with limits of their own; `reach` is the end of a logarithmic axis, else 0."""
    from pptx.oxml import parse_xml

    ends = [_ends(value, reach) for value in series.values]
    if not any(low or high for low, high in ends):
        return
    parts = "".join(
        f"<c:{name}>{_numbers([pair[side] for pair in ends])}</c:{name}>" for side, name in ((1, "plus"), (0, "minus"))
    )
    bars = parse_xml(
        f'<c:errBars {C}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>{parts}'
        f'<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    drawn._element.find("{*}cat").addprevious(bars)


def _ends(value: Value, reach: float) -> tuple[float, float]:
    """How far the interval goes down and up from the value, within the axis; nowhere without a value or an interval."""
    if value.value is None or value.lower is None:
        return 0.0, 0.0
    if not reach:
        return value.value - value.lower, (value.upper or value.value) - value.value
    low, high = max(value.lower, 1 / reach), reach if value.upper is None else min(value.upper, reach)
    return max(value.value - low, 0.0), max(high - value.value, 0.0)


def _numbers(lengths: list[float]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{length:.6g}</c:v></c:pt>' for number, length in enumerate(lengths) if length
    )
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(lengths)}"/>{points}</c:numLit>'
