"""The race disparity ratio on the page: each step of the ladder, clinical and not."""

from __future__ import annotations

from levelground.measures.model import CountKey, Definition
from levelground.reporting import wording
from levelground.reporting.breakdowns import BEFORE, INTERVAL, Measured, Row
from levelground.reporting.charts import YEARS, forest
from levelground.reporting.drawing import Chart
from levelground.reporting.tables import (
    FigureTable,
    Selection,
    before_cell,
    count_cell,
    interval_cell,
    row_place,
    value_cell,
)

HEADS = ("Step", *("Higher tier", "Lower tier") * 2, "Ratio", INTERVAL, BEFORE)
SPANS = (("White", 2), ("BME", 2), ("White over BME", 3))
AXIS = "White over BME (1 is the same shape of ladder)"


def disparity_tables(measured: Measured) -> list[FigureTable]:
    """One row per step: the four counts, the ratio, its interval, the year before."""
    rows: list[Row] = []
    for figure in sorted(measured.figures, key=lambda one: row_place(one.breakdown)):
        counts = (figure.numerator_1, figure.denominator_1, figure.numerator_2, figure.denominator_2)
        named = zip(counts, _keys(figure.breakdown, measured), strict=True)
        cells = [count_cell(count, key) for count, key in named]
        ends = (value_cell(figure), interval_cell(figure), before_cell(measured.selection, figure))
        rows.append((wording.row_label(figure.breakdown), (*cells, *ends)))
    return [FigureTable(measured.caption("by step"), HEADS, tuple(rows), SPANS)] if rows else []


def _keys(breakdown: tuple[tuple[str, str], ...], measured: Measured) -> list[CountKey]:
    """The names of the counts of a step: higher and lower tier, White then BME."""
    cluster, (_, step) = breakdown
    below, _, above = step.partition("_to_")
    organisation = measured.figures[0].organisation
    item = measured.definition.numerator.item
    return [
        CountKey(organisation, measured.period, item, (cluster, ("tier", tier)), group)
        for group in ("white", "bme")
        for tier in (above, below)
    ]


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """The steps on a logarithmic scale, this year and the year before."""
    figures = sorted(selection.of(definition.id, period), key=lambda one: row_place(one.breakdown))
    pairs = [(wording.row_label(figure.breakdown), figure, selection.before(figure)) for figure in figures]
    return forest(pairs, name=f"chart-{definition.id}", title=title, axis=AXIS, key=f"{YEARS} The dashed line is 1.")
