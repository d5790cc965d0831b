"""The measures of patients on the page: their sentences, pictures and tables.

A ratio is said of everyone, and again of people in areas that are as deprived as each other: the second is the common
ratio of the fifths. Nothing here says why either is as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from levelground.disclosure.released import Count, ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.breakdowns import BEFORE, INTERVAL, Measured, Row, measure_tables
from levelground.reporting.charts import Pair, forest, shares
from levelground.reporting.drawing import Chart
from levelground.reporting.tables import (
    FigureTable,
    Selection,
    before_cell,
    count_cells,
    group_place,
    interval_cell,
    row_place,
    value_cell,
)
from levelground.statistics.rounding import ratio_half_up
from levelground.vocabulary import deprivation

SAME = "Same deprivation"
LEFT_OUT = "Patients whose deprivation is not known are left out of it."
KEY = (
    "Filled circles are this year, hollow diamonds the year before; the bars are 95% intervals. The dashed line is 1. "
    "“Same deprivation” compares patients of the same fifth with each other only."
)
AXIS = "BME over White (1 is the same chance)"
# What a ratio compares, and what happened: whose is left open, and whether in waiting or in an appointment.
COMPARED: Mapping[str, tuple[str, str]] = {
    "patients_waiting": ("{group} patients who were waiting", "to have waited longer than 18 weeks"),
    "patients_long_wait": ("{group} patients who were waiting", "to have waited longer than 52 weeks"),
    "patients_not_attended": ("outpatient appointments of {group} patients", "not to be attended"),
    "patients_cancelled": ("booked appointments of {group} patients", "to be cancelled by the hospital"),
}


def sentence(figure: ReleasedFigure, definition: Definition, *, interval: str, includes: str) -> str:
    """What a comparison of patients says; `interval` and `includes` are said as of any other figure."""
    if figure.kind is Kind.DIFFERENCE:
        return f"{_completeness(figure, definition)} ({interval}). {includes}"
    who, what = COMPARED[figure.measure]
    over, under = (
        who.format(group=wording.group_label(group)) for group in (figure.numerator_group, figure.denominator_group)
    )
    said = f"{wording.ratio_text(figure.value)} times as likely as {under} {what} ({interval})"
    if figure.kind is Kind.COMMON_RATIO:
        return f"Within areas of the same deprivation fifth, {over} were {said}. {LEFT_OUT} {includes}"
    counts = f"{wording.counts_text(figure).replace('; ', ' beside ')}"
    return f"{over[0].upper()}{over[1:]} were {said}: {counts}, {when(figure.period, definition)}. {includes}"


def when(period: str, definition: Definition) -> str:
    """On the day, where a measure counts who waits on it; else in the year to it."""
    return f"{'in the year to' if definition.window_months else 'on'} {wording.long_date(period)}"


def _completeness(figure: ReleasedFigure, definition: Definition) -> str:
    most, least = (
        f"{_percent(above, below)} ({wording.count_text(above)} of {wording.count_text(below)})"
        for above, below in (
            (figure.numerator_1, figure.denominator_1),
            (figure.numerator_2, figure.denominator_2),
        )
    )
    return (
        f"The ethnic category is recorded of {most} of patients in the most deprived fifth and of {least} in the least "
        f"deprived one, {when(figure.period, definition)}: a difference of {wording.points_text(figure.value)} "
        f"percentage points, most minus least deprived"
    )


def _percent(above: Count | None, below: Count | None) -> str:
    # A figure with a value stands on counts that are all shown, and on somebody.
    assert isinstance(above, int)
    assert isinstance(below, int)
    return f"{ratio_half_up(100 * above, below, 1)}%"


def common(selection: Selection, definition: Definition, period: str) -> ReleasedFigure | None:
    """The headline again, of patients in areas as deprived as each other."""
    found = selection.of(definition.id, period, Kind.COMMON_RATIO)
    return next((figure for figure in found if not figure.breakdown and figure.group is None), None)


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """Everyone, the same deprivation, every fifth and every finer group; of completeness the share in every fifth."""
    name = f"chart-{definition.id}"
    if definition.kind is Kind.DIFFERENCE:
        found = [f for f in selection.of(definition.id, period, Kind.SHARE) if _is_fifth(f) or not f.breakdown]
        found.sort(key=lambda figure: row_place(figure.breakdown))
        lines = [(wording.row_label(figure.breakdown), figure) for figure in found]
        return shares(lines, name=name, title=title, axis="Patients with an ethnic category")
    pairs = _pairs(selection, definition, period)
    return forest(pairs, name=name, title=title, axis=AXIS, key=KEY)


def _pairs(selection: Selection, definition: Definition, period: str) -> list[Pair | str]:
    figures = [f for f in selection.of(definition.id, period) if f.kind in (Kind.RATIO, Kind.COMMON_RATIO)]
    whole = [f for f in figures if not f.breakdown and f.group is None]
    fifths = sorted((f for f in figures if _is_fifth(f) and f.group is None), key=lambda f: row_place(f.breakdown))
    finer = sorted((f for f in figures if not f.breakdown and f.group), key=_finer_place)
    parts = (("", whole), ("By deprivation", fifths), ("By ethnic group, over White", finer))
    found: list[Pair | str] = []
    for heading, of_part in parts:
        found += [heading] if heading and of_part else []
        found += [(label(figure), figure, selection.before(figure)) for figure in of_part]
    return found


def _finer_place(figure: ReleasedFigure) -> tuple[int, bool]:
    return group_place(figure.group), figure.kind is Kind.COMMON_RATIO


def label(figure: ReleasedFigure) -> str:
    """Whom one of a measure's ratios is about."""
    who = wording.group_label(figure.group) if figure.group else ""
    if figure.kind is Kind.COMMON_RATIO:
        return f"{who}, same deprivation" if who else SAME
    return who or (wording.row_label(figure.breakdown) if figure.breakdown else "All patients")


def _is_fifth(figure: ReleasedFigure) -> bool:
    return tuple(name for name, _ in figure.breakdown) == (deprivation.DIMENSION,)


def patients_tables(measured: Measured) -> list[FigureTable]:
    """Every table of a measure, with the same deprivation after its comparisons; of completeness one by deprivation."""
    if measured.definition.kind is Kind.DIFFERENCE:
        return [_by_fifth(measured)]
    tables = measure_tables(measured)
    rows = [_same_row(measured, figure) for figure in measured.figures if figure.kind is Kind.COMMON_RATIO]
    if rows:
        heads = ("Compared", "Common ratio", INTERVAL, BEFORE)
        tables.insert(2, FigureTable(measured.caption("same deprivation, over White"), heads, tuple(rows)))
    return tables


def _same_row(measured: Measured, figure: ReleasedFigure) -> Row:
    where = [wording.row_label(figure.breakdown)] if figure.breakdown else []
    who = wording.comparison(figure.compared or "")
    before = before_cell(measured.selection, figure)
    return ": ".join([*where, who]), (value_cell(figure), interval_cell(figure), before)


def _by_fifth(measured: Measured) -> FigureTable:
    shown = sorted(
        (figure for figure in measured.figures if figure.kind is Kind.SHARE), key=lambda one: row_place(one.breakdown)
    )
    rows = tuple(
        (
            wording.row_label(figure.breakdown),
            (
                *count_cells(figure, measured.definition),
                value_cell(figure),
                interval_cell(figure),
                before_cell(measured.selection, figure),
            ),
        )
        for figure in shown
    )
    heads = ("Deprivation", "Recorded", "Patients seen", "Percentage", INTERVAL, BEFORE)
    return FigureTable(measured.caption("by deprivation"), heads, rows)
