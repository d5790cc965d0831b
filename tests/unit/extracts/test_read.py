"""What the awkward files of tests/extracts do not show of reading one file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from levelground.extracts.findings import Finding
from levelground.extracts.mapping import Mapping
from levelground.extracts.read import Rows, read_extract

HEADER = "Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade"
ROW = "1,Active,Permanent,A,5"
NEEDED = {
    "person_id": "Employee Number",
    "assignment_status": "Assignment Status",
    "assignment_type": "Assignment Category",
    "ethnic_category": "Ethnic Origin",
    "pay_band": "Pay Grade",
}


def read(
    folder: Path, *lines: str, mapping: Mapping | None = None, name: str = "a.csv"
) -> tuple[Rows, dict[str, Finding]]:
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    rows, findings = read_extract(path, mapping or Mapping("staff"))
    return rows, {finding.code: finding for finding in findings}


def test_a_mapping_without_columns_takes_the_headers_that_are_known(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, f"{HEADER},FTE", f"{ROW},0.5")

    assert not findings
    assert (rows.columns["fte"], rows.columns["pay_band"]) == ([0.5], ["5"])
    assert rows.headers["pay_band"] == "Pay Grade"
    assert rows.row_numbers == [2]


def test_a_mapping_with_columns_leaves_out_what_it_does_not_list_but_finds_what_is_required(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, f"{HEADER},FTE", f"{ROW},0.5", mapping=Mapping("staff", {"pay_band": "Pay Grade"}))

    assert not findings
    assert (rows.columns["fte"], rows.columns["person_id"]) == ([None], ["1"])


def test_a_column_that_the_mapping_gives_to_one_field_is_not_taken_for_another(tmp_path: Path) -> None:
    mapping = Mapping("staff", {"directorate": "Pay Grade"})

    rows, findings = read(tmp_path, HEADER, ROW, mapping=mapping)

    assert rows.columns["directorate"] == ["5"]
    assert findings["E-103"].field == "pay_band"


def test_constants_fill_fields_without_a_column(tmp_path: Path) -> None:
    mapping = Mapping("staff", constants={"snapshot_date": "2026-03-31", "assignment_type": "Permanent"})

    rows, findings = read(
        tmp_path, "Employee Number,Assignment Status,Ethnic Origin,Pay Grade", "1,Active,A,5", mapping=mapping
    )

    assert not findings
    assert rows.columns["snapshot_date"] == [dt.date(2026, 3, 31)]
    assert rows.columns["assignment_type"] == ["permanent"]


def test_a_constant_stands_above_a_header_that_is_known(tmp_path: Path) -> None:
    mapping = Mapping("staff", constants={"pay_band": "9"})

    rows, _ = read(tmp_path, HEADER, ROW, mapping=mapping)

    assert rows.columns["pay_band"] == ["9"]


def test_a_file_of_nothing_but_totals_has_no_rows(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, HEADER, "Total,0,,,", "Grand total: 0,,,,")

    assert len(rows) == 0
    assert set(findings) == {"E-101", "E-301"}
    assert set(rows.columns) >= {"person_id", "pay_band"}


def test_a_short_table_has_no_remarks(tmp_path: Path) -> None:
    """In a table of two columns a row with one filled cell is a row."""
    mapping = Mapping("training", {"person_id": "nr", "attended_on": "day"}, header_row=1)

    rows, findings = read(tmp_path, "nr,day", "1,2026-01-31", "2,", mapping=mapping)

    assert rows.columns["person_id"] == ["1", "2"]
    assert set(findings) == {"E-205"}


def test_a_date_column_is_judged_by_all_the_dates_of_its_file(tmp_path: Path) -> None:
    """13/02/2020 in one column shows that 01/02/2026 in the other is 1 February."""
    lines = ("Employee Number,Termination Date,Start Date,Ethnic Origin,Pay Grade", "1,01/02/2026,13/02/2020,A,5")

    rows, findings = read(tmp_path, *lines, mapping=Mapping("leavers"))

    assert rows.columns["left_on"] == [dt.date(2026, 2, 1)]
    assert not findings


def test_dates_that_show_to_be_american_are_errors_and_the_others_in_doubt(tmp_path: Path) -> None:
    lines = (
        "Employee Number,Termination Date,Ethnic Origin,Pay Grade",
        "1,01/02/2026,A,5",
        "2,02/13/2026,A,5",
    )

    _, findings = read(tmp_path, *lines, mapping=Mapping("leavers"))

    assert {code: finding.rows for code, finding in findings.items()} == {"E-202": (3,), "E-306": (2,)}


def test_the_mapping_may_say_that_dates_are_british(tmp_path: Path) -> None:
    lines = ("Employee Number,Termination Date,Ethnic Origin,Pay Grade", "1,01/02/2026,A,5")

    _, findings = read(tmp_path, *lines, mapping=Mapping("leavers", date_order="day first"))

    assert not findings


def test_local_values_are_read_for_labels_too(tmp_path: Path) -> None:
    mapping = Mapping("staff", {**NEEDED, "directorate": "Dir"}, values={"directorate": {"123 Surg": "Surgery"}})

    rows, _ = read(tmp_path, f"{HEADER},Dir", f"{ROW},123  SURG", f"{ROW},Other", mapping=mapping)

    assert rows.columns["directorate"] == ["Surgery", "Other"]


def test_two_columns_of_one_name_are_an_error_where_they_differ_and_a_note_where_not(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, f"{HEADER},Pay Grade,Ethnic Origin", f"{ROW},6,A")

    assert {(finding.code, finding.field) for finding in findings.values()} == {
        ("E-104", "pay_band"),
        ("E-113", "ethnic_category"),
    }
    assert (rows.columns["pay_band"], rows.columns["ethnic_category"]) == ([None], ["A"])


def test_rows_above_a_header_of_two_rows_and_blank_and_longer_rows_below_it(tmp_path: Path) -> None:
    upper, lower = "Employee,Assignment,Assignment,Ethnic,Pay", "Number,Status,Category,Origin,Grade"

    rows, findings = read(tmp_path, "Staff in post", upper, lower, "", ROW, ROW.replace("1", "2") + ",more", " , ")

    assert {code: finding.rows for code, finding in findings.items()} == {
        "E-106": (2, 3),
        "E-107": (2,),
        "E-302": (6,),
    }
    assert rows.row_numbers == [5, 6]


def test_a_row_that_ends_early_is_empty_from_there(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, HEADER, "1,Active,Permanent,A")

    assert rows.columns["pay_band"] == [None]
    assert set(findings) == {"E-207"}


def test_a_file_without_a_header_is_told_from_an_empty_one(tmp_path: Path) -> None:
    assert set(read(tmp_path, ROW)[1]) == {"E-102"}
    assert set(read(tmp_path, "", ",,")[1]) == {"E-101"}


def workbook(path: Path, **sheets: list[str]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line.split(","))
    book["Old"].sheet_state = "hidden"
    book.save(path)
    return path


def test_a_hidden_sheet_is_read_when_the_mapping_names_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Old=[HEADER, ROW, "2,Active,Permanent,A,5"], Staff=[HEADER, ROW])

    rows, findings = read_extract(path, Mapping("staff", NEEDED, sheet="Old"))

    assert (len(rows), rows.sheet) == (2, "Old")
    assert not findings


def test_the_sheet_with_the_best_header_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Old=[HEADER, ROW], Notes=["Status,Grade"], Staff=[HEADER, ROW])

    rows, findings = read_extract(path, Mapping("staff"))

    assert rows.sheet == "Staff"
    assert [(finding.code, finding.sheet, finding.count) for finding in findings] == [
        ("E-105", "Old", 1),
        ("E-109", "Staff", 1),
    ]


def test_a_sheet_that_the_mapping_names_must_be_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Old=[HEADER, ROW], Staff=[HEADER, ROW])

    rows, findings = read_extract(path, Mapping("staff", NEEDED, sheet="Staff 2026"))

    assert len(rows) == 0
    assert [finding.code for finding in findings] == ["E-105", "E-111"]


def test_a_file_that_cannot_be_opened_gives_no_rows_and_says_why(tmp_path: Path) -> None:
    rows, (finding,) = read_extract(tmp_path / "gone.csv", Mapping("staff"))

    assert len(rows) == 0
    assert (finding.code, finding.problem) == ("E-110", "The file cannot be read: No such file or directory.")


@pytest.mark.parametrize("value", ["SECRET-PERSON", "Q Martian"])
def test_no_finding_holds_what_a_cell_says(tmp_path: Path, value: str) -> None:
    lines = (
        HEADER + ",FTE,Start Date,Directorate,Primary Assignment",
        f"{value},{value},{value},{value},{value},{value},{value},{value},{value},{value}",
    )

    _, findings = read(tmp_path, *lines)

    assert {"E-201", "E-202", "E-203", "E-204", "E-302"} <= findings.keys()
    assert value not in repr(findings)
