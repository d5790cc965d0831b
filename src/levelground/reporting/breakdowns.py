"""The tables of one measure in one period: by ethnic group, its comparisons, and every breakdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.tables import (
    Breakdown,
    Cell,
    FigureTable,
    Selection,
    before_cell,
    count_cells,
    group_place,
    interval_cell,
    ratios,
    row_place,
    shaped,
    shapes,
    value_cell,
)
from levelground.vocabulary.groups import Grouping

Row = tuple[str, tuple[Cell, ...]]
INTERVAL, BEFORE = "95% interval", "Year before"
UNITS = {Kind.SHARE: "Percentage", Kind.SCORE: "Score"}
COMPARED = {Kind.RATIO: "Ratio", Kind.SCORE: "Score"}


@dataclass(frozen=True)
class Measured:
    """What a measure's tables are made from: its figures of one period, and the selection that has the year before."""

    selection: Selection
    definition: Definition
    period: str

    @property
    def figures(self) -> list[ReleasedFigure]:
        """The measure's figures of the period."""
        return self.selection.of(self.definition.id, self.period)

    @property
    def of_all(self) -> bool:
        """Whether shares are out of everyone in the row."""
        return self.definition.base == "all"

    def caption(self, words: str) -> str:
        """The caption of one of its tables."""
        return f"{self.definition.short_title}: {words}"


def measure_tables(measured: Measured) -> list[FigureTable]:
    """Every table of a measure: the whole first, then its comparisons, then each breakdown."""
    figures, grouping = measured.figures, measured.definition.grouping
    tables = [_groups(measured), _comparisons(measured)]
    for shape in shapes(figures):
        for variant in dict.fromkeys(figure.variant for figure in figures):
            chosen = [figure for figure in shaped(figures, shape) if figure.variant == variant]
            words = f"by {_words(shape)}" + (f", {wording.VARIANTS.get(variant, variant).lower()}" if variant else "")
            tables.append(_breakdown(measured, chosen, words, grouping.basics))
            within = f"{words}, groups within {wording.group_label(grouping.main)}"
            tables.append(_breakdown(measured, chosen, within, grouping.finer))
    return [table for table in tables if table is not None]


def _words(shape: tuple[str, ...]) -> str:
    names = [wording.DIMENSIONS.get(name, name).lower() for name in shape]
    return "pay band" if shape == ("cluster", "pay_band") else " and ".join(names)


def _groups(measured: Measured) -> FigureTable | None:
    """The whole: one row per group, with its counts, share, interval and the year before."""
    shares = [f for f in measured.figures if f.kind in UNITS and not f.breakdown and not f.compared]
    shares.sort(key=lambda figure: (figure.variant or "", group_place(figure.group)))
    parts: dict[str, list[Row]] = {}
    for figure in shares:
        parts.setdefault(_part(figure, measured.definition.grouping), []).append(_group_row(measured, figure))
    if not parts:
        return None
    definition = measured.definition
    counts = (_capital(definition.numerator.words), _capital(definition.denominator.words))
    heads = ("Group", *counts, UNITS[shares[0].kind], INTERVAL, BEFORE)
    return FigureTable(measured.caption(definition.grouping.words), heads, _headed(parts))


def _part(figure: ReleasedFigure, grouping: Grouping) -> str:
    if figure.variant:
        return wording.VARIANTS.get(figure.variant, figure.variant)
    if figure.group in grouping.basics:
        return "White, BME and unknown"
    return "Groups within BME" if figure.group in grouping.finer else "Ethnic categories"


def _headed(parts: Mapping[str, Sequence[Row]]) -> tuple[Row, ...]:
    """Rows under their headings; a table of one part needs none."""
    if len(parts) == 1:
        return tuple(next(iter(parts.values())))
    return tuple(row for heading, rows in parts.items() for row in ((heading, ()), *rows))


def _group_row(measured: Measured, figure: ReleasedFigure) -> Row:
    before = before_cell(measured.selection, figure)
    cells = (*count_cells(figure, measured.definition), value_cell(figure), interval_cell(figure), before)
    return wording.group_label(figure.group), cells


