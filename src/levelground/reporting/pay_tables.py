"""The tables of the pay gap: amounts and gaps by group, by row, and the drivers."""

from __future__ import annotations

from collections.abc import Iterable

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import CountKey, Kind
from levelground.reporting import wording
from levelground.reporting.breakdowns import BEFORE, INTERVAL, Measured, Row
from levelground.reporting.tables import (
    BASICS,
    Cell,
    FigureTable,
    before_cell,
    count_cell,
    group_place,
    interval_cell,
    row_place,
    shaped,
    shapes,
    value_cell,
)


def pay_tables(measured: Measured) -> list[FigureTable]:
    """Every table of a gap of pay: the whole by group first, then each breakdown."""
    if measured.definition.drivers:
        return _drivers(measured)
    whole = _by_group(measured)
    return [*whole, *(_by_row(measured, shape) for shape in shapes(measured.figures))]


def _by_group(measured: Measured) -> list[FigureTable]:
    """One row per group: people, amount, gap to White, interval, the year before."""
    figures = [figure for figure in measured.figures if not figure.breakdown]
    amounts = sorted((f for f in figures if f.kind is Kind.AMOUNT), key=lambda f: group_place(f.group))
    gaps = {f.denominator_group: f for f in figures if f.kind is Kind.GAP}
    rows: list[Row] = []
    for amount in amounts:
        gap = gaps.get(amount.group)
        before = before_cell(measured.selection, gap)
        cells = (_people(measured, amount), value_cell(amount), value_cell(gap), interval_cell(gap), before)
        rows.append((wording.group_label(amount.group), cells))
    heads = ("Group", "People", _amount_head(measured), "Gap to White", INTERVAL, BEFORE)
    return [FigureTable(measured.caption("by ethnic group"), heads, tuple(rows))] if rows else []


def _by_row(measured: Measured, shape: tuple[str, ...]) -> FigureTable:
    """One row per value of a breakdown: people and amount of each group, the gap of BME to White."""
    figures = shaped(measured.figures, shape)
    amounts = {(f.breakdown, f.group): f for f in figures if f.kind is Kind.AMOUNT}
    gaps = {f.breakdown: f for f in figures if f.kind is Kind.GAP and f.group is None}
    rows: list[Row] = []
    for breakdown in sorted({key[0] for key in amounts}, key=row_place):
        cells = [cell for group in BASICS for cell in _group_cells(measured, amounts.get((breakdown, group)))]
        rows.append((wording.row_label(breakdown), (*cells, *_gap_cells(measured, gaps.get(breakdown)))))
    name = _amount_head(measured)
    heads = ("", *("People", name) * len(BASICS), "Gap", INTERVAL, BEFORE)
    spans = (*((wording.group_label(group), 2) for group in BASICS), ("White minus BME", 3))
    words = "pay band" if shape == ("cluster", "pay_band") else wording.DIMENSIONS[shape[-1]].lower()
    return FigureTable(measured.caption(f"by {words}"), heads, tuple(rows), spans)


def _drivers(measured: Measured) -> list[FigureTable]:
    """The parts of the gap of means, one row each; they add up to it."""
    parts = [figure for figure in measured.figures if figure.breakdown]
    rows = tuple(
        (wording.row_label(part.breakdown), (value_cell(part), before_cell(measured.selection, part))) for part in parts
    )
    heads = ("Goes with differences in", "Part of the gap", BEFORE)
    return [FigureTable(measured.caption("parts of the mean gap"), heads, rows)] if rows else []


def _group_cells(measured: Measured, amount: ReleasedFigure | None) -> Iterable[Cell]:
    return (Cell(wording.NONE) if amount is None else _people(measured, amount), value_cell(amount))


def _gap_cells(measured: Measured, gap: ReleasedFigure | None) -> tuple[Cell, ...]:
    return value_cell(gap), interval_cell(gap), before_cell(measured.selection, gap)


def _people(measured: Measured, amount: ReleasedFigure) -> Cell:
    """How many people an amount is of, with the name of their count."""
    where = (amount.organisation, amount.period, measured.definition.denominator.item, amount.breakdown)
    return count_cell(amount.denominator_1, CountKey(*where, str(amount.group)))


def _amount_head(measured: Measured) -> str:
    words = "median" if measured.definition.formula == "gap_of_medians" else "mean"
    return f"{words.capitalize()} {'bonus' if measured.definition.amount == 'bonus' else 'hourly pay'}"
