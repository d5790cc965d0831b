"""Which rows each chart has. A hidden or missing figure is absent from the picture and named in the text under it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.drawing import BLUE, GREY, INK, NO_SIGN_AT_0, Chart, Line, Point, Scale, Style, draw, rows
from levelground.reporting.tables import Selection, headline, row_place

NOT_ADVERSE = (0.80, 1.25)
RATIO_TICKS = (0.1, 0.25, 0.5, 0.8, 1.25, 2.0, 4.0, 8.0, 16.0)
# A ratio beyond these is drawn at the edge; its value stands beside it in words.
FARTHEST = (0.05, 20.0)
TREND_CHARACTERS = 22
YEARS = "Filled circles are this year, hollow diamonds the year before; the bars are 95% intervals."
# What the rows of a table of bands are broken down by.
BANDS = ("pay_band", "band", "band_cluster", "deprivation_quintile")
Pair = tuple[str, ReleasedFigure, ReleasedFigure | None]


def _point(figure: ReleasedFigure, words: str = "", style: Style = Style.MAIN) -> Point | None:
    """The figure as a point, or None where it has no value."""
    if figure.value is None:
        return None
    scale = 1 if figure.kind in (Kind.RATIO, Kind.DISPARITY) else 100
    lower, upper = (None if end is None else end * scale for end in (figure.lower, figure.upper))
    return Point(figure.value * scale, lower, upper, f"{words} {wording.brief(figure)}".strip(), style)


def _drawable(figure: ReleasedFigure) -> Point | None:
    """As `_point`; a ratio of 0 has no place on a logarithmic axis."""
    point = _point(figure)
    return None if point is None or (figure.kind is Kind.RATIO and point.value <= 0) else point


def _shown(points: Iterable[Point | None]) -> tuple[Point, ...]:
    return tuple(point for point in points if point is not None)


def _drawable_in(figure: ReleasedFigure, style: Style) -> Point | None:
    """The figure with its year, for a row of two years."""
    return None if _drawable(figure) is None else _point(figure, f"{figure.period[:4]}:", style)


def _years(pairs: Sequence[Pair]) -> tuple[list[Line], tuple[str, ...]]:
    """A row for each figure with the year before beneath it, and the labels of those that are not shown."""
    lines, absent = [], []
    for label, figure, before in pairs:
        points = [_drawable_in(figure, Style.MAIN)]
        if before is not None and before.edition == figure.edition:
            points.append(_drawable_in(before, Style.OTHER))
        shown = _shown(points)
        lines += [Line(label, shown)] if shown else []
        absent += [label] if points[0] is None else []
    return lines, tuple(absent)


def _ends(lines: Iterable[Line]) -> list[float]:
    return [
        end
        for line in lines
        for point in line.points
        for end in (point.value, point.lower, point.upper)
        if end is not None
    ]


def ratio_scale(lines: Sequence[Line], title: str) -> Scale:
    """A logarithmic axis around 1, on which twice and half lie equally far; 0.80 to 1.25 is shaded."""
    ends = [end for end in _ends(lines) if end > 0]
    low, high = max(min(0.7, *ends) * 0.9, FARTHEST[0]), min(max(1.45, *ends) * 1.1, FARTHEST[1])
    ticks = tuple(tick for tick in RATIO_TICKS if low <= tick <= high)
    return Scale(title, low, high, log=True, ticks=ticks, neutral=1, shade=NOT_ADVERSE)


def points_scale(lines: Sequence[Line], title: str) -> Scale:
    """An axis of percentage points that holds 0."""
    ends = _ends(lines)
    low, high = min(0, *ends), max(0, *ends)
    room = (high - low) * 0.06 or 1
    return Scale(title, low - room, high + room, signed=True, neutral=0)


def percent_scale(lines: Sequence[Line], title: str, neutral: float | None = None) -> Scale:
    """An axis of percentages from 0."""
    return Scale(title, 0, min(max([*_ends(lines), neutral or 0, 1]) * 1.05, 100), percent=True, neutral=neutral)


def likelihood(pairs: Sequence[Pair | str], definition: Definition, *, name: str, title: str) -> Chart | None:
    """Ratios on a logarithmic scale, this year and the year before; a text among the pairs is a heading."""
    lines: list[Line] = []
    absent: tuple[str, ...] = ()
    for pair in pairs:
        more, missing = ([Line(pair)], ()) if isinstance(pair, str) else _years([pair])
        lines += more
        absent += missing
    lines = without_bare_headings(lines)
    if not lines:
        return None
    axis = f"{wording.capital(wording.comparison(definition.compared))} (1 is the same chance)"
    description = f"{YEARS} The shaded range is 0.80 to 1.25, the dashed line is 1."
    spec = rows(lines, ratio_scale(lines, axis))
    return Chart(title, draw(spec, name=name, title=title, description=description), absent, description)


def without_bare_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines, without headings under which no line has a point."""
    after = [bool(line.points) for line in lines[1:]] + [False] * bool(lines)
    return [line for line, points_follow in zip(lines, after, strict=True) if line.points or points_follow]


