"""What a report of one organisation says: worked out and drawn once, then laid out as page, paper and slides."""

from __future__ import annotations

from dataclasses import dataclass

from levelground.measures.model import Definition
from levelground.reporting import overview
from levelground.reporting.drawing import Chart
from levelground.reporting.edi_plan import PlanStanding, plan_standing
from levelground.reporting.material import ReportInput
from levelground.reporting.overview import SummaryRow
from levelground.reporting.patients import SideBySide, side_by_side
from levelground.reporting.sections import Section, section
from levelground.reporting.tables import FigureTable


@dataclass(frozen=True)
class Body:
    """The report's content, in the order in which a reader meets it."""

    summary: tuple[SummaryRow, ...]
    further: tuple[tuple[str, tuple[SummaryRow, ...]], ...]
    stages: Chart | None
    patients: SideBySide | None
    pictures: tuple[Chart, ...]
    trend_table: FigureTable | None
    edi_plan: PlanStanding | None
    sections: tuple[Section, ...]
    stopped: tuple[tuple[Definition, tuple[str, ...]], ...]
    completeness: FigureTable | None
    population: FigureTable | None


def body(material: ReportInput) -> Body:
    """The content of a report of one organisation."""
    measured = material.measured()
    return Body(
        tuple(overview.summary_row(material, definition) for definition in overview.core(material)),
        overview.further(material),
        overview.stages(material),
        side_by_side(material),
        overview.pictures(material),
        overview.trend_table(material),
        plan_standing(material),
        tuple(section(material, definition) for definition in measured),
        tuple(overview.stopped(material)),
        overview.completeness(material),
        overview.population(material),
    )
