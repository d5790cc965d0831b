"""Writes the workbooks and the Parquet file of the cases beside it; run once, the files are committed.

python tests/extracts/make_binary_files.py
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
from openpyxl import Workbook

HERE = Path(__file__).parent
HEADER = ["Employee Number", "Assignment Status", "Assignment Category", "Ethnic Origin", "Pay Grade"]
FIRST = ["30000001", "Active Assignment", "Permanent", "A White - British", "Band 5"]
SECOND = ["30000002", "Active Assignment", "Permanent", "H Asian or Asian British - Indian", "Band 6"]
THIRD = ["30000003", "Active Assignment", "Permanent", "Z Not Stated", "Band 2"]


def merged_cells() -> Workbook:
    """A merged title, and a directorate merged over two people's rows."""
    book, sheet = _book("Staff")
    for row in (["Staff in post"], [*HEADER, "Directorate"], [*FIRST, "Surgery"], SECOND, [*THIRD, "Medicine"]):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("F3:F4")
    return book


def dates_text_and_numbers() -> Workbook:
    """The same day as an Excel date, a British text, a day number and an ISO text; ids as numbers."""
    book, sheet = _book("Applicants")
    sheet.append(["Vacancy Reference", "Application ID", "Closing Date", "Ethnic Group", "Shortlisted", "Appointed"])
    for number, day in enumerate((dt.date(2026, 3, 31), "31/03/2026", 46112, "2026-03-31"), 1):
        sheet.append([1001, number, day, "White - British", True, number == 2])
    return book


def hidden_sheet() -> Workbook:
    """An old copy, hidden, before the sheet that counts."""
    book, old = _book("Old")
    for row in (HEADER, FIRST):
        old.append(row)
    staff = book.create_sheet("Staff")
    for row in (HEADER, FIRST, SECOND):
        staff.append(row)
    old.sheet_state = "hidden"
    book.active = staff
    return book


def second_sheet() -> Workbook:
    """Notes first, the data on the second sheet."""
    book, notes = _book("Notes")
    notes.append(["Staff in post on 31 March 2026"])
    notes.append(["Ethnic Origin is self-reported", "Status"])
    data = book.create_sheet("Data")
    for row in (HEADER, FIRST, SECOND):
        data.append(row)
    return book


def one_sheet() -> Workbook:
    """Nothing special, on a sheet called Sheet1."""
    book, sheet = _book("Sheet1")
    for row in (HEADER, FIRST):
        sheet.append(row)
    return book


def _book(title: str):  # type: ignore[no-untyped-def]
    book = Workbook()
    book.active.title = title
    return book, book.active


def parquet(path: Path) -> None:
    """Real dates, text, a number and empty cells, under our own field names."""
    duckdb.sql(
        "SELECT DATE '2026-03-31' AS snapshot_date, * FROM (VALUES "
        "('00000001', 'active', 'permanent', 'A', '5', 1.0), "
        "('00000002', 'active', 'permanent', 'H', '8a', 0.5), "
        "('00000003', 'active', 'permanent', NULL, '2', NULL)) "
        "AS staff(person_id, assignment_status, assignment_type, ethnic_category, pay_band, fte)"
    ).write_parquet(str(path))


if __name__ == "__main__":
    merged_cells().save(HERE / "04_merged_cells" / "staff.xlsx")
    dates_text_and_numbers().save(HERE / "05_dates_text_and_numbers" / "applicants.xlsx")
    hidden_sheet().save(HERE / "12_hidden_sheet" / "staff.xlsx")
    second_sheet().save(HERE / "13_second_sheet" / "staff.xlsx")
    one_sheet().save(HERE / "45_sheet_not_there" / "staff.xlsx")
    parquet(HERE / "31_parquet" / "staff.parquet")