def representation(selection: Selection, definition: Definition, period: str) -> Chart | None:
    """The main group's share of each band with its interval, cluster by cluster, against the whole workforce."""
    main = definition.numerator_group
    name = wording.group_words(main)
    bands = [
        figure
        for figure in selection.of(definition.id, period, Kind.SHARE)
        if figure.group == main and figure.breakdown and figure.breakdown[-1][0] in BANDS
    ]
    bands.sort(key=lambda figure: row_place(figure.breakdown))
    lines: list[Line] = []
    hidden: dict[str, list[str]] = {}
    for figure in bands:
        cluster, band = wording.row_label(figure.breakdown[:-1]), wording.value_label(*figure.breakdown[-1])
        point = _point(figure)
        if point is None:
            hidden.setdefault(cluster, []).append(band)
            continue
        if cluster not in {line.label for line in lines if not line.points}:
            lines.append(Line(cluster))
        lines.append(Line(band, (point,)))
    if not lines:
        return None
    whole = headline(selection, definition, period)
    everyone = wording.whole(definition.id).replace("the workforce", "the whole workforce")
    workforce = whole.value * 100 if whole is not None and whole.value is not None else None
    dashed = "" if workforce is None else f" The dashed line is {everyone}, {workforce:.1f}%."
    kind = wording.DIMENSIONS[bands[0].breakdown[-1][0]].lower()
    title = f"{wording.capital(name)} share of each {kind}, {wording.long_date(period)}"
    description = f"The circles are the {name} share of each band, the bars 95% intervals.{dashed}"
    axis = f"{wording.capital(name)} share of all {wording.people(definition.id)} in the row"
    spec = rows(lines, percent_scale(lines, axis, workforce))
    absent = tuple(f"{cluster}: {', '.join(bands)}" for cluster, bands in hidden.items())
    return Chart(
        title, draw(spec, name=f"chart-{definition.id}", title=title, description=description), absent, description
    )


def survey(selection: Selection, definition: Definition, periods: Sequence[str], *, title: str) -> Chart | None:
    """The two groups joined, year by year, newest first, and the finer groups of the newest year below."""
    grouping = definition.grouping
    main, reference = (wording.group_words(group) for group in (grouping.main, grouping.reference))
    lines: list[Line] = []
    absent: list[str] = []
    for period in periods:
        pair = _of_groups(selection, definition, period, (grouping.main, grouping.reference))
        styles = (Style.MAIN, Style.OTHER)
        points = _shown(_point(f, label, style) for (label, f), style in zip(pair, styles, strict=False))
        lines += [Line(wording.survey_label(period), points, joined=True)] if points else []
        absent += [f"{label}, {wording.survey_label(period).lower()}" for label, f in pair if f.value is None]
    finer = _of_groups(selection, definition, periods[0], grouping.finer)
    absent += [label for label, figure in finer if figure.value is None]
    below = [Line(label, _shown([_point(figure)])) for label, figure in finer if figure.value is not None]
    if not lines:
        return None
    lines += [Line(f"Groups within {main}, {wording.survey_label(periods[0]).lower()}"), *below] if below else []
    people = wording.people(definition.id)
    other = "" if definition.kind is Kind.SHARE else f", hollow diamonds {reference} {people}"
    description = f"Filled circles are {main} {people}{other}; the bars are 95% intervals."
    spec = rows(lines, percent_scale(lines, "Percentage of those who answered"))
    name = f"chart-{definition.id}"
    return Chart(title, draw(spec, name=name, title=title, description=description), tuple(absent), description)


def _of_groups(
    selection: Selection, definition: Definition, period: str, groups: Sequence[str]
) -> list[tuple[str, ReleasedFigure]]:
    shares = {f.group: f for f in selection.of(definition.id, period, Kind.SHARE) if not f.breakdown}
    return [(wording.group_label(group), shares[group]) for group in groups if group in shares]


