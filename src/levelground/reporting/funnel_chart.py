"""The funnel plot: every organisation by its value and its precision, between limits that narrow to the right.

Form tells organisations apart before colour does: dots, rings for those like the one picked out, diamonds beyond the
outer limits, a square for the one itself. Lines are named at their ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING, Any

from levelground.measures.model import Kind
from levelground.reporting import wording
from levelground.reporting.benchmark import Benchmark, Standing
from levelground.reporting.charts import FARTHEST, RATIO_TICKS
from levelground.reporting.drawing import BLUE, FIXED, GREY, INK, NO_SIGN_AT_0, Chart, draw
from levelground.statistics.funnel import OUTLIER, WARNING
from levelground.statistics.proportions import two_sided_z

if TYPE_CHECKING:
    from levelground.statistics.funnel import Funnel

# Narrow enough that a phone shows the whole of it with letters of 10 px.
LEFT, RIGHT, TOP, FOOT = 46, 68, 34, 54
WIDTH, HEIGHT = 336, 290
CURVE_POINTS = 60
HOW_TO_READ = (
    "The further to the right, the more people a figure rests on. Between the solid lines lie 99.8%, between the "
    "dashed lines 95% of organisations, if they differ no more than is ordinary among them; the middle line is all of "
    "them taken together, the dotted line no difference."
)
# How far an interval reaches each way, for the marks under the picture: percentage points, or times and divided by.
REACHES = {
    Kind.DIFFERENCE: (30, 20, 15, 10, 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1),
    Kind.RATIO: (16, 8, 5, 4, 3, 2.5, 2, 1.8, 1.6, 1.5, 1.4, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.02),
}
BETWEEN_MARKS = 52


def funnel_chart(
    benchmark: Benchmark, names: Mapping[str, str], own: str | None = None, peers: Collection[str] = ()
) -> Chart | None:
    """The benchmark's funnel; None where it has none."""
    made, definition = benchmark.funnel, benchmark.definition
    if made is None:
        return None
    shown = [one for one in benchmark.standings if one.value is not None]
    picture = _Picture(benchmark, made, [_mark(one, own, peers) for one in shown])
    title = f"{definition.short_title}: {len(shown)} organisations in a funnel"
    key = _key(picture.marks, names.get(own or "", ""))
    name = f"funnel-{definition.id.replace('_', '-')}"
    svg = draw(picture.specification(), name=name, title=title, description=f"{key} {HOW_TO_READ}")
    return Chart(title, svg, (), key)


def _mark(one: Standing, own: str | None, peers: Collection[str]) -> dict[str, Any]:
    code = one.figure.organisation
    form = "diamond" if one.place.outlier else "ring" if code in peers else "dot"
    return {
        "x": one.precision,
        "value": one.value,
        "form": "square" if code == own else form,
        "label": code if code == own or one.place.outlier else "",
    }


def _key(marks: Sequence[Mapping[str, Any]], own: str) -> str:
    """Who is who in the picture, by form."""
    forms = {mark["form"] for mark in marks}
    said = ["Each dot is one organisation"]
    said += [f"the dark square is {own or 'the organisation picked out'}"] if "square" in forms else []
    said += ["rings are organisations like it"] if "ring" in forms else []
    said += ["diamonds lie beyond the 99.8% limits"] if "diamond" in forms else []
    return "; ".join(said) + "."


