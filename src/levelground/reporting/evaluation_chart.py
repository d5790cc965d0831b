"""The picture of an evaluation: values over time, the line from before run on, and the start between them.

Form tells lines apart before colour does: solid, thin with rings, dashed. Each line is named at its right end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from levelground.reporting.drawing import BLUE, FIXED, GREY, INK, NO_SIGN_AT_0, Chart, draw

# Narrow enough that a phone shows the whole of it with letters of 10 px.
LEFT, RIGHT, TOP, FOOT = 50, 70, 34, 34
WIDTH, HEIGHT = 336, 250
BETWEEN_DATES = 64
LINE = 17


@dataclass(frozen=True)
class Curve:
    """Values from one position in the series on; `look` is main, other, expected or dots."""

    name: str
    values: Sequence[float]
    look: str
    first: int = 0


@dataclass(frozen=True)
class Picture:
    """What is drawn: a date for each position, the position of the first date with what was tried, and the curves."""

    dates: Sequence[dt.date]
    start: int
    unit: str
    curves: Sequence[Curve]
    key: str

    def chart(self, title: str, description: str) -> Chart:
        """The picture as SVG."""
        svg = draw(self.specification(), name="evaluation", title=title, description=description)
        return Chart(title, svg, (), f"{self.key} The scale does not begin at 0.")

    def specification(self) -> dict[str, Any]:
        """The picture as Vega-Lite writes it."""
        layers = [layer for curve in self.curves for layer in self._layers(curve)]
        return {
            "autosize": FIXED,
            "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": FOOT},
            "width": WIDTH,
            "height": HEIGHT,
            "layer": [self._start_rule(), *layers, *self._words()],
        }

    def _layers(self, curve: Curve) -> list[dict[str, Any]]:
        line: dict[str, dict[str, Any]] = {
            "main": {"color": BLUE, "strokeWidth": 2.5},
            "other": {"color": GREY, "strokeWidth": 1.5},
            "expected": {"color": INK, "strokeWidth": 1.5, "strokeDash": [6, 4]},
        }
        dots: dict[str, dict[str, Any]] = {
            "other": {"filled": True, "fill": "#ffffff", "stroke": GREY, "strokeWidth": 1.5, "opacity": 1, "size": 45},
            "dots": {"filled": True, "color": INK, "opacity": 0.6, "size": 30},
        }
        data = {"values": [{"x": curve.first + i, "value": value} for i, value in enumerate(curve.values)]}
        encoding = {"x": self._x(), "y": self._y()}
        found: list[dict[str, Any]] = []
        if curve.look in line:
            found.append({"data": data, "mark": {"type": "line", **line[curve.look]}, "encoding": encoding})
        if curve.look in dots:
            found.append({"data": data, "mark": {"type": "point", **dots[curve.look]}, "encoding": encoding})
        return found

    def _start_rule(self) -> dict[str, Any]:
        """Half-way between the last date before the start and the first date after it."""
        mark = {"type": "rule", "color": INK, "strokeWidth": 1, "strokeDash": [1, 3]}
        return {"data": {"values": [{"x": self.start - 0.5}]}, "mark": mark, "encoding": {"x": self._x()}}

    def _x(self) -> dict[str, Any]:
        marks = self.marks()
        words = "".join(f"abs(datum.value - {place}) < 0.1 ? '{label}' : " for place, label in marks.items())
        axis = {"values": list(marks), "labelExpr": f"{words}''", "title": None, "grid": False}
        scale = {"domain": [-0.5, len(self.dates) - 0.5], "nice": False, "zero": False}
        return {"field": "x", "type": "quantitative", "axis": axis, "scale": scale}

    def marks(self) -> dict[int, str]:
        """The dates below the picture by position: the start, and the ends where they have room beside it."""
        per_position = WIDTH / len(self.dates)
        ends = [end for end in (0, len(self.dates) - 1) if abs(end - self.start) * per_position >= BETWEEN_DATES]
        return {place: f"{self.dates[place]:%b %Y}" for place in sorted([self.start, *ends])}

    def _y(self) -> dict[str, Any]:
        axis = {"title": None, "tickCount": 6, "format": ".6~g", "labelExpr": NO_SIGN_AT_0}
        scale = {"domain": list(self.range()), "nice": False, "zero": False}
        return {"field": "value", "type": "quantitative", "axis": axis, "scale": scale}

    def range(self) -> tuple[float, float]:
        """The lowest and highest value with room around them; where all are the same, 1 around it."""
        values = [value for curve in self.curves for value in curve.values]
        room = (max(values) - min(values)) * 0.06 or 1.0
        return min(values) - room, max(values) + room

    def _words(self) -> list[dict[str, Any]]:
        """What the values are, the word start, and the names of the lines at their right ends."""
        text = {"field": "text"}
        named: list[dict[str, Any]] = [{"value": at, "text": name} for name, at in self.names().items()]
        mark = {"type": "text", "align": "left", "x": WIDTH + 5, "baseline": "middle"}
        words = [{"data": {"values": named}, "mark": mark, "encoding": {"y": self._y(), "text": text}}]
        start = {"type": "text", "align": "center", "y": -8}
        words.append({"data": {"values": [{"x": self.start - 0.5, "text": "start"}]}, "mark": start,
                      "encoding": {"x": self._x(), "text": text}})  # fmt: skip
        head = {"type": "text", "align": "left", "x": 4 - LEFT, "y": -22}
        unit = [{"data": {"values": [{"text": self.unit}]}, "mark": head, "encoding": {"text": text}}]
        return words + (unit if self.unit else [])

    def names(self) -> dict[str, float]:
        """Where each line's name stands: at its last value, moved down where the one above it would touch it."""
        low, high = self.range()
        line = LINE * (high - low) / HEIGHT
        reach = [curve for curve in self.curves if curve.first + len(curve.values) == len(self.dates)]
        ends = [(curve.values[-1], curve.name) for curve in reach if curve.look != "dots"]
        places: dict[str, float] = {}
        for at, name in sorted(ends, reverse=True):
            places[name] = min(at, min(places.values(), default=high + line) - line)
        return places
