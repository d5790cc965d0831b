"""The pictures of the pay gap: gaps by group and by row, quarters, drivers."""

from __future__ import annotations

from collections.abc import Sequence

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.charts import percent_scale, points_scale, without_bare_headings
from levelground.reporting.drawing import Chart, Line, Point, Scale, draw, rows
from levelground.reporting.tables import Selection, group_place, row_place

GAPS = (
    "Each circle is the gap in percent of White staff's pay, each bar its 95% interval. Right of the dashed line the "
    "group is paid less, left of it more."
)
QUARTERS = "The circles are the BME share of each quarter, the bars 95% intervals. The dashed line is everyone paid."
SHARES = "The circles are the share of each group, the bars 95% intervals."
PARTS = "Each circle is the part of the gap that goes with one driver; the parts add up to the gap. No part is a cause."


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """The picture of one pay measure in one period; None where nothing is shown."""
    figures = selection.of(definition.id, period)
    if definition.drivers:
        return _drawn(definition, title, [(wording.row_label(f.breakdown), f) for f in figures], PARTS)
    if definition.kind is Kind.GAP:
        return _drawn(definition, title, _gaps(figures), GAPS)
    shares = [f for f in figures if f.kind is Kind.SHARE]
    if definition.formula == "share_in_quarters":
        bme = [f for f in shares if f.group == "bme"]
        whole = next((f.value for f in bme if not f.breakdown and f.value is not None), None)
        named = [(wording.row_label(f.breakdown), f) for f in bme if f.breakdown]
        return _drawn(definition, title, named, QUARTERS, neutral=None if whole is None else whole * 100)
    shares.sort(key=lambda f: group_place(f.group))
    return _drawn(definition, title, [(wording.group_label(f.group), f) for f in shares if not f.breakdown], SHARES)


def _gaps(figures: Sequence[ReleasedFigure]) -> list[tuple[str, ReleasedFigure | None]]:
    """The gap of BME and of the groups within it, then of BME in every row of the breakdowns, under headings."""
    gaps = [f for f in figures if f.kind is Kind.GAP]
    whole = sorted((f for f in gaps if not f.breakdown), key=lambda f: group_place(f.denominator_group))
    in_rows = sorted((f for f in gaps if f.breakdown and f.group is None), key=lambda f: row_place(f.breakdown))
    groups = [(wording.group_label(f.denominator_group), f) for f in whole]
    posts = [(wording.row_label(f.breakdown), f) for f in in_rows]
    return [*groups[:1], ("By ethnic group", None), *groups[1:], ("BME, by kind of post and band", None), *posts]


def _drawn(
    definition: Definition,
    title: str,
    named: Sequence[tuple[str, ReleasedFigure | None]],
    description: str,
    *,
    neutral: float | None = None,
) -> Chart | None:
    """A row for each figure that has a value; a label without a figure is a heading."""
    lines = [
        Line(label, () if figure is None else (_point(figure),))
        for label, figure in named
        if figure is None or figure.value is not None
    ]
    lines = without_bare_headings(lines)
    if not lines:
        return None
    absent = _by_kind([label for label, figure in named if figure is not None and figure.value is None])
    spec = rows(lines, _scale(definition, lines, neutral))
    drawn = draw(spec, name=f"chart-{definition.id}", title=title, description=description)
    return Chart(title, drawn, absent, description)


def _by_kind(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, with the bands of one kind of post named once: Clinical: Band 3, Band 4."""
    found: dict[str, list[str]] = {}
    for label in labels:
        kind, _, band = label.partition(": ")
        found.setdefault(kind, []).extend([band] if band else [])
    return tuple(f"{kind}: {', '.join(bands)}" if bands else kind for kind, bands in found.items())


def _point(figure: ReleasedFigure) -> Point:
    value = figure.value or 0
    lower, upper = (None if end is None else end * 100 for end in (figure.lower, figure.upper))
    return Point(value * 100, lower, upper, wording.brief(figure))


def _scale(definition: Definition, lines: Sequence[Line], neutral: float | None) -> Scale:
    if definition.kind is not Kind.GAP:
        return percent_scale(lines, "Share of the group" if neutral is None else "BME share of the quarter", neutral)
    return points_scale(lines, "Gap, % of White staff's pay")
