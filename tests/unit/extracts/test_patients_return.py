"""The patients' counts return: counts are read, lists of patients are refused, and nothing of theirs is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.patients_return import HEADER, QUINTILE, read_patients

TOP = ",".join(HEADER)
ROW = "ZZ9,2026-03-31,patients_waiting,white,1,30,100"
MEASURES = ("patients_waiting",)


def file_with(folder: Path, *lines: str) -> Path:
    path = folder / "patients.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_patients(path, measures=MEASURES)
    return str(error.value)


def test_counts_by_group_and_quintile_are_read(tmp_path: Path) -> None:
    rows = read_patients(file_with(tmp_path, TOP, ROW, ROW.replace(",1,", ",,", 1)), measures=MEASURES)

    assert [row.breakdown for row in rows] == [((QUINTILE, "1"),), ()]


@pytest.mark.parametrize(
    "column", ["NHS Number", "pt_nhs_number", "Patient ID", "Date of birth", "Surname", "Home Postcode"]
)
def test_a_list_of_patients_is_refused_by_its_header(tmp_path: Path, column: str) -> None:
    said = refused(file_with(tmp_path, f"{TOP},{column}", f"{ROW},9999999999"))

    assert "only a list of patients has" in said
    assert "9999999999" not in said


def test_a_file_without_a_header_shows_none_of_its_cells(tmp_path: Path) -> None:
    said = refused(file_with(tmp_path, "9999999999,Madeup Person,1950-01-01", "9999999998,Other Madeup,1951-01-01"))

    assert "without the columns organisation" in said
    assert not any(word in said for word in ("9999999999", "Madeup", "1950"))


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_bytes(b"PK\x00\x01")

    assert "cannot be opened" in refused(tmp_path / "none.csv")
    assert "not a text file" in refused(tmp_path / "book.csv")


def test_a_row_for_each_patient_is_no_count(tmp_path: Path) -> None:
    lines = [ROW.replace("30,100", f"{n % 2},1").replace(",1,", f",{n},", 1) for n in (1, 2, 3)]

    assert "every row is of one patient at most" in refused(file_with(tmp_path, TOP, *lines))


def test_a_quintile_that_is_none_is_named_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_patients(file_with(tmp_path, TOP, ROW, ROW.replace(",1,", ",6,", 1)), measures=MEASURES)

    (finding,) = error.value.findings
    assert (finding.code, finding.rows, finding.column) == ("E-961", (3,), QUINTILE)


def test_measures_of_staff_do_not_belong_in_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_patients(file_with(tmp_path, TOP, ROW.replace("patients_waiting", "wres_2")), measures=MEASURES)

    assert [finding.code for finding in error.value.findings] == ["E-503"]
