"""How every chart is drawn: one Vega-Lite layout of rows, one configuration, one way to SVG.

A row has its label on the left, its intervals in the middle and its values in words on the right, so that nothing rests
on colour. The frame is fixed: all charts share one type size, and laying out by measuring costs Vega more time than
drawing does.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

BLUE, INK, GREY, SHADE, GRID = "#005eb8", "#212b32", "#4c6272", "#e8edee", "#d8dde0"
FIXED = {"type": "none"}
LEFT, PLOT, RIGHT = 150, 212, 190
FOOT = 48
LINE, STEP, PAD = 17, 19, 9
LABEL_CHARACTERS = 20
LETTER = 7
NO_SIGN_AT_0 = "datum.value === 0 ? '0' : datum.label"
CONFIG: dict[str, Any] = {
    "font": "Arial, Liberation Sans, sans-serif",
    "background": None,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
        "domainColor": GREY,
        "tickColor": GREY,
    },
    "title": {"fontSize": 14, "fontWeight": "bold", "color": INK, "anchor": "start"},
    "text": {"fontSize": 14, "color": INK},
}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: its title, its SVG, ready to stand in a page, and what it could not show."""

    title: str
    svg: str
    absent: tuple[str, ...] = ()
    key: str = ""


class Style(StrEnum):
    """How a point is drawn: by form first, so that it reads without colour."""

    MAIN = "main"
    OTHER = "other"


@dataclass(frozen=True)
class Point:
    """One value with its interval, in the units of the axis, and in words."""

    value: float
    lower: float | None
    upper: float | None
    text: str
    style: Style = Style.MAIN


@dataclass(frozen=True)
class Line:
    """One row of a chart; without points it is a heading. Joined points have a line from one to the other."""

    label: str
    points: tuple[Point, ...] = ()
    joined: bool = False


@dataclass(frozen=True)
class Scale:
    """The axis under the rows: `neutral` is where nothing differs, `shade` the flagged range."""

    title: str
    low: float
    high: float
    log: bool = False
    ticks: tuple[float, ...] = ()
    percent: bool = False
    signed: bool = False
    neutral: float | None = None
    shade: tuple[float, float] | None = None

    @property
    def encoding(self) -> dict[str, Any]:
        """The axis as Vega-Lite writes it."""
        kind = {"type": "log"} if self.log else {"zero": False}
        axis: dict[str, Any] = {
            "title": self.title,
            "labelOverlap": False,
            "format": "+.2~f" if self.signed else ".2~f",
        }
        axis |= {"values": list(self.ticks)} if self.ticks else {"tickCount": 5}
        axis |= {"labelExpr": "datum.label + '%'"} if self.percent else {"labelExpr": NO_SIGN_AT_0}
        return {
            "type": "quantitative",
            "scale": {**kind, "domain": [self.low, self.high], "nice": False},
            "axis": axis,
        }

    def within(self, value: float) -> float:
        """The value, or the edge of the picture where it lies beyond."""
        return min(max(value, self.low), self.high)


def rows(lines: Sequence[Line], scale: Scale) -> dict[str, Any]:
    """The specification of a chart of rows, from the top down."""
    places, height = _places(lines)
    y = _down(height)
    marks = [
        _mark(point, place + (number - (len(line.points) - 1) / 2) * STEP, scale)
        for line, place in zip(lines, places, strict=True)
        for number, point in enumerate(line.points)
    ]
    labels = [
        {"y": place, "label": textwrap.wrap(line.label, LABEL_CHARACTERS if line.points else 60)}
        for line, place in zip(lines, places, strict=True)
    ]
    heads = [label | {"weight": not line.points} for label, line in zip(labels, lines, strict=True)]
    return {
        "autosize": FIXED,
        "padding": {"left": LEFT, "right": _room(marks), "top": 4, "bottom": FOOT},
        "width": PLOT,
        "height": height,
        "layer": [*_behind(scale), *_joins(lines, places, scale, y), *_marks(marks, scale, y), *_labels(heads, y)],
    }


def _room(marks: Sequence[Mapping[str, Any]]) -> int:
    """Pixels for the values in words, at the right of the picture: more where a group has a long name."""
    return max(RIGHT, max((LETTER * len(mark["text"]) for mark in marks), default=0) + PAD)


def _down(height: float) -> dict[str, Any]:
    """Pixels from the top: every layer says so alike, for Vega-Lite merges what they say of one axis."""
    return {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "reverse": True, "nice": False},
    }


def _places(lines: Sequence[Line]) -> tuple[list[float], float]:
    """The middle of each row in pixels, and the height of them all."""
    places, top = [], 0.0
    for line in lines:
        wrapped = len(textwrap.wrap(line.label, LABEL_CHARACTERS)) if line.points else 1
        tall = max(len(line.points) * STEP, wrapped * LINE) + PAD
        places.append(top + tall / 2)
        top += tall
    return places, top


def _mark(point: Point, place: float, scale: Scale) -> dict[str, Any]:
    return {
        "y": place,
        "value": scale.within(point.value),
        "lower": scale.within(point.value if point.lower is None else point.lower),
        "upper": scale.within(scale.high if point.upper is None and point.lower is not None else _end(point)),
        "text": point.text,
        "main": point.style is Style.MAIN,
    }


def _end(point: Point) -> float:
    return point.value if point.upper is None else point.upper


