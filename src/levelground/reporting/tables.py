"""Released figures as tables of plain cells: what a page, a workbook and a terminal show alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from levelground.disclosure.released import ReleasedFigure, ReleasedResult
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.vocabulary import ethnicity, pay_bands

Breakdown = tuple[tuple[str, str], ...]
RowName = tuple[Breakdown, str | None]
BASICS = ("white", "bme", "unknown")
FIVE = ("white", "mixed", "asian", "black", "other", "unknown")


@dataclass(frozen=True)
class Selection:
    """Figures by where they stand, so that a page finds the one it wants; earlier releases fill earlier periods."""

    figures: tuple[ReleasedFigure, ...]
    found: Mapping[tuple[object, ...], ReleasedFigure] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", {_name(figure): figure for figure in reversed(self.figures)})

    def get(self, figure: ReleasedFigure, period: str) -> ReleasedFigure | None:
        """The same figure in another period."""
        return self.found.get((figure.organisation, period, *_name(figure)[2:]))

    def of(self, measure: str, period: str, kind: Kind | None = None) -> list[ReleasedFigure]:
        """A measure's figures in a period."""
        return [f for f in self.figures if f.measure == measure and f.period == period and kind in (None, f.kind)]

    def periods(self, measure: str) -> list[str]:
        """The periods that a measure has figures for, oldest first."""
        return sorted({figure.period for figure in self.figures if figure.measure == measure})


