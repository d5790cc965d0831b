"""Patients and staff, side by side: two gaps of one organisation on one page, and of its parts where both are known.

They are counted of different people, in different ways. No figure here is worked out from both, and no test compares
them: that they stand beside each other says where to look, and nothing of a cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Adverse, Definition, Kind
from levelground.reporting import charts, patients, wording
from levelground.reporting.drawing import Chart, Line, draw, rows
from levelground.reporting.material import ReportInput
from levelground.reporting.tables import Cell, FigureTable, headline, interval_cell, row_place, value_cell

TITLE = "Patients and staff, side by side"
LEAD = (
    "The gaps that patients meet and the gaps that staff meet in the same organisation. They are figures of different "
    "people, counted in different ways. That both are seen in one place does not show that one has to do with the "
    "other, and neither says why it is as it is: read them as two reasons to ask."
)
KEY = (
    "Filled circles are everyone; hollow diamonds compare patients of the same deprivation fifth with each other only. "
    "The bars are 95% intervals. The dashed lines are no difference. To the right of them is to the disadvantage of "
    "BME people"
)
HEADS = ("Figure", "Compared", "Value", "95% interval", "To BME people’s disadvantage when", "Period to")
# What is compared between the two groups: the workforce's make-up, indicators 1 and 9, is no gap of this kind.
COMPARED = ("bme_over_white", "white_over_bme", "bme_minus_white")
SHARED = ("directorate", "site", "specialty", "staff_group")


@dataclass(frozen=True)
class PatientsAndStaff:
    """The section: what it is, its picture, its table, and a table for each breakdown that both have."""

    chart: Chart | None
    table: FigureTable
    by_place: tuple[FigureTable, ...]
    title: str = TITLE
    lead: str = LEAD


@dataclass(frozen=True)
class Gap:
    """One gap: its measure, its headline, and of patients the same again within the fifths of deprivation."""

    definition: Definition
    figure: ReleasedFigure
    same: ReleasedFigure | None

    @property
    def name(self) -> str:
        """Its name, with who stands over whom where that is not BME over White."""
        turned = self.definition.compared == "white_over_bme"
        return f"{self.definition.short_title}{' (White over BME)' if turned else ''}"

    @property
    def lines(self) -> tuple[tuple[str, ReleasedFigure], ...]:
        """Its figures, each with its name."""
        same = () if self.same is None else ((f"{self.definition.short_title}, same deprivation", self.same),)
        return (self.definition.short_title, self.figure), *same

    @property
    def absent(self) -> tuple[str, ...]:
        """Its figures that are hidden or have no value."""
        return tuple(name for name, figure in self.lines if figure.value is None)


def patients_and_staff(material: ReportInput) -> PatientsAndStaff | None:
    """The section; None unless the release has figures of both."""
    of_patients, of_staff = gaps(material, "patients"), gaps(material, "wres")
    if not of_patients or not of_staff:
        return None
    places = (_by_place(material, name, [*of_patients, *of_staff]) for name in SHARED)
    tables = tuple(table for table in places if table is not None)
    return PatientsAndStaff(_chart(of_patients, of_staff), _table(of_patients, of_staff), tables)


def gaps(material: ReportInput, framework: str) -> list[Gap]:
    """The gaps of a framework between BME and White people, in the order of the catalogue."""
    measured = [definition for definition in material.measured() if definition.framework == framework]
    return [gap for definition in measured if (gap := _gap(material, definition)) is not None]


def _gap(material: ReportInput, definition: Definition) -> Gap | None:
    period = material.newest(definition)
    figure = headline(material.selection, definition, period)
    if figure is None or figure.compared not in COMPARED:
        return None
    return Gap(definition, figure, patients.common(material.selection, definition, period))


def _chart(of_patients: Sequence[Gap], of_staff: Sequence[Gap]) -> Chart | None:
    """Ratios above on one axis, percentage points below on another; None where there are not both to show."""
    ratios = [gap for gap in of_staff if gap.figure.kind is Kind.RATIO]
    points = [gap for gap in of_staff if gap.figure.kind is Kind.DIFFERENCE]
    upper, lower = _lines("Patients", of_patients), _lines("Staff", points)
    staff = _lines("Staff", ratios)
    if not upper or not (staff or lower):
        return None
    both = [*upper, *staff]
    panels = [rows(both, replace(charts.ratio_scale(both, "Relative likelihood (1 is the same chance)"), shade=None))]
    panels += [rows(lower, charts.points_scale(lower, "BME minus White, percentage points"))] if lower else []
    absent = tuple(name for gap in (*of_patients, *of_staff) for name in gap.absent)
    turned = [gap.name for gap in points if gap.definition.adverse_when is Adverse.BELOW_0]
    key = f"{KEY}, of {', '.join(turned)} to the left." if turned else f"{KEY}."
    return Chart(TITLE, draw(_stacked(panels), name="patients-and-staff", title=TITLE, description=key), absent, key)


def _lines(heading: str, gaps: Sequence[Gap]) -> list[Line]:
    """A row for each gap, with the second figure of patients beneath it, under a heading; nothing without a row."""
    found = []
    for gap in gaps:
        points = charts.two_points(gap.figure, gap.same)
        found += [Line(gap.name, points)] if points else []
    return [Line(heading), *found] if found else []


def _stacked(panels: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The panels below each other, each with its own axis."""
    inner = [{name: part for name, part in panel.items() if name not in ("autosize", "padding")} for panel in panels]
    return {"vconcat": inner, "bounds": "flush", "spacing": 80, "resolve": {"scale": {"x": "independent"}}}