def _comparisons(measured: Measured) -> FigureTable | None:
    """The comparisons that the chart shows: value, interval, the flag where there is one, the year before."""
    definition, ratio = measured.definition, measured.definition.kind is Kind.RATIO
    rows: list[Row] = []
    for entry in _compared(measured):
        if isinstance(entry, str):
            rows.append((entry, ()))
            continue
        label, figure = entry
        flag = (Cell(flag_text(figure)),) if ratio else ()
        before = before_cell(measured.selection, figure)
        rows.append((label, (value_cell(figure), interval_cell(figure), *flag, before)))
    if not rows:
        return None
    value = COMPARED.get(definition.kind, "Percentage points")
    heads = ("Compared", value, INTERVAL, *(("0.80 to 1.25",) if ratio else ()), BEFORE)
    caption = measured.caption(f"comparisons, {wording.comparison(definition.compared)}")
    return FigureTable(caption, heads, tuple(rows))


def _compared(measured: Measured) -> list[tuple[str, ReleasedFigure] | str]:
    if measured.definition.compared != "board_minus_workforce":
        return ratios(measured.selection, measured.definition, measured.period)
    gaps = [figure for figure in measured.figures if figure.kind is Kind.DIFFERENCE]
    gaps.sort(key=lambda figure: (row_place(figure.breakdown), group_place(figure.group)))
    return [(f"{wording.row_label(gap.breakdown)}: {wording.group_label(gap.group)}", gap) for gap in gaps]


def flag_text(figure: ReleasedFigure | None) -> str:
    """The 0.80 to 1.25 flag in words; only where an interval stands beside it."""
    if figure is None or figure.within_band is None or figure.lower is None:
        return wording.NONE
    return "within" if figure.within_band else "outside"


def _breakdown(
    measured: Measured, figures: Sequence[ReleasedFigure], words: str, groups: Sequence[str]
) -> FigureTable | None:
    """A breakdown: one row per value, for each group its counts and share, and the comparison of White and BME."""
    shares = {(f.breakdown, f.group): f for f in figures if f.kind is Kind.SHARE}
    present = [group for group in groups if any(key[1] == group for key in shares)]
    if not present:
        return None
    basic = measured.definition.grouping.main in present
    compared = {f.breakdown: f for f in figures if basic and _is_main(f, measured)}
    rows = []
    for breakdown in sorted(dict.fromkeys(key[0] for key in shares), key=row_place):
        of_row = [shares.get((breakdown, group)) for group in present]
        cells = [cell for figure in of_row for cell in _share_cells(measured, figure)]
        if measured.of_all:
            cells.insert(0, _total(of_row, measured.definition))
        rows.append((wording.row_label(breakdown), (*cells, *_comparison(measured, compared, breakdown))))
    heads, spans = _heads(measured, present, compared)
    return FigureTable(measured.caption(words), ("", *heads), tuple(rows), spans)


def _is_main(figure: ReleasedFigure, measured: Measured) -> bool:
    wanted = measured.definition.grouping.main if measured.of_all else None
    return figure.kind is measured.definition.kind and figure.group == wanted


def _share_cells(measured: Measured, figure: ReleasedFigure | None) -> tuple[Cell, ...]:
    counted, out_of = count_cells(figure, measured.definition)
    return (counted, value_cell(figure)) if measured.of_all else (counted, out_of, value_cell(figure))


def _total(figures: Iterable[ReleasedFigure | None], definition: Definition) -> Cell:
    """Everyone in the row: what each share of it is out of."""
    return next(count_cells(figure, definition)[1] for figure in figures if figure is not None)


def _comparison(
    measured: Measured, compared: Mapping[Breakdown, ReleasedFigure], breakdown: Breakdown
) -> tuple[Cell, ...]:
    if not compared:
        return ()
    figure = compared.get(breakdown)
    return value_cell(figure), interval_cell(figure), before_cell(measured.selection, figure)


def _heads(
    measured: Measured, groups: Sequence[str], compared: Mapping[Breakdown, ReleasedFigure]
) -> tuple[list[str], tuple[tuple[str, int], ...]]:
    """Column heads, and the heads of groups of columns above them."""
    definition = measured.definition
    own = ["Counted", "%"] if measured.of_all else ["Counted", "Out of", "%"]
    heads = own * len(groups)
    spans = [(wording.group_label(group), len(own)) for group in groups]
    if measured.of_all:
        heads, spans = ["Counted", *heads], [("All", 1), *spans]
    if compared:
        value = "Ratio" if definition.kind is Kind.RATIO else "Points"
        against = wording.whole(definition.id).removeprefix("the ")
        main = wording.group_label(definition.grouping.main)
        words = f"{main}, difference to {against}" if measured.of_all else wording.comparison(definition.compared)
        heads, spans = [*heads, value, INTERVAL, BEFORE], [*spans, (words, 3)]
    return heads, tuple(spans)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