def _name(figure: ReleasedFigure) -> tuple[object, ...]:
    return (
        figure.organisation, figure.period, figure.measure, figure.kind, figure.breakdown, figure.variant, figure.group,
        figure.compared,
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One cell: its text as a reader sees it."""

    text: str


@dataclass(frozen=True)
class FigureTable:
    """A table: caption, column heads, and for each row its head and its cells."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def headline(selection: Selection, definition: Definition, period: str) -> ReleasedFigure | None:
    """A measure's one figure for the summary: its White and BME comparison, or for indicators 1 and 9 the BME one."""
    wanted = "bme" if definition.base == "all" else None
    rows: tuple[Breakdown, ...] = ((), (("board", "total"),))
    found = [
        figure
        for figure in selection.of(definition.id, period)
        if figure.breakdown in rows and figure.variant is None and figure.group == wanted
    ]
    kinds = (definition.kind, Kind.SHARE)
    return next((figure for kind in kinds for figure in found if figure.kind is kind), None)


def breakdown_tables(selection: Selection, definition: Definition, period: str) -> list[FigureTable]:
    """Every breakdown of a measure in one period as a table, the whole first."""
    figures = selection.of(definition.id, period)
    shapes = dict.fromkeys(tuple(name for name, _ in figure.breakdown) for figure in figures)
    tables = []
    for shape in sorted(shapes, key=len):
        chosen = [figure for figure in figures if tuple(name for name, _ in figure.breakdown) == shape]
        if any(figure.kind is Kind.SHARE or figure.value is not None for figure in chosen):
            tables.append(_table(chosen, definition, shape))
    return tables


def _table(figures: Sequence[ReleasedFigure], definition: Definition, shape: tuple[str, ...]) -> FigureTable:
    if not shape:
        return _groups_down(figures, definition)
    return _rows_down(figures, definition, shape)


def _groups_down(figures: Sequence[ReleasedFigure], definition: Definition) -> FigureTable:
    """The whole: one row per group, with its counts, share and interval."""
    rows = []
    for figure in sorted(
        (f for f in figures if f.kind is Kind.SHARE), key=lambda f: (f.variant or "", _place(f.group))
    ):
        head = wording.group_label(figure.group)
        if figure.variant:
            head = f"{head}, {wording.VARIANTS.get(figure.variant, figure.variant).lower()}"
        rows.append(
            (head, (*_count_cells(figure), Cell(wording.value_text(figure)), Cell(wording.interval_text(figure))))
        )
    heads = (
        "Group",
        _short(definition.numerator.words),
        _short(definition.denominator.words),
        "Percentage",
        "95% interval",
    )
    return FigureTable(f"{definition.short_title}: by ethnic group", heads, tuple(rows))


def _rows_down(figures: Sequence[ReleasedFigure], definition: Definition, shape: tuple[str, ...]) -> FigureTable:
    """A breakdown: one row per value (and variant), with White, BME and unknown counts and the comparison."""
    shares = {(f.breakdown, f.variant, f.group): f for f in figures if f.kind is Kind.SHARE}
    compared = {(f.breakdown, f.variant): f for f in figures if f.kind is definition.kind and _is_main(f, definition)}
    groups = [g for g in FIVE if any(key[2] == g for key in shares)] if _has_five(shares) else list(BASICS)
    groups = ["white", "bme", *(g for g in groups if g not in ("white", "bme"))]
    rows = []
    for breakdown, variant in sorted(dict.fromkeys((b, v) for b, v, _ in shares), key=_row_order):
        cells: list[Cell] = []
        for group in groups:
            cells += _group_cells(shares.get((breakdown, variant, group)), definition)
        comparison = compared.get((breakdown, variant))
        cells += [Cell(wording.value_text(comparison) if comparison else wording.NONE),
                  Cell(wording.interval_text(comparison) if comparison else wording.NONE)]  # fmt: skip
        head = wording.row_label(breakdown)
        rows.append((f"{head}, {wording.VARIANTS[variant].lower()}" if variant else head, tuple(cells)))
    of_which = "" if definition.base == "all" else " of"
    heads = ["", *(head for g in groups for head in (f"{wording.group_label(g)}{of_which}", "%"))]
    caption = (
        f"{definition.short_title}: by {' and '.join(wording.DIMENSIONS.get(name, name).lower() for name in shape)}"
    )
    return FigureTable(caption, (*heads, _comparison_head(definition), "95% interval"), tuple(rows))


def _group_cells(figure: ReleasedFigure | None, definition: Definition) -> list[Cell]:
    if figure is None:
        return [Cell(wording.NONE), Cell(wording.NONE)]
    if definition.base == "all":
        return [_count_cells(figure)[0], Cell(wording.value_text(figure))]
    return [Cell(wording.counts_text(figure)), Cell(wording.value_text(figure))]


def _count_cells(figure: ReleasedFigure) -> tuple[Cell, Cell]:
    return (
        Cell(wording.count_text(figure.numerator_1)),
        Cell(wording.count_text(figure.denominator_1)),
    )


def _is_main(figure: ReleasedFigure, definition: Definition) -> bool:
    return figure.group == ("bme" if definition.base == "all" else None)


def _has_five(shares: Iterable[tuple[Breakdown, str | None, str | None]]) -> bool:
    return any(group in ("asian", "black") for _, _, group in shares)


def _comparison_head(definition: Definition) -> str:
    first, joint, second = definition.compared.replace("_", " ").partition(
        " over " if definition.kind is Kind.RATIO else " minus "
    )
    if definition.base == "all":
        return "BME difference to workforce, points"
    return f"{_cap(first)}{joint}{_cap(second)}" + ("" if definition.kind is Kind.RATIO else ", points")


def _cap(word: str) -> str:
    return {"bme": "BME", "white": "White"}.get(word, word)


def _short(words: str) -> str:
    return words[0].upper() + words[1:]


def _place(group: str | None) -> int:
    order = ("all", *BASICS, *FIVE[1:5], *ethnicity.EthnicCategory)
    return order.index(group) if group in order else len(order)


def _row_order(row: RowName) -> tuple[object, ...]:
    breakdown, variant = row
    return (*(_value_order(name, value) for name, value in breakdown), variant or "")


def _value_order(name: str, value: str) -> tuple[int, str]:
    """Bands from low to high, clusters as the collection lists them, the rest by name, what is not recorded last."""
    if value == "not_recorded":
        return (99, "")
    if name in ("pay_band", "band") and value in set(pay_bands.PayBand):
        return (pay_bands.ORDER.index(pay_bands.PayBand(value)), "")
    known = {"non_clinical": 0, "clinical": 1, "medical": 2, "total": 0, "voting": 1, "executive": 2}
    return (known.get(value, 50), wording.value_label(name, value))


def plain_text(released: ReleasedResult) -> str:
    """The figures as lines for a terminal."""
    lines = [f"Released under the policy '{released.policy}': {released.policy_words}", *released.notices, ""]
    for figure in released.figures:
        where = ", ".join(
            filter(None, [wording.row_label(figure.breakdown) if figure.breakdown else "", figure.variant or ""])
        )
        what = figure.compared.replace("_", " ") if figure.compared else wording.group_label(figure.group)
        group = f" ({figure.group})" if figure.compared and figure.group else ""
        why = f"  {figure.reason}" if figure.value is None and figure.reason else ""
        who = f"{figure.organisation} {figure.period} {figure.measure} {where or 'everyone'}"
        lines.append(
            f"{who}: {figure.kind.value} {what}{group} "
            f"= {wording.value_text(figure)} [{wording.interval_text(figure)}] n = {wording.counts_text(figure)}{why}"
        )
    return "\n".join(lines)