def _table(of_patients: Sequence[Gap], of_staff: Sequence[Gap]) -> FigureTable:
    found: list[tuple[str, tuple[Cell, ...]]] = []
    for heading, gaps in (("Patients", of_patients), ("Staff", of_staff)):
        found.append((heading, ()))
        found += [(name, _cells(gap.definition, figure)) for gap in gaps for name, figure in gap.lines]
    return FigureTable(TITLE, HEADS, tuple(found))


def _cells(definition: Definition, figure: ReleasedFigure) -> tuple[Cell, ...]:
    points = " points" if figure.kind is Kind.DIFFERENCE and figure.value is not None else ""
    value = value_cell(figure)
    adverse = definition.adverse_when.value.replace("_", " ")
    return (
        Cell(wording.comparison(figure.compared or "")),
        Cell(f"{value.text}{points}", reason=value.reason),
        interval_cell(figure),
        Cell(adverse),
        Cell(wording.long_date(figure.period)),
    )


def _by_place(material: ReportInput, dimension: str, both: Sequence[Gap]) -> FigureTable | None:
    """Each gap in each part of the organisation that the files of patients and of staff both name."""
    columns = [(gap, _in_places(material, dimension, gap)) for gap in both]
    shown = [(gap, of_places) for gap, of_places in columns if of_places]
    kinds = {gap.definition.framework for gap, _ in shown}
    named = [{place for gap, found in shown if gap.definition.framework == kind for place in found} for kind in kinds]
    places = sorted(set.intersection(*named), key=lambda place: row_place((place,))) if len(kinds) > 1 else []
    if not places:
        return None
    what = wording.DIMENSIONS.get(dimension, dimension)
    heads = tuple(f"{gap.name}, {_whose(gap)}" for gap, _ in shown)
    lines = tuple(
        (wording.value_label(*place), tuple(_place_cell(found.get(place)) for _, found in shown)) for place in places
    )
    return FigureTable(f"{TITLE}: by {what.lower()}", (what, *heads), lines)


def _whose(gap: Gap) -> str:
    return "patients" if gap.definition.framework == "patients" else "staff"


def _in_places(material: ReportInput, dimension: str, gap: Gap) -> dict[tuple[str, str], ReleasedFigure]:
    found = material.selection.of(gap.definition.id, gap.figure.period, gap.figure.kind)
    alone = [f for f in found if len(f.breakdown) == 1 and f.breakdown[0][0] == dimension]
    return {f.breakdown[0]: f for f in alone if f.group is None and f.variant is None}


def _place_cell(figure: ReleasedFigure | None) -> Cell:
    if figure is None or figure.value is None:
        return value_cell(figure)
    return Cell(wording.brief(figure))