class _Picture:
    """The parts of one funnel, in the units of its axes."""

    def __init__(self, benchmark: Benchmark, made: Funnel, marks: list[dict[str, Any]]) -> None:
        self.made, self.definition = made, benchmark.definition
        self.ratio = self.definition.kind is Kind.RATIO
        self.times = 1 if self.ratio else 100
        self.marks = [{**mark, "value": mark["value"] * self.times} for mark in marks]
        widths = [mark["x"] for mark in marks]
        self.across = (min(widths) * 0.9, max(widths) * 1.04)
        self.curves = self._curves()
        self.centre = float(made.natural(_array([made.centre]))[0]) * self.times
        self.up = self._range()

    def specification(self) -> dict[str, Any]:
        return {
            "autosize": FIXED,
            "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": FOOT},
            "width": WIDTH,
            "height": HEIGHT,
            "layer": [*self._lines(), *self._points(), *self._words()],
        }

    def _curves(self) -> list[dict[str, float]]:
        step = (self.across[1] - self.across[0]) / (CURVE_POINTS - 1)
        at = [self.across[0] + step * place for place in range(CURVE_POINTS)]
        columns = [
            (end * self.times).tolist()
            for level in (WARNING, OUTLIER)
            for end in self.made.limits([1 / x for x in at], level)
        ]
        names = ("x", "low95", "high95", "low998", "high998")
        return [dict(zip(names, row, strict=True)) for row in zip(at, *columns, strict=True)]

    def _range(self) -> tuple[float, float]:
        """Every organisation, the neutral value, and the outer limits from a third of the way on; the mouth is cut."""
        inner = self.curves[CURVE_POINTS // 3 :]
        ends = [mark["value"] for mark in self.marks] + [1.0 if self.ratio else 0.0]
        ends += [row[name] for row in inner for name in ("low998", "high998")]
        if self.ratio:
            return max(min(ends) / 1.15, FARTHEST[0]), min(max(ends) * 1.15, FARTHEST[1])
        room = (max(ends) - min(ends)) * 0.06
        return min(ends) - room, max(ends) + room

    def _x(self, field: str = "x") -> dict[str, Any]:
        marks = self._reaches()
        words = "".join(f"abs(datum.value - {x:.6f}) < 1e-4 ? '{label}' : " for x, label in marks.items())
        title = f"How far each 95% interval reaches, {'× or ÷' if self.ratio else '± points'}"
        axis = {"values": list(marks), "labelExpr": f"{words}''", "title": title, "grid": False}
        return {"field": field, "type": "quantitative", "axis": axis, "scale": self._scale(self.across)}

    def _reaches(self) -> dict[float, str]:
        """Where on the axis an interval of each round reach lies, as many as have room."""
        z, found = two_sided_z(WARNING), dict[float, str]()
        per_pixel = (self.across[1] - self.across[0]) / WIDTH
        for reach in REACHES[self.definition.kind]:
            x = z / (log(reach) if self.ratio else reach / 100)
            last = max(found, default=self.across[0] - BETWEEN_MARKS * per_pixel)
            if self.across[0] <= x <= self.across[1] and x - last >= BETWEEN_MARKS * per_pixel:
                found[x] = f"{reach:g}" if self.ratio else f"±{reach:g}"
        return found

    def _y(self, field: str) -> dict[str, Any]:
        ticks: dict[str, Any] = {"title": None, "format": ".2~f" if self.ratio else "+.2~f", "labelExpr": NO_SIGN_AT_0}
        low, high = self.up
        ticks |= {"values": [t for t in (*RATIO_TICKS, 1) if low <= t <= high]} if self.ratio else {"tickCount": 6}
        kind = {"type": "log"} if self.ratio else {"zero": False}
        return {"field": field, "type": "quantitative", "axis": ticks, "scale": {**kind, **self._scale(self.up)}}

    def _scale(self, domain: tuple[float, float]) -> dict[str, Any]:
        return {"domain": list(domain), "nice": False, "zero": False}

    def _lines(self) -> list[dict[str, Any]]:
        solid: dict[str, Any] = {"color": INK, "strokeWidth": 1.5}
        dashed: dict[str, Any] = {"color": GREY, "strokeWidth": 1.5, "strokeDash": [6, 4]}
        found: list[dict[str, Any]] = [
            {"data": {"values": self.curves}, "mark": {"type": "line", "clip": True, **style},
             "encoding": {"x": self._x(), "y": self._y(end)}}
            for end, style in (("low998", solid), ("high998", solid), ("low95", dashed), ("high95", dashed))
        ]  # fmt: skip
        for at, dots in ((self.centre, [1, 0]), (1 if self.ratio else 0, [1, 4])):
            mark = {"type": "rule", **solid, "strokeDash": dots}
            found.append({"data": {"values": [{"at": at}]}, "mark": mark, "encoding": {"y": self._y("at")}})
        return found

    def _points(self) -> list[dict[str, Any]]:
        looks = {
            "dot": {"filled": True, "color": BLUE, "opacity": 0.55, "size": 40},
            "ring": {"filled": True, "fill": "#ffffff", "stroke": BLUE, "strokeWidth": 2.5, "opacity": 1, "size": 75},
            "diamond": {"filled": True, "shape": "diamond", "color": INK, "opacity": 1, "size": 110},
            "square": {"filled": True, "shape": "square", "color": INK, "opacity": 1, "size": 130},
        }
        groups = {form: [mark for mark in self.marks if mark["form"] == form] for form in looks}
        return [
            {"data": {"values": marks}, "mark": {"type": "point", **looks[form]},
             "encoding": {"x": self._x(), "y": self._y("value")}}
            for form, marks in groups.items()
            if marks
        ]  # fmt: skip

    def _words(self) -> list[dict[str, Any]]:
        """What the vertical axis measures, the names of the lines at their right ends, and those of single points."""
        last = self.curves[-1]
        ends = [(last["high998"], "99.8%"), (last["high95"], "95%"), (self.centre, f"All {self._said(self.centre)}")]
        ends += [(last["low95"], "95%"), (last["low998"], "99.8%")]
        head = wording.comparison(self.definition.compared) + ("" if self.ratio else ", percentage points")
        names = self._apart([{"at": at, "text": text} for at, text in ends if self.up[0] <= at <= self.up[1]])
        return [
            {"data": {"values": names}, "mark": {"type": "text", "align": "left", "x": WIDTH + 5, "baseline": "middle"},
             "encoding": {"y": self._y("at"), "text": {"field": "text"}}},
            {"data": {"values": [{"text": head}]}, "mark": {"type": "text", "align": "left", "x": 4 - LEFT, "y": -20},
             "encoding": {"text": {"field": "text"}}},
            *self._labels(),
        ]  # fmt: skip

    def _labels(self) -> list[dict[str, Any]]:
        """Names beside their points, written towards the side that has more room."""
        middle = sum(self.across) / 2
        found: list[dict[str, Any]] = []
        for align, shift in (("left", 11), ("right", -11)):
            named = [m for m in self.marks if m["label"] and (m["x"] < middle) == (align == "left")]
            mark = {"type": "text", "align": align, "dx": shift, "fontWeight": "bold", "baseline": "middle"}
            encoding = {"x": self._x(), "y": self._y("value"), "text": {"field": "label"}}
            found += [{"data": {"values": named}, "mark": mark, "encoding": encoding}] if named else []
        return found

    def _apart(self, names: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The names from the top down, each moved down where the one above it would touch it."""
        low, high = (log(end) for end in self.up) if self.ratio else self.up
        line = 17 * (high - low) / HEIGHT
        before = None
        for name in names:
            at = log(name["at"]) if self.ratio else name["at"]
            at = at if before is None else min(at, before - line)
            name["at"] = exp(at) if self.ratio else at
            before = at
        return names

    def _said(self, value: float) -> str:
        return wording.ratio_text(value) if self.ratio else wording.points_text(value / 100)


def _array(values: list[float]) -> Any:
    import numpy as np

    return np.array(values)
