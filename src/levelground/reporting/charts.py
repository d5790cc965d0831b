"""Charts as Vega-Lite specifications (plain dicts), drawn as SVG when a result is released.

Every chart has a title and a description in the picture, labels on the marks instead of a legend of colours alone, and
a table beside it. A hidden or missing figure is absent from the picture and named in the text under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.tables import Selection, _value_order, headline

BLUE, DARK, GREY, PALE, ORANGE = "#005eb8", "#003087", "#4c6272", "#e8edee", "#b0560f"
NOT_ADVERSE = (0.80, 1.25)
WIDTH = 620
ROW = 26
CONFIG: dict[str, Any] = {
    "font": "Arial, Liberation Sans, sans-serif",
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": "#212b32",
        "titleColor": "#212b32",
        "gridColor": "#d8dde0",
        "domainColor": "#768692",
        "labelLimit": 260,
    },
    "header": {"labelFontSize": 14, "labelFontWeight": "bold", "labelColor": "#212b32", "title": None},
    "text": {"fontSize": 12, "color": "#212b32"},
}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: its SVG, ready to stand in a page, and what it could not show."""

    svg: str
    absent: tuple[str, ...] = ()


def draw(spec: Mapping[str, Any], *, name: str, title: str, description: str) -> str:
    """The specification as SVG with a title and a description, without fixed size and with ids of its own."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(
        {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **spec, "config": CONFIG}
    )
    svg = re.sub(r'\b(id|href|xlink:href)="(#?)', rf'\1="\2{name}-', svg).replace("url(#", f"url(#{name}-")
    svg = re.sub(r' (aria-label|aria-roledescription|role)="[^"]*"', "", svg)
    opening = re.match(r"<svg[^>]*>", svg)
    if opening is None:  # pragma: no cover - the renderer always begins so
        return svg
    box = re.search(r'viewBox="[^"]*"', opening[0])
    head = (
        f'<svg class="chart" role="img" aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" {box[0] if box else ""}>'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
    )
    return head + svg[opening.end() :]


def _points(
    figures: Iterable[tuple[str, ReleasedFigure]], scale: float = 1
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The shown figures as chart rows, and the labels of those that are not shown."""
    shown, absent = [], []
    for label, figure in figures:
        if figure.value is None:
            absent.append(label)
            continue
        shown.append(
            {
                "label": label,
                "value": figure.value * scale,
                "lower": None if figure.lower is None else figure.lower * scale,
                "upper": None if figure.upper is None else figure.upper * scale,
                "text": wording.value_text(figure),
            }
        )
    return shown, tuple(absent)


def _y(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "field": "label",
        "type": "nominal",
        "sort": [row["label"] for row in rows],
        "axis": {"title": None, "ticks": False},
    }


def representation(selection: Selection, definition: Definition, period: str) -> Chart | None:
    """BME share of each band with its interval, clinical and non-clinical apart, against the whole workforce."""
    bands = [
        figure
        for figure in selection.of(definition.id, period, Kind.SHARE)
        if figure.group == "bme" and figure.breakdown and figure.breakdown[-1][0] in ("pay_band", "band")
    ]
    bands.sort(key=lambda f: tuple(_value_order(name, value) for name, value in f.breakdown))
    rows, absent = _points(((wording.row_label(figure.breakdown), figure) for figure in bands), 100)
    if not rows:
        return None
    whole = headline(selection, definition, period)
    workforce = whole.value * 100 if whole is not None and whole.value is not None else None
    for row in rows:
        cluster, _, band = row["label"].rpartition(": ")
        row |= {"cluster": cluster or "All staff", "label": band}
    # One panel below the other on one scale: a facet would repeat the bands of every cluster in each panel.
    clusters = dict.fromkeys(row["cluster"] for row in rows)
    highest = max([row["upper"] for row in rows] + [workforce or 0])
    panels = [_band_panel([r for r in rows if r["cluster"] == c], c, workforce, highest) for c in clusters]
    line = "" if workforce is None else f" The dashed line is the whole workforce, {workforce:.1f}%."
    title = f"BME share of each pay band, {wording.long_date(period)}"
    spec = {"vconcat": panels, "spacing": 14}
    return Chart(
        draw(spec, name="chart-1", title=title, description=f"A dot and its 95% interval for each band.{line}"), absent
    )