def board(selection: Selection, definition: Definition, period: str, *, title: str) -> Chart | None:
    """Share of the board, its voting and its executive members, each beside the share of the workforce."""
    main = definition.grouping.main
    shares = [f for f in selection.of(definition.id, period, Kind.SHARE) if f.group == main and f.breakdown]
    shares.sort(key=lambda figure: row_place(figure.breakdown))
    staff = [
        f for f in selection.of(f"{definition.framework}_1", period, Kind.SHARE) if f.group == main and not f.breakdown
    ]
    workforce = [_point(figure, "Staff", Style.OTHER) for figure in staff]
    lines = [
        Line(wording.row_label(share.breakdown), _shown([_point(share, "Board"), *workforce]), joined=True)
        for share in shares
        if share.value is not None
    ]
    if not lines:
        return None
    absent = tuple(wording.row_label(share.breakdown) for share in shares if share.value is None)
    description = (
        "Filled circles are members of the board, hollow diamonds all staff in post; the bars are 95% intervals."
    )
    spec = rows(lines, percent_scale(lines, f"{wording.group_label(main)} share of all, unknown included"))
    name = f"chart-{definition.id}"
    return Chart(title, draw(spec, name=name, title=title, description=description), absent, description)


def summary(pairs: Sequence[Pair], kind: Kind) -> Chart | None:
    """The headlines of one kind as a forest plot, this year and the year before."""
    lines, absent = _years([pair for pair in pairs if pair[1].kind is kind])
    if not lines:
        return None
    ratio = kind is Kind.RATIO
    scale = (
        ratio_scale(lines, "Relative likelihood (1 is the same chance)")
        if ratio
        else points_scale(lines, "Difference, percentage points")
    )
    title = "Relative likelihoods: indicators 2 to 4" if ratio else "Differences: indicators 5 to 9"
    neutral = (
        "The shaded range is 0.80 to 1.25, the dashed line is 1." if ratio else "The dashed line is no difference."
    )
    description = f"{YEARS} {neutral}"
    name = f"summary-{kind.value}"
    return Chart(title, draw(rows(lines, scale), name=name, title=title, description=description), absent, description)


def stages(pairs: Sequence[Pair]) -> Chart | None:
    """The likelihoods of the stages of recruitment in their order: where a gap opens."""
    key = f"{YEARS} The dashed line is 1. Each stage counts those whom the stage before let through."
    axis = "White over BME (1 is the same chance)"
    return forest(pairs, name="stages", title="Recruitment, stage by stage", axis=axis, key=key)


def forest(pairs: Sequence[Pair], *, name: str, title: str, axis: str, key: str) -> Chart | None:
    """Ratios on a logarithmic scale, this year and the year before, without the range that flags indicators."""
    lines, absent = _years(pairs)
    if not lines:
        return None
    spec = rows(lines, replace(ratio_scale(lines, axis), shade=None))
    return Chart(title, draw(spec, name=name, title=title, description=key), absent, key)


def trends(series: Mapping[str, Sequence[ReleasedFigure]]) -> Chart | None:
    """A small chart per indicator over the years; years counted by different rules are not joined."""
    shown = {title: [f for f in figures if f.value is not None] for title, figures in series.items()}
    panels = [_trend(title, figures) for title, figures in shown.items() if len(figures) > 1]
    if not panels:
        return None
    spec = {"concat": panels, "columns": 2, "spacing": {"row": 72, "column": 56}, "bounds": "flush"}
    title = "The indicators over the years"
    description = (
        "Dots are the values of each year, bars 95% intervals; the dashed line is no difference. "
        "A line joins years counted by the same rule only."
    )
    absent = tuple(title for title, figures in shown.items() if len(figures) < 2)
    return Chart(title, draw(spec, name="trends", title=title, description=description), absent, description)


def _trend_scale(kind: Kind, lines: Sequence[Line]) -> Scale:
    if kind is Kind.RATIO:
        return ratio_scale(lines, "")
    if kind is Kind.DIFFERENCE:
        return points_scale(lines, "")
    ends = _ends(lines)
    room = (max(ends) - min(ends)) * 0.06 or 1
    return Scale("", max(min(ends) - room, 0), min(max(ends) + room, 100))


