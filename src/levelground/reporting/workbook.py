"""The published workbook: the report's tables as real numbers, with what is hidden said in words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from levelground.disclosure.released import Count, ReleasedFigure, Suppressed
from levelground.measures.model import Kind
from levelground.reporting import wording
from levelground.reporting.material import ReportInput

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADS = (
    "Organisation", "Period to", "Breakdown", "Variant", "Figure", "Group", "Value", "95% interval from", "to",
    "Counted", "Out of", "Counted, second group", "Out of, second group", "Within 0.80 to 1.25", "Why no value",
)  # fmt: skip
WIDTHS = (16, 12, 40, 26, 28, 16, 12, 16, 12, 12, 12, 20, 20, 18, 60)
FORMATS = {Kind.SHARE: "0.0%", Kind.RATIO: "0.00", Kind.DIFFERENCE: "+0.0%;-0.0%;0.0%"}
COUNT_FORMAT = "#,##0"


class Formula(str):
    """Text that is meant to be run by the spreadsheet: written by us, never taken from a file."""

    __slots__ = ()


def workbook(material: ReportInput) -> bytes:
    """The release as an Excel workbook: a sheet about it, and a sheet per measure.

    Percentages and ratios are numbers in their own format; a hidden count is the word hidden, a figure without value
    is empty with its reason.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = "Workforce race equality figures"
    book.properties.creator = "Levelground"
    _about(book, material)
    for measure in dict.fromkeys(figure.measure for figure in material.released.figures):
        definition = material.definitions.get(measure)
        name = f"{definition.number}. {definition.short_title}"[:31] if definition else measure.capitalize()
        figures = [figure for figure in material.released.figures if figure.measure == measure]
        _figure_sheet(book.create_sheet(name), figures)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(book: Workbook, material: ReportInput) -> None:
    released = material.released
    sheet = book.worksheets[0]
    sheet.title = "About"
    rows: list[tuple[str, str]] = [
        ("Workforce race equality figures", ", ".join(dict.fromkeys(material.organisations.values()))[:500]),
        *(("Please note", notice) for notice in released.notices),
        ("Policy", f"{released.policy}, edition {released.policy_edition}: {released.policy_words}"),
        ("Hidden", "A count too small to show, or one that would let somebody work out such a count."),
        ("Intervals", "Percentages: Wilson. Ratios: Koopman. Differences: Newcombe. All 95%."),
        ("Released", released.released_at),
        ("SHA-256 of the input", released.source_hash),
    ]
    for definition in material.definitions.values():
        if definition.id in released.editions:
            rows.append(
                (f"{definition.number}. {definition.title}", f"Edition {definition.edition}. {definition.source}")
            )
            rows += [("", f"To be confirmed against current guidance: {item}") for item in definition.to_be_confirmed]
    write_rows(sheet, rows, widths=(40, 110))


def write_rows(sheet: Worksheet, rows: Iterable[Sequence[Any]], *, widths: Sequence[int]) -> None:
    """Rows into a sheet: the first in bold and frozen, columns of these widths, long text wrapped."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for row in rows:
        sheet.append([_safe(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula is kept as text: a directorate may be named anything."""
    runs = isinstance(cell, str) and not isinstance(cell, Formula) and cell[:1] in ("=", "+", "@")
    return f"'{cell}" if runs else cell


def _figure_sheet(sheet: Worksheet, figures: Sequence[ReleasedFigure]) -> None:
    write_rows(sheet, [HEADS, *(_row(figure) for figure in figures)], widths=WIDTHS)
    for place, figure in enumerate(figures, 2):
        for column in (7, 8, 9):
            sheet.cell(place, column).number_format = FORMATS[figure.kind]
        for column in (10, 11, 12, 13):
            sheet.cell(place, column).number_format = COUNT_FORMAT


def _row(figure: ReleasedFigure) -> tuple[Any, ...]:
    comparison = figure.compared.replace("_", " ") if figure.compared else figure.kind.value
    flag = {True: "within", False: "outside", None: None}[figure.within_band]
    return (
        figure.organisation,
        figure.period,
        wording.row_label(figure.breakdown),
        wording.VARIANTS.get(figure.variant, figure.variant) if figure.variant else None,
        comparison if figure.method != "count" else "count",
        wording.group_label(figure.group) if figure.group else None,
        wording.HIDDEN if figure.suppressed else figure.value,
        figure.lower,
        figure.upper,
        *(
            _count(count)
            for count in (figure.numerator_1, figure.denominator_1, figure.numerator_2, figure.denominator_2)
        ),
        flag if figure.lower is not None else None,
        figure.reason if figure.no_value else None,
    )


def _count(count: Count | None) -> int | str | None:
    return wording.HIDDEN if isinstance(count, Suppressed) else count
