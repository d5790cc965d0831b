"""The published workbook: the report's tables as real numbers, with what is hidden said in words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from levelground.disclosure.released import Count, ReleasedFigure, Suppressed
from levelground.measures.model import Definition, Kind
from levelground.reporting import narrative, wording
from levelground.reporting.breakdowns import flag_text
from levelground.reporting.edi_plan import plan_standing
from levelground.reporting.material import ReportInput
from levelground.reporting.patients import LEAD, label, sides
from levelground.reporting.tables import Selection, headline

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADS = (
    "Organisation", "Period to", "Breakdown", "Variant", "Figure", "Group", "Value", "95% interval from", "to",
    "Counted", "Out of", "Counted, second group", "Out of, second group", "Within 0.80 to 1.25", "Why no value",
)  # fmt: skip
WIDTHS = (16, 12, 40, 26, 28, 16, 12, 16, 12, 12, 12, 20, 20, 18, 60)
FORMATS = {
    Kind.SHARE: "0.0%", Kind.RATIO: "0.00", Kind.DIFFERENCE: "+0.0%;-0.0%;0.0%", Kind.GAP: "0.0%",
    Kind.AMOUNT: "£#,##0.00", Kind.RETAINED: "0.0%", Kind.DISPARITY: "0.00",
    Kind.SCORE: "0.00", Kind.STATEMENT: "0", Kind.HEADCOUNT: "0",
}  # fmt: skip
COUNT_FORMATS = dict.fromkeys((10, 11, 12, 13), "#,##0")
HEAD_COLOUR = "005EB8"
SHEETS = {"completeness": "Completeness", "population": "Who counts"}
SUMMARY_HEADS = (
    "Organisation", "Indicator", "Compared", "This year", "95% interval from", "to", "Year before", "0.80 to 1.25",
    "What the figures say",
)  # fmt: skip
BESIDE_HEADS = ("Whose", "Measure", "Compared", "Value", "95% interval from", "to", "Period to")
BESIDE_WIDTHS = (32, 52, 20, 12, 16, 12, 12)
SUMMARY_WIDTHS = (30, 34, 24, 12, 16, 12, 14, 14, 120)


PLAN_HEADS = (
    "Action", "Metric", "What it asks", "Where to look", "This year", "95% interval from", "to", "Year before", "Note",
)  # fmt: skip
PLAN_WIDTHS = (46, 8, 50, 46, 12, 16, 12, 14, 80)


class Formula(str):
    """Text that is meant to be run by the spreadsheet: written by us, never taken from a file."""

    __slots__ = ()


def workbook(material: ReportInput) -> bytes:
    """The release as an Excel workbook: a summary, a sheet per indicator, completeness, who counts, and the methods.

    Percentages and ratios are numbers in their own format; a hidden count is the word hidden, a figure without value
    is empty with its reason.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = f"{material.title}Workforce race equality figures"
    book.properties.creator = "Levelground"
    _summary(book.worksheets[0], material)
    for measure in dict.fromkeys(figure.measure for figure in material.released.figures):
        definition = material.definitions.get(measure)
        name = definition.heading[:31] if definition else SHEETS.get(measure, measure)
        figures = [figure for figure in material.released.figures if figure.measure == measure]
        _figure_sheet(book.create_sheet(name), figures)
    _edi_plan(book, material)
    _patients_and_staff(book, material)
    _methods(book.create_sheet("Methods"), material)
    return saved(book)


def _summary(sheet: Worksheet, material: ReportInput) -> None:
    """One row per indicator and organisation: the headline beside the year before."""
    sheet.title = "Summary"
    organisations = sorted({figure.organisation for figure in material.released.figures})
    rows: list[Sequence[Any]] = [SUMMARY_HEADS]
    kinds: list[Kind] = []
    for definition in material.measured():
        for organisation in organisations:
            figure = _headline(material, definition, organisation)
            if figure is not None:
                rows.append(_summary_row(material, definition, figure))
                kinds.append(figure.kind)
    write_rows(sheet, rows, widths=SUMMARY_WIDTHS)
    for place, (kind, row) in enumerate(zip(kinds, rows[1:], strict=True), 2):
        _format(sheet, place, row, dict.fromkeys((4, 5, 6, 7), FORMATS[kind]))
    sheet.append([])
    for notice in (*material.released.notices, f"Policy: {material.released.policy}. {material.released.policy_words}"):
        sheet.append([safe(notice)])


def _headline(material: ReportInput, definition: Definition, organisation: str) -> ReleasedFigure | None:
    of_one = [figure for figure in material.selection.figures if figure.organisation == organisation]
    selection = Selection(tuple(figure for figure in of_one if figure.measure == definition.id))
    periods = [period for period in selection.periods(definition.id) if period <= material.newest(definition)]
    return headline(selection, definition, periods[-1]) if periods else None


