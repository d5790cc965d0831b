"""A chart of the rows of a breakdown, White and BME people in each: reasons, routes, grounds."""

from __future__ import annotations

from collections.abc import Mapping

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.charts import percent_scale
from levelground.reporting.drawing import Chart, Line, Point, Style, draw, rows
from levelground.reporting.tables import Selection, row_place

GROUPS = (("bme", Style.MAIN), ("white", Style.OTHER))
# What the axis counts, and whom a point stands for.
WORDS: Mapping[str, tuple[str, str]] = {
    "retention_reasons": ("Percentage of the group's leavers", "leavers"),
    "bank_route_of_entry": ("Percentage of the group's bank workers", "bank workers"),
    "survey_grounds": ("Percentage of those who reported discrimination", "staff"),
}


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """The share of BME and of White people in each row; a share that is not shown is named beneath."""
    shares = {(f.breakdown, f.group): f for f in selection.of(definition.id, period, Kind.SHARE)}
    axis, people = WORDS[definition.id]
    lines, absent = [], []
    for breakdown in sorted({place for place, _ in shares}, key=row_place):
        label = wording.row_label(breakdown)
        both = [(shares[breakdown, group], style) for group, style in GROUPS if (breakdown, group) in shares]
        points = tuple(_point(figure, style) for figure, style in both if figure.value is not None)
        lines += [Line(label, points)] if points else []
        absent += [f"{label}, {wording.group_label(figure.group)}" for figure, _ in both if figure.value is None]
    if not lines:
        return None
    key = f"Filled circles are BME {people}, hollow diamonds White {people}; the bars are 95% intervals."
    drawn = draw(rows(lines, percent_scale(lines, axis)), name=f"chart-{definition.id}", title=title, description=key)
    return Chart(title, drawn, tuple(absent), key)


def _point(figure: ReleasedFigure, style: Style) -> Point:
    value, lower, upper = (None if end is None else end * 100 for end in (figure.value, figure.lower, figure.upper))
    words = f"{wording.group_label(figure.group)} {wording.brief(figure)}"
    return Point(value or 0, lower, upper, words, style)