def _band_panel(rows: list[dict[str, Any]], cluster: str, workforce: float | None, highest: float) -> dict[str, Any]:
    layers = _interval_layers(BLUE)
    for layer in layers:
        layer["encoding"]["y"] = _y(rows)
        layer["encoding"]["x"] |= {
            "title": "Percentage of staff in the band who are BME",
            "scale": {"domain": [0, highest]},
        }
    if workforce is not None:
        line = {
            "data": {"values": [{"whole": workforce}]},
            "mark": {"type": "rule", "color": DARK, "strokeDash": [5, 3], "strokeWidth": 2},
            "encoding": {"x": {"field": "whole", "type": "quantitative"}},
        }
        layers.insert(0, line)
    title = {"text": cluster, "anchor": "start", "fontSize": 14}
    return {"title": title, "width": WIDTH, "height": {"step": ROW}, "data": {"values": rows}, "layer": layers}


def _interval_layers(colour: str) -> list[dict[str, Any]]:
    """A bar for the interval, a dot for the value, and the value in words beside it."""
    x = {"field": "value", "type": "quantitative"}
    return [
        {
            "mark": {"type": "rule", "color": colour, "strokeWidth": 3},
            "encoding": {"x": {"field": "lower", "type": "quantitative"}, "x2": {"field": "upper"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "color": colour, "opacity": 1},
            "encoding": {"x": dict(x)},
        },
        {
            "mark": {"type": "text", "dy": -10, "fontWeight": "bold"},
            "encoding": {"x": dict(x), "text": {"field": "text"}},
        },
    ]


def likelihood(figures: Sequence[tuple[str, ReleasedFigure]], *, name: str, title: str, axis: str) -> Chart | None:
    """Ratios on a logarithmic scale with their intervals; the range 0.80 to 1.25 is shaded, 1 is a line."""
    rows, absent = _points(figures)
    rows = [row for row in rows if row["value"] > 0]
    if not rows:
        return None
    ends = [end for row in rows for end in (row["value"], row["lower"], row["upper"]) if end]
    low, high = min(0.5, *ends) * 0.9, max(2.0, *ends) * 1.1
    low, high = max(low, 0.05), min(high, 20)
    for row in rows:
        row["lower"] = max(row["lower"] or low, low)
        row["upper"] = min(row["upper"] or high, high)
    layers = _interval_layers(BLUE)
    for layer in layers:
        layer["encoding"]["x"] |= {
            "title": axis,
            "scale": {"type": "log", "domain": [low, high], "nice": False},
            "axis": {"values": [0.1, 0.25, 0.5, 0.8, 1, 1.25, 2, 4, 8], "format": "~g"},
        }
        layer["encoding"]["y"] = _y(rows)
    band = {
        "data": {"values": [{"from": NOT_ADVERSE[0], "to": NOT_ADVERSE[1]}]},
        "mark": {"type": "rect", "color": PALE},
        "encoding": {"x": {"field": "from", "type": "quantitative"}, "x2": {"field": "to"}},
    }
    one = {
        "data": {"values": [{"one": 1}]},
        "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "one", "type": "quantitative"}},
    }
    spec = {"width": WIDTH, "height": {"step": ROW + 8}, "data": {"values": rows}, "layer": [band, one, *layers]}
    description = "Each dot is a ratio with its 95% interval on a logarithmic scale; the shaded range is 0.80 to 1.25."
    return Chart(draw(spec, name=name, title=title, description=description), absent)


def dumbbell(figures: Sequence[tuple[str, ReleasedFigure]], *, name: str, title: str) -> Chart | None:
    """Percentages of groups, each with its interval: White and BME, and the finer groups below."""
    rows, absent = _points(figures, 100)
    if not rows:
        return None
    pair = {row["label"]: row["value"] for row in rows}
    layers = _interval_layers(BLUE)
    for layer in layers:
        layer["encoding"]["x"] |= {"title": "Percentage of those who answered", "scale": {"zero": True}}
        layer["encoding"]["y"] = _y(rows)
    if {"White", "BME"} <= pair.keys():
        joint = [{"label": label, "value": pair[label]} for label in ("White", "BME")]
        layers.insert(
            0,
            {
                "data": {"values": joint},
                "mark": {"type": "line", "color": ORANGE, "strokeWidth": 2, "strokeDash": [2, 2]},
                "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {**_y(rows)}},
            },
        )
    spec = {"width": WIDTH, "height": {"step": ROW + 8}, "data": {"values": rows}, "layer": layers}
    description = "Each dot is a group's percentage with its 95% interval; a dashed line joins White and BME."
    return Chart(draw(spec, name=name, title=title, description=description), absent)


def points_chart(figures: Sequence[tuple[str, ReleasedFigure]], *, name: str, title: str, axis: str) -> Chart | None:
    """Differences in percentage points with their intervals around a line at 0."""
    rows, absent = _points(figures, 100)
    if not rows:
        return None
    layers = _interval_layers(BLUE)
    for layer in layers:
        layer["encoding"]["x"] |= {"title": axis}
        layer["encoding"]["y"] = _y(rows)
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "zero", "type": "quantitative"}},
    }
    spec = {"width": WIDTH, "height": {"step": ROW + 8}, "data": {"values": rows}, "layer": [zero, *layers]}
    description = (
        "Each dot is a difference in percentage points with its 95% interval; the dashed line is no difference."
    )
    return Chart(draw(spec, name=name, title=title, description=description), absent)


