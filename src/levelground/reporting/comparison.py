"""Many organisations in one release: per measure a chart of all and a table, without ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from levelground.measures.model import Definition
from levelground.reporting import charts, wording
from levelground.reporting.charts import Chart
from levelground.reporting.tables import Cell, FigureTable, headline

if TYPE_CHECKING:
    from levelground.reporting.document import ReportInput


@dataclass(frozen=True)
class ComparisonSection:
    """One measure across organisations."""

    definition: Definition
    chart: Chart | None
    table: FigureTable


def comparison_sections(material: ReportInput) -> list[ComparisonSection]:
    """Every measure that the release has, across its organisations, in order of their names."""
    from levelground.reporting.tables import Selection

    sections = []
    for definition in material.definitions.values():
        own = [figure for figure in material.released.figures if figure.measure == definition.id]
        found = []
        for organisation in sorted({figure.organisation for figure in own}):
            selection = Selection(tuple(figure for figure in own if figure.organisation == organisation))
            figure = headline(selection, definition, max(selection.periods(definition.id)))
            found += [figure] if figure is not None else []
        if found:
            rows = tuple(
                (
                    material.organisations.get(figure.organisation, figure.organisation),
                    tuple(
                        Cell(text)
                        for text in (
                            wording.long_date(figure.period),
                            wording.counts_text(figure),
                            wording.value_text(figure),
                            wording.interval_text(figure),
                        )
                    ),
                )
                for figure in found
            )
            heads = ("Organisation", "Period", "Counts", "Value", "95% interval")
            table = FigureTable(f"{definition.short_title}: every organisation", heads, rows)
            chart = charts.benchmark(found, definition, material.organisations, material.highlight)
            sections.append(ComparisonSection(definition, chart, table))
    return sections
