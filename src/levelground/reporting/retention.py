"""Retention on the page: the curve of who is still employed, and its table."""

from __future__ import annotations

from typing import Any

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import CountKey, Definition
from levelground.reporting import wording
from levelground.reporting.breakdowns import INTERVAL, Measured, Row
from levelground.reporting.drawing import BLUE, GREY, Chart, draw
from levelground.reporting.tables import (
    BASICS,
    Cell,
    FigureTable,
    Selection,
    count_cell,
    group_place,
    interval_cell,
    value_cell,
)

CURVE = (
    "The share of each group still employed after so many months of service, with 95% intervals. Lines join the months "
    "shown; between them people left too."
)
WIDTH, HEIGHT = 340, 220


def retention_tables(measured: Measured) -> list[FigureTable]:
    """One row per month and group: who had left, of how many, who is still employed, and the difference to White."""
    figures = measured.figures
    gaps = {(f.breakdown, f.numerator_group): f for f in figures if f.compared}
    shares = sorted(
        (f for f in figures if not f.compared), key=lambda f: (int(f.breakdown[0][1]), group_place(f.group))
    )
    found: list[Row] = []
    for breakdown in dict.fromkeys(figure.breakdown for figure in shares):
        found.append((wording.row_label(breakdown), ()))
        for share in (figure for figure in shares if figure.breakdown == breakdown):
            gap = gaps.get((breakdown, share.group))
            cells = (*_counts(share, measured.definition), value_cell(share), interval_cell(share))
            found.append((wording.group_label(share.group), (*cells, value_cell(gap), interval_cell(gap))))
    heads = ("Group", "Had left", "Observed", "Still employed", INTERVAL, "Points to White", INTERVAL)
    return (
        [FigureTable(measured.caption("by months of service and ethnic group"), heads, tuple(found))] if found else []
    )


def _counts(share: ReleasedFigure, definition: Definition) -> tuple[Cell, Cell]:
    where, group = (share.organisation, share.period), str(share.group)
    left = CountKey(*where, definition.numerator.item, share.breakdown, group)
    observed = CountKey(*where, definition.denominator.item, (), group)
    return count_cell(share.numerator_1, left), count_cell(share.denominator_1, observed)


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """The share still employed by months of service, White and BME."""
    shares = [f for f in selection.of(definition.id, period) if not f.compared and f.group in BASICS[:2]]
    shown = [_point(f) for f in shares if f.value is not None]
    if not shown:
        return None
    absent = tuple(
        f"{wording.group_label(f.group)} after {wording.row_label(f.breakdown)}" for f in shares if f.value is None
    )
    drawn = draw(_curve(shown), name=f"chart-{definition.id}", title=title, description=CURVE)
    return Chart(title, drawn, absent, CURVE)


def _point(figure: ReleasedFigure) -> dict[str, Any]:
    value = (figure.value or 0) * 100
    return {
        "group": wording.group_label(figure.group),
        "months": int(figure.breakdown[0][1]),
        "value": value,
        "lower": value if figure.lower is None else figure.lower * 100,
        "upper": value if figure.upper is None else figure.upper * 100,
    }


def _curve(points: list[dict[str, Any]]) -> dict[str, Any]:
    """Two lines from 100 % at no service, side by side so that the intervals do not cover each other."""
    groups = list(dict.fromkeys(str(point["group"]) for point in points))
    start = [{"group": group, "months": 0, "value": 100, "lower": 100, "upper": 100} for group in groups]
    # Half a month apart, so that neither interval covers the other.
    aside = {"White": -0.25, "BME": 0.25}
    values = [{**point, "months": point["months"] + aside[str(point["group"])]} for point in (*start, *points)]
    domain = {"domain": list(aside)}
    legend = {"title": None, "labelFontSize": 14}
    colour = {"field": "group", "scale": {**domain, "range": [GREY, BLUE]}, "legend": legend}
    shape = {"field": "group", "scale": {**domain, "range": ["diamond", "circle"]}, "legend": legend}
    months = {"title": "Months of service", "values": [0, 6, 12, 18, 24]}
    x = {"field": "months", "type": "quantitative", "axis": months, "scale": {"domain": [-1, 25], "nice": False}}
    scale = {"domain": [max(0, min(point["lower"] for point in points) - 2), 100], "zero": False}
    y = {"field": "value", "type": "quantitative", "scale": scale, "axis": {"title": "Still employed, %"}}
    shared = {"x": x, "y": y, "color": colour}
    bars = {**shared, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}}
    layers = [
        {"mark": {"type": "line", "strokeDash": [4, 3]}, "encoding": shared},
        {"mark": {"type": "rule", "strokeWidth": 3}, "encoding": bars},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {**shared, "shape": shape}},
    ]
    return {"width": WIDTH, "height": HEIGHT, "data": {"values": values}, "layer": layers}
