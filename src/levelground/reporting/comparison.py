"""Many organisations in one release: per measure a chart of all and a table, without ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import charts, wording
from levelground.reporting.drawing import Chart
from levelground.reporting.tables import Cell, FigureTable, Selection, headline, interval_cell, value_cell


@dataclass(frozen=True)
class ComparisonSection:
    """One measure across organisations."""

    definition: Definition
    chart: Chart | None
    table: FigureTable


def comparison_sections(
    figures: Sequence[ReleasedFigure],
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, str],
    highlight: str | None,
) -> list[ComparisonSection]:
    """Every measure that the figures have, across their organisations, in order of code."""
    sections = []
    for definition in definitions.values():
        found = _headlines([figure for figure in figures if figure.measure == definition.id], definition)
        if found:
            chart = charts.benchmark(found, definition, organisations, highlight)
            sections.append(ComparisonSection(definition, chart, _table(found, definition, organisations)))
    return sections


def _headlines(figures: Sequence[ReleasedFigure], definition: Definition) -> list[ReleasedFigure]:
    """Each organisation's headline in its newest period."""
    found = []
    for organisation in sorted({figure.organisation for figure in figures}):
        selection = Selection(tuple(figure for figure in figures if figure.organisation == organisation))
        figure = headline(selection, definition, max(selection.periods(definition.id)))
        found += [figure] if figure is not None else []
    return found


def _table(figures: Sequence[ReleasedFigure], definition: Definition, organisations: Mapping[str, str]) -> FigureTable:
    ordered = sorted(figures, key=lambda figure: organisations.get(figure.organisation, figure.organisation))
    rows = tuple(
        (
            organisations.get(figure.organisation, figure.organisation),
            (
                Cell(wording.long_date(figure.period)),
                Cell(wording.counts_text(figure)),
                value_cell(figure),
                interval_cell(figure),
            ),
        )
        for figure in ordered
    )
    unit = {Kind.RATIO: "Ratio", Kind.SHARE: "Percentage", Kind.DIFFERENCE: "Percentage points"}[definition.kind]
    heads = ("Organisation", "Period", "Counts", unit, "95% interval")
    return FigureTable(f"{definition.short_title}: every organisation", heads, rows)
