"""One organisation, organisations like it, and all: three lines to be read beside each other, without ranks.

The lines are not tested against each other. The one test of an organisation against the others is the funnel's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.benchmark import Together
from levelground.reporting.charts import points_scale, ratio_scale
from levelground.reporting.drawing import Chart, Line, Point, Style, draw, rows
from levelground.reporting.tables import Cell, FigureTable, interval_cell, value_cell


@dataclass(frozen=True)
class Side:
    """One line: an organisation's own figure, or several organisations taken together."""

    label: str
    figure: ReleasedFigure | None
    together: Together | None


def sides_chart(sides: Sequence[Side], definition: Definition) -> Chart | None:
    """The lines as a picture; None where there is nothing to stand beside each other."""
    lines = [
        Line(side.label, (point,)) for side in sides if (point := _point(side, definition.kind)) is not None
    ]  # fmt: skip
    if len(lines) < 2 or sides[0].figure is None:
        return None
    words = wording.comparison(definition.compared)
    if definition.kind is Kind.RATIO:
        scale = ratio_scale(lines, f"{words} (1 is the same chance)")
    else:
        scale = points_scale(lines, f"{words}, percentage points")
    title = f"{definition.short_title}: {lines[0].label} beside others"
    key = "The circle is the organisation, diamonds are several taken together; the bars are 95% intervals."
    name = f"sides-{definition.id.replace('_', '-')}"
    return Chart(title, draw(rows(lines, scale), name=name, title=title, description=key), (), key)


def sides_table(sides: Sequence[Side], definition: Definition) -> FigureTable | None:
    """The lines as a table, with how many organisations each stands for and the middle half of their values."""
    if all(side.together is None for side in sides):
        return None
    heads = ("Who", "Organisations", "Value", "95% interval", "Middle half of organisations")
    table = tuple((side.label, _cells(side, definition.kind)) for side in sides)
    return FigureTable(f"{definition.short_title}: side by side", heads, table)


def _point(side: Side, kind: Kind) -> Point | None:
    times = 1 if kind is Kind.RATIO else 100
    figure = side.figure
    if figure is not None:
        ends = (figure.value, figure.lower, figure.upper)
    else:
        assert side.together is not None
        common = side.together.common
        ends = (common.value, common.lower, common.upper)
    value, lower, upper = (None if end is None else end * times for end in ends)
    if value is None or (kind is Kind.RATIO and value <= 0):
        return None
    interval = "" if ends[1] is None or ends[2] is None else f" ({_said(ends[1], kind)} to {_said(ends[2], kind)})"
    style = Style.MAIN if figure is not None else Style.OTHER
    return Point(value, lower, upper, f"{_said(value / times, kind)}{interval}", style)


def _cells(side: Side, kind: Kind) -> tuple[Cell, ...]:
    if side.figure is not None:
        return Cell("1"), value_cell(side.figure), interval_cell(side.figure), Cell(wording.NONE)
    assert side.together is not None
    common, half = side.together.common, side.together.middle_half
    interval = wording.NONE if common.lower is None else f"{_said(common.lower, kind)} to {_said(common.upper, kind)}"
    middle = wording.NONE if half is None else f"{_said(half[0], kind)} to {_said(half[1], kind)}"
    number = str(len(side.together.organisations))
    return Cell(number), Cell(_said(common.value, kind)), Cell(interval), Cell(middle)


def _said(value: float | None, kind: Kind) -> str:
    return wording.ratio_text(value) if kind is Kind.RATIO else wording.points_text(value)
