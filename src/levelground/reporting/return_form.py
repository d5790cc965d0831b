"""The statutory return: exact counts in the national collection's layout, for one named recipient.

Layout after measures.md part 3 [B], to be confirmed against the current collection form: one row per item, columns
White, BME, Unknown and Total for the current and the previous year; likelihoods and ratios are formulas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from levelground.disclosure.released import ReleasedResult
from levelground.errors import DisclosureError
from levelground.measures.model import Definition
from levelground.reporting import wording
from levelground.reporting.material import STATUTORY
from levelground.reporting.tables import row_place
from levelground.reporting.workbook import Formula, as_head, saved, write_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

GROUPS = ("white", "bme", "unknown", "all")
HEADS = ("Item", "White", "BME", "Unknown", "Total", "White, previous year", "BME, previous year",
         "Unknown, previous year", "Total, previous year")  # fmt: skip
MARK = "NOT FOR PUBLICATION"
UNCONFIRMED = "Layout to be confirmed against the current collection form."
SEATS = {"total": "Total board members", "voting": "Voting members", "executive": "Executive members"}
# What stands over what in each ratio's formula: the columns of White (B, F) and BME (C, G).
WHITE_OVER_BME, BME_OVER_WHITE = ("B", "C"), ("C", "B")
PREVIOUS = {"B": "F", "C": "G"}


@dataclass(frozen=True)
class Counts:
    """The exact counts of a statutory release, by item, breakdown and group, for the current and the previous year."""

    released: ReleasedResult

    @property
    def periods(self) -> list[str]:
        """The newest two periods, oldest first."""
        return sorted({key.period for key in self.released.counts})[-2:]

    def row(self, item: str, breakdown: tuple[tuple[str, str], ...] = ()) -> list[int | None]:
        """White, BME, unknown and total of an item, this year and the year before."""
        found: dict[tuple[str, str], int] = {
            (key.period, key.group): count
            for key, count in self.released.counts.items()
            if key.item == item and key.breakdown == breakdown and isinstance(count, int)
        }
        periods = list(reversed(self.periods))
        cells: list[int | None] = []
        for period in [*periods, ""][:2]:
            known = [found.get((period, group)) for group in GROUPS]
            parts = [number for number in known[:3] if number is not None]
            cells += [*known[:3], known[3] if known[3] is not None or not parts else sum(parts)]
        return cells


def return_workbook(released: ReleasedResult, definitions: Mapping[str, Definition]) -> bytes:
    """The return as an Excel workbook, marked on every sheet.

    Raises
        DisclosureError: the result was not released as a statutory return.
    """
    if released.policy != STATUTORY:
        raise DisclosureError(
            f"a result released under the policy '{released.policy}'.",
            expected="a result released as a statutory return, with its recipient and purpose.",
            do_this="use levelground return.",
        )
    from openpyxl import Workbook

    book, counts = Workbook(), Counts(released)
    about = book.worksheets[0]
    about.title = "About this return"
    _marked(
        about,
        [("Recipient", released.recipient), ("Purpose", released.purpose), ("Layout", UNCONFIRMED),
         ("Period", " and ".join(counts.periods)), ("Released", wording.moment(released.released_at)),
         ("SHA-256 of the input", released.source_hash), *(("Please note", notice) for notice in released.notices)],
    )  # fmt: skip
    _marked(book.create_sheet("Indicator 1"), _indicator_1(counts))
    for number, direction in ((2, WHITE_OVER_BME), (3, BME_OVER_WHITE), (4, WHITE_OVER_BME)):
        definition = definitions[f"wres_{number}"]
        sheet = book.create_sheet(f"Indicator {number}")
        _marked(sheet, _likelihood(counts, definition, direction))
        _formats(sheet)
    _marked(book.create_sheet("Indicator 9"), _indicator_9(counts))
    return saved(book)


def _marked(sheet: Worksheet, rows: list[Any]) -> None:
    write_rows(sheet, [(MARK,), *rows], widths=(60, *([14] * 8)))
    if rows[0] == HEADS:
        as_head(sheet, 2)
        sheet.freeze_panes = "B3"
    sheet.oddHeader.center.text = MARK  # type: ignore[union-attr]


def _formats(sheet: Worksheet) -> None:
    """Likelihoods as percentages, their ratio with two decimals."""
    for row, number_format in ((5, "0.0%"), (6, "0.00")):
        for cell in sheet[row][1:]:
            cell.number_format = number_format


def _indicator_1(counts: Counts) -> list[Any]:
    breakdowns = {
        key.breakdown
        for key in counts.released.counts
        if key.item == "staff.workforce" and [name for name, _ in key.breakdown] == ["cluster", "pay_band"]
    }
    ordered = sorted(breakdowns, key=row_place)
    rows = [(wording.row_label(row), *counts.row("staff.workforce", row)) for row in ordered]
    return [HEADS, *rows, ("All staff in post", *counts.row("staff.workforce"))]


def _likelihood(counts: Counts, definition: Definition, direction: tuple[str, str]) -> list[Any]:
    """Denominator, numerator, likelihoods and ratio: rows 3, 4, 5 and 6 of the sheet."""
    likelihoods = [Formula(f'=IF({column}3>0,{column}4/{column}3,"")') for column in "BCDEFGHI"]
    over, under = direction
    ratio = [Formula(f'=IF(N({under}5)>0,{over}5/{under}5,"")'), *[None] * 3]
    last = (PREVIOUS[over], PREVIOUS[under])
    before = [Formula(f'=IF(N({last[1]}5)>0,{last[0]}5/{last[1]}5,"")'), *[None] * 3]
    names = {"B": "White", "C": "BME"}
    return [
        HEADS,
        (definition.denominator.words.capitalize(), *counts.row(definition.denominator.item)),
        (definition.numerator.words.capitalize(), *counts.row(definition.numerator.item)),
        ("Likelihood", *likelihoods),
        (f"Relative likelihood, {names[over]} over {names[under]}", *ratio, *before),
    ]


def _indicator_9(counts: Counts) -> list[Any]:
    rows = {seat: counts.row("board.members", (("board", seat),)) for seat in SEATS}
    rest = {
        "Non-voting members": _minus(rows["total"], rows["voting"]),
        "Non-executive members": _minus(rows["total"], rows["executive"]),
    }
    return [
        HEADS,
        *((words, *rows[seat]) for seat, words in SEATS.items()),
        *((words, *row) for words, row in rest.items()),
        ("Workforce", *counts.row("staff.workforce")),
    ]


def _minus(first: list[int | None], second: list[int | None]) -> list[int | None]:
    return [None if a is None or b is None else a - b for a, b in zip(first, second, strict=True)]
