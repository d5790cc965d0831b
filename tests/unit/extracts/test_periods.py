"""Rows are placed in the year they belong to."""

from __future__ import annotations

import datetime as dt

from levelground.extracts.periods import placed
from levelground.extracts.rows import Rows
from levelground.extracts.schemas import EXTRACTS

NOW, BEFORE, LATER = dt.date(2026, 3, 31), dt.date(2025, 3, 31), dt.date(2027, 3, 31)


def rows(extract: str, file: str = "a.csv", **columns: list[object]) -> Rows:
    length = len(next(iter(columns.values())))
    whole = {field.name: columns.get(field.name, [None] * length) for field in EXTRACTS[extract].fields}
    return Rows(extract, whole, list(range(2, 2 + length)), file)


def periods(*files: Rows) -> tuple[list[list[object]], list[tuple[str, str, tuple[int, ...]]]]:
    found, findings = placed(files, NOW)
    return [made.columns["period"] for made in found], [(f.code, f.file, f.rows) for f in findings]


def test_an_activity_belongs_to_the_snapshot_whose_twelve_months_it_lies_in() -> None:
    days = [dt.date(2024, 3, 31), dt.date(2024, 4, 1), dt.date(2025, 3, 31), dt.date(2025, 4, 1), NOW, None]

    found, findings = periods(rows("staff", snapshot_date=[BEFORE, NOW]), rows("leavers", left_on=days))

    assert found[1] == [None, "2025-03-31", "2025-03-31", "2026-03-31", "2026-03-31", None]
    assert findings == [("E-304", "a.csv", (2,))]


def test_a_file_without_a_date_is_of_the_configured_one() -> None:
    found, findings = periods(rows("staff", person_id=["1"]), rows("board", member_id=["1", "2"]))

    assert found == [["2026-03-31"], ["2026-03-31", "2026-03-31"]]
    assert not findings


def test_two_files_of_one_extract_cannot_both_be_undated() -> None:
    _, findings = periods(
        rows("staff", "b.csv", person_id=["1"]), rows("staff", "c.csv", person_id=["1"]), rows("board", member_id=["1"])
    )

    assert findings == [("E-310", "b.csv", ()), ("E-310", "c.csv", ())]


def test_staff_of_a_later_date_is_not_counted() -> None:
    found, findings = periods(rows("staff", snapshot_date=[NOW, LATER]))

    assert found == [["2026-03-31", None]]
    assert findings == [("E-304", "a.csv", (3,))]


def test_staff_without_the_configured_date_is_an_error() -> None:
    found, findings = periods(rows("staff", snapshot_date=[BEFORE, BEFORE]))

    assert found == [["2025-03-31", "2025-03-31"]]
    assert findings == [("E-305", "a.csv", (2, 3))]


def test_a_register_of_a_date_without_staff_is_an_error_and_a_part_of_it_a_warning() -> None:
    staff = rows("staff", snapshot_date=[NOW])

    assert periods(staff, rows("board", snapshot_date=[BEFORE]))[1] == [("E-305", "a.csv", (2,))]
    assert periods(staff, rows("board", snapshot_date=[BEFORE, NOW]))[1] == [("E-304", "a.csv", (2,))]


def test_a_row_without_a_date_in_a_file_of_dates_is_an_error() -> None:
    found, findings = periods(rows("staff", snapshot_date=[NOW, None]))

    assert found == [["2026-03-31", None]]
    assert findings == [("E-205", "a.csv", (3,))]


def test_survey_results_and_files_without_rows_have_no_period() -> None:
    found, findings = periods(
        rows("survey", survey_year=[2025]), rows("staff", person_id=[]), rows("leavers", left_on=[])
    )

    assert found == [[None], [], []]
    assert not findings
