"""Patients and staff of one organisation, side by side: two kinds of gap in one place, with no claim about causes.

Every ratio is turned so that above 1 is to the disadvantage of BME people: two columns of one table, one picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Kind
from levelground.reporting import wording
from levelground.reporting.charts import ratio_scale
from levelground.reporting.drawing import Chart, Line, Point, draw, rows
from levelground.reporting.material import ReportInput
from levelground.reporting.tables import Cell, FigureTable, before_cell, interval_cell, row_place, value_cell

FRAMEWORK = "patients"
# Ratios of staff that are adverse above 1, as those of patients are.
STAFF = ("wres_2", "wres_3", "wres_4")
DIFFERENCES = ("wres_5", "wres_6", "wres_7", "wres_8")
TITLE = "Patients and staff, side by side"
PICTURE = "Relative likelihoods of patients and of staff"
# Breakdowns that a return of patients and the extracts of staff can both have.
PLACES = ("directorate", "staff_group")
LEAD = (
    "The gaps that patients meet and the gaps that staff meet in one organisation are figures of different people, "
    "counted in different ways. That both are found in one place does not show that one makes the other, and neither "
    "says why it is as it is: read them as two reasons to ask."
)
KEY = (
    "Above 1 is to the disadvantage of BME people, in every row. "
    "The bars are 95% intervals, the dashed line is 1, the shaded range 0.80 to 1.25. "
    "That two gaps are found in one place does not say that one makes the other."
)

Named = tuple[str, ReleasedFigure]
Place = tuple[str, str]


@dataclass(frozen=True)
class SideBySide:
    """The picture, if it has anything to show, and its table."""

    chart: Chart | None
    table: FigureTable
    by_place: tuple[FigureTable, ...] = ()
    lead: str = LEAD


def side_by_side(material: ReportInput) -> SideBySide | None:
    """The ratios of patients beside the gaps of staff; None where the release has no patients."""
    parts = sides(material)
    if not parts:
        return None
    ours, staff, answers = parts.values()
    table_rows = tuple(row for head, found in parts.items() if found for row in _rows(material, head, found))
    heads = ("Measure", "Value", "95% interval", "Year before")
    places = (_by_place(material, name, (ours, [*staff, *answers])) for name in PLACES)
    by_place = tuple(table for table in places if table is not None)
    return SideBySide(_chart([("Patients", ours), ("Staff", staff)]), FigureTable(TITLE, heads, table_rows), by_place)


def sides(material: ReportInput) -> dict[str, list[Named]]:
    """What stands side by side, by whose it is: patients, staff, staff in the survey; empty without patients."""
    patients = [one for one in material.measured() if one.framework == FRAMEWORK and one.kind is Kind.RATIO]
    ours = [(one.short_title, figure) for one in patients for figure in _whole(material, one.id, Kind.RATIO)]
    staff = [(_name(material, name), f) for name in STAFF for f in _whole(material, name, Kind.RATIO)]
    answers = [(_name(material, name), f) for name in DIFFERENCES for f in _whole(material, name, Kind.DIFFERENCE)]
    return {"Patients": ours, "Staff": staff, "Staff, from the survey (points)": answers} if patients else {}


def label(name: str, figure: ReleasedFigure) -> str:
    """The name of one of them, with its variant."""
    return f"{name}, {wording.VARIANTS[figure.variant].lower()}" if figure.variant else name


def _by_place(material: ReportInput, dimension: str, parts: Sequence[Sequence[Named]]) -> FigureTable | None:
    """Each gap in each part of the organisation that the counts of patients and of staff both name."""
    columns = [[(name, _in_places(material, dimension, figure)) for name, figure in part] for part in parts]
    named = [{place for _, found in part for place in found} for part in columns]
    places = sorted(set.intersection(*named), key=lambda place: row_place((place,)))
    if not places:
        return None
    shown = [(name, found) for part in columns for name, found in part if found]
    lines = tuple(
        (wording.value_label(*place), tuple(_brief(found.get(place)) for _, found in shown)) for place in places
    )
    what = wording.DIMENSIONS.get(dimension, dimension)
    return FigureTable(f"{TITLE}, by {what.lower()}", (what, *(name for name, _ in shown)), lines)


def _in_places(material: ReportInput, dimension: str, figure: ReleasedFigure) -> dict[Place, ReleasedFigure]:
    """The same comparison in every row of one breakdown."""
    same = material.selection.of(figure.measure, figure.period, figure.kind)
    return {
        other.breakdown[0]: other
        for other in same
        if len(other.breakdown) == 1
        and other.breakdown[0][0] == dimension
        and (other.group, other.variant) == (figure.group, figure.variant)
    }


def _brief(figure: ReleasedFigure | None) -> Cell:
    """Value and interval in one cell; the reason where there is no value."""
    return value_cell(figure) if figure is None or figure.value is None else Cell(wording.brief(figure))


def _name(material: ReportInput, measure: str) -> str:
    return material.definitions[measure].heading


def _whole(material: ReportInput, measure: str, kind: Kind) -> list[ReleasedFigure]:
    """The measure's comparison of the whole, and its variants, in the newest period it has."""
    periods = material.selection.periods(measure)
    found = material.selection.of(measure, periods[-1], kind) if periods else []
    return [figure for figure in found if not figure.breakdown and figure.group is None and figure.compared]


def _rows(material: ReportInput, head: str, found: Iterable[Named]) -> Iterable[tuple[str, tuple[Cell, ...]]]:
    yield head, ()
    for name, figure in found:
        cells = (value_cell(figure), interval_cell(figure), before_cell(material.selection, figure))
        yield label(name, figure), cells


def _chart(parts: Iterable[tuple[str, list[Named]]]) -> Chart | None:
    lines: list[Line] = []
    absent: list[str] = []
    for head, found in parts:
        shown = [(name, figure) for name, figure in found if figure.value]
        absent += [label(name, figure) for name, figure in found if not figure.value]
        lines += [Line(head)] if shown else []
        lines += [Line(label(name, f), (Point(f.value or 0, f.lower, f.upper, wording.brief(f)),)) for name, f in shown]
    if not lines:
        return None
    spec = rows(lines, ratio_scale(lines, "Relative likelihood (1 is the same chance)"))
    return Chart(
        PICTURE, draw(spec, name="patients-and-staff-chart", title=PICTURE, description=KEY), tuple(absent), KEY
    )
