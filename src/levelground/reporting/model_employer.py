"""A Model Employer on the page: each senior band against its target, and against its line to it, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from levelground.disclosure.released import ReleasedFigure, Suppressed
from levelground.measures.model import CountKey, Definition, Kind
from levelground.measures.model_employer import BAND, trajectory
from levelground.reporting import wording
from levelground.reporting.breakdowns import BEFORE, Measured, Row
from levelground.reporting.drawing import BLUE, GREY, Chart, draw
from levelground.reporting.tables import (
    Cell,
    FigureTable,
    Selection,
    before_cell,
    count_cell,
    row_place,
    shaped,
    value_cell,
)
from levelground.statistics.rounding import half_up
from levelground.statistics.trajectory import Line

KEY = (
    "Dots are the BME headcounts that may be shown; the dashed line runs from the first year’s headcount to that "
    "year’s target, reached in {last}. Where either is hidden there is no line."
)
HEADS = ("BME", "Everyone", "Target", "More needed")
NO_INTERVAL = "These are headcounts of one day, so they have no interval; indicator 1 has one for each band’s share."
NONE_NEEDED = "None of these needs more BME staff to have the workforce’s BME share."
MOVED = "The line starts this year: no earlier snapshot is among the files."


@dataclass(frozen=True)
class Band:
    """A band this year, its headcounts year by year where they may be shown, and its line where there is one.

    `hidden` says that there is no line because what it starts from is hidden.
    """

    figure: ReleasedFigure
    headcounts: tuple[tuple[int, int], ...]
    line: Line | None
    hidden: bool

    @property
    def label(self) -> str:
        """Its name on the page."""
        return wording.value_label(*self.figure.breakdown[-1])

    @property
    def year(self) -> int:
        """The year of the figure."""
        return int(self.figure.period[:4])

    @property
    def on_line(self) -> tuple[tuple[int, Fraction], ...]:
        """The line year by year; nothing where there is none."""
        return () if self.line is None else tuple((year, self.line.at(year)) for year in self.line.years)

    @property
    def against_the_line(self) -> Fraction | None:
        """How many BME staff above the line, below 0 beneath it; None where either is not shown."""
        present = self.figure.numerator_1
        return present - self.line.at(self.year) if self.line is not None and isinstance(present, int) else None


def bands(selection: Selection, definition: Definition, period: str) -> list[Band]:
    """The senior bands, kinds of post together, from low to high."""
    together = shaped(selection.of(definition.id, period, Kind.HEADCOUNT), (BAND,))
    together.sort(key=lambda figure: row_place(figure.breakdown))
    periods = [past for past in selection.periods(definition.id) if past <= period]
    return [_band(selection, figure, periods) for figure in together]


def _band(selection: Selection, figure: ReleasedFigure, periods: Sequence[str]) -> Band:
    years = {past: found for past in periods if (found := selection.get(figure, past)) is not None}
    present = ((int(past[:4]), one.numerator_1) for past, one in years.items())
    shown = tuple((year, count) for year, count in present if isinstance(count, int))
    start = years[trajectory().starts_at(years)]
    return Band(figure, shown, _line(start), start.suppressed)


def _line(start: ReleasedFigure) -> Line | None:
    """The line from a year's headcount to that year's target; None where they are hidden, or the last year is over."""
    first, last = int(start.period[:4]), trajectory().last_year
    if not isinstance(start.numerator_1, int) or start.parity_count is None or first >= last:
        return None
    return Line(start.numerator_1, start.parity_count, first, last)


def model_employer_tables(measured: Measured) -> list[FigureTable]:
    """Each band against its target and its line; the line year by year; clinical and non-clinical apart."""
    found = bands(measured.selection, measured.definition, measured.period)
    tables = [_targets(measured, found), _lines(measured, found), _apart(measured)]
    return [table for table in tables if table is not None]


def _targets(measured: Measured, found: Sequence[Band]) -> FigureTable | None:
    if not found:
        return None
    rows = tuple((band.label, (*_figures(measured, band.figure), *_standing(band))) for band in found)
    heads = ("Pay band", *HEADS, BEFORE, f"On the line, {found[0].year}", "Against the line")
    return FigureTable(measured.caption("by pay band, clinical and non-clinical together"), heads, rows)


def _figures(measured: Measured, figure: ReleasedFigure) -> tuple[Cell, ...]:
    where, item = (figure.organisation, figure.period), measured.definition.numerator.item
    target = Cell(wording.HIDDEN if figure.suppressed else wording.count_text(figure.parity_count))
    return (
        count_cell(figure.numerator_1, CountKey(*where, item, figure.breakdown, str(figure.group))),
        count_cell(figure.denominator_1, CountKey(*where, item, figure.breakdown)),
        target,
        value_cell(figure),
        before_cell(measured.selection, figure),
    )


def _standing(band: Band) -> tuple[Cell, Cell]:
    against = band.against_the_line
    hidden = band.hidden or isinstance(band.figure.numerator_1, Suppressed)
    without = Cell(wording.HIDDEN if hidden else wording.NONE)
    here = _without_line(band) if band.line is None else Cell(_people(band.line.at(band.year)))
    return here, without if against is None else Cell(_signed(against))


def _without_line(band: Band) -> Cell:
    return Cell(wording.HIDDEN if band.hidden else wording.NONE)


def _people(number: Fraction) -> str:
    return str(half_up(number, 1))


def _signed(number: Fraction) -> str:
    rounded = half_up(number, 1)
    return f"{rounded:+}".replace("-", "−") if rounded else "0.0"


def _lines(measured: Measured, found: Sequence[Band]) -> FigureTable | None:
    """The headcounts of the lines; a band without one says why in every cell."""
    lines = [band.line for band in found if band.line is not None]
    if not lines:
        return None
    years = lines[0].years
    rows = tuple(
        (band.label, tuple(Cell(_people(number)) for _, number in band.on_line) or (_without_line(band),) * len(years))
        for band in found
    )
    heads = ("Pay band", *(str(year) for year in years))
    spans = (("BME headcount on the line", len(years)),)
    return FigureTable(measured.caption("the line, year by year"), heads, rows, spans)


def _apart(measured: Measured) -> FigureTable | None:
    figures = [figure for figure in measured.figures if figure.kind is Kind.HEADCOUNT]
    figures = sorted(shaped(figures, ("cluster", BAND)), key=lambda figure: row_place(figure.breakdown))
    rows: list[Row] = [(wording.row_label(figure.breakdown), _figures(measured, figure)) for figure in figures]
    spans = (("Headcount", 2), ("At the workforce’s share", 3))
    caption = measured.caption("clinical and non-clinical apart")
    return FigureTable(caption, ("Pay band", *HEADS, BEFORE), tuple(rows), spans) if rows else None


def sentences(selection: Selection, definition: Definition, period: str) -> tuple[str, ...]:
    """How many bands have figures, how many more people their targets are, and where they stand against their lines."""
    found = bands(selection, definition, period)
    if not found:
        return ()
    shown = [band for band in found if band.figure.value is not None]
    more = [band for band in shown if (band.figure.value or 0) > 0]
    listed = "; ".join(f"{band.label}: {wording.value_text(band.figure)}" for band in more)
    said = f"On {wording.long_date(period)} {len(shown)} of the {len(found)} bands from 8a up may be shown. "
    said += f"To have the workforce’s BME share, these need more BME staff: {listed}." if more else NONE_NEEDED
    return (said, _against(found), NO_INTERVAL)


def _against(found: Sequence[Band]) -> str:
    """How many bands stand below their lines."""
    lines = [band for band in found if band.line is not None]
    standing = [against for band in lines if (against := band.against_the_line) is not None]
    if not standing:
        return "No band’s place against its line may be shown: this year’s headcount or the first year’s is hidden."
    first, last = (lines[0].line.first_year, lines[0].line.last_year) if lines[0].line is not None else (0, 0)
    if first == found[0].year:
        return MOVED
    below = sum(half_up(against, 1) < 0 for against in standing)
    return (
        f"Against the straight line from {first} to {last}, {below} of the {len(standing)} bands that can be placed "
        f"{'is' if below == 1 else 'are'} below it and {len(standing) - below} on it or above. The line ends at the "
        f"target as it was in {first}; the table’s target is this year’s."
    )


def chart(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """A small picture per band: its headcounts, and the line to its target."""
    found = bands(selection, definition, period)
    drawn = [band for band in found if band.headcounts or band.line is not None]
    if not drawn:
        return None
    key = KEY.format(last=trajectory().last_year)
    spec = {
        "concat": [_panel(band, _first_year(drawn)) for band in drawn],
        "columns": 2,
        "spacing": {"row": 56, "column": 56},
        "bounds": "flush",
    }
    absent = tuple(band.label for band in found if band not in drawn)
    return Chart(title, draw(spec, name=f"chart-{definition.id}", title=title, description=key), absent, key)


def _first_year(drawn: Sequence[Band]) -> int:
    """The year at which every picture begins."""
    return min(year for band in drawn for year, _ in (*band.headcounts, *band.on_line))


def _panel(band: Band, first: int) -> dict[str, Any]:
    """The band's headcounts as dots and its line, over all the years from the first to the last."""
    line: list[dict[str, Any]] = [{"year": year, "people": float(people)} for year, people in band.on_line]
    dots: list[dict[str, Any]] = [{"year": year, "people": count} for year, count in band.headcounts]
    last = max([trajectory().last_year, *(point["year"] for point in dots)])
    highest = ceil(max([1, *(point["people"] for point in (*line, *dots))]))
    x = {
        "field": "year", "type": "quantitative", "scale": {"domain": [first - 0.4, last + 0.4], "nice": False},
        "axis": {"title": None, "format": "d", "values": sorted({first, (first + last) // 2, last}), "grid": False},
    }  # fmt: skip
    y = {
        "field": "people", "type": "quantitative", "scale": {"domain": [0, highest * 1.2], "nice": False},
        "axis": {"title": None, "format": "~f", "values": [0, highest], "domain": False, "ticks": False,
                 "minExtent": 36, "maxExtent": 36},
    }  # fmt: skip
    marks: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
        (line, {"type": "line", "color": GREY, "strokeDash": [4, 3], "strokeWidth": 2}),
        (dots, {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": BLUE}),
    ]
    shown = [{"data": {"values": v}, "mark": mark, "encoding": {"x": x, "y": y}} for v, mark in marks if v]
    head = {"text": band.label, "anchor": "start", "frame": "group", "dx": -36, "offset": 8}
    return {"title": head, "width": 150, "height": 90, "layer": shown}
