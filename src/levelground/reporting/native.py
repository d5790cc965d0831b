"""The numbers of a chart that a presentation can hold as a chart of its own, to be edited there.

Bars for shares, points for ratios, each with its interval. What is hidden or has no value is no zero: it is left out
and named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.charts import BANDS
from levelground.reporting.material import ReportInput
from levelground.reporting.tables import headline, row_place

INTERVALS = "The thin lines are 95% intervals."


class Shape(StrEnum):
    """How values are drawn."""

    BARS = "bars"
    POINTS = "points"


@dataclass(frozen=True)
class Value:
    """A value with the limits of its interval, in the units of the axis; None where there is none."""

    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Series:
    """One value for each category."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class NativeChart:
    """A chart as numbers: bars of shares (0 to 1), or points of ratios on a logarithmic axis around 1."""

    shape: Shape
    title: str
    axis: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    key: str
    absent: tuple[str, ...]


def native_chart(material: ReportInput, definition: Definition) -> NativeChart | None:
    """The chart of a measure in its newest period; None where no value may be shown, or none of these forms fits."""
    if definition.kind is Kind.RATIO:
        return _ratios(material, definition)
    if definition.compared == "band_minus_workforce":
        return _bands(material, definition)
    if definition.compared == "board_minus_workforce":
        return _board(material, definition)
    return _groups(material, definition) if definition.kind in (Kind.DIFFERENCE, Kind.SHARE) else None


def _value(figure: ReleasedFigure | None) -> Value:
    return Value(None) if figure is None else Value(figure.value, figure.lower, figure.upper)


def _shown(chart: NativeChart) -> NativeChart | None:
    """The chart, if it has anything to show."""
    return chart if any(value.value is not None for series in chart.series for value in series.values) else None


def _ratios(material: ReportInput, definition: Definition) -> NativeChart | None:
    """The headline of every year that was counted by this year's rule; a ratio of 0 has no place on a log axis."""
    selection, newest = material.selection, material.newest(definition)
    found = [headline(selection, definition, period) for period in selection.periods(definition.id)]
    ratios = [figure for figure in found if figure is not None and figure.kind is Kind.RATIO]
    years = [f for f in ratios if f.period <= newest and f.edition == ratios[-1].edition]
    drawn = [figure for figure in years if figure.value]
    name = wording.capital(wording.comparison(definition.compared))
    return _shown(
        NativeChart(
            Shape.POINTS,
            f"{definition.short_title}: {name}",
            f"{name} (1 is the same chance)",
            tuple(wording.long_date(figure.period) for figure in drawn),
            (Series(name, tuple(_value(figure) for figure in drawn)),),
            f"Each point is a year; the horizontal line is 1, the same chance. {INTERVALS}",
            tuple(wording.long_date(figure.period) for figure in years if not figure.value),
        )
    )


def _groups(material: ReportInput, definition: Definition) -> NativeChart | None:
    """The main group and the other beside each other, year by year."""
    grouping = definition.grouping
    groups = (grouping.main, grouping.reference)
    dark, light = (wording.group_words(group) for group in groups)
    selection, newest = material.selection, material.newest(definition)
    periods = [period for period in selection.periods(definition.id) if period <= newest]
    survey = definition.base == "answered"
    names = [wording.survey_label(period) if survey else wording.long_date(period) for period in periods]
    series, absent = [], []
    for group in groups:
        whole = {
            period: next((f for f in selection.of(definition.id, period, Kind.SHARE) if _is_whole(f, group)), None)
            for period in periods
        }
        label = wording.group_label(group)
        values = tuple(_value(whole[period]) for period in periods)
        series.append(Series(label, values))
        absent += [f"{label}, {name}" for name, value in zip(names, values, strict=True) if value.value is None]
    people = wording.people(definition.id)
    axis = "Percentage of those who answered" if survey else "Percentage of the group"
    return _shown(
        NativeChart(
            Shape.BARS,
            f"{definition.short_title}: {wording.capital(dark)} and {light}",
            axis,
            tuple(names),
            tuple(series),
            f"Dark bars are {dark} {people}, light bars {light} {people}. {INTERVALS}",
            tuple(absent),
        )
    )


def _is_whole(figure: ReleasedFigure, group: str) -> bool:
    return figure.group == group and not figure.breakdown and figure.variant is None


def _bands(material: ReportInput, definition: Definition) -> NativeChart | None:
    """The main group's share of each band, the clusters beside each other."""
    main, newest = definition.grouping.main, material.newest(definition)
    name = wording.group_label(main)
    shares = [
        figure
        for figure in material.selection.of(definition.id, newest, Kind.SHARE)
        if figure.group == main and figure.breakdown and figure.breakdown[-1][0] in BANDS and len(figure.breakdown) == 2
    ]
    shares.sort(key=lambda figure: row_place(figure.breakdown))
    drawn = [figure for figure in shares if figure.value is not None]
    bands = _in_order(drawn, 1)
    by_place = {figure.breakdown: figure for figure in drawn}
    series = [
        Series(
            wording.value_label(*cluster),
            tuple(_value(by_place.get((cluster, band))) for band in bands),
        )
        for cluster in _in_order(drawn, 0)
    ]
    whole = headline(material.selection, definition, newest)
    of_all = f" The whole workforce is {wording.share_text(whole.value)}." if whole is not None else ""
    return _shown(
        NativeChart(
            Shape.BARS,
            f"{name} share of each {wording.DIMENSIONS[_band_name(shares)].lower()}, {wording.long_date(newest)}",
            f"{name} share of all staff in the row",
            tuple(wording.value_label(*band) for band in bands),
            tuple(series),
            f"Each bar is a pay band. {INTERVALS}{of_all}",
            tuple(wording.row_label(figure.breakdown) for figure in shares if figure.value is None),
        )
    )


def _band_name(figures: Sequence[ReleasedFigure]) -> str:
    return figures[0].breakdown[-1][0] if figures else BANDS[0]


def _in_order(figures: Sequence[ReleasedFigure], level: int) -> list[tuple[str, str]]:
    """The values of one level of the breakdowns, in the order in which they are always listed."""
    found = {figure.breakdown[level] for figure in figures}
    return sorted(found, key=lambda one: row_place((one,)))


def _board(material: ReportInput, definition: Definition) -> NativeChart | None:
    """The main group's share of all, voting and executive members, each beside that of the workforce."""
    main, newest = definition.grouping.main, material.newest(definition)
    name = wording.group_label(main)
    shares = [
        figure
        for figure in material.selection.of(definition.id, newest, Kind.SHARE)
        if figure.group == main and figure.breakdown and figure.breakdown[0][0] == "board"
    ]
    shares.sort(key=lambda figure: row_place(figure.breakdown))
    drawn = [figure for figure in shares if figure.value is not None]
    found = material.selection.of(f"{definition.framework}_1", newest, Kind.SHARE)
    staff = next((figure for figure in found if _is_whole(figure, main)), None)
    return _shown(
        NativeChart(
            Shape.BARS,
            f"{name} share of the board and of the workforce, {wording.long_date(newest)}",
            f"{name} share of all, unknown included",
            tuple(wording.row_label(figure.breakdown) for figure in drawn),
            (
                Series("Board", tuple(_value(figure) for figure in drawn)),
                Series("Workforce", tuple(_value(staff) for _ in drawn)),
            ),
            f"Dark bars are members of the board, light bars all staff in post. {INTERVALS}",
            tuple(wording.row_label(figure.breakdown) for figure in shares if figure.value is None),
        )
    )