def _behind(scale: Scale) -> list[dict[str, Any]]:
    """The shaded range and the line where nothing differs; the layer that brings the axis comes first."""
    x = scale.encoding
    layers: list[dict[str, Any]] = []
    if scale.shade is not None:
        values = [{"from": scale.shade[0], "to": scale.shade[1]}]
        mark = {"type": "rect", "color": SHADE}
        layers.append(
            {"data": {"values": values}, "mark": mark, "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}}}
        )
    if scale.neutral is not None:
        dashed = {"type": "rule", "color": INK, "strokeDash": [4, 3], "strokeWidth": 1.5}
        layers.append(
            {"data": {"values": [{"at": scale.neutral}]}, "mark": dashed, "encoding": {"x": {**x, "field": "at"}}}
        )
    return layers


def _joins(lines: Sequence[Line], places: Sequence[float], scale: Scale, y: dict[str, Any]) -> list[dict[str, Any]]:
    joined = [
        {"from": line.points[0].value, "to": line.points[1].value, "y": place - STEP / 2, "y2": place + STEP / 2}
        for line, place in zip(lines, places, strict=True)
        if line.joined and len(line.points) == 2
    ]
    if not joined:
        return []
    encoding = {
        "x": {**scale.encoding, "field": "from"},
        "x2": {"field": "to"},
        "y": y,
        "y2": {"field": "y2"},
    }
    mark = {"type": "rule", "color": GREY, "strokeWidth": 1.5}
    return [{"data": {"values": joined}, "mark": mark, "encoding": encoding}]


def _marks(marks: Sequence[Mapping[str, Any]], scale: Scale, y: dict[str, Any]) -> list[dict[str, Any]]:
    """Intervals, dots and the values in words."""
    x = scale.encoding
    chosen = {"test": "datum.main"}
    data = {"values": list(marks)}
    colour = {"condition": {**chosen, "value": BLUE}, "value": GREY}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeCap": "round"},
            "encoding": {
                "x": {**x, "field": "lower"},
                "x2": {"field": "upper"},
                "y": y,
                "color": colour,
                "strokeWidth": {"condition": {**chosen, "value": 4}, "value": 2},
            },
        },
        {
            "data": data,
            "mark": {"type": "point", "size": 95, "filled": True, "opacity": 1, "strokeWidth": 2},
            "encoding": {
                "x": {**x, "field": "value"},
                "y": y,
                "fill": {"condition": {**chosen, "value": BLUE}, "value": "#ffffff"},
                "stroke": colour,
                "shape": {"condition": {**chosen, "value": "circle"}, "value": "diamond"},
            },
        },
        {
            "data": data,
            "mark": {"type": "text", "align": "left", "x": PLOT + 12, "baseline": "middle"},
            "encoding": {"text": {"field": "text"}, "y": y},
        },
    ]


def _labels(labels: Sequence[Mapping[str, Any]], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Row labels to the left of the plot; headings in bold at the left edge."""
    text = {"field": "label"}
    styles: tuple[tuple[bool, dict[str, Any]], ...] = (
        (False, {"align": "right", "x": -10}),
        (True, {"align": "left", "x": 4 - LEFT, "fontWeight": "bold"}),
    )
    layers = []
    for heading, style in styles:
        values = [label for label in labels if label["weight"] is heading]
        if values:
            mark: dict[str, Any] = {"type": "text", "baseline": "middle", "lineHeight": LINE, **style}
            layers.append({"data": {"values": _centred(values)}, "mark": mark, "encoding": {"text": text, "y": y}})
    return layers


def _centred(labels: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Labels of several lines start higher, so that their middle stands at the row's middle."""
    return [{**label, "y": label["y"] - (len(label["label"]) - 1) * LINE / 2} for label in labels]


def draw(spec: Mapping[str, Any], *, name: str, title: str, description: str) -> str:
    """The specification as SVG with a title and a description, without fixed size and with ids of its own."""
    import vl_convert

    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **spec, "config": CONFIG}
    words: list[str] = []
    if spec.get("autosize") == FIXED:
        whole["layer"] = [_with_marks(layer, words) for layer in spec["layer"]]
    # In two steps: the renderer's one-step way lays out twice over.
    svg: str = vl_convert.vega_to_svg(vl_convert.vegalite_to_vega(whole))
    svg = re.sub(r">@(\d+)<", lambda found: f">{escape(words[int(found[1])])}<", svg)
    svg = re.sub(r'\b(id|href|xlink:href)="(#?)', rf'\1="\2{name}-', svg).replace("url(#", f"url(#{name}-")
    svg = re.sub(r' (class|aria-[a-z]+|role|pointer-events)="[^"]*"', "", svg)
    size = re.search(r'viewBox="[^"]*"', svg)
    body = svg[svg.index(">") + 1 :]
    return (
        f'<svg class="chart" role="img" aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" {size[0] if size else ""}>'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>{body}'
    )


def _with_marks(layer: Mapping[str, Any], words: list[str]) -> dict[str, Any]:
    """The layer with short marks for its texts, which are put back when it is drawn.

    The renderer measures every letter, which takes it longer than all the rest; in a fixed frame nothing depends on
    how wide a text is.
    """
    if "text" not in layer["encoding"]:
        return dict(layer)
    field = layer["encoding"]["text"]["field"]
    values = [{**row, field: _marked(row[field], words)} for row in layer["data"]["values"]]
    return {**layer, "data": {"values": values}}


def _marked(text: str | list[str], words: list[str]) -> str | list[str]:
    if isinstance(text, list):
        return [str(_marked(line, words)) for line in text]
    words.append(text)
    return f"@{len(words) - 1}"