def _trend(title: str, figures: Sequence[ReleasedFigure]) -> dict[str, Any]:
    points = [(figure, point) for figure in figures if (point := _point(figure)) is not None]
    lines = [Line(title, tuple(point for _, point in points))]
    scale = _trend_scale(figures[0].kind, lines)
    values = [
        {
            "year": figure.period[:4],
            "rule": figure.edition,
            "value": scale.within(point.value),
            "lower": scale.within(point.value if point.lower is None else point.lower),
            "upper": scale.within(point.value if point.upper is None else point.upper),
        }
        for figure, point in points
    ]
    x = {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0, "grid": False, "ticks": False}}
    y = scale.encoding
    y["axis"] |= {"title": None, "domain": False, "ticks": False, "tickCount": 3, "minExtent": 36, "maxExtent": 36}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 2},
         "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}}},
        {"mark": {"type": "line", "color": GREY},
         "encoding": {"x": x, "y": {**y, "field": "value"}, "detail": {"field": "rule"}}},
        {"mark": {"type": "point", "filled": True, "size": 60, "opacity": 1, "color": BLUE},
         "encoding": {"x": x, "y": {**y, "field": "value"}}},
    ]  # fmt: skip
    if scale.neutral is not None:
        at = {"values": [{"at": scale.neutral}]}
        mark = {"type": "rule", "color": INK, "strokeDash": [4, 3]}
        layers.insert(0, {"data": at, "mark": mark, "encoding": {"y": {**y, "field": "at"}}})
    text = textwrap.wrap(title, TREND_CHARACTERS)
    head = {"text": text, "anchor": "start", "frame": "group", "dx": -36, "offset": 8}
    return {"title": head, "width": 150, "height": 90, "data": {"values": values}, "layer": layers}


def benchmark(
    figures: Sequence[ReleasedFigure], definition: Definition, names: Mapping[str, str], own: str | None
) -> Chart | None:
    """Every organisation's headline as a dot with its interval, in order of value, without ranks."""
    shown = sorted(
        ((figure, point) for figure in figures if (point := _drawable(figure)) is not None),
        key=lambda pair: pair[1].value,
    )
    if not shown:
        return None
    ratio = definition.kind is Kind.RATIO
    # A limit of 0 has no place on a logarithmic axis: the bar ends where the axis may end.
    least = FARTHEST[0] if ratio else -100
    # An interval without an upper limit is drawn to the highest end of all.
    most = max(point.value if point.upper is None else point.upper for _, point in shown)
    values = [
        {
            "place": place,
            "value": point.value,
            "lower": max(point.value if point.lower is None else point.lower, least),
            "upper": most if point.upper is None else point.upper,
            "label": names.get(figure.organisation, figure.organisation),
            "own": figure.organisation == own,
        }
        for place, (figure, point) in enumerate(shown)
    ]
    unit = "" if ratio else ", percentage points"
    title = f"{definition.short_title}: {len(values)} organisations"
    description = (
        "Each dot is one organisation, each bar its 95% interval, in order of value; the dashed line is no difference."
    )
    if any(value["own"] for value in values):
        description += f" The dark square is {names.get(str(own), str(own))}."
    spec = _benchmark_spec(values, f"{wording.comparison(definition.compared)}{unit}", neutral=1 if ratio else 0)
    absent = tuple(names.get(f.organisation, f.organisation) for f in figures if _drawable(f) is None)
    name = f"benchmark-{definition.number}"
    return Chart(title, draw(spec, name=name, title=title, description=description), absent, description)


def _benchmark_spec(values: Sequence[Mapping[str, Any]], axis: str, *, neutral: int) -> dict[str, Any]:
    ticks: dict[str, Any] = {"format": "+.2~f" if neutral == 0 else ".2~f", "labelExpr": NO_SIGN_AT_0}
    scale = {"zero": False} if neutral == 0 else {"type": "log", "nice": False, "padding": 8}
    ticks |= {} if neutral == 0 else {"values": [*RATIO_TICKS, 1]}
    y = {"type": "quantitative", "title": axis, "axis": ticks, "scale": scale}
    hidden = {"labels": False, "ticks": False, "grid": False, "title": "Organisations, in order of value"}
    across = {"domain": [-1, len(values)], "nice": False}
    x = {"field": "place", "type": "quantitative", "axis": hidden, "scale": across}
    picked = {"test": "datum.own"}
    colour = {"condition": {**picked, "value": INK}, "value": BLUE}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "rule", "opacity": 0.6},
         "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}, "color": colour,
                      "strokeWidth": {"condition": {**picked, "value": 4}, "value": 2}}},
        {"mark": {"type": "point", "filled": True, "opacity": 1},
         "encoding": {"x": x, "y": {**y, "field": "value"}, "color": colour,
                      "shape": {"condition": {**picked, "value": "square"}, "value": "circle"},
                      "size": {"condition": {**picked, "value": 110}, "value": 28}}},
        {"data": {"values": [{"at": neutral}]}, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
         "encoding": {"y": {**y, "field": "at"}}},
        {"transform": [{"filter": "datum.own"}],
         "mark": {"type": "text", "dy": -12, "fontWeight": "bold", "align": "center"},
         "encoding": {"x": x, "y": {**y, "field": "upper"}, "text": {"field": "label"}}},
    ]  # fmt: skip
    return {"width": 540, "height": 280, "data": {"values": list(values)}, "layer": layers}