def benchmark(
    figures: Sequence[ReleasedFigure], definition: Definition, names: Mapping[str, str], own: str | None
) -> Chart | None:
    """Every organisation's headline as a dot with its interval, in order of value, without ranks or names."""
    shown = sorted((f for f in figures if f.value is not None), key=lambda f: f.value or 0)
    if not shown:
        return None
    scale = 1 if definition.kind is Kind.RATIO else 100
    rows, absent = _points(((names.get(f.organisation, f.organisation), f) for f in shown), scale)
    for place, (row, figure) in enumerate(zip(rows, shown, strict=True)):
        row |= {"place": place, "own": figure.organisation == own}
    unit = "ratio" if scale == 1 else "percentage points"
    colour = {"condition": {"test": "datum.own", "value": ORANGE}, "value": BLUE}
    y: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "title": f"{definition.compared.replace('_', ' ')}, {unit}".replace("bme", "BME").replace("white", "White"),
    }
    x = {
        "field": "place",
        "type": "quantitative",
        "axis": {"labels": False, "ticks": False, "grid": False, "title": "Organisations, in order of value"},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.55},
            "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 30, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "data": {"values": [{"neutral": 1 if scale == 1 else 0}]},
            "mark": {"type": "rule", "color": GREY, "strokeDash": [4, 3]},
            "encoding": {"y": {"field": "neutral", "type": "quantitative"}},
        },
        {
            "transform": [{"filter": "datum.own"}],
            "mark": {"type": "text", "dy": -14, "fontWeight": "bold"},
            "encoding": {"x": x, "y": {**y, "field": "upper"}, "text": {"field": "label"}},
        },
    ]
    spec = {"width": WIDTH + 60, "height": 280, "data": {"values": rows}, "layer": layers}
    title = f"{definition.short_title}: {len(rows)} organisations"
    return Chart(
        draw(
            spec,
            name=f"benchmark-{definition.number}",
            title=title,
            description="Each dot is one organisation with its 95% interval, in order of value.",
        ),
        absent,
    )
