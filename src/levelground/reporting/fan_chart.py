"""The fan of a projection: the middle of the runs as a line, and around it where 80 % and 95 % of them lie.

With a scenario, its middle is a second, dashed line; the goal is dotted. Lines are named at their ends: nothing rests
on colour.
"""

from __future__ import annotations

from typing import Any

from levelground.reporting.drawing import BLUE, FIXED, INK, Chart, draw
from levelground.reporting.projection import PipelineProjection, percent
from levelground.statistics.fan import Outlook, Spread

LEFT, RIGHT, TOP, FOOT = 46, 96, 10, 30
WIDTH, HEIGHT = 262, 170
FAN_95, FAN_80 = "#d2e2f1", "#9fc4e6"
LETTERS = 15
HOW_TO_READ = (
    "The solid line is the middle of the runs, as in the past; the darker band holds 80% of them, the lighter one 95%. "
    "The dotted line is the goal."
)
WITH_SCENARIO = " The dashed line is the middle of the runs with the scenario."


def fan_charts(report: PipelineProjection) -> list[Chart]:
    """A chart for each step that has people on it, the top step first, all with the same axes."""
    top = _top(report)
    places = reversed(range(len(report.baseline)))
    return [_chart(report, place, top) for place in places if report.baseline[place].years[0] is not None]


def _top(report: PipelineProjection) -> float:
    """Where the axis ends: above everything that is drawn."""
    spreads = [spread for one in (*report.baseline, *report.scenario) for spread in one.years if spread]
    return min(1.0, 1.05 * max([report.goal or 0.0, *(spread.high_95 for spread in spreads)]))


def _chart(report: PipelineProjection, place: int, top: float) -> Chart:
    one = report.baseline[place]
    other = report.scenario[place] if report.scenario else None
    last, goal = one.years[-1], report.goal or 0.0
    first_year = report.first_day.year
    title = f"{report.steps[place]}: BME share, {first_year} to {first_year + report.wanted.years}"
    description = HOW_TO_READ + (WITH_SCENARIO if other else "")
    if last is not None:
        description += f" In the last year the middle is {percent(last.median)}, the goal {percent(goal)}."
    picture = _Picture(first_year, top)
    layers = [*picture.fan(one), *picture.goal(goal, report.wanted.years), *picture.middle(one, [1, 0])]
    layers += picture.middle(other, [7, 4]) if other else []
    layers += picture.words(_ends(one, other, goal), report.wanted.years)
    spec = {
        "autosize": FIXED,
        "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": FOOT},
        "width": WIDTH,
        "height": HEIGHT,
        "layer": layers,
    }
    return Chart(title, draw(spec, name=f"fan-{place}", title=title, description=description))


def _ends(one: Outlook, other: Outlook | None, goal: float) -> list[tuple[float, str]]:
    """The words at the right end of each line."""
    found = [(goal, f"goal {percent(goal)}")]
    for outlook, words in ((one, "as in the past"), (other, "scenario")):
        last = outlook.years[-1] if outlook else None
        found += [(last.median, words)] if last else []
    return found


class _Picture:
    """The layers of one fan, in calendar years and shares."""

    def __init__(self, first_year: int, top: float) -> None:
        self.first_year, self.top = first_year, top

    def fan(self, one: Outlook) -> list[dict[str, Any]]:
        return [
            self._layer(self._rows(one), {"type": "area", "color": colour}, low, high)
            for low, high, colour in (("low_95", "high_95", FAN_95), ("low_80", "high_80", FAN_80))
        ]

    def middle(self, one: Outlook, dash: list[int]) -> list[dict[str, Any]]:
        mark = {"type": "line", "color": BLUE if dash[1] == 0 else INK, "strokeWidth": 2.5, "strokeDash": dash}
        return [self._layer(self._rows(one), mark, "median")]

    def goal(self, goal: float, years: int) -> list[dict[str, Any]]:
        ends = [{"year": self.first_year, "goal": goal}, {"year": self.first_year + years, "goal": goal}]
        return [self._layer(ends, {"type": "line", "color": INK, "strokeWidth": 1.5, "strokeDash": [1, 4]}, "goal")]

    def words(self, ends: list[tuple[float, str]], years: int) -> list[dict[str, Any]]:
        """Each line's name at its end, moved apart where two would cover one another."""
        places: list[float] = []
        for value, _ in sorted(ends):
            places.append(max(value, places[-1] + LETTERS / HEIGHT * self.top) if places else value)
        over = max(0.0, places[-1] - self.top)
        rows = [
            {"year": self.first_year + years, "at": place - over, "text": text}
            for place, (_, text) in zip(places, sorted(ends), strict=True)
        ]
        mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 13}
        layer = self._layer(rows, mark, "at")
        layer["encoding"]["text"] = {"field": "text"}
        return [layer]

    def _rows(self, one: Outlook) -> list[dict[str, float]]:
        return [self._row(year, spread) for year, spread in enumerate(one.years) if spread]

    def _row(self, year: int, spread: Spread) -> dict[str, float]:
        return {"year": self.first_year + year, **vars(spread)}

    def _layer(
        self, rows: list[dict[str, Any]], mark: dict[str, Any], field: str, high: str | None = None
    ) -> dict[str, Any]:
        axis = {"title": None, "grid": False, "format": "d", "tickCount": 5}
        up = {"title": None, "format": ".0%", "tickCount": 5}
        y = {"field": field, "type": "quantitative", "axis": up, "scale": {"domain": [0, self.top], "nice": False}}
        x = {"field": "year", "type": "quantitative", "axis": axis, "scale": {"zero": False, "nice": False}}
        encoding: dict[str, Any] = {"x": x, "y": y}
        if high:
            encoding["y2"] = {"field": high}
        return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