def _summary_row(material: ReportInput, definition: Definition, figure: ReleasedFigure) -> tuple[Any, ...]:
    earlier = material.selection.before(figure)
    comparable = earlier is not None and earlier.edition == figure.edition
    before = _value(earlier) if earlier is not None and comparable else "rule changed" if earlier is not None else None
    return (
        material.organisations.get(figure.organisation, figure.organisation),
        definition.heading,
        wording.comparison(figure.compared) if figure.compared else f"{wording.group_label(figure.group)} share",
        _value(figure),
        figure.lower,
        figure.upper,
        before,
        flag_text(figure),
        narrative.sentence(figure, definition),
    )


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _methods(sheet: Worksheet, material: ReportInput) -> None:
    released = material.released
    rows: list[tuple[str, str]] = [
        ("Methods and sources", ", ".join(dict.fromkeys(material.organisations.values()))[:500]),
        *(("Please note", notice) for notice in released.notices),
        ("Policy", f"{released.policy}, edition {released.policy_edition}: {released.policy_words}"),
        ("Hidden", "A count too small to show, or one that would let somebody work out such a count."),
        ("Intervals", "Percentages: Wilson. Ratios: Koopman. Differences: Newcombe. All 95%."),
        ("Differences", "Percentage points; a percent sign in a cell is its number format."),
        ("Within 0.80 to 1.25", "A flag of national reports, to be confirmed against current guidance; it is no test."),
        ("Released", wording.moment(released.released_at)),
        ("Values of the year before", material.year_before),
        ("SHA-256 of the input", released.source_hash),
    ]
    for definition in material.measured():
        rows.append((f"{definition.number}. {definition.title}", f"Edition {definition.edition}. {definition.source}"))
        rows += [("", f"To be confirmed against current guidance: {item}") for item in definition.to_be_confirmed]
    write_rows(sheet, rows, widths=(40, 110))
    _wrap(sheet)


def _edi_plan(book: Workbook, material: ReportInput) -> None:
    """One row for each answer to a metric of the EDI improvement plan; no sheet where there is none."""
    standing = plan_standing(material)
    if standing is None:
        return
    sheet = book.create_sheet("EDI plan")
    found = [(a, s, answer) for a in standing.actions for s in a.standings for answer in s.answers]
    rows: list[Sequence[Any]] = [PLAN_HEADS]
    for action, of_metric, answer in found:
        figure = answer.figure
        rows.append(
            (
                action.caption, of_metric.metric.id, of_metric.metric.words, answer.where,
                _value(figure) if figure else None, figure.lower if figure else None, figure.upper if figure else None,
                answer.earlier, answer.note,
            )
        )  # fmt: skip
    write_rows(sheet, rows, widths=PLAN_WIDTHS)
    for place, ((*_, answer), row) in enumerate(zip(found, rows[1:], strict=True), 2):
        if answer.figure is not None:
            _format(sheet, place, row, dict.fromkeys((5, 6, 7), FORMATS[answer.figure.kind]))
    for line in (f"To be confirmed against current guidance: {item}." for item in standing.plan.to_be_confirmed):
        sheet.append([line])


def _patients_and_staff(book: Workbook, material: ReportInput) -> None:
    """Patients and staff, side by side: one row for each figure; no sheet where there are no patients."""
    found = [(whose, name, figure) for whose, part in sides(material).items() for name, figure in part]
    if not found:
        return
    sheet = book.create_sheet("Patients and staff")
    rows: list[Sequence[Any]] = [BESIDE_HEADS]
    for whose, name, figure in found:
        compared, ends = wording.comparison(figure.compared or ""), (_value(figure), figure.lower, figure.upper)
        rows.append((whose, label(name, figure), compared, *ends, figure.period))
    write_rows(sheet, rows, widths=BESIDE_WIDTHS)
    for place, ((*_, figure), row) in enumerate(zip(found, rows[1:], strict=True), 2):
        _format(sheet, place, row, dict.fromkeys((4, 5, 6), FORMATS[figure.kind]))
    sheet.append([LEAD])


def _wrap(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment

    for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_rows(sheet: Worksheet, rows: Iterable[Sequence[Any]], *, widths: Sequence[int]) -> None:
    """Rows into a sheet: the first as a head that stays in view, columns of these widths. Empty cells are not made."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for row in rows:
        sheet.append({place: safe(cell) for place, cell in enumerate(row, 1) if cell is not None})
    as_head(sheet, 1)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    # On paper: lying, as wide as the page, the heads on every sheet.
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def as_head(sheet: Worksheet, row: int) -> None:
    """A row in the style of a head: white on blue, wrapped."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for cell in sheet[row]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=HEAD_COLOUR)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def safe(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula is kept as text: a directorate may be named anything."""
    runs = isinstance(cell, str) and not isinstance(cell, Formula) and cell[:1] in ("=", "+", "@")
    return f"'{cell}" if runs else cell


def _figure_sheet(sheet: Worksheet, figures: Sequence[ReleasedFigure]) -> None:
    rows = [_row(figure) for figure in figures]
    write_rows(sheet, [HEADS, *rows], widths=WIDTHS)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, (figure, row) in enumerate(zip(figures, rows, strict=True), 2):
        _format(sheet, place, row, dict.fromkeys((7, 8, 9), FORMATS[figure.kind]))
        _format(sheet, place, row, COUNT_FORMATS)


def _format(sheet: Worksheet, place: int, row: Sequence[Any], formats: Mapping[int, str]) -> None:
    """Number formats for the numbers of a row: asking the sheet for an empty cell would make one."""
    for column, number_format in formats.items():
        if isinstance(row[column - 1], int | float):
            sheet.cell(place, column).number_format = number_format


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
        _value(figure),
        figure.lower,
        figure.upper,
        *(
            _count(count)
            for count in (figure.numerator_1, figure.denominator_1, figure.numerator_2, figure.denominator_2)
        ),
        flag if figure.lower is not None else None,
        figure.reason if figure.no_value else None,
    )


def _value(figure: ReleasedFigure) -> float | str | None:
    return wording.HIDDEN if figure.suppressed else figure.value


def _count(count: Count | None) -> int | str | None:
    return wording.HIDDEN if isinstance(count, Suppressed) else count
